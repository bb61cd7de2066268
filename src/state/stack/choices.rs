//! The stack's options as the user chose them.

use std::collections::BTreeMap;
use std::sync::Arc;

use options::{MappingTemplates, Options, SETTINGS, Setting, SettingErrorKind, Templates};
use protocol::{ApiFile, TemplateName};
use serde_json::{Map, Value, json};

use super::file_record;
use crate::browser::record::{self, Stored};

/// A preset of options.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Preset {
    /// [`Options::recommended`]
    #[default]
    Recommended,
    /// [`Options::example`]
    Example,
}

impl Preset {
    /// The presets in the order in which they are offered.
    pub(crate) const ALL: [Self; 2] = [Self::Recommended, Self::Example];

    /// Its label.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Recommended => "Recommended",
            Self::Example => "Published example",
        }
    }

    /// The preset of a name in storage: "Seed" is what earlier versions of the console wrote.
    fn stored(name: &str) -> Option<Self> {
        match name {
            "Seed" => Some(Self::Example),
            _ => Self::ALL.into_iter().find(|one| one.name() == name),
        }
    }

    /// Its description.
    pub(crate) fn doc(self) -> &'static str {
        match self {
            Self::Recommended => {
                "No charge when idle, backups and deletion protection, writes with an API key only."
            }
            Self::Example => {
                "The stack of the article \"AWS API Gateway with DynamoDB\": minimal, with fixed capacity, open to anyone who knows its URL."
            }
        }
    }

    /// Its options.
    pub(crate) fn options(self) -> Options {
        match self {
            Self::Recommended => Options::recommended(),
            Self::Example => Options::example(),
        }
    }
}

/// The version of the records without a file.
const WITHOUT_FILE: u64 = 1;
/// The version of those with one, which earlier versions of the console would drop.
const VERSION: u64 = 2;

/// The content of a stored text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum StoredChoices {
    /// Choices.
    Read(Choices),
    /// Choices with names that are unknown to this version of the console.
    Partly(Choices),
    /// Choices of a newer version of the console.
    Newer,
    /// Something else.
    Damaged,
}

/// The user's choices and typed texts. The options follow from them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Choices {
    /// Their preset.
    preset: Preset,
    /// Allowed values by the setting's name, as typed. Values of settings that don't apply with the other settings
    /// stay, and apply again when these change back.
    values: BTreeMap<&'static str, String>,
    /// Invalid texts, as typed. Until they are fixed, the settings keep their last valid values.
    typed: BTreeMap<&'static str, String>,
    /// Mapping templates that are not the console's own: those of an opened file.
    templates: Option<MappingTemplates>,
    /// A file whose API is called as it is.
    file: Option<Arc<ApiFile>>,
}

impl Choices {
    /// Nothing but the preset.
    pub(crate) fn of_preset(preset: Preset) -> Self {
        Self {
            preset,
            values: BTreeMap::new(),
            typed: BTreeMap::new(),
            templates: None,
            file: None,
        }
    }

    /// These options, as changes of the nearest preset.
    pub(crate) fn of_options(options: &Options) -> Self {
        let values: BTreeMap<_, _> = SETTINGS
            .iter()
            .filter_map(|setting| Some((setting.name, setting.get(options)?)))
            .collect();
        let preset = Preset::ALL.into_iter().min_by_key(|preset| {
            let theirs = preset.options();
            let differs = |setting: &&Setting| setting.get(options) != setting.get(&theirs);
            SETTINGS.iter().filter(differs).count()
        });
        Self {
            preset: preset.unwrap_or_default(),
            values,
            typed: BTreeMap::new(),
            templates: match &options.templates {
                Templates::Own(texts) => Some((**texts).clone()),
                _ => None,
            },
            file: None,
        }
    }

    /// The file whose API is called as it is.
    pub(crate) fn file(&self) -> Option<&Arc<ApiFile>> {
        self.file.as_ref()
    }

    /// Opens a file to call its API as it is, or closes it.
    pub(crate) fn set_file(&mut self, file: Option<ApiFile>) {
        self.file = file.map(Arc::new);
    }

    /// Edits the file, if one is opened.
    pub(crate) fn edit_file(&mut self, edit: impl FnOnce(&mut ApiFile)) {
        if let Some(file) = &mut self.file {
            edit(Arc::make_mut(file));
        }
    }

    /// The same file with other options.
    pub(crate) fn with_file_of(self, other: &Self) -> Self {
        Self {
            file: other.file.clone(),
            ..self
        }
    }

    /// Their preset.
    pub(crate) fn preset(&self) -> Preset {
        self.preset
    }

