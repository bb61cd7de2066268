//! Which pages may call from a browser.

/// Which pages may call the API from a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cors {
    /// The origins that may, such as `https://example.org`: scheme, host and, unless it is the scheme's own, port. `*`
    /// alone for all of them. The hosted console's is always one of them.
    ///
    /// With one of them the answers name it. With several, the hosted console's among them, mapping templates name the
    /// caller's, if it is one of them, and say `Vary: Origin`; errors, which contain nothing of a resume, then allow all origins.
    ///
    /// Those several are the parameter `AllowedOrigins`: the templates look them up in a variable of the stage, so that another value
    /// holds as soon as the stack is updated. A single one, and `*`, are not a parameter: they are in the methods, of which a stage is a
    /// snapshot, so a stack updated with another value and the same template would keep the old one.
    pub origins: Vec<String>,
    /// Whether `OPTIONS` answers what a browser asks first. Without it a browser can't send JSON.
    pub preflight: bool,
    /// Whether pages can read the gateway's own errors, such as 403, 413, 415, 429.
    pub gateway_responses: bool,
}

impl Default for Cors {
    /// All origins may call, and read any response.
    fn default() -> Self {
        Self {
            origins: vec!["*".to_owned()],
            preflight: true,
            gateway_responses: true,
        }
    }
}
