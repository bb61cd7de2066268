//! The table of the settings.

use super::{Allowed, Choice, Setting, Subject};
use crate::{
    Capacity, Domain, Encryption, ExecutionLog, Hosting, Logging, Options, Passthrough, Protection,
    Range, TableName, Tag, UsagePlan, Values,
};

/// The options by name. One that goes with another comes after it.
pub static SETTINGS: &[Setting] = &[
    Setting {
        name: "api-name",
        label: "Name of the API",
        subject: Subject::Names,
        doc: "The API's name, as the API Gateway console lists it.",
        allowed: API_NAME,
        applies_with: "",
        get: |o| Some(o.api_name.clone()),
        set: |o, value| assign(&mut o.api_name, value.to_owned()),
    },
    Setting {
        name: "stage",
        label: "Stage",
        subject: Subject::Names,
        doc: "The stage's name: the path of the API's URL.",
        allowed: STAGE,
        applies_with: "",
        get: |o| Some(o.stage.clone()),
        set: |o, value| assign(&mut o.stage, value.to_owned()),
    },
    Setting {
        name: "tags",
        label: "Tags",
        subject: Subject::Names,
        doc: "Tags of what is billed or holds data, to find and bill it by: KEY=VALUE, several with commas between.",
        allowed: TAGS,
        applies_with: "",
        get: |o| {
            let tags = o
                .tags
                .iter()
                .map(|tag| format!("{}={}", tag.key, tag.value));
            Some(tags.collect::<Vec<_>>().join(","))
        },
        set: |o, value| assign(&mut o.tags, tags(value)?),
    },
    Setting {
        name: "values",
        label: "Names and numbers as",
        subject: Subject::Names,
        doc: "Whether names, capacities, limits, retention and keys can still be chosen when the template is deployed.",
        allowed: Allowed::Choice(&[
            choice(
                "parameters",
                "CloudFormation parameters",
                "One file serves several environments; the options are the parameters' defaults.",
            ),
            choice(
                "literal",
                "Literal values",
                "The file says all: nothing is asked at the deployment.",
            ),
        ]),
        applies_with: "",
        get: |o| {
            text(match o.values {
                Values::Parameters => "parameters",
                Values::Literal => "literal",
            })
        },
        set: |o, value| {
            assign(
                &mut o.values,
                match value {
                    "parameters" => Values::Parameters,
                    _ => Values::Literal,
                },
            )
        },
    },
    Setting {
        name: "capacity",
        label: "Capacity",
        subject: Subject::Table,
        doc: "What the table is paid by.",
        allowed: Allowed::Choice(&[
            choice(
                "on-demand",
                "On demand",
                "Each read and write is paid by itself, nothing while nobody calls. No call is refused for want of capacity.",
            ),
            choice(
                "provisioned",
                "Provisioned",
                "A fixed price for so many reads and writes in a second, used or not; what is more is refused.",
            ),
            choice(
                "auto-scaled",
                "Provisioned, auto-scaled",
                "Provisioned capacity that follows the use within minutes. Cheapest for steady traffic; adds alarms, which are free with it.",
            ),
        ]),
        applies_with: "",
        get: |o| {
            text(match o.capacity {
                Capacity::OnDemand => "on-demand",
                Capacity::Provisioned { .. } => "provisioned",
                Capacity::AutoScaled { .. } => "auto-scaled",
            })
        },
        set: |o, value| match (value, o.capacity) {
            ("on-demand", _) => assign(&mut o.capacity, Capacity::OnDemand),
            ("provisioned", Capacity::Provisioned { .. })
            | ("auto-scaled", Capacity::AutoScaled { .. }) => Some(()),
            ("provisioned", _) => assign(&mut o.capacity, Capacity::PROVISIONED),
            _ => assign(&mut o.capacity, Capacity::AUTO_SCALED),
        },
    },
    Setting {
        name: "read-units",
        label: "Read units",
        subject: Subject::Table,
        doc: "Reads in a second, each of up to 4 kB.",
        allowed: UNITS,
        applies_with: "capacity provisioned",
        get: |o| match o.capacity {
            Capacity::Provisioned { read, .. } => text(read),
            _ => None,
        },
        set: |o, value| match &mut o.capacity {
            Capacity::Provisioned { read, .. } => assign(read, value.parse().ok()?),
            _ => None,
        },
    },
    Setting {
        name: "write-units",
        label: "Write units",
        subject: Subject::Table,
        doc: "Writes in a second, each of up to 1 kB: a resume of 5 kB takes 5.",
        allowed: UNITS,
        applies_with: "capacity provisioned",
        get: |o| match o.capacity {
            Capacity::Provisioned { write, .. } => text(write),
            _ => None,
        },
        set: |o, value| match &mut o.capacity {
            Capacity::Provisioned { write, .. } => assign(write, value.parse().ok()?),
            _ => None,
        },
    },
    Setting {
        name: "min-read-units",
        label: "Least read units",
        subject: Subject::Table,
        doc: "What auto scaling never goes below.",
        allowed: UNITS,
        applies_with: "capacity auto-scaled",
        get: |o| scaled(o).and_then(|(read, ..)| text(read.min)),
        set: |o, value| assign(&mut scaled_mut(o)?.0.min, value.parse().ok()?),
    },
    Setting {
        name: "max-read-units",
        label: "Most read units",
        subject: Subject::Table,
        doc: "What auto scaling never goes above.",
        allowed: UNITS,
        applies_with: "capacity auto-scaled",
        get: |o| scaled(o).and_then(|(read, ..)| text(read.max)),
        set: |o, value| assign(&mut scaled_mut(o)?.0.max, value.parse().ok()?),
    },
    Setting {
        name: "min-write-units",
        label: "Least write units",
        subject: Subject::Table,
        doc: "What auto scaling never goes below.",
        allowed: UNITS,
        applies_with: "capacity auto-scaled",
        get: |o| scaled(o).and_then(|(_, write, _)| text(write.min)),
        set: |o, value| assign(&mut scaled_mut(o)?.1.min, value.parse().ok()?),
    },
    Setting {
        name: "max-write-units",
        label: "Most write units",
        subject: Subject::Table,
        doc: "What auto scaling never goes above.",
        allowed: UNITS,
        applies_with: "capacity auto-scaled",
        get: |o| scaled(o).and_then(|(_, write, _)| text(write.max)),
        set: |o, value| assign(&mut scaled_mut(o)?.1.max, value.parse().ok()?),
    },
    Setting {
        name: "target-utilization",
        label: "Target utilization (%)",
        subject: Subject::Table,
        doc: "How much of the capacity auto scaling keeps in use, in percent.",
        allowed: Allowed::Number { min: 20, max: 90 },
        applies_with: "capacity auto-scaled",
        get: |o| scaled(o).and_then(|(_, _, target)| text(target)),
        set: |o, value| assign(scaled_mut(o)?.2, value.parse().ok()?),
    },
    Setting {
        name: "encryption",
        label: "Encryption",
        subject: Subject::Table,
        doc: "Whose key the table is encrypted with. It is encrypted in any case.",
        allowed: Allowed::Choice(&[
            choice(
                "aws-owned",
                "A key of AWS",
                "Free. Nobody sees when the key is used.",
            ),
            choice(
                "aws-managed",
                "The account's key aws/dynamodb",
                "CloudTrail tells of each use; KMS bills $0.03 for 10,000 uses.",
            ),
            choice(
                "customer-key",
                "A key of one's own",
                "Can be disabled, and its policy says who reads. $1 a month, and $0.03 for 10,000 uses.",
            ),
        ]),
        applies_with: "",
        get: |o| {
            text(match o.encryption {
                Encryption::AwsOwned => "aws-owned",
                Encryption::AwsManaged => "aws-managed",
                Encryption::CustomerKey { .. } => "customer-key",
            })
        },
        set: |o, value| match (value, &o.encryption) {
            ("aws-owned", _) => assign(&mut o.encryption, Encryption::AwsOwned),
            ("aws-managed", _) => assign(&mut o.encryption, Encryption::AwsManaged),
            (_, Encryption::CustomerKey { .. }) => Some(()),
            _ => assign(&mut o.encryption, Encryption::CustomerKey { arn: None }),
        },
    },
    Setting {
        name: "key-arn",
        label: "The key's ARN",
        subject: Subject::Table,
        doc: "A KMS key that is there already. Empty: the stack makes one, which rotates each year and stays when the stack goes.",
        allowed: KEY_ARN,
        applies_with: "encryption customer-key",
        get: |o| match &o.encryption {
            Encryption::CustomerKey { arn } => Some(arn.clone().unwrap_or_default()),
            _ => None,
        },
        set: |o, value| match &mut o.encryption {
            Encryption::CustomerKey { arn } => assign(arn, unless_empty(value)),
            _ => None,
        },
    },
    Setting {
        name: "point-in-time-recovery",
        label: "Point-in-time recovery",
        subject: Subject::Table,
        doc: "The table can be restored as it was at any second of the last 35 days. $0.20 a GB and month.",
        allowed: Allowed::Switch,
        applies_with: "",
        get: |o| switch(o.point_in_time_recovery),
        set: |o, value| assign(&mut o.point_in_time_recovery, value == "on"),
    },
    Setting {
        name: "deletion-protection",
        label: "Deletion protection",
        subject: Subject::Table,
        doc: "The table refuses to be deleted until this is turned off. (Deleting the stack leaves it in any case.) Free.",
        allowed: Allowed::Switch,
        applies_with: "",
        get: |o| switch(o.deletion_protection),
        set: |o, value| assign(&mut o.deletion_protection, value == "on"),
    },
    Setting {
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
    },
    Setting {
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
    },
    Setting {
        name: "validation",
        label: "Request validation",
        subject: Subject::Requests,
        doc: "The gateway checks a resume against its JSON schema, and GET for its id, and refuses with 400 before DynamoDB is asked. Free.",
        allowed: Allowed::Switch,
        applies_with: "",
        get: |o| switch(o.validation),
        set: |o, value| assign(&mut o.validation, value == "on"),
    },
    Setting {
        name: "error-responses",
        label: "Errors as errors",
        subject: Subject::Requests,
        doc: "DynamoDB's errors become 4xx and 5xx with a message. Without it each answer is a 200, whatever happened.",
        allowed: Allowed::Switch,
        applies_with: "",
        get: |o| switch(o.error_responses),
        set: |o, value| assign(&mut o.error_responses, value == "on"),
    },
    Setting {
        name: "lost-update-protection",
        label: "Lost-update protection",
        subject: Subject::Requests,
        doc: "A save is refused with 409 when another one came between load and save. Clients have to send the version that they loaded, as this console does. Free.",
        allowed: Allowed::Switch,
        applies_with: "",
        get: |o| switch(o.lost_update_protection),
        set: |o, value| assign(&mut o.lost_update_protection, value == "on"),
    },
    Setting {
        name: "throttle",
        label: "Throttling",
        subject: Subject::Requests,
        doc: "The stage takes so many calls, and refuses more with 429: a bound for the bill. Free.",
        allowed: Allowed::Switch,
        applies_with: "",
        get: |o| switch(o.throttle.is_some()),
        set: |o, value| turn(&mut o.throttle, value),
    },
    Setting {
        name: "rate-limit",
        label: "Calls in a second",
        subject: Subject::Requests,
        doc: "Calls in a second, over time.",
        allowed: CALLS,
        applies_with: "throttle on",
        get: |o| o.throttle.and_then(|throttle| text(throttle.rate)),
        set: |o, value| assign(&mut o.throttle.as_mut()?.rate, value.parse().ok()?),
    },
    Setting {
        name: "burst-limit",
        label: "Calls at once",
        subject: Subject::Requests,
        doc: "Calls at once.",
        allowed: CALLS,
        applies_with: "throttle on",
        get: |o| o.throttle.and_then(|throttle| text(throttle.burst)),
        set: |o, value| assign(&mut o.throttle.as_mut()?.burst, value.parse().ok()?),
    },
    Setting {
        name: "protection",
        label: "Protection of POST",
        subject: Subject::Protection,
        doc: "Who may save. To read is open to everybody.",
        allowed: Allowed::Choice(&[
            choice(
                "api-key",
                "API key",
                "Whoever sends the stack's key, as often as its usage plan allows. Free. A key is a shared secret: change it when it leaks.",
            ),
            choice(
                "iam",
                "IAM (SigV4)",
                "Whoever signs as a user or role of AWS that may invoke the API. Free. A browser needs credentials for it.",
            ),
            choice(
                "cognito",
                "Cognito user pool",
                "Whoever is signed in to a user pool. Cognito bills active users from the 10,001st of a month on.",
            ),
            choice(
                "none",
                "None",
                "Whoever knows the address overwrites every resume.",
            ),
        ]),
        applies_with: "",
        get: |o| {
            text(match o.protection {
                Protection::ApiKey(_) => "api-key",
                Protection::Iam => "iam",
                Protection::Cognito { .. } => "cognito",
                Protection::None => "none",
            })
        },
        set: |o, value| match (value, &o.protection) {
            ("api-key", Protection::ApiKey(_)) | ("cognito", Protection::Cognito { .. }) => {
                Some(())
            }
            ("api-key", _) => assign(&mut o.protection, Protection::ApiKey(UsagePlan::default())),
            ("cognito", _) => assign(
                &mut o.protection,
                Protection::Cognito {
                    user_pool_arn: None,
                },
            ),
            ("iam", _) => assign(&mut o.protection, Protection::Iam),
            _ => assign(&mut o.protection, Protection::None),
        },
    },
    Setting {
        name: "write-rate-limit",
        label: "Saves in a second",
        subject: Subject::Protection,
        doc: "Saves in a second with the key, over time.",
        allowed: CALLS,
        applies_with: "protection api-key",
        get: |o| plan(o).and_then(|plan| text(plan.throttle.rate)),
        set: |o, value| assign(&mut plan_mut(o)?.throttle.rate, value.parse().ok()?),
    },
    Setting {
        name: "write-burst-limit",
        label: "Saves at once",
        subject: Subject::Protection,
        doc: "Saves at once with the key.",
        allowed: CALLS,
        applies_with: "protection api-key",
        get: |o| plan(o).and_then(|plan| text(plan.throttle.burst)),
        set: |o, value| assign(&mut plan_mut(o)?.throttle.burst, value.parse().ok()?),
    },
    Setting {
        name: "daily-quota",
        label: "Saves in a day",
        subject: Subject::Protection,
        doc: "How many saves a day the key is good for.",
        allowed: Allowed::Text {
            what: "1 to 1000000, or none",
            holds: |value| {
                value == "none"
                    || Allowed::Number {
                        min: 1,
                        max: 1_000_000,
                    }
                    .holds(value)
            },
        },
        applies_with: "protection api-key",
        get: |o| {
            plan(o).and_then(|plan| match plan.daily_quota {
                Some(quota) => text(quota),
                None => text("none"),
            })
        },
        set: |o, value| assign(&mut plan_mut(o)?.daily_quota, value.parse().ok()),
    },
    Setting {
        name: "user-pool-arn",
        label: "The user pool's ARN",
        subject: Subject::Protection,
        doc: "A user pool that is there already. Empty: the stack makes one, which stays when the stack goes.",
        allowed: USER_POOL_ARN,
        applies_with: "protection cognito",
        get: |o| match &o.protection {
            Protection::Cognito { user_pool_arn } => {
                Some(user_pool_arn.clone().unwrap_or_default())
            }
            _ => None,
        },
        set: |o, value| match &mut o.protection {
            Protection::Cognito { user_pool_arn } => assign(user_pool_arn, unless_empty(value)),
            _ => None,
        },
    },
    Setting {
        name: "hosting",
        label: "Host the console",
        subject: Subject::Hosting,
        doc: "A private bucket and a CloudFront distribution for the console itself. Some cents a month.",
        allowed: Allowed::Switch,
        applies_with: "",
        get: |o| switch(o.hosting.is_some()),
        set: |o, value| turn(&mut o.hosting, value),
    },
    Setting {
        name: "console-domain",
        label: "Domain",
        subject: Subject::Hosting,
        doc: "The name that the console is reached by. Empty: one of CloudFront's, under which CloudFront takes TLS 1.0 too.",
        allowed: DOMAIN,
        applies_with: "hosting on",
        get: |o| {
            o.hosting.as_ref().map(|hosting| {
                domain(hosting)
                    .map(|domain| domain.name.clone())
                    .unwrap_or_default()
            })
        },
        set: |o, value| {
            let hosting = o.hosting.as_mut()?;
            hosting.domain = unless_empty(value).map(|name| Domain {
                name,
                certificate_arn: hosting
                    .domain
                    .take()
                    .map(|domain| domain.certificate_arn)
                    .unwrap_or_default(),
            });
            Some(())
        },
    },
    Setting {
        name: "certificate-arn",
        label: "The certificate's ARN",
        subject: Subject::Hosting,
        doc: "The domain's certificate in AWS Certificate Manager, in us-east-1. Where it is left empty, the deployment asks for it. Free.",
        allowed: CERTIFICATE_ARN,
        applies_with: "a console-domain",
        get: |o| domain(o.hosting.as_ref()?).map(|domain| domain.certificate_arn.clone()),
        set: |o, value| {
            assign(
                &mut o.hosting.as_mut()?.domain.as_mut()?.certificate_arn,
                value.to_owned(),
            )
        },
    },
    Setting {
        name: "origins",
        label: "Allowed origins",
        subject: Subject::Cors,
        doc: "The origins whose pages may call the API: * for all, or such as https://example.org, several with commas between. Empty for none but the hosted console's, which is always allowed.",
        allowed: ORIGINS,
        applies_with: "",
        get: |o| Some(o.cors.origins.join(",")),
        set: |o, value| {
            assign(
                &mut o.cors.origins,
                list(value).map(str::to_owned).collect(),
            )
        },
    },
    Setting {
        name: "preflight",
        label: "Answer preflights",
        subject: Subject::Cors,
        doc: "OPTIONS answers what a browser asks before it sends JSON. Free.",
        allowed: Allowed::Switch,
        applies_with: "allowed origins or hosting on",
        get: |o| browsers(o).and_then(|()| switch(o.cors.preflight)),
        set: |o, value| browsers(o).and_then(|()| assign(&mut o.cors.preflight, value == "on")),
    },
    Setting {
        name: "gateway-responses",
        label: "Readable gateway errors",
        subject: Subject::Cors,
        doc: "Pages can read the gateway's own errors, such as a missing key or too many calls. Free.",
        allowed: Allowed::Switch,
        applies_with: "allowed origins or hosting on",
        get: |o| browsers(o).and_then(|()| switch(o.cors.gateway_responses)),
        set: |o, value| {
            browsers(o).and_then(|()| assign(&mut o.cors.gateway_responses, value == "on"))
        },
    },
    Setting {
        name: "access-log",
        label: "Access log",
        subject: Subject::Logging,
        doc: "A line of JSON for each call, without bodies, keys or queries. $0.50 a GB: about a cent for 50,000 calls.",
        allowed: Allowed::Switch,
        applies_with: "",
        get: |o| switch(o.logging.access),
        set: |o, value| assign(&mut o.logging.access, value == "on"),
    },
    Setting {
        name: "execution-log",
        label: "Execution log",
        subject: Subject::Logging,
        doc: "The gateway's own account of its steps, without bodies and headers.",
        allowed: Allowed::Choice(&[
            choice(
                "errors",
                "Errors",
                "What failed, and why. Costs next to nothing.",
            ),
            choice(
                "info",
                "Each step",
                "Some kilobytes for each call, $0.50 a GB.",
            ),
            choice("off", "Off", "Nothing."),
        ]),
        applies_with: "",
        get: |o| {
            text(match o.logging.execution {
                ExecutionLog::Errors => "errors",
                ExecutionLog::Info => "info",
                ExecutionLog::Off => "off",
            })
        },
        set: |o, value| {
            assign(
                &mut o.logging.execution,
                match value {
                    "errors" => ExecutionLog::Errors,
                    "info" => ExecutionLog::Info,
                    _ => ExecutionLog::Off,
                },
            )
        },
    },
    Setting {
        name: "log-retention-days",
        label: "Days that logs are kept",
        subject: Subject::Logging,
        doc: "After how many days log entries are deleted. $0.03 a GB and month.",
        allowed: Allowed::Text {
            what: "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653",
            holds: |value| {
                value
                    .parse()
                    .is_ok_and(|days| Logging::RETENTIONS.contains(&days))
            },
        },
        applies_with: "access-log on or execution-log errors or info",
        get: |o| {
            o.logging
                .any()
                .then(|| o.logging.retention_days.to_string())
        },
        set: |o, value| {
            assign(
                &mut o.logging.any().then_some(&mut o.logging)?.retention_days,
                value.parse().ok()?,
            )
        },
    },
    Setting {
        name: "account-role",
        label: "Role for logs",
        subject: Subject::Logging,
        doc: "The stack makes the role by which API Gateway writes logs, and names it in the account's settings. There is one for an account and region: turn it off where another stack has made it.",
        allowed: Allowed::Switch,
        applies_with: "",
        get: |o| switch(o.logging.account_role),
        set: |o, value| assign(&mut o.logging.account_role, value == "on"),
    },
    Setting {
        name: "tracing",
        label: "X-Ray traces",
        subject: Subject::Logging,
        doc: "X-Ray shows where calls spend their time. $5 for a million traces; it takes one each second and 5 % of the rest.",
        allowed: Allowed::Switch,
        applies_with: "",
        get: |o| switch(o.logging.tracing),
        set: |o, value| assign(&mut o.logging.tracing, value == "on"),
    },
];