    /// The mapping templates, where they are others than the console's own.
    pub(crate) fn own_templates(&self) -> Option<&MappingTemplates> {
        self.templates.as_ref()
    }

    /// The mapping templates: the console's own, or others.
    pub(crate) fn template_texts(&self) -> MappingTemplates {
        self.options().templates.texts().into_owned()
    }

    /// The console's own mapping templates, as the option names them.
    pub(crate) fn default_texts(&self) -> MappingTemplates {
        let mut without = self.clone();
        without.templates = None;
        without.template_texts()
    }

    /// Sets the mapping templates.
    pub(crate) fn set_templates(&mut self, texts: MappingTemplates) {
        self.templates = (texts != self.default_texts()).then_some(texts);
    }

    /// Sets one of them.
    pub(crate) fn set_template(&mut self, name: TemplateName, text: String) {
        let mut texts = self.template_texts();
        if let Some(own) = name.of_mut(&mut texts) {
            *own = text;
        }
        self.set_templates(texts);
    }

    /// Restores the console's own mapping templates.
    pub(crate) fn forget_templates(&mut self) {
        self.templates = None;
    }

    /// Whether the mapping templates differ from the console's own.
    pub(crate) fn has_own_templates(&self) -> bool {
        self.templates.is_some()
    }

    /// The options.
    pub(crate) fn options(&self) -> Options {
        let mut options = self.preset.options();
        for setting in SETTINGS {
            if let Some(value) = self.values.get(setting.name) {
                // A value that does not apply now is kept until it does.
                let _ = setting.set(&mut options, value);
            }
        }
        if let Some(texts) = &self.templates {
            options.templates = Templates::Own(Box::new(texts.clone()));
        }
        options
    }

    /// Sets an option; invalid text is kept as typed.
    pub(crate) fn choose(&mut self, setting: &'static Setting, text: String) {
        if setting.allowed.holds(text.trim()) {
            self.typed.remove(setting.name);
            self.values.insert(setting.name, text);
        } else {
            self.typed.insert(setting.name, text);
        }
    }

    /// Resets an option to the preset's value.
    pub(crate) fn reset(&mut self, setting: &'static Setting) {
        self.typed.remove(setting.name);
        self.values.remove(setting.name);
    }

    /// The text of a setting's field; `None` if it does not apply.
    pub(crate) fn text(&self, setting: &Setting, options: &Options) -> Option<String> {
        let value = setting.get(options)?;
        let typed = self.typed.get(setting.name);
        let text = typed.or_else(|| self.values.get(setting.name));
        Some(text.cloned().unwrap_or(value))
    }

    /// The problems: settings by name, and a message.
    pub(crate) fn problems(&self, options: &Options) -> Vec<(&'static str, String)> {
        let problems = options.problems();
        SETTINGS
            .iter()
            .filter_map(|setting| {
                setting.get(options)?;
                if self.typed.contains_key(setting.name) {
                    let allowed = format!("Use {}.", setting.allowed);
                    return Some((setting.name, allowed));
                }
                let problem = problems
                    .iter()
                    .find(|problem| problem.name == setting.name)?;
                let text = match problem.kind {
                    SettingErrorKind::Conflict(why) => sentence(why),
                    _ => sentence(&problem.to_string()),
                };
                Some((setting.name, text))
            })
            .collect()
    }

