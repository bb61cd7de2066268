//! The options of the stack, as a message has them.

use std::sync::Arc;

use options::{MappingTemplates, Options, SETTINGS, Templates};
use serde::{Deserialize, Serialize};

/// The options of the stack: the values of its settings by name, as text, and the mapping templates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StackOptions {
    /// Name and value of each setting that applies, in the order of the settings.
    values: Vec<(String, String)>,
    /// The mapping templates where they are others than those that a setting names: the requests of `GET` and `POST`, the
    /// response of `GET`, and that of an error.
    templates: Option<[Arc<str>; 4]>,
}

impl From<&Options> for StackOptions {
    fn from(options: &Options) -> Self {
        let value =
            |setting: &options::Setting| Some((setting.name.to_owned(), setting.get(options)?));
        Self {
            values: SETTINGS.iter().filter_map(value).collect(),
            templates: match &options.templates {
                Templates::Own(texts) => Some([
                    texts.get_request.as_str().into(),
                    texts.put_request.as_str().into(),
                    texts.get_response.as_str().into(),
                    texts.error_response.as_str().into(),
                ]),
                _ => None,
            },
        }
    }
}

impl From<&StackOptions> for Options {
    fn from(stack: &StackOptions) -> Self {
        let mut options = Self::recommended();
        // The order of the settings: whether one applies depends on those before it.
        for setting in SETTINGS {
            let value = stack.values.iter().find(|(name, _)| name == setting.name);
            if let Some((_, value)) = value {
                // The value is one that the same setting has written.
                let _ = setting.set(&mut options, value);
            }
        }
        if let Some([get_request, put_request, get_response, error_response]) = &stack.templates {
            options.templates = Templates::Own(Box::new(MappingTemplates {
                get_request: get_request.to_string(),
                put_request: put_request.to_string(),
                get_response: get_response.to_string(),
                error_response: error_response.to_string(),
            }));
        }
        options
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use options::Allowed;
    use proptest::prelude::*;

    fn there_and_back(options: &Options) {
        let bytes = crate::encode(&StackOptions::from(options));
        let read: StackOptions = crate::decode(&bytes).unwrap();
        assert_eq!(&Options::from(&read), options);
    }

    #[test]
    fn presets_and_own_templates_arrive_as_they_were() {
        there_and_back(&Options::recommended());
        let mut options = Options::example();
        there_and_back(&options);
        options.templates = Templates::Own(Box::new(MappingTemplates {
            put_request: "{}".to_owned(),
            ..MappingTemplates::default()
        }));
        there_and_back(&options);
    }

    proptest! {
        #[test]
        fn choices_arrive_as_they_were(picks in proptest::collection::vec(any::<(usize, usize)>(), 0..12)) {
            let mut options = Options::recommended();
            for (setting, value) in picks {
                let setting = &SETTINGS[setting % SETTINGS.len()];
                let value = match setting.allowed {
                    Allowed::Choice(choices) => choices[value % choices.len()].value.to_owned(),
                    Allowed::Switch => ["on", "off"][value % 2].to_owned(),
                    _ => continue,
                };
                let _ = setting.set(&mut options, &value);
            }
            there_and_back(&options);
        }
    }
}
