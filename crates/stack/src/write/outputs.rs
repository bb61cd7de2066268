//! What the stack tells once it is deployed.

use super::{id, reference};
use serde_json::{Value, json};

/// `TableName`, the value of the parameter `tablename`, and `APIUrl`, the URL of `GET` and `POST`, ending in `/`.
pub(super) fn outputs() -> Value {
    let url = format!(
        "https://${{{api}}}.execute-api.${{AWS::Region}}.${{AWS::URLSuffix}}/${{{stage}}}/",
        api = id::API,
        stage = id::STAGE,
    );
    json!({
        "TableName": {
            "Description": "The table, as the API's parameter tablename names it.",
            "Value": reference(id::TABLE),
        },
        "APIUrl": {
            "Description": "The API: POST ?tablename=TABLE stores a resume, GET ?tablename=TABLE&id=ID reads it.",
            "Value": { "Fn::Sub": url },
        },
    })
}
