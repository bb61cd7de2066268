//! Messages for the parts of an opened template that have no option.

use protocol::LeftOut;
use serde_json::Value;
use stack::Difference;

/// The most shown characters of a value.
const MOST: usize = 80;

/// The message for a difference between `template` and the one written from its options.
pub(crate) fn left_out(difference: &Difference, template: &Value) -> LeftOut {
    let value = |value: &Option<Value>| value.as_ref().map(short);
    let becomes = match (value(&difference.first), value(&difference.second)) {
        (Some(here), Some(there)) => {
            format!("is {here}; the options make it {there}.")
        }
        _ => "is left out.".to_owned(),
    };
    LeftOut {
        what: what(&difference.path, template),
        becomes,
    }
}

/// A path of a template, such as `Resources.Table.Properties.TableClass`, in words.
fn what(path: &str, template: &Value) -> String {
    let mut parts = path.splitn(3, '.');
    let (Some(section), Some(name)) = (parts.next(), parts.next()) else {
        return path.to_owned();
    };
    let kind = match section {
        "Resources" => "resource",
        "Outputs" => "output",
        "Parameters" => "parameter",
        "Mappings" => "mapping",
        "Rules" => "rule",
        _ => return path.to_owned(),
    };
    let type_name = template[section][name]["Type"].as_str();
    let owner = match type_name.filter(|_| kind == "resource") {
        Some(type_name) => format!("resource {name} ({type_name})"),
        None => format!("{kind} {name}"),
    };
    match parts.next() {
        Some(rest) => {
            let member = rest.strip_prefix("Properties.").unwrap_or(rest);
            format!("{member} of the {owner}")
        }
        None => format!("The {owner}"),
    }
}

/// A value as text, shortened.
fn short(value: &Value) -> String {
    format::shortened(&value.to_string(), MOST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The messages for a changed recommended template.
    fn said(change: impl FnOnce(&mut Value)) -> Vec<String> {
        let mut template = stack::template(&stack::Options::recommended());
        change(&mut template);
        let read = stack::read_options(&template).unwrap();
        let parts = read.unexpressed.iter();
        parts
            .map(|part| left_out(part, &template))
            .map(|LeftOut { what, becomes }| format!("{what} {becomes}"))
            .collect()
    }

    #[test]
    fn a_part_is_named_by_what_it_is() {
        let said = said(|template| {
            template["Resources"]["Table"]["Properties"]["TableClass"] = json!("STANDARD");
            template["Resources"]["Table"]["DeletionPolicy"] = json!("Delete");
            template["Resources"]["Queue"] = json!({ "Type": "AWS::SQS::Queue" });
            template["Outputs"]["Endpoint"] = json!({ "Value": "x" });
            template["Parameters"]["Version"] = json!({ "Type": "String", "Default": "1" });
            template["Rules"] = json!({ "Check": { "Assertions": [] } });
        });
        assert_eq!(
            said,
            [
                "TableClass of the resource Table (AWS::DynamoDB::Table) is left out.",
                "DeletionPolicy of the resource Table (AWS::DynamoDB::Table) is \"Delete\"; the options make it \"Retain\".",
                "The resource Queue (AWS::SQS::Queue) is left out.",
                "The output Endpoint is left out.",
                "The parameter Version is left out.",
                "The rule Check is left out.",
            ]
        );
    }

    #[test]
    fn a_long_value_is_cut_between_letters() {
        let cut = short(&json!("é".repeat(200)));
        assert_eq!(cut.chars().count(), MOST + 1);
        assert!(cut.ends_with("é…"));
        assert_eq!(short(&json!("Delete")), "\"Delete\"");
    }
}
