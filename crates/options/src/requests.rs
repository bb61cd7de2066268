//! Requests that the gateway accepts.

/// The attribute that holds an item's version under [`lost-update protection`](crate::Options::lost_update_protection).
pub const VERSION_ATTRIBUTE: &str = "resumeVersion";

/// `PassthroughBehavior`: what happens to a body that is not JSON by its `Content-Type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passthrough {
    /// 415.
    Never,
    /// 415 as well, as long as there is a mapping template; without one it goes to DynamoDB unchanged.
    WhenNoTemplates,
}

/// The rate limit, above which the gateway responds with 429: the parameters `RateLimit` and `BurstLimit`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Throttle {
    /// Calls per second, over time.
    pub rate: u32,
    /// Calls at once.
    pub burst: u32,
}

impl Default for Throttle {
    /// 50 in a second, 100 at once: far more than a resume is read, far less than would be dear.
    fn default() -> Self {
        Self {
            rate: 50,
            burst: 100,
        }
    }
}
