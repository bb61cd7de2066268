//! Options of the table.

/// The table's `BillingMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capacity {
    /// `PAY_PER_REQUEST`: each read and write by itself.
    OnDemand,
    /// `PROVISIONED`: so many units at any time, each a read or a write per second; requests above that are rejected.
    ///
    /// The parameters `ReadCapacity` and `WriteCapacity`.
    Provisioned {
        /// `ReadCapacityUnits`, of up to 4 kB.
        read: u32,
        /// `WriteCapacityUnits`, of up to 1 kB.
        write: u32,
    },
    /// `PROVISIONED`, and Application Auto Scaling follows the use within minutes.
    ///
    /// The parameters `MinReadCapacity`, `MaxReadCapacity`, `MinWriteCapacity`, `MaxWriteCapacity`, `TargetUtilization`.
    AutoScaled {
        /// Units for reading.
        read: Range,
        /// Units for writing.
        write: Range,
        /// The percentage of the units that should be in use: 20 to 90.
        target: u8,
    },
}

impl Capacity {
    /// The smallest provisioned capacity.
    pub const PROVISIONED: Self = Self::Provisioned { read: 1, write: 1 };
    /// From the smallest capacity to ten times as much.
    pub const AUTO_SCALED: Self = Self::AutoScaled {
        read: Range { min: 1, max: 10 },
        write: Range { min: 1, max: 10 },
        target: 70,
    };
}

/// The least and the most units that auto scaling sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// At least 1.
    pub min: u32,
    /// At least `min`.
    pub max: u32,
}

/// Whose key a table is encrypted with: its `SSESpecification`. It is encrypted in any case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// A key that DynamoDB owns. Free, and its use is not logged.
    AwsOwned,
    /// The account's key `aws/dynamodb`, which AWS manages. Its use is in `CloudTrail`, and is billed by KMS.
    AwsManaged,
    /// A customer managed key, which can be disabled and whose policy says who reads.
    CustomerKey {
        /// The key's ARN, the parameter `TableKeyArn`; `None` for a key that the stack makes, rotates each year and retains.
        arn: Option<String>,
    },
}

/// Whether the stage or the caller names the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableName {
    /// The stage, by its variable `tableName`. A `tablename` in the query is ignored.
    Stage,
    /// The caller, by `tablename` in the query. Only the role keeps callers from other tables.
    Caller,
}
