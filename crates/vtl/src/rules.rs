//! The differences between the dialects.

/// A dialect of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Apache Velocity 1.7 with its default properties.
    Velocity,
    /// Amazon API Gateway's mapping templates: Velocity 1.7 with three settings.
    Gateway,
}

/// The named differences. The evaluator asks these, never the dialect.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules {
    /// A reference without a value evaluates to `""` instead of null.
    pub(crate) empty_for_null: bool,
    /// `#macro` defines something that can be called.
    pub(crate) macros: bool,
    /// `#evaluate` is a directive.
    pub(crate) evaluate: bool,
}

impl Dialect {
    pub(crate) const fn rules(self) -> Rules {
        match self {
            Dialect::Velocity => Rules {
                empty_for_null: false,
                macros: true,
                evaluate: true,
            },
            Dialect::Gateway => Rules {
                empty_for_null: true,
                macros: false,
                evaluate: false,
            },
        }
    }
}
