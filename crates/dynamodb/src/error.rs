//! DynamoDB's error responses.

use std::fmt;

use serde_json::{Map, Value};

use crate::path::TextPosition;
use crate::value::Item;

/// Why a transaction was cancelled: the reason of one of its actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CancellationReason {
    /// `None`, `ConditionalCheckFailed` or `ValidationError`.
    pub code: &'static str,
    /// The message; empty if the code is `None`.
    pub message: String,
    /// The item that did not meet the condition, if `ReturnValuesOnConditionCheckFailure` requests it.
    pub item: Option<Item>,
}

impl CancellationReason {
    /// The reason of an action that was not at fault.
    pub const NONE: Self = Self {
        code: "None",
        message: String::new(),
        item: None,
    };

    /// The reason of an action that failed.
    pub(crate) fn of(error: Error) -> Self {
        Self {
            code: match error.kind() {
                "ConditionalCheckFailedException" => "ConditionalCheckFailed",
                _ => "ValidationError",
            },
            message: error.message,
            item: match error.cause.map(|cause| *cause) {
                Some(Cause::Item(item)) => Some(item),
                _ => None,
            },
        }
    }

    fn to_json(&self) -> Value {
        let mut json = Map::new();
        json.insert("Code".to_owned(), Value::from(self.code));
        if let Some(item) = &self.item {
            json.insert("Item".to_owned(), item.to_json());
        }
        if !self.message.is_empty() {
            json.insert("Message".to_owned(), Value::from(&*self.message));
        }
        Value::Object(json)
    }
}

/// The response to a request that DynamoDB rejects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The HTTP status.
    pub status: u16,
    /// The type as `__type` gives it: `com.amazon.coral.validate#ValidationException`.
    pub type_name: String,
    /// The message; empty if DynamoDB has none.
    pub message: String,
    /// The path of the member at fault, such as `Item.skills.L[2].M.title`; empty if there is no single one. Not part
    /// of the response.
    pub path: String,
    /// The position in the request's text, if known. Not part of the response.
    pub position: Option<TextPosition>,
    /// What the response tells of the cause, besides the message.
    pub cause: Option<Box<Cause>>,
}

/// What a response tells of the cause of an error, besides the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The item that did not meet the condition, if `ReturnValuesOnConditionCheckFailure` requests it.
    Item(Item),
    /// Why a transaction was cancelled, for each of its actions.
    Cancellation(Vec<CancellationReason>),
}

impl Error {
    /// An error of a type with a status.
    pub fn new(status: u16, type_name: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            status,
            type_name: type_name.into(),
            message: message.into(),
            path: String::new(),
            position: None,
            cause: None,
        }
    }

    /// The request breaks a rule.
    pub fn validation(message: impl Into<String>) -> Self {
        Self::new(
            400,
            "com.amazon.coral.validate#ValidationException",
            message,
        )
    }

    /// The request's body can't be read.
    pub fn serialization(message: impl Into<String>) -> Self {
        Self::new(
            400,
            "com.amazon.coral.service#SerializationException",
            message,
        )
    }

    /// There is no such table.
    pub fn resource_not_found() -> Self {
        Self::new(
            400,
            "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
            "Requested resource not found",
        )
    }

    /// The condition was not met. `item` is the item it was checked on, if the response shows it.
    pub fn conditional_check_failed(item: Option<Item>) -> Self {
        let mut error = Self::new(
            400,
            "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
            "The conditional request failed",
        );
        error.cause = item.map(|item| Box::new(Cause::Item(item)));
        error
    }

    /// A transaction was cancelled. There is a reason for each of its actions.
    pub fn transaction_canceled(reasons: Vec<CancellationReason>) -> Self {
        let codes: Vec<&str> = reasons.iter().map(|reason| reason.code).collect();
        let mut error = Self::new(
            400,
            "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
            format!(
                "Transaction cancelled, please refer cancellation reasons for specific reasons [{}]",
                codes.join(", ")
            ),
        );
        error.cause = Some(Box::new(Cause::Cancellation(reasons)));
        error
    }

    /// There is no such action.
    pub fn unknown_operation() -> Self {
        Self::new(
            400,
            "com.amazon.coral.service#UnknownOperationException",
            "",
        )
    }

    /// The caller has no permission. `user` and `resource` are ARNs, `action` is `dynamodb:PutItem`.
    pub fn access_denied(user: &str, action: &str, resource: &str) -> Self {
        Self::new(
            400,
            "com.amazon.coral.service#AccessDeniedException",
            format!(
                "User: {user} is not authorized to perform: {action} on resource: {resource} \
                 because no identity-based policy allows the {action} action"
            ),
        )
    }

    /// The storage behind a table failed.
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(
            500,
            "com.amazonaws.dynamodb.v20120810#InternalServerError",
            message,
        )
    }

    /// The type without its namespace: `ValidationException`.
    pub fn kind(&self) -> &str {
        self.type_name.rsplit('#').next().unwrap_or_default()
    }

    /// The response's body: `{"__type":"…","message":"…"}`.
    ///
    /// The service framework's errors and those of transactions spell it `Message`, and the former omit it if they have none (measured: the recorded
    /// responses of the tests, AWS's AccessDeniedException).
    pub fn body(&self) -> String {
        let mut body = Map::new();
        body.insert("__type".to_owned(), Value::String(self.type_name.clone()));
        let cause = self.cause.as_deref();
        if let Some(Cause::Cancellation(reasons)) = cause {
            let reasons = reasons.iter().map(CancellationReason::to_json);
            body.insert("CancellationReasons".to_owned(), reasons.collect());
        }
        if !self.message.is_empty() {
            let framework = self.type_name.starts_with("com.amazon.coral.service#");
            let name = if framework || matches!(cause, Some(Cause::Cancellation(_))) {
                "Message"
            } else {
                "message"
            };
            body.insert(name.to_owned(), Value::String(self.message.clone()));
        }
        if let Some(Cause::Item(item)) = cause {
            body.insert("Item".to_owned(), item.to_json());
        }
        Value::Object(body).to_string()
    }

    /// Whether an empty value of a key attribute is at fault. AWS rejects a transaction for it, and cancels it for every
    /// other value that does not fit a key (recorded 2026, as were these words, which no other error begins with).
    pub(crate) fn is_about_empty_value(&self) -> bool {
        self.message
            .starts_with("One or more parameter values are not valid.")
    }

    pub(crate) fn at_path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind())?;
        if !self.message.is_empty() {
            write!(f, ": {}", self.message)?;
        }
        if !self.path.is_empty() {
            write!(f, ", at {}", self.path)?;
        }
        if let Some(position) = self.position {
            write!(f, " ({position})")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
