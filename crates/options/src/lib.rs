//! The options of the stack: what the user chooses before the template is written.
//!
//! [`Options`] holds them, a file for each subject; [`SETTINGS`] lists them by name, with labels and allowed values, for the command line
//! and the form; [`cost`] estimates the costs of a month. The crate `stack` writes the template from them, and reads them
//! back from one.

mod by_field;
mod cors;
pub mod cost;
mod deploy_target;
mod hosting;
mod logging;
mod names;
mod operations;
mod options;
mod protection;
mod requests;
mod settings;
mod table;
mod templates;

pub use cors::Cors;
pub use deploy_target::{DeployTarget, check_region, check_stack_name};
pub use hosting::{Domain, Hosting};
pub use logging::{ExecutionLog, Logging};
pub use names::{Tag, Values};
pub use operations::{
    DELETE_ERROR_RESPONSE, DELETE_REQUEST, DELETE_RESPONSE, LIST_REQUEST, LIST_RESPONSE, Operations,
};
pub use options::Options;
pub use protection::{Protection, UsagePlan, UserPool};
pub use requests::{Passthrough, Throttle, VERSION_ATTRIBUTE};
pub use settings::{Allowed, Choice, SETTINGS, Setting, SettingError, SettingErrorKind, Subject};
pub use table::{Capacity, Encryption, Range, TableName};
pub use templates::{MappingTemplates, Templates};