/// Options that don't go together: the option and why.
pub(super) fn conflicts(options: &Options) -> Vec<(&'static str, &'static str)> {
    let mut found = Vec::new();
    if let Some((read, write, _)) = scaled(options) {
        if read.max < read.min {
            found.push(("max-read-units", "it is less than min-read-units"));
        }
        if write.max < write.min {
            found.push(("max-write-units", "it is less than min-write-units"));
        }
    }
    if options.values == Values::Literal
        && let Some(domain) = options.hosting.as_ref().and_then(domain)
        && domain.certificate_arn.is_empty()
    {
        found.push((
            "certificate-arn",
            "a console-domain needs a certificate, and with values literal it can't be asked for at the deployment",
        ));
    }
    if options.lost_update_protection && !options.error_responses {
        found.push((
            "lost-update-protection",
            "without error-responses a conflict is a 200, and nobody learns of it",
        ));
    }
    found
}

const API_NAME: Allowed = Allowed::Text {
    what: "1 to 128 printable characters",
    holds: |value| {
        (1..=128).contains(&value.chars().count()) && !value.chars().any(char::is_control)
    },
};
const STAGE: Allowed = Allowed::Text {
    what: "1 to 128 letters, digits, - or _",
    holds: |value| (1..=128).contains(&value.len()) && value.bytes().all(is_word),
};
const TAGS: Allowed = Allowed::Text {
    what: "KEY=VALUE, up to 4 with commas between, 100 characters in all; letters, digits, blanks and _.:/+-@",
    holds: |value| {
        value.len() <= 100
            && tags(value).is_some_and(|tags| tags.len() <= 4 && tags.iter().all(is_tag))
    },
};
const UNITS: Allowed = Allowed::Number {
    min: 1,
    max: 40_000,
};
const CALLS: Allowed = Allowed::Number {
    min: 1,
    max: 10_000,
};
const KEY_ARN: Allowed = Allowed::Text {
    what: "empty or arn:aws:kms:REGION:ACCOUNT:key/ID",
    holds: |value| value.is_empty() || is_arn(value, "kms", "key/"),
};
const USER_POOL_ARN: Allowed = Allowed::Text {
    what: "empty or arn:aws:cognito-idp:REGION:ACCOUNT:userpool/ID",
    holds: |value| value.is_empty() || is_arn(value, "cognito-idp", "userpool/"),
};
const CERTIFICATE_ARN: Allowed = Allowed::Text {
    what: "empty or arn:aws:acm:us-east-1:ACCOUNT:certificate/ID",
    holds: |value| {
        value.is_empty()
            || is_arn(value, "acm", "certificate/") && value.split(':').nth(3) == Some("us-east-1")
    },
};
const ORIGINS: Allowed = Allowed::Text {
    what: "* or origins such as https://example.org, up to 10 with commas between, 300 characters in all",
    holds: |value| {
        value == "*"
            || value.len() <= 300 && list(value).all(is_origin) && list(value).count() <= 10
    },
};
const DOMAIN: Allowed = Allowed::Text {
    what: "empty or a domain name such as resume.example.org",
    holds: |value| value.is_empty() || is_domain(value),
};

