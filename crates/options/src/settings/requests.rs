//! Settings of requests and responses.

use super::rows::{CALLS, assign, choice, switch, text, turn};
use super::{Allowed, Setting, Subject};
use crate::{Passthrough, TableName, Templates};

pub(super) const TABLE_NAME: Setting = Setting {
    name: "table-name",
    label: "Table name from",
    subject: Subject::Requests,
    doc: || "Where the API takes the table's name from.",
    allowed: Allowed::Choice(&[
        choice(
            "stage",
            "Stage variable",
            || "The stack's table. A tablename in the query string is ignored.",
        ),
        choice(
            "caller",
            "Query string",
            || "The parameter tablename goes to DynamoDB. Only the API's role keeps callers from the account's other tables.",
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
    doc: || "What happens to a body whose Content-Type is not JSON.",
    allowed: Allowed::Choice(&[
        choice("never", "Never", || "Rejected with 415."),
        choice(
            "when-no-templates",
            "When there are no templates",
            || "Rejected with 415 if the method has a mapping template.",
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
    doc: || "API Gateway checks the body against its JSON schema, and GET for its id, and rejects with 400 before it calls DynamoDB. Free.",
    allowed: Allowed::Switch,
    applies_with: "",
    get: |o| switch(o.validation),
    set: |o, value| assign(&mut o.validation, value == "on"),
};

pub(super) const TEMPLATES: Setting = Setting {
    name: "templates",
    label: "Mapping templates",
    subject: Subject::Requests,
    doc: || "Which fields of a resume are stored.",
    allowed: Allowed::Choice(&[
        choice(
            "any-shape",
            "Any shape",
            || "A round trip leaves every field unchanged: unknown fields, numbers, nested objects.",
        ),
        choice(
            "by-field",
            "By field",
            || "A line for each field of the form, all text, as in the published example. Other fields are rejected with 400, or lost if request validation is off.",
        ),
    ]),
    applies_with: "",
    get: |o| match o.templates {
        Templates::AnyShape => text("any-shape"),
        Templates::ByField => text("by-field"),
        // They have no value here.
        Templates::Own(_) => None,
    },
    set: |o, value| {
        assign(
            &mut o.templates,
            match value {
                "any-shape" => Templates::AnyShape,
                _ => Templates::ByField,
            },
        )
    },
};

pub(super) const ERROR_RESPONSES: Setting = Setting {
    name: "error-responses",
    label: "Map DynamoDB errors to HTTP status codes",
    subject: Subject::Requests,
    doc: || "DynamoDB errors become 4xx and 5xx with a message. Off: every response is a 200.",
    allowed: Allowed::Switch,
    applies_with: "",
    get: |o| switch(o.error_responses),
    set: |o, value| assign(&mut o.error_responses, value == "on"),
};

pub(super) const LOST_UPDATE_PROTECTION: Setting = Setting {
    name: "lost-update-protection",
    label: "Lost-update protection",
    subject: Subject::Requests,
    doc: || "A save is rejected with 409 if the resume was saved elsewhere after it was loaded. Clients must send the version that they loaded, as this console does. Free.",
    allowed: Allowed::Switch,
    applies_with: "",
    get: |o| switch(o.lost_update_protection),
    set: |o, value| assign(&mut o.lost_update_protection, value == "on"),
};

pub(super) const LIST: Setting = Setting {
    name: "list-resumes",
    label: "List resumes (GET /resumes)",
    subject: Subject::Requests,
    doc: || "Adds a request for the ID, name and title of every stored resume, 100 a page. It asks for what a save asks for, since it shows all IDs. Costs by the table's size: a list reads each resume whole, half a read unit per 4 KB, about $0.02 per GB on demand.",
    allowed: Allowed::Switch,
    applies_with: "",
    get: |o| switch(o.operations.list),
    set: |o, value| assign(&mut o.operations.list, value == "on"),
};

pub(super) const DELETE: Setting = Setting {
    name: "delete-resumes",
    label: "Delete resumes (DELETE)",
    subject: Subject::Requests,
    doc: || "Adds a request that deletes one resume by its ID, for those who can save. With lost-update protection it needs the resume's version, too. Billed as a write of that size.",
    allowed: Allowed::Switch,
    applies_with: "",
    get: |o| switch(o.operations.delete),
    set: |o, value| assign(&mut o.operations.delete, value == "on"),
};

pub(super) const THROTTLE: Setting = Setting {
    name: "throttle",
    label: "Throttling",
    subject: Subject::Requests,
    doc: || "Limits the requests per method; more are rejected with 429. Caps the cost: see the worst case. Free.",
    allowed: Allowed::Switch,
    applies_with: "",
    get: |o| switch(o.throttle.is_some()),
    set: |o, value| turn(&mut o.throttle, value),
};

pub(super) const RATE_LIMIT: Setting = Setting {
    name: "rate-limit",
    label: "Rate limit (per second)",
    subject: Subject::Requests,
    doc: || "Steady requests per second, for each method.",
    allowed: CALLS,
    applies_with: "throttle on",
    get: |o| o.throttle.and_then(|throttle| text(throttle.rate)),
    set: |o, value| assign(&mut o.throttle.as_mut()?.rate, value.parse().ok()?),
};

pub(super) const BURST_LIMIT: Setting = Setting {
    name: "burst-limit",
    label: "Burst",
    subject: Subject::Requests,
    doc: || "Requests at once, for each method.",
    allowed: CALLS,
    applies_with: "throttle on",
    get: |o| o.throttle.and_then(|throttle| text(throttle.burst)),
    set: |o, value| assign(&mut o.throttle.as_mut()?.burst, value.parse().ok()?),
};
