//! Parameters: what can still be chosen when the template is deployed.

use super::names::reference;
use super::{cors, tags};
use crate::{Allowed, Logging, Options, Setting, Subject, Values};
use serde_json::{Map, Value, json};

/// A setting whose value can be chosen at the deployment.
pub(crate) struct Late {
    /// The parameter's name.
    pub(crate) parameter: &'static str,
    /// The setting's.
    pub(crate) setting: &'static str,
    /// The regular expression of a text's values, as CloudFormation takes it.
    pattern: &'static str,
    /// What an empty value means.
    empty: Empty,
    /// Whether the stack with these options has a place for it.
    when: fn(&Options) -> bool,
    /// What it is, where the setting says more than holds for the parameter.
    doc: Option<&'static str>,
}

/// What an empty value of a setting means to its parameter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Empty {
    /// It can't be.
    Never,
    /// The stack makes what the parameter would name, by the condition of this name.
    Made(&'static str),
    /// There is no such thing in the stack, and no parameter.
    Absent,
    /// The parameter has no default: whoever deploys has to say.
    Asked,
}

/// All of them, in the order of the settings.
pub(crate) const PARAMETERS: &[Late] = &[
    text("ApiName", "api-name", r"^[^\x00-\x1f\x7f]{1,128}$"),
    text("StageName", "stage", "^[A-Za-z0-9_-]{1,128}$"),
    number("ReadCapacity", "read-units"),
    number("WriteCapacity", "write-units"),
    number("MinReadCapacity", "min-read-units"),
    number("MaxReadCapacity", "max-read-units"),
    number("MinWriteCapacity", "min-write-units"),
    number("MaxWriteCapacity", "max-write-units"),
    number("TargetUtilization", "target-utilization"),
    Late {
        empty: Empty::Made("MakesTableKey"),
        ..text(
            "TableKeyArn",
            "key-arn",
            r"^$|^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9_-]+$",
        )
    },
    number("RateLimit", "rate-limit"),
    number("BurstLimit", "burst-limit"),
    number("WriteRateLimit", "write-rate-limit"),
    number("WriteBurstLimit", "write-burst-limit"),
    Late {
        empty: Empty::Absent,
        ..number("DailyQuota", "daily-quota")
    },
    Late {
        empty: Empty::Made("MakesUserPool"),
        ..text(
            "UserPoolArn",
            "user-pool-arn",
            r"^$|^arn:[a-z-]+:cognito-idp:[a-z0-9-]+:[0-9]{12}:userpool/[A-Za-z0-9_-]+$",
        )
    },
    Late {
        when: cors::are_named_in_a_variable,
        doc: Some(
            "Origins whose pages may call the API, such as https://example.org, comma-separated.",
        ),
        ..text(
            "AllowedOrigins",
            "origins",
            r"^https?://[a-z0-9.-]+(:[0-9]{1,5})?(,https?://[a-z0-9.-]+(:[0-9]{1,5})?){0,9}$",
        )
    },
    number("LogRetentionDays", "log-retention-days"),
    Late {
        empty: Empty::Absent,
        ..text(
            "ConsoleDomain",
            "console-domain",
            r"^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$",
        )
    },
    Late {
        empty: Empty::Asked,
        ..text(
            "CertificateArn",
            "certificate-arn",
            r"^arn:[a-z-]+:acm:us-east-1:[0-9]{12}:certificate/[A-Za-z0-9_-]+$",
        )
    },
];

/// The parameter that leaves the role for logs, one for an account and region, to another stack.
pub(crate) const CLOUD_WATCH_ROLE: &str = "CloudWatchRole";
/// The condition that the stack makes that role.
pub(super) const MAKES_CLOUD_WATCH_ROLE: &str = "MakesCloudWatchRole";

const fn text(parameter: &'static str, setting: &'static str, pattern: &'static str) -> Late {
    Late {
        parameter,
        setting,
        pattern,
        empty: Empty::Never,
        when: |_| true,
        doc: None,
    }
}

const fn number(parameter: &'static str, setting: &'static str) -> Late {
    text(parameter, setting, "")
}

impl Late {
    fn is_number(&self) -> bool {
        self.pattern.is_empty()
    }

    fn setting(&self) -> Option<&'static Setting> {
        Setting::named(self.setting)
    }

    /// The value in the options; `None` where the stack has no such thing.
    fn value(&self, options: &Options) -> Option<String> {
        if !(self.when)(options) {
            return None;
        }
        let value = self.setting()?.get(options)?;
        let absent = self.empty == Empty::Absent && matches!(value.as_str(), "" | "none");
        (!absent).then_some(value)
    }

    fn literal(&self, value: String) -> Value {
        match value.parse::<u32>() {
            Ok(number) if self.is_number() => json!(number),
            _ => Value::String(value),
        }
    }
}

/// The value of a setting: a reference to its parameter or, by [`Values::Literal`], the value; `None` where the stack has
/// no such thing.
pub(super) fn optional(options: &Options, parameter: &str) -> Option<Value> {
    let late = PARAMETERS.iter().find(|late| late.parameter == parameter)?;
    let value = late.value(options)?;
    Some(match options.values {
        Values::Parameters => reference(parameter),
        Values::Literal => late.literal(value),
    })
}

