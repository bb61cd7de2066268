//! Failures of commands: what went wrong, and what to do.

use std::fmt;

/// The result of anything here that can fail.
pub(crate) type Outcome<T> = Result<T, Failure>;

/// A failure that a person reads: what happened, and what they can do about it.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    what: String,
    way_out: Option<String>,
}

impl Failure {
    /// A failure in one sentence.
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            way_out: None,
        }
    }

    /// The same failure with what the reader can do about it.
    pub(crate) fn way_out(mut self, way_out: impl Into<String>) -> Self {
        self.way_out = Some(way_out.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        if let Some(way_out) = &self.way_out {
            write!(f, "\n  {}", way_out.replace('\n', "\n  "))?;
        }
        Ok(())
    }
}

/// Adds the subject to a system error.
pub(crate) fn io(what: impl Into<String>) -> impl FnOnce(std::io::Error) -> Failure {
    let what = what.into();
    move |error| Failure::new(format!("{what}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::Failure;

    #[test]
    fn the_way_out_is_indented_under_the_failure() {
        let failure = Failure::new("no rustup").way_out("install it\nor the target");
        assert_eq!(
            failure.to_string(),
            "no rustup\n  install it\n  or the target"
        );
    }
}
