//! A stack running on this machine: the API of a template over DynamoDB tables.
