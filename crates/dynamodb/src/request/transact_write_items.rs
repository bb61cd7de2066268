//! Parser of `TransactWriteItems` requests.

use super::constraints::Constraints;
use super::members::Members;
use super::{CAPACITY, METRICS, RETURN_VALUES_ON_FAILURE, ReturnConsumedCapacity, capacity};
use crate::error::Error;
use crate::expression::{Condition, Placeholders, Update, parse_condition, parse_update};
use crate::path::PathSegment;
use crate::value::read::parse_json;
use crate::value::{Item, MAX_ITEM_SIZE, item_size};

/// The most actions of a transaction, by the documentation.
const MAX_ACTIONS: usize = 100;
/// The longest `ClientRequestToken`, by the documentation.
const MAX_TOKEN: usize = 36;

/// A `TransactWriteItems` request.
#[derive(Clone, Debug, PartialEq)]
pub struct TransactWriteItems {
    /// `TransactItems`.
    pub writes: Vec<TransactWrite>,
    /// `ReturnConsumedCapacity`.
    pub return_consumed_capacity: ReturnConsumedCapacity,
    /// Whether `ReturnItemCollectionMetrics` asks for the sizes of the item collections.
    pub return_metrics: bool,
}

/// An action of a transaction.
#[derive(Clone, Debug, PartialEq)]
pub struct TransactWrite {
    /// `TableName`: the table's name or ARN.
    pub table_name: String,
    /// What it does.
    pub action: WriteAction,
    /// `ConditionExpression`, with its placeholders filled in.
    pub condition: Option<Condition>,
    /// Whether `ReturnValuesOnConditionCheckFailure` asks for the item that does not meet the condition.
    pub shows_item_on_failure: bool,
}

/// What an action of a transaction does.
#[derive(Clone, Debug, PartialEq)]
pub enum WriteAction {
    /// `ConditionCheck` of the item with a key.
    ConditionCheck(Item),
    /// `Delete` of the item with a key.
    Delete(Item),
    /// `Put` of an item.
    Put(Item),
    /// `Update` of the item with a key.
    Update(Item, Update),
}

/// The kinds of actions with their members' names, in the order in which DynamoDB reads them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    ConditionCheck,
    Put,
    Delete,
    Update,
}

impl Kind {
    const ALL: [Self; 4] = [Self::ConditionCheck, Self::Put, Self::Delete, Self::Update];

    fn name(self) -> &'static str {
        match self {
            Self::ConditionCheck => "ConditionCheck",
            Self::Put => "Put",
            Self::Delete => "Delete",
            Self::Update => "Update",
        }
    }

    /// The name in the path of a constraint.
    fn lower_name(self) -> &'static str {
        match self {
            Self::ConditionCheck => "conditionCheck",
            Self::Put => "put",
            Self::Delete => "delete",
            Self::Update => "update",
        }
    }

    /// The member with the item or its key.
    fn item_member(self) -> &'static str {
        match self {
            Self::Put => "Item",
            _ => "Key",
        }
    }
}

/// An action before its expressions are parsed.
struct Raw<'a> {
    kind: Kind,
    members: Members<'a>,
    table_name: Option<&'a str>,
    item: Option<Item>,
    violation: Option<Error>,
    condition: Option<&'a str>,
    update: Option<&'a str>,
    shown_on_failure: Option<&'a str>,
    placeholders: Placeholders,
}

impl TransactWriteItems {
    /// Parses a request's body.
    ///
    /// # Errors
    /// DynamoDB's error, with its path and position if it has one.
    pub fn parse(body: &str) -> Result<Self, Error> {
        let json = parse_json(body)?;
        let mut members = Members::new(body, &json)?;
        let token = members.string("ClientRequestToken")?;
        let consumed = members.string("ReturnConsumedCapacity")?;
        let metrics = members.string("ReturnItemCollectionMetrics")?;
        let elements = members.list("TransactItems")?;
        let mut actions: Vec<Vec<Raw<'_>>> = Vec::new();
        for (number, element) in elements.into_iter().flatten().enumerate() {
            let steps = [
                PathSegment::Member("TransactItems"),
                PathSegment::Element(number),
            ];
            let action = members.inner(element, &steps, "TransactWriteItem")?;
            let mut raws = Vec::new();
            for kind in Kind::ALL {
                if let Some(json) = action.json(kind.name()) {
                    let steps = [PathSegment::Member(kind.name())];
                    raws.push(Raw::read(kind, action.inner(json, &steps, kind.name())?)?);
                }
            }
            action.only(&Kind::ALL.map(Kind::name))?;
            actions.push(raws);
        }
        members.only(&[
            "TransactItems",
            "ClientRequestToken",
            "ReturnConsumedCapacity",
            "ReturnItemCollectionMetrics",
        ])?;

        let mut constraints = Constraints::new(body);
        if token.is_some()
            && let Some(json) = members.json("ClientRequestToken")
        {
            constraints.length("ClientRequestToken", json, 1, Some(MAX_TOKEN));
        }
        constraints.one_of("ReturnConsumedCapacity", consumed, &CAPACITY);
        constraints.one_of("ReturnItemCollectionMetrics", metrics, &METRICS);
        constraints.not_null("TransactItems", elements.is_some());
        if let Some(json) = members.json("TransactItems") {
            constraints.length("TransactItems", json, 1, Some(MAX_ACTIONS));
        }
        for (number, raw) in actions
            .iter()
            .enumerate()
            .flat_map(|(n, raws)| raws.iter().map(move |raw| (n + 1, raw)))
        {
            let kind = raw.kind.lower_name();
            constraints.within(format!("transactItems.{number}.member.{kind}."));
            raw.constrain(&mut constraints);
        }
        constraints.finish()?;

        let mut writes = Vec::new();
        for raws in actions {
            let mut raws = raws.into_iter();
            let rejected = |message: &str| members.rejected("TransactItems", message);
            match (raws.next(), raws.next()) {
                (None, _) => {
                    return Err(rejected(
                        "Invalid Request: TransactWriteRequest should contain Delete or Put or \
                         Update request",
                    ));
                }
                (Some(raw), None) => writes.push(raw.finish()?),
                (Some(_), Some(_)) => {
                    return Err(rejected(
                        "TransactItems can only contain one of Check, Put, Update or Delete",
                    ));
                }
            }
        }
        Ok(Self {
            writes,
            return_consumed_capacity: capacity(consumed),
            return_metrics: metrics == Some("SIZE"),
        })
    }
}

