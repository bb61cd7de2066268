//! The options by name and as text: one table for the command line, the console's form and the reader of templates.

mod all;
mod checks;
mod cors;
mod hosting;
mod logging;
mod names;
mod protection;
mod requests;
mod rows;
mod table;

use crate::Options;
use std::fmt;

use format::number;

pub use all::SETTINGS;

/// One option, by name.
#[derive(Debug)]
pub struct Setting {
    /// Its name: `point-in-time-recovery`.
    pub name: &'static str,
    /// Its label in a form: `Point-in-time recovery`.
    pub label: &'static str,
    /// The subject that it belongs to; settings of one subject are adjacent.
    pub subject: Subject,
    /// See [`Setting::doc`]. A function: with it, its text is loaded when it is read.
    doc: fn() -> &'static str,
    /// Its allowed values.
    pub allowed: Allowed,
    /// The setting that it depends on, such as `capacity provisioned`; empty where it always applies.
    pub applies_with: &'static str,
    get: fn(&Options) -> Option<String>,
    set: fn(&mut Options, &str) -> Option<()>,
}

/// Subjects of options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Names, tags, parameters.
    Names,
    /// Capacity, encryption, recovery.
    Table,
    /// Requests and responses of the gateway.
    Requests,
    /// Who may write.
    Protection,
    /// The console in the stack.
    Hosting,
    /// Which pages may call.
    Cors,
    /// What is logged.
    Logging,
}

impl Subject {
    /// All of them, in the order of the settings.
    pub const ALL: [Self; 7] = [
        Self::Names,
        Self::Table,
        Self::Requests,
        Self::Protection,
        Self::Hosting,
        Self::Cors,
        Self::Logging,
    ];

    /// A heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Names => "Names",
            Self::Table => "Table",
            Self::Requests => "Requests",
            Self::Protection => "Access",
            Self::Cors => "CORS",
            Self::Logging => "Logs and traces",
            Self::Hosting => "Console hosting",
        }
    }
}

/// Allowed values of a setting.
#[derive(Clone, Copy, Debug)]
pub enum Allowed {
    /// One of these.
    Choice(&'static [Choice]),
    /// `on` or `off`.
    Switch,
    /// A whole number.
    Number {
        /// The least.
        min: u32,
        /// The most.
        max: u32,
    },
    /// One of these numbers.
    Numbers(&'static [u16]),
    /// Some text.
    Text {
        /// What it is, for a person: `letters, digits, - and _`.
        what: &'static str,
        /// Whether a text is allowed.
        holds: fn(&str) -> bool,
    },
}

/// One of several values.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// The value: `on-demand`.
    pub value: &'static str,
    /// Its label in a form: `On demand`.
    pub label: &'static str,
    /// See [`Choice::doc`].
    doc: fn() -> &'static str,
}

impl Choice {
    /// What it costs and protects from.
    #[must_use]
    pub fn doc(&self) -> &'static str {
        (self.doc)()
    }
}

impl Allowed {
    /// Whether a value is one of these.
    #[must_use]
    pub fn holds(&self, value: &str) -> bool {
        match self {
            Self::Choice(choices) => choices.iter().any(|choice| choice.value == value),
            Self::Switch => matches!(value, "on" | "off"),
            Self::Number { min, max } => value
                .parse::<u32>()
                .is_ok_and(|number| (*min..=*max).contains(&number)),
            Self::Numbers(numbers) => value.parse().is_ok_and(|number| numbers.contains(&number)),
            Self::Text { holds, .. } => holds(value),
        }
    }
}

impl fmt::Display for Allowed {
    /// `on-demand, provisioned or auto-scaled`, `1 to 40,000`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Choice(choices) => {
                let values: Vec<&str> = choices.iter().map(|choice| choice.value).collect();
                write_one_of(f, &values)
            }
            Self::Numbers(numbers) => {
                let values: Vec<String> = numbers.iter().map(u16::to_string).collect();
                write_one_of(f, &values)
            }
            Self::Switch => f.write_str("on or off"),
            Self::Number { min, max } => {
                write!(
                    f,
                    "{} to {}",
                    number(f64::from(*min)),
                    number(f64::from(*max))
                )
            }
            Self::Text { what, .. } => f.write_str(what),
        }
    }
}

