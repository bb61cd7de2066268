//! DynamoDB's actions, which this crate runs or does not.

/// The actions that [`crate::execute`] runs.
pub const ACTIONS: [&str; 10] = [
    "BatchGetItem",
    "BatchWriteItem",
    "DeleteItem",
    "GetItem",
    "PutItem",
    "Query",
    "Scan",
    "TransactGetItems",
    "TransactWriteItems",
    "UpdateItem",
];

/// The actions of the "Amazon DynamoDB API Reference" that this crate does not run.
const NOT_RUN: &str = "\
BatchExecuteStatement CreateBackup CreateGlobalTable CreateTable DeleteBackup \
DeleteResourcePolicy DeleteTable DescribeBackup DescribeContinuousBackups \
DescribeContributorInsights DescribeEndpoints DescribeExport DescribeGlobalTable \
DescribeGlobalTableSettings DescribeImport DescribeKinesisStreamingDestination DescribeLimits \
DescribeTable DescribeTableReplicaAutoScaling DescribeTimeToLive \
DisableKinesisStreamingDestination EnableKinesisStreamingDestination ExecuteStatement \
ExecuteTransaction ExportTableToPointInTime GetResourcePolicy ImportTable ListBackups \
ListContributorInsights ListExports ListGlobalTables ListImports ListTables ListTagsOfResource \
PutResourcePolicy RestoreTableFromBackup RestoreTableToPointInTime TagResource \
UntagResource UpdateContinuousBackups UpdateContributorInsights UpdateGlobalTable \
UpdateGlobalTableSettings UpdateKinesisStreamingDestination UpdateTable \
UpdateTableReplicaAutoScaling UpdateTimeToLive";

/// What is known of an action by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionSupport {
    /// It runs.
    Runs,
    /// DynamoDB has it, but it does not run here.
    NotRun,
    /// DynamoDB has no such action.
    Unknown,
}

/// Whether an action runs here.
pub fn action_support(action: &str) -> ActionSupport {
    if ACTIONS.contains(&action) {
        ActionSupport::Runs
    } else if NOT_RUN.split(' ').any(|other| other == action) {
        ActionSupport::NotRun
    } else {
        ActionSupport::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_action_is_both() {
        assert!(NOT_RUN.split(' ').is_sorted());
        assert!(ACTIONS.is_sorted());
        for action in ACTIONS {
            assert!(!NOT_RUN.split(' ').any(|other| other == action), "{action}");
        }
        assert_eq!(action_support("Query"), ActionSupport::Runs);
        assert_eq!(action_support("CreateTable"), ActionSupport::NotRun);
        for unknown in ["", "query", "Qeury", "DescribeTable ListTables"] {
            assert_eq!(action_support(unknown), ActionSupport::Unknown, "{unknown}");
        }
    }
}
