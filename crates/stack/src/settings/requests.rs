//! What the gateway takes and answers.

use super::rows::{CALLS, assign, choice, switch, text, turn};
use super::{Allowed, Setting, Subject};
use crate::{Passthrough, TableName};

pub(super) const TABLE_NAME: Setting = Setting {
    name: "table-name",
    label: "The table is named by",
    subject: Subject::Requests,
    doc: "Who says which table a call is about.",
    allowed: Allowed::Choice(&[
        choice(
            "stage",
            "the stage",
            "A variable of the stage names the table; a tablename in the query is ignored.",
        ),
        choice(
            "caller",
            "the caller",
            "The query's tablename goes to DynamoDB. Only the role keeps callers from other tables of the account.",
        ),
    ]),
    applies_with: "",
    get: |o| {
        text(match o.table_name {
            TableName::Stage => "stage",
            TableName::Caller => "caller",
        })
    },
    set: |o, value| {
        assign(
            &mut o.table_name,
            match value {
                "stage" => TableName::Stage,
                _ => TableName::Caller,
            },
        )
    },
};

pub(super) const PASSTHROUGH: Setting = Setting {
    name: "passthrough",
    label: "Passthrough behavior",
    subject: Subject::Requests,
    doc: "What happens to a body that is not JSON by its Content-Type.",
    allowed: Allowed::Choice(&[
        choice("never", "Never", "It is refused with 415."),
        choice(
            "when-no-templates",
            "When there are no templates",
            "It is refused with 415 as long as the method has a mapping template.",
        ),
    ]),
    applies_with: "",
    get: |o| {
        text(match o.passthrough {
            Passthrough::Never => "never",
            Passthrough::WhenNoTemplates => "when-no-templates",
        })
    },
    set: |o, value| {
        assign(
            &mut o.passthrough,
            match value {
                "never" => Passthrough::Never,
                _ => Passthrough::WhenNoTemplates,
            },
        )
    },
};

pub(super) const VALIDATION: Setting = Setting {
    name: "validation",
    label: "Request validation",
    subject: Subject::Requests,
    doc: "The gateway checks a resume against its JSON schema, and GET for its id, and refuses with 400 before DynamoDB is asked. Free.",
    allowed: Allowed::Switch,
    applies_with: "",
    get: |o| switch(o.validation),
    set: |o, value| assign(&mut o.validation, value == "on"),
};

pub(super) const ERROR_RESPONSES: Setting = Setting {
    name: "error-responses",
    label: "Errors as errors",
    subject: Subject::Requests,
    doc: "DynamoDB's errors become 4xx and 5xx with a message. Without it each answer is a 200, whatever happened.",
    allowed: Allowed::Switch,
    applies_with: "",
    get: |o| switch(o.error_responses),
    set: |o, value| assign(&mut o.error_responses, value == "on"),
};

pub(super) const LOST_UPDATE_PROTECTION: Setting = Setting {
    name: "lost-update-protection",
    label: "Lost-update protection",
    subject: Subject::Requests,
    doc: "A save is refused with 409 when another one came between load and save. Clients have to send the version that they loaded, as this console does. Free.",
    allowed: Allowed::Switch,
    applies_with: "",
    get: |o| switch(o.lost_update_protection),
    set: |o, value| assign(&mut o.lost_update_protection, value == "on"),
};

pub(super) const THROTTLE: Setting = Setting {
    name: "throttle",
    label: "Throttling",
    subject: Subject::Requests,
    doc: "Each method takes so many calls; more are rejected with 429. Cost shows what they can come to in a month. Free.",
    allowed: Allowed::Switch,
    applies_with: "",
    get: |o| switch(o.throttle.is_some()),
    set: |o, value| turn(&mut o.throttle, value),
};

pub(super) const RATE_LIMIT: Setting = Setting {
    name: "rate-limit",
    label: "Calls in a second",
    subject: Subject::Requests,
    doc: "Calls in a second, over time.",
    allowed: CALLS,
    applies_with: "throttle on",
    get: |o| o.throttle.and_then(|throttle| text(throttle.rate)),
    set: |o, value| assign(&mut o.throttle.as_mut()?.rate, value.parse().ok()?),
};

pub(super) const BURST_LIMIT: Setting = Setting {
    name: "burst-limit",
    label: "Calls at once",
    subject: Subject::Requests,
    doc: "Calls at once.",
    allowed: CALLS,
    applies_with: "throttle on",
    get: |o| o.throttle.and_then(|throttle| text(throttle.burst)),
    set: |o, value| assign(&mut o.throttle.as_mut()?.burst, value.parse().ok()?),
};
