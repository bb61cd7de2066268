//! Logs, metrics and traces of calls.

/// What is logged of calls, in CloudWatch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Logging {
    /// A line of JSON for each call: when, from where, what, which status. Neither bodies nor keys nor queries.
    pub access: bool,
    /// The gateway's own account of its steps.
    pub execution: ExecutionLog,
    /// How many days logs are kept: one of [`Logging::RETENTIONS`]. The parameter `LogRetentionDays`.
    pub retention_days: u16,
    /// Whether X-Ray shows where calls spend their time.
    pub tracing: bool,
    /// Whether the stack makes the role by which API Gateway writes to CloudWatch, and names it in the account's settings.
    ///
    /// There is one such setting for an account and region, and without it a stage that logs can't be created. Where
    /// another stack has created it already, the parameter `CloudWatchRole` with the value `existing` leaves it alone. The role stays when
    /// the stack is deleted, since other APIs may depend on it.
    pub account_role: bool,
}

impl Logging {
    /// The retention periods that CloudWatch Logs accepts, in days.
    pub const RETENTIONS: [u16; 22] = [
        1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
        2922, 3288, 3653,
    ];

    /// Whether anything is logged.
    #[must_use]
    pub fn any(&self) -> bool {
        self.access || self.execution != ExecutionLog::Off
    }
}

impl Default for Logging {
    /// Calls and errors, for a year, with traces.
    fn default() -> Self {
        Self {
            access: true,
            execution: ExecutionLog::Errors,
            retention_days: 365,
            tracing: true,
            account_role: true,
        }
    }
}

/// `LoggingLevel`. Bodies and headers are never logged (`DataTraceEnabled: false`): they hold personal data and keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExecutionLog {
    /// `OFF`
    Off,
    /// `ERROR`: what failed, and why.
    Errors,
    /// `INFO`: each step of each call.
    Info,
}
