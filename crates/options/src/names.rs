//! Names, and whether values are parameters.

/// A tag, by which the account's owner finds and bills resources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// 1 to 128 letters, digits, spaces and `_.:/=+-@`, not starting with `aws:`.
    pub key: String,
    /// Up to 256 of the same. A parameter: `TagCostCenter` of the key `cost-center`.
    pub value: String,
}

/// Whether what differs between environments can still be chosen when the template is deployed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// Names, the values of tags, capacities, limits, several allowed origins, retention, keys and certificates are CloudFormation
    /// parameters, their defaults those of the options: one file serves several environments.
    Parameters,
    /// They are written where they belong.
    Literal,
}
