//! DynamoDB's attribute values, items, and GetItem and PutItem on a table.