const fn choice(value: &'static str, label: &'static str, doc: &'static str) -> Choice {
    Choice { value, label, doc }
}

/// Puts a value in its place. The result says that the setting applies.
fn assign<T>(place: &mut T, value: T) -> Option<()> {
    *place = value;
    Some(())
}

/// Turns a part on, as it is or by default, or off.
fn turn<T: Default>(place: &mut Option<T>, value: &str) -> Option<()> {
    let kept = place.take().filter(|_| value == "on");
    assign(place, kept.or_else(|| (value == "on").then(T::default)))
}

fn text(value: impl ToString) -> Option<String> {
    Some(value.to_string())
}

fn switch(on: bool) -> Option<String> {
    text(if on { "on" } else { "off" })
}

fn unless_empty(value: &str) -> Option<String> {
    (!value.is_empty()).then(|| value.to_owned())
}

/// Whether any page may call.
fn browsers(options: &Options) -> Option<()> {
    (!options.cors.origins.is_empty() || options.hosting.is_some()).then_some(())
}

/// The parts between commas.
fn list(value: &str) -> impl Iterator<Item = &str> {
    value
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

fn tags(value: &str) -> Option<Vec<Tag>> {
    list(value)
        .map(|tag| {
            let (key, value) = tag.split_once('=')?;
            Some(Tag {
                key: key.trim().to_owned(),
                value: value.trim().to_owned(),
            })
        })
        .collect()
}

fn scaled(options: &Options) -> Option<(Range, Range, u8)> {
    match options.capacity {
        Capacity::AutoScaled {
            read,
            write,
            target,
        } => Some((read, write, target)),
        _ => None,
    }
}

fn scaled_mut(options: &mut Options) -> Option<(&mut Range, &mut Range, &mut u8)> {
    match &mut options.capacity {
        Capacity::AutoScaled {
            read,
            write,
            target,
        } => Some((read, write, target)),
        _ => None,
    }
}

fn plan(options: &Options) -> Option<&UsagePlan> {
    match &options.protection {
        Protection::ApiKey(plan) => Some(plan),
        _ => None,
    }
}

fn plan_mut(options: &mut Options) -> Option<&mut UsagePlan> {
    match &mut options.protection {
        Protection::ApiKey(plan) => Some(plan),
        _ => None,
    }
}

fn domain(hosting: &Hosting) -> Option<&Domain> {
    hosting.domain.as_ref()
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// A tag as every service takes it.
fn is_tag(tag: &Tag) -> bool {
    let fits = |text: &str, max| {
        text.len() <= max
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b" _.:/+-@".contains(&byte))
    };
    !tag.key.is_empty()
        && fits(&tag.key, 128)
        && fits(&tag.value, 256)
        && !tag.key.to_ascii_lowercase().starts_with("aws:")
}

/// `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`
fn is_arn(value: &str, service: &str, resource: &str) -> bool {
    let parts: Vec<&str> = value.splitn(6, ':').collect();
    let [arn, partition, of, region, account, name] = parts[..] else {
        return false;
    };
    arn == "arn"
        && matches!(partition, "aws" | "aws-cn" | "aws-us-gov")
        && of == service
        && !region.is_empty()
        && region.bytes().all(is_word)
        && account.len() == 12
        && account.bytes().all(|byte| byte.is_ascii_digit())
        && name
            .strip_prefix(resource)
            .is_some_and(|id| !id.is_empty() && id.bytes().all(is_word))
}

/// `https://example.org:8443`: no path, no `*`.
fn is_origin(value: &str) -> bool {
    let Some((scheme, rest)) = value.split_once("://") else {
        return false;
    };
    let (host, port) = match rest.rsplit_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (rest, None),
    };
    matches!(scheme, "http" | "https")
        && (host == "localhost" || is_domain(host) || host.parse::<std::net::Ipv4Addr>().is_ok())
        && port.is_none_or(|port| {
            port.parse::<u16>()
                .is_ok_and(|number| number.to_string() == port)
        })
}

/// Labels of letters, digits and `-` with dots between, at least two, in lower case as browsers send them.
fn is_domain(value: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    value.len() <= 253 && value.split('.').count() >= 2 && value.split('.').all(label)
}
