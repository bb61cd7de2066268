//! The CloudFormation template of the full stack, written and read back.
