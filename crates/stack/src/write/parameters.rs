//! Parameters: settings whose values are chosen at deployment.

use super::names::reference;
use super::{cors, tags};
use crate::{Allowed, Logging, Options, Setting, Subject, Values};
use serde_json::{Map, Value, json};

/// A setting that is a parameter of the template.
pub(crate) struct DeployParameter {
    /// The parameter's name.
    pub(crate) parameter: &'static str,
    /// The setting's name.
    pub(crate) setting: &'static str,
    /// The regular expression of a text's values in CloudFormation's syntax.
    pattern: &'static str,
    /// The meaning of an empty value.
    when_empty: WhenEmpty,
    /// Whether this stack uses it.
    is_used: fn(&Options) -> bool,
    /// Its description, if the setting's does not fit the parameter.
    doc: Option<&'static str>,
}

/// The meaning of a setting's empty value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WhenEmpty {
    /// The value is never empty.
    Invalid,
    /// The stack creates the resource that the parameter would name, under the condition of this name.
    Created(&'static str),
    /// The stack has neither the feature nor the parameter.
    Unused,
    /// The parameter has no default: the deployment must give a value.
    Required,
}

/// All parameters of settings, in the settings' order.
pub(crate) const PARAMETERS: &[DeployParameter] = &[
    text("ApiName", "api-name", r"^[^\x00-\x1f\x7f]{1,128}$"),
    text("StageName", "stage", "^[A-Za-z0-9_-]{1,128}$"),
    number("ReadCapacity", "read-units"),
    number("WriteCapacity", "write-units"),
    number("MinReadCapacity", "min-read-units"),
    number("MaxReadCapacity", "max-read-units"),
    number("MinWriteCapacity", "min-write-units"),
    number("MaxWriteCapacity", "max-write-units"),
    number("TargetUtilization", "target-utilization"),
    DeployParameter {
        when_empty: WhenEmpty::Created("MakesTableKey"),
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
    DeployParameter {
        when_empty: WhenEmpty::Unused,
        ..number("DailyQuota", "daily-quota")
    },
    DeployParameter {
        when_empty: WhenEmpty::Created("MakesUserPool"),
        ..text(
            "UserPoolArn",
            "user-pool-arn",
            r"^$|^arn:[a-z-]+:cognito-idp:[a-z0-9-]+:[0-9]{12}:userpool/[A-Za-z0-9_-]+$",
        )
    },
    DeployParameter {
        is_used: cors::are_named_in_a_variable,
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
    DeployParameter {
        when_empty: WhenEmpty::Unused,
        ..text(
            "ConsoleDomain",
            "console-domain",
            r"^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$",
        )
    },
    DeployParameter {
        when_empty: WhenEmpty::Required,
        ..text(
            "CertificateArn",
            "certificate-arn",
            r"^arn:[a-z-]+:acm:us-east-1:[0-9]{12}:certificate/[A-Za-z0-9_-]+$",
        )
    },
];

/// The parameter that leaves the role for logs, one for an account and region, to another stack.
pub(crate) const CLOUD_WATCH_ROLE: &str = "CloudWatchRole";
/// The condition under which the stack creates that role.
pub(super) const CREATES_CLOUD_WATCH_ROLE: &str = "MakesCloudWatchRole";

const fn text(
    parameter: &'static str,
    setting: &'static str,
    pattern: &'static str,
) -> DeployParameter {
    DeployParameter {
        parameter,
        setting,
        pattern,
        when_empty: WhenEmpty::Invalid,
        is_used: |_| true,
        doc: None,
    }
}

const fn number(parameter: &'static str, setting: &'static str) -> DeployParameter {
    text(parameter, setting, "")
}

impl DeployParameter {
    fn is_number(&self) -> bool {
        self.pattern.is_empty()
    }

    fn setting(&self) -> Option<&'static Setting> {
        Setting::named(self.setting)
    }

    /// The value in the options; `None` if the stack does not use it.
    fn value(&self, options: &Options) -> Option<String> {
        if !(self.is_used)(options) {
            return None;
        }
        let value = self.setting()?.get(options)?;
        let absent = self.when_empty == WhenEmpty::Unused && matches!(value.as_str(), "" | "none");
        (!absent).then_some(value)
    }

    fn literal(&self, value: String) -> Value {
        match value.parse::<u32>() {
            Ok(number) if self.is_number() => json!(number),
            _ => Value::String(value),
        }
    }
}

/// The value of a setting: a reference to its parameter or, with [`Values::Literal`], the value itself; `None` if the
/// stack does not use it.
pub(super) fn optional(options: &Options, parameter: &str) -> Option<Value> {
    let declared = PARAMETERS
        .iter()
        .find(|declared| declared.parameter == parameter)?;
    let value = declared.value(options)?;
    Some(match options.values {
        Values::Parameters => reference(parameter),
        Values::Literal => declared.literal(value),
    })
}

/// [`optional`] for a setting that every stack with the calling resource uses.
pub(super) fn value(options: &Options, parameter: &str) -> Value {
    optional(options, parameter).unwrap_or_default()
}

/// [`value`] within a text for `Fn::Sub`.
pub(super) fn within(options: &Options, parameter: &str) -> String {
    match value(options, parameter) {
        Value::String(literal) => literal,
        _ => format!("${{{parameter}}}"),
    }
}

/// A resource that the stack creates unless a parameter names an existing one.
pub(super) struct Supplied {
    /// A reference to it.
    pub(super) value: Value,
    /// Whether the template has the resource.
    pub(super) created: bool,
    /// The condition of the resource and its dependents.
    pub(super) condition: Option<&'static str>,
}

impl Supplied {
    /// `parameter` names the existing one; `own` refers to the stack's.
    pub(super) fn of(options: &Options, parameter: &str, own: Value) -> Self {
        let declared = PARAMETERS
            .iter()
            .find(|declared| declared.parameter == parameter);
        let condition = declared.and_then(|declared| match declared.when_empty {
            WhenEmpty::Created(condition) => Some(condition),
            _ => None,
        });
        let given = value(options, parameter);
        match (options.values, condition) {
            (Values::Parameters, Some(condition)) => Self {
                value: json!({ "Fn::If": [condition, own, given] }),
                created: true,
                condition: Some(condition),
            },
            _ if given == json!("") => Self {
                value: own,
                created: true,
                condition: None,
            },
            _ => Self {
                value: given,
                created: false,
                condition: None,
            },
        }
    }
}

/// The template's sections for parameters.
pub(super) struct Sections {
    pub(super) metadata: Value,
    pub(super) parameters: Value,
    pub(super) conditions: Map<String, Value>,
}

/// The sections for parameters; `None` if all values are literal.
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
    for declared in PARAMETERS {
        let (Some(setting), Some(value)) = (declared.setting(), declared.value(options)) else {
            continue;
        };
        if let WhenEmpty::Created(condition) = declared.when_empty {
            let equals = json!({ "Fn::Equals": [reference(declared.parameter), ""] });
            conditions.insert(condition.to_owned(), equals);
        }
        let parameter = parameter(declared, setting, value);
        declare(declared.parameter.to_owned(), setting, parameter);
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
        conditions.insert(CREATES_CLOUD_WATCH_ROLE.to_owned(), wanted);
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

fn parameter(declared: &DeployParameter, setting: &Setting, value: String) -> Value {
    let mut parameter = json!({ "Type": if declared.is_number() { "Number" } else { "String" } });
    if !(declared.when_empty == WhenEmpty::Required && value.is_empty()) {
        parameter["Default"] = declared.literal(value);
    }
    if declared.parameter == "LogRetentionDays" {
        parameter["AllowedValues"] = json!(Logging::RETENTIONS);
    } else if let Allowed::Number { min, max } = setting.allowed {
        parameter["MinValue"] = json!(min);
        parameter["MaxValue"] = json!(max);
    } else if declared.is_number() {
        parameter["MinValue"] = json!(1);
    } else {
        parameter["AllowedPattern"] = json!(declared.pattern);
        // The pattern of an ARN explains itself.
        if declared.when_empty == WhenEmpty::Invalid && declared.doc.is_none() {
            parameter["ConstraintDescription"] = json!(setting.allowed.to_string());
        }
    }
    parameter["Description"] = json!(declared.doc.unwrap_or(setting.doc()));
    parameter
}
