//! Maps a request to a `PutItem` body, as API Gateway does with a method's request template.
//!
//! `cargo run -p gateway --example map_request`

#![allow(clippy::print_stdout, reason = "a program's output")]

use gateway::mapping::{Inputs, MappingError, MappingTemplate, Params, render};

const TEMPLATE: &str = r#"{
  "TableName": "$stageVariables.tableName",
  "Item": {
    "id": {"S": "$util.escapeJavaScript($input.params('id'))"},
    "name": {"S": "$util.escapeJavaScript($input.path('$.name'))"}
  }
}
"#;

fn main() -> Result<(), MappingError> {
    // Parse once, render for each request.
    let template = MappingTemplate::parse(TEMPLATE)?;
    let inputs = Inputs {
        body: r#"{"name": "Ada \"Countess\" Lovelace"}"#.into(),
        params: Params {
            querystring: vec![("id".to_owned(), "r1".to_owned())],
            ..Params::default()
        },
        stage_variables: vec![("tableName".to_owned(), "resumes".to_owned())],
        ..Inputs::default()
    };
    let mapped = render(&template, &inputs)?;
    print!("{}", mapped.text);
    Ok(())
}