    /// The settings that differ from the preset, without those that don't apply in one of the two.
    pub(crate) fn changed(&self, options: &Options) -> Vec<&'static str> {
        let preset = self.preset.options();
        let changed = SETTINGS.iter().filter(|setting| {
            let (Some(now), Some(before)) = (setting.get(options), setting.get(&preset)) else {
                return false;
            };
            now != before || self.typed.contains_key(setting.name)
        });
        changed.map(|setting| setting.name).collect()
    }

    /// As text for the browser's storage.
    pub(crate) fn to_json(&self) -> String {
        let options = self.options();
        // All values, not only the changed ones: presets may change in a later version of the console.
        let values = SETTINGS.iter().filter_map(|setting| {
            let kept = self.values.get(setting.name).cloned();
            Some((setting.name, kept.or_else(|| setting.get(&options))?))
        });
        let mut kept = json!({
            "version": if self.file.is_some() { VERSION } else { WITHOUT_FILE },
            "preset": self.preset.name(),
            "values": texts(values),
            "typed": texts(self.typed.iter().map(|(name, text)| (*name, text.clone()))),
        });
        if let Some(texts) = &self.templates {
            kept["templates"] = json!({
                "get_request": texts.get_request,
                "get_response": texts.get_response,
                "put_request": texts.put_request,
                "error_response": texts.error_response,
            });
        }
        if let Some(file) = &self.file {
            kept["file"] = file_record::to_json(file);
        }
        kept.to_string()
    }

    /// From the text of [`Choices::to_json`], also of another version of the console: unknown names are
    /// left out.
    pub(crate) fn from_json(text: &str) -> StoredChoices {
        match record::read(text, "", VERSION).and_then(|kept| Self::of_value(&kept)) {
            Stored::Read((choices, true)) => StoredChoices::Read(choices),
            Stored::Read((choices, false)) => StoredChoices::Partly(choices),
            Stored::Newer => StoredChoices::Newer,
            Stored::Damaged => StoredChoices::Damaged,
        }
    }

    /// The choices, and whether they are all of the value.
    fn of_value(kept: &Value) -> Option<(Self, bool)> {
        let preset = kept.get("preset")?.as_str()?;
        let preset = Preset::stored(preset)?;
        let mut choices = Self::of_preset(preset);
        let mut is_all = true;
        for part in ["values", "typed"] {
            for (name, text) in kept.get(part)?.as_object()? {
                match (Setting::named(name), text.as_str()) {
                    (Some(setting), Some(text)) => choices.choose(setting, text.to_owned()),
                    _ => is_all = false,
                }
            }
        }
        if let Some(templates) = kept.get("templates") {
            let text = |name: &str| Some(templates.get(name)?.as_str()?.to_owned());
            choices.templates = Some(MappingTemplates {
                get_request: text("get_request")?,
                get_response: text("get_response")?,
                put_request: text("put_request")?,
                error_response: text("error_response")?,
            });
        } else if let (None, Some(setting)) =
            (kept["values"].get("templates"), Setting::named("templates"))
        {
            // Written before there was a choice.
            choices.choose(setting, "any-shape".to_owned());
        }
        if let Some(file) = kept.get("file") {
            choices.set_file(Some(file_record::from_json(file)?));
        }
        Some((choices, is_all))
    }
}