/// `a, b or c`
fn write_one_of(f: &mut fmt::Formatter<'_>, values: &[impl AsRef<str>]) -> fmt::Result {
    for (index, value) in values.iter().enumerate() {
        f.write_str(match index {
            0 => "",
            _ if index + 1 == values.len() => " or ",
            _ => ", ",
        })?;
        f.write_str(value.as_ref())?;
    }
    Ok(())
}

/// Why an option can't have a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingError {
    /// The given name of the option.
    pub name: String,
    /// What is wrong.
    pub kind: SettingErrorKind,
}

/// What is wrong with a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SettingErrorKind {
    /// There is no option of that name.
    Unknown,
    /// The value is not allowed.
    Value {
        /// The value given.
        value: String,
        /// What is allowed.
        allowed: String,
    },
    /// It has no meaning with the other options: the setting that it depends on.
    NotApplicable(&'static str),
    /// It conflicts with another option: why.
    Conflict(&'static str),
}

impl fmt::Display for SettingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match &self.kind {
            SettingErrorKind::Unknown => write!(f, "there is no option {name}"),
            SettingErrorKind::Value { value, allowed } => {
                write!(f, "{name} can't be {value:?}: use {allowed}")
            }
            SettingErrorKind::NotApplicable(with) => write!(f, "{name} needs {with}"),
            SettingErrorKind::Conflict(why) => write!(f, "{name}: {why}"),
        }
    }
}

impl std::error::Error for SettingError {}

impl Setting {
    /// What it does, what it costs, what it protects from.
    #[must_use]
    pub fn doc(&self) -> &'static str {
        (self.doc)()
    }

    /// The setting of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|setting| setting.name == name)
    }

    /// The value in the options; `None` where it has no meaning with the others.
    #[must_use]
    pub fn get(&self, options: &Options) -> Option<String> {
        (self.get)(options)
    }

    /// The value in [`Options::recommended`]; where it has no meaning there, its first value once it applies.
    #[must_use]
    pub fn default_value(&self) -> Option<String> {
        let mut options = Options::recommended();
        // Settings come after those that they depend on, so one pass over the others' values finds it.
        self.get(&options).or_else(|| {
            SETTINGS.iter().find_map(|other| {
                let choices = match other.allowed {
                    Allowed::Choice(choices) => choices.iter().map(|choice| choice.value).collect(),
                    Allowed::Switch => vec!["on", "off"],
                    _ => Vec::new(),
                };
                choices.into_iter().find_map(|value| {
                    options = Options::recommended();
                    other.set(&mut options, value).ok()?;
                    self.get(&options)
                })
            })
        })
    }

    /// Sets the value.
    ///
    /// # Errors
    ///
    /// The value is not allowed, or has no meaning with the other options. The options are then unchanged.
    pub fn set(&self, options: &mut Options, value: &str) -> Result<(), SettingError> {
        let value = value.trim();
        self.check(value)?;
        (self.set)(options, value)
            .ok_or_else(|| self.error(SettingErrorKind::NotApplicable(self.applies_with)))
    }

    fn check(&self, value: &str) -> Result<(), SettingError> {
        if self.allowed.holds(value) {
            return Ok(());
        }
        Err(self.error(SettingErrorKind::Value {
            value: value.to_owned(),
            allowed: self.allowed.to_string(),
        }))
    }

    fn error(&self, kind: SettingErrorKind) -> SettingError {
        SettingError {
            name: self.name.to_owned(),
            kind,
        }
    }
}

impl Options {
    /// Sets an option by name. Options that depend on others come after them: `capacity` before `read-units`.
    ///
    /// # Errors
    ///
    /// There is no such option, the value is not allowed, or it has no meaning with the other options.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), SettingError> {
        match Setting::named(name) {
            Some(setting) => setting.set(self, value),
            None => Err(SettingError {
                name: name.to_owned(),
                kind: SettingErrorKind::Unknown,
            }),
        }
    }

    /// What CloudFormation or AWS would reject in these options; empty where nothing is wrong.
    #[must_use]
    pub fn problems(&self) -> Vec<SettingError> {
        let mut problems: Vec<SettingError> = SETTINGS
            .iter()
            .filter_map(|setting| setting.check(&setting.get(self)?).err())
            .collect();
        problems.extend(
            all::conflicts(self)
                .into_iter()
                .map(|(name, why)| SettingError {
                    name: name.to_owned(),
                    kind: SettingErrorKind::Conflict(why),
                }),
        );
        problems
    }
}
