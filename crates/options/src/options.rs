//! All options of the stack.

use crate::{
    Capacity, Cors, Encryption, ExecutionLog, Hosting, Logging, Operations, Passthrough,
    Protection, TableName, Tag, Templates, Throttle, UsagePlan, Values,
};

/// Options of the stack. The default is [`Options::recommended`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The API's name, as the API Gateway console lists it: 1 to 128 characters. The parameter `ApiName`.
    pub api_name: String,
    /// The stage's name, the path of every URL: letters, digits, `-` and `_`. The parameter `StageName`.
    pub stage: String,
    /// Tags of resources that are billed or hold data. The tags of a stack (`deploy --tags`) reach all resources as well.
    pub tags: Vec<Tag>,
    /// Whether what differs between environments can still be chosen when the template is deployed.
    pub values: Values,

    /// The table's billing mode.
    pub capacity: Capacity,
    /// Whose key the table is encrypted with.
    pub encryption: Encryption,
    /// Whether the table can be restored to any second of the last 35 days.
    pub point_in_time_recovery: bool,
    /// Whether the table can't be deleted until this is turned off. Deleting the stack never deletes it.
    pub deletion_protection: bool,

    /// Whether the stage or the caller names the table.
    pub table_name: TableName,
    /// What happens to a body that is not JSON by its `Content-Type`.
    pub passthrough: Passthrough,
    /// Whether the gateway rejects a body that is not a resume, and a `GET` without `id`, with 400 before DynamoDB is called.
    pub validation: bool,
    /// Whether DynamoDB's errors become 4xx and 5xx with a message, and a resume that is not there 404.
    ///
    /// Without it every response of DynamoDB becomes a 200.
    pub error_responses: bool,
    /// Whether a save is rejected with 409 when another one came between load and save.
    ///
    /// | step | request | response |
    /// |---|---|---|
    /// | load | `GET /?id=ID` | 200, the resume, and its version in the header `Resume-Version` |
    /// | load, never saved under protection | `GET /?id=ID` | 200, the resume, no such header |
    /// | save a new one | `POST /`, no `version` in the query | 200, the version that it has now in `Resume-Version` |
    /// | save a loaded one | `POST /?version=VERSION` (URL-encoded) | 200, the version that it has now in `Resume-Version` |
    /// | save one that another has saved since | either of them | 409, `{"message": …, "type": "ConditionalCheckFailedException"}` |
    /// | save whatever is there | `POST /?version=*` | 200, the version that it has now in `Resume-Version` |
    ///
    /// The version is opaque: the request's `$context.extendedRequestId`, which a client can't choose. The item has it
    /// in the attribute [`VERSION_ATTRIBUTE`](crate::VERSION_ATTRIBUTE), which the loaded resume does not show; a resume with a member of that
    /// name is rejected with 400. `version` is a member of the query, not a header, so that a save needs no preflight
    /// for it and its name arrives unchanged. Browsers see `Resume-Version` since the responses expose it.
    pub lost_update_protection: bool,
    /// What the API does besides saving and loading.
    pub operations: Operations,
    /// The stage's rate limit; `None`: only the account's limit applies.
    pub throttle: Option<Throttle>,
    /// Who may `POST`, and list and delete. `GET` of one resume is open to everyone.
    pub protection: Protection,

    /// Which pages may call the API from a browser.
    pub cors: Cors,
    /// What is logged of calls.
    pub logging: Logging,
    /// Whether the stack hosts the console too, and under which name.
    pub hosting: Option<Hosting>,
    /// Which fields of a resume are stored: the mapping templates of the methods.
    pub templates: Templates,
}

impl Options {
    /// Safe defaults: nothing to pay while there are no calls, nothing lost, only the owner writes, and errors are
    /// reported.
    #[must_use]
    pub fn recommended() -> Self {
        Self {
            api_name: "resume".to_owned(),
            stage: "prod".to_owned(),
            tags: Vec::new(),
            values: Values::Parameters,
            capacity: Capacity::OnDemand,
            encryption: Encryption::AwsManaged,
            point_in_time_recovery: true,
            deletion_protection: true,
            table_name: TableName::Stage,
            passthrough: Passthrough::Never,
            validation: true,
            error_responses: true,
            // Clients have to know of it: one that does not could save each resume but once.
            lost_update_protection: false,
            operations: Operations::default(),
            throttle: Some(Throttle::default()),
            protection: Protection::ApiKey(UsagePlan::default()),
            cors: Cors::default(),
            logging: Logging::default(),
            hosting: None,
            templates: Templates::AnyShape,
        }
    }

    /// The stack as the CDK code of "AWS API Gateway with DynamoDB" makes it: the smallest one that works, open to
    /// anyone who knows its URL.
    #[must_use]
    #[inline(never)]
    pub fn example() -> Self {
        Self {
            api_name: "resumeApiGW".to_owned(),
            values: Values::Literal,
            capacity: Capacity::Provisioned { read: 1, write: 1 },
            encryption: Encryption::AwsOwned,
            point_in_time_recovery: false,
            deletion_protection: false,
            table_name: TableName::Caller,
            passthrough: Passthrough::WhenNoTemplates,
            validation: false,
            error_responses: false,
            lost_update_protection: false,
            operations: Operations::default(),
            throttle: None,
            protection: Protection::None,
            cors: Cors {
                preflight: false,
                gateway_responses: false,
                ..Cors::default()
            },
            logging: Logging {
                access: false,
                execution: ExecutionLog::Off,
                tracing: false,
                ..Logging::default()
            },
            templates: Templates::ByField,
            ..Self::recommended()
        }
    }
}

impl Options {
    /// Whether a save loses the fields that the mapping templates have no line for; with validation it is rejected.
    #[must_use]
    pub fn loses_other_fields(&self) -> bool {
        self.templates == Templates::ByField && !self.validation
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::recommended()
    }
}