fn texts(pairs: impl Iterator<Item = (&'static str, String)>) -> Value {
    let pairs = pairs.map(|(name, text)| (name.to_owned(), Value::String(text)));
    Value::Object(Map::from_iter(pairs))
}

fn sentence(text: &str) -> String {
    format!("{}.", format::capitalized(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(name: &str) -> &'static Setting {
        Setting::named(name).unwrap()
    }

    fn choose(choices: &mut Choices, name: &str, text: &str) {
        choices.choose(setting(name), text.to_owned());
    }

    #[test]
    fn a_preset_by_its_former_name_is_read() {
        let text = r#"{"version": 1, "preset": "Seed", "values": {}, "typed": {}}"#;
        let StoredChoices::Read(read) = Choices::from_json(text) else {
            panic!("{text}");
        };
        assert_eq!(read.preset(), Preset::Example);
        // There was no choice of mapping templates then.
        assert_eq!(read.options().templates, Templates::AnyShape);
    }

    #[test]
    fn own_templates_stay_whatever_option_is_stored() {
        let texts = MappingTemplates {
            put_request: "{}".to_owned(),
            ..MappingTemplates::default()
        };
        let own = Options {
            templates: Templates::from(texts),
            ..Options::example()
        };
        let mut choices = Choices::of_options(&own);
        assert!(choices.has_own_templates());
        choose(&mut choices, "templates", "any-shape");
        assert_eq!(choices.options(), own);
        choices.forget_templates();
        assert_eq!(choices.options().templates, Templates::AnyShape);
    }

    #[test]
    fn presets_are_their_options() {
        for preset in Preset::ALL {
            let choices = Choices::of_preset(preset);
            assert_eq!(choices.options(), preset.options());
            assert!(choices.changed(&preset.options()).is_empty());
            let read = Choices::of_options(&preset.options());
            assert_eq!((read.preset(), read.options()), (preset, preset.options()));
        }
    }

    #[test]
    fn what_is_not_allowed_is_kept_and_changes_nothing() {
        let mut choices = Choices::of_preset(Preset::Recommended);
        choose(&mut choices, "stage", "dev");
        choose(&mut choices, "stage", "dev/1");
        let options = choices.options();
        assert_eq!(options.stage, "dev");
        assert_eq!(choices.text(setting("stage"), &options).unwrap(), "dev/1");
        let problems = choices.problems(&options);
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].0, "stage");
        assert!(problems[0].1.contains("letters, digits"), "{problems:?}");
        choose(&mut choices, "stage", "dev1");
        assert_eq!(choices.problems(&choices.options()), []);
        assert_eq!(choices.options().stage, "dev1");
    }

    #[test]
    fn what_has_no_meaning_now_comes_back_with_its_meaning() {
        let mut choices = Choices::of_preset(Preset::Recommended);
        choose(&mut choices, "hosting", "on");
        choose(&mut choices, "console-domain", "cv.example.org");
        choose(&mut choices, "hosting", "off");
        let options = choices.options();
        assert_eq!(options.hosting, None);
        assert_eq!(choices.text(setting("console-domain"), &options), None);
        choose(&mut choices, "hosting", "on");
        let domain = choices.options().hosting.unwrap().domain.unwrap();
        assert_eq!(domain.name, "cv.example.org");
    }

    #[test]
    fn a_text_stands_as_it_is_typed() {
        let mut choices = Choices::of_preset(Preset::Recommended);
        choose(&mut choices, "origins", "https://example.org, ");
        let options = choices.options();
        assert_eq!(options.cors.origins, ["https://example.org"]);
        let text = choices.text(setting("origins"), &options);
        assert_eq!(text.as_deref(), Some("https://example.org, "));
    }

    #[test]
    fn options_that_contradict_each_other_are_said_at_one_of_them() {
        let mut choices = Choices::of_preset(Preset::Recommended);
        choose(&mut choices, "capacity", "auto-scaled");
        choose(&mut choices, "min-read-units", "20");
        let problems = choices.problems(&choices.options());
        let expected = "Must be at least min-read-units.".to_owned();
        assert_eq!(problems, [("max-read-units", expected)]);
    }

    #[test]
    fn changes_are_counted_once_and_can_be_taken_back() {
        let mut choices = Choices::of_preset(Preset::Recommended);
        choose(&mut choices, "capacity", "provisioned");
        choose(&mut choices, "read-units", "9");
        choose(&mut choices, "stage", "a b");
        let changed = |choices: &Choices| choices.changed(&choices.options());
        assert_eq!(changed(&choices), ["stage", "capacity"]);
        choices.reset(setting("capacity"));
        choices.reset(setting("stage"));
        assert!(changed(&choices).is_empty());
        assert_eq!(choices.options(), Options::recommended());
    }

    #[test]
    fn kept_text_is_read_again() {
        let mut choices = Choices::of_preset(Preset::Example);
        choose(&mut choices, "origins", "https://example.org,");
        choose(&mut choices, "read-units", "7");
        choose(&mut choices, "capacity", "on-demand");
        choose(&mut choices, "tags", "no");
        choices.templates = Some(MappingTemplates {
            put_request: "{}".to_owned(),
            ..MappingTemplates::default()
        });
        let StoredChoices::Read(read) = Choices::from_json(&choices.to_json()) else {
            panic!("{}", choices.to_json());
        };
        assert_eq!(read.options(), choices.options());
        assert_eq!((read.preset, &read.typed), (choices.preset, &choices.typed));
        assert_eq!(read.to_json(), choices.to_json());
        assert_eq!(read.values["read-units"], "7");
    }

    #[test]
    fn a_file_is_kept_whole_and_makes_the_record_one_of_the_next_version() {
        let mut choices = Choices::of_preset(Preset::Recommended);
        assert!(choices.to_json().contains("\"version\":1"));
        choices.set_file(Some(ApiFile {
            name: "notes.yaml".to_owned(),
            text: "Resources: {}".into(),
            api: "Notes".to_owned(),
            edits: [("GET / request application/json".to_owned(), "{}".into())].into(),
            prepared: vec![protocol::PreparedResponse {
                http_method: "POST".to_owned(),
                path: "/".to_owned(),
                status: 200,
                body: "[]".to_owned(),
            }],
        }));
        let text = choices.to_json();
        assert!(text.contains("\"version\":2"), "{text}");
        let StoredChoices::Read(read) = Choices::from_json(&text) else {
            panic!("{text}");
        };
        assert_eq!(read.file(), choices.file());
        assert_eq!(read.to_json(), text);
    }

    #[test]
    fn kept_text_of_another_version_is_read_as_far_as_it_goes() {
        let text = r#"{"preset": "Recommended", "values": {"colour": "red", "stage": "dev", "capacity": 3}, "typed": {}}"#;
        let StoredChoices::Partly(read) = Choices::from_json(text) else {
            panic!("{text}");
        };
        let options = read.options();
        let expected = Options {
            stage: "dev".to_owned(),
            ..Options::recommended()
        };
        assert_eq!(options, expected);
        for text in ["", "[]", "{}", r#"{"preset": "Other", "values": {}}"#] {
            let read = Choices::from_json(text);
            assert_eq!(read, StoredChoices::Damaged, "{text}");
        }
        let newer = r#"{"version": 3, "preset": "Recommended", "values": {}, "typed": {}}"#;
        assert_eq!(Choices::from_json(newer), StoredChoices::Newer);
    }
}
