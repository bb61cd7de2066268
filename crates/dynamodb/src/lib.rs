//! DynamoDB's attribute values, items, and actions on tables.
//!
//! ```
//! use dynamodb::{KeyKind, KeySchema, Table, Tables, execute};
//!
//! let mut tables = Tables::new();
//! tables.add(Table::new("resumes", KeySchema::partition("id", KeyKind::S)));
//! let put = r#"{"TableName":"resumes","Item":{"id":{"S":"a"},"name":{"S":"Ada"}}}"#;
//! assert_eq!(execute(&mut tables, "PutItem", put).unwrap(), "{}");
//! let get = r#"{"TableName":"resumes","Key":{"id":{"S":"a"}}}"#;
//! assert_eq!(
//!     execute(&mut tables, "GetItem", get).unwrap(),
//!     r#"{"Item":{"id":{"S":"a"},"name":{"S":"Ada"}}}"#,
//! );
//! let error = execute(&mut tables, "PutItem", r#"{"TableName":"resumes","Item":{}}"#).unwrap_err();
//! assert_eq!(error.status, 400);
//! assert_eq!(
//!     error.body(),
//!     "{\"__type\":\"com.amazon.coral.validate#ValidationException\",\"message\":\"One or more \
//!      parameter values were invalid: Missing the key id in the item\"}",
//! );
//! ```
//!
//! This crate's `README.md` lists the known differences from AWS, and the sources where engines disagree.

mod actions;
mod check;
mod error;
mod execute;
mod expression;
mod path;
mod request;
mod table;
mod value;

pub use actions::{ACTIONS, ActionSupport, action_support};
pub use check::{PutItemCheck, check_put_item};
pub use error::{CancellationReason, Cause, Error};
pub use execute::execute;
pub use expression::{Condition, DocumentPath, KeyComparison, PathStep, Update};
pub use path::TextPosition;
pub use request::{
    BatchGetItem, BatchWrite, BatchWriteItem, DeleteItem, GetItem, KeysAndAttributes, PutItem,
    Query, Read, ReturnConsumedCapacity, ReturnValues, Scan, Select, TableAccess, TransactGet,
    TransactGetItems, TransactWrite, TransactWriteItems, UpdateItem, WriteAction, accesses,
    table_name,
};
pub use table::{
    IndexKind, IndexProjection, Key, KeyAttribute, KeyKind, KeySchema, Memory, SecondaryIndex,
    Storage, Table, Tables,
};
pub use value::read::{MAX_NESTING, item_from_json};
pub use value::{
    AttributeValue, Item, MAX_DIGITS, MAX_ITEM_SIZE, Number, NumberError, item_size, read_units,
    value_size, write_units,
};