/// As [`optional`], of what every stack with the resource that asks has.
pub(super) fn value(options: &Options, parameter: &str) -> Value {
    optional(options, parameter).unwrap_or_default()
}

/// As [`value`], within a text for `Fn::Sub`.
pub(super) fn within(options: &Options, parameter: &str) -> String {
    match value(options, parameter) {
        Value::String(literal) => literal,
        _ => format!("${{{parameter}}}"),
    }
}

/// Something that the stack makes unless one is named that is there already.
pub(super) struct Supplied {
    /// What refers to it.
    pub(super) value: Value,
    /// Whether the stack holds the resource.
    pub(super) made: bool,
    /// The condition of the resource, and of what comes with it.
    pub(super) condition: Option<&'static str>,
}

impl Supplied {
    /// `parameter` names the one that is there; `own` refers to the stack's.
    pub(super) fn of(options: &Options, parameter: &str, own: Value) -> Self {
        let late = PARAMETERS.iter().find(|late| late.parameter == parameter);
        let condition = late.and_then(|late| match late.empty {
            Empty::Made(condition) => Some(condition),
            _ => None,
        });
        let given = value(options, parameter);
        match (options.values, condition) {
            (Values::Parameters, Some(condition)) => Self {
                value: json!({ "Fn::If": [condition, own, given] }),
                made: true,
                condition: Some(condition),
            },
            _ if given == json!("") => Self {
                value: own,
                made: true,
                condition: None,
            },
            _ => Self {
                value: given,
                made: false,
                condition: None,
            },
        }
    }
}

/// What a template with parameters has for them.
pub(super) struct Sections {
    pub(super) metadata: Value,
    pub(super) parameters: Value,
    pub(super) conditions: Map<String, Value>,
}

/// The sections of the parameters; `None` where nothing is left to the deployment.
pub(super) fn sections(options: &Options) -> Option<Sections> {
    if options.values == Values::Literal {
        return None;
    }
    let mut parameters = Map::new();
    let mut conditions = Map::new();
    let mut groups: Vec<(Subject, Vec<String>)> =
        Subject::ALL.map(|subject| (subject, Vec::new())).into();
    let mut declare = |name: String, setting: &'static Setting, parameter: Value| {
        parameters.insert(name.clone(), parameter);
        for (subject, names) in &mut groups {
            if *subject == setting.subject {
                names.push(name.clone());
            }
        }
    };
    for late in PARAMETERS {
        let (Some(setting), Some(value)) = (late.setting(), late.value(options)) else {
            continue;
        };
        if let Empty::Made(condition) = late.empty {
            let equals = json!({ "Fn::Equals": [reference(late.parameter), ""] });
            conditions.insert(condition.to_owned(), equals);
        }
        let parameter = parameter(late, setting, value);
        declare(late.parameter.to_owned(), setting, parameter);
    }
    if let Some(setting) = Setting::named("tags") {
        for (name, tag) in tags::parameters(options) {
            declare(name, setting, tags::parameter(tag));
        }
    }
    if let Some(setting) = Setting::named("account-role")
        && options.logging.account_role
    {
        let wanted = json!({ "Fn::Equals": [reference(CLOUD_WATCH_ROLE), "create"] });
        conditions.insert(MAKES_CLOUD_WATCH_ROLE.to_owned(), wanted);
        let parameter = json!({
            "Type": "String",
            "Default": "create",
            "AllowedValues": ["create", "existing"],
            "Description": "API Gateway writes logs with one role per account and region: create it, or keep the current one.",
        });
        declare(CLOUD_WATCH_ROLE.to_owned(), setting, parameter);
    }
    let groups: Vec<Value> = groups
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(subject, names)| {
            json!({ "Label": { "default": subject.title() }, "Parameters": names })
        })
        .collect();
    Some(Sections {
        metadata: json!({ "AWS::CloudFormation::Interface": { "ParameterGroups": groups } }),
        parameters: Value::Object(parameters),
        conditions,
    })
}

fn parameter(late: &Late, setting: &Setting, value: String) -> Value {
    let mut parameter = json!({ "Type": if late.is_number() { "Number" } else { "String" } });
    if !(late.empty == Empty::Asked && value.is_empty()) {
        parameter["Default"] = late.literal(value);
    }
    if late.parameter == "LogRetentionDays" {
        parameter["AllowedValues"] = json!(Logging::RETENTIONS);
    } else if let Allowed::Number { min, max } = setting.allowed {
        parameter["MinValue"] = json!(min);
        parameter["MaxValue"] = json!(max);
    } else if late.is_number() {
        parameter["MinValue"] = json!(1);
    } else {
        parameter["AllowedPattern"] = json!(late.pattern);
        // The pattern of an ARN says as much.
        if late.empty == Empty::Never && late.doc.is_none() {
            parameter["ConstraintDescription"] = json!(setting.allowed.to_string());
        }
    }
    parameter["Description"] = json!(late.doc.unwrap_or(setting.doc));
    parameter
}