impl<'a> Raw<'a> {
    fn read(kind: Kind, mut members: Members<'a>) -> Result<Self, Error> {
        let (item, violation) = members.item(kind.item_member())?;
        let table_name = members.string("TableName")?;
        let condition = members.string("ConditionExpression")?;
        let update = match kind {
            Kind::Update => members.string("UpdateExpression")?,
            _ => None,
        };
        let shown_on_failure = members.string("ReturnValuesOnConditionCheckFailure")?;
        let values = members.values()?;
        let placeholders = Placeholders::new(members.names()?, values);
        let mut known = vec![
            "TableName",
            kind.item_member(),
            "ConditionExpression",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ReturnValuesOnConditionCheckFailure",
        ];
        if kind == Kind::Update {
            known.push("UpdateExpression");
        }
        members.only(&known)?;
        Ok(Self {
            kind,
            members,
            table_name,
            item,
            violation,
            condition,
            update,
            shown_on_failure,
            placeholders,
        })
    }

    fn constrain(&self, constraints: &mut Constraints<'_>) {
        constraints.not_null(self.kind.item_member(), self.item.is_some());
        constraints.table_name(self.table_name);
        match self.kind {
            Kind::ConditionCheck => {
                constraints.not_null("ConditionExpression", self.condition.is_some());
            }
            Kind::Update => constraints.not_null("UpdateExpression", self.update.is_some()),
            Kind::Put | Kind::Delete => {}
        }
        constraints.one_of(
            "ReturnValuesOnConditionCheckFailure",
            self.shown_on_failure,
            &RETURN_VALUES_ON_FAILURE,
        );
    }

    fn finish(self) -> Result<TransactWrite, Error> {
        let placed = |error| self.members.placed(error);
        let condition = ("ConditionExpression", self.condition.is_some());
        let update = ("UpdateExpression", self.update.is_some());
        match self.kind {
            Kind::Update => self.placeholders.check_presence(&[update, condition]),
            _ => self.placeholders.check_presence(&[condition]),
        }
        .map_err(placed)?;
        if let Some(error) = self.violation {
            return Err(error);
        }
        let item = self.item.unwrap_or_default();
        if self.kind == Kind::Put && item_size(&item) > MAX_ITEM_SIZE {
            let message = "Item size has exceeded the maximum allowed size";
            return Err(self.members.rejected("Item", message));
        }
        self.placeholders.check().map_err(placed)?;
        let action = match self.kind {
            Kind::ConditionCheck => WriteAction::ConditionCheck(item),
            Kind::Delete => WriteAction::Delete(item),
            Kind::Put => WriteAction::Put(item),
            Kind::Update => {
                // An `Update` has its expression: that is a constraint.
                let text = self.update.unwrap_or_default();
                WriteAction::Update(
                    item,
                    parse_update(text, &self.placeholders).map_err(placed)?,
                )
            }
        };
        let condition = match self.condition {
            Some(text) => Some(
                parse_condition("ConditionExpression", text, &self.placeholders).map_err(placed)?,
            ),
            None => None,
        };
        self.placeholders.check_all_used().map_err(placed)?;
        Ok(TransactWrite {
            table_name: self.table_name.unwrap_or_default().to_owned(),
            action,
            condition,
            shows_item_on_failure: self.shown_on_failure == Some("ALL_OLD"),
        })
    }
}

impl WriteAction {
    /// The item to put, or the key.
    pub fn item(&self) -> &Item {
        match self {
            Self::ConditionCheck(item)
            | Self::Delete(item)
            | Self::Put(item)
            | Self::Update(item, _) => item,
        }
    }
}
