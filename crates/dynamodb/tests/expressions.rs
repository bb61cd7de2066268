//! Condition and projection expressions.

#![allow(clippy::unwrap_used)]

use dynamodb::{Error, KeyKind, KeySchema, Table, Tables, execute};
use serde_json::{Value, json};

/// The item of the conditions and projections.
fn stored() -> Value {
    json!({
        "id": {"S": "a"},
        "n": {"N": "5"},
        "title": {"S": "Engineer"},
        "blank": {"S": ""},
        "flag": {"BOOL": true},
        "nil": {"NULL": true},
        "bytes": {"B": "AQID"},
        "tags": {"SS": ["x", "y"]},
        "scores": {"NS": ["1", "2.50"]},
        "skills": {"L": [
            {"M": {"title": {"S": "Rust"}, "rank": {"N": "1"}}},
            {"M": {"title": {"S": "SQL"}}},
            {"S": "plain"}
        ]},
        "jobs": {"M": {"latest": {"M": {"post": {"S": "Lead"}}}, "earlier": {"L": []}}},
        "alike": {"N": "5.0"}
    })
}

fn tables() -> Tables {
    let mut tables = Tables::new();
    tables.add(Table::new("resume", KeySchema::partition("id", KeyKind::S)));
    let body = json!({"TableName": "resume", "Item": stored()});
    execute(&mut tables, "PutItem", &body.to_string()).unwrap();
    tables
}

fn values() -> Value {
    json!({
        ":five": {"N": "5"}, ":six": {"N": "6"}, ":four": {"N": "4"}, ":s": {"S": "Engineer"},
        ":eng": {"S": "Eng"}, ":rust": {"S": "Rust"}, ":x": {"S": "x"}, ":two": {"N": "2.5"},
        ":b": {"B": "AQ=="}, ":bb": {"B": "AgM="}, ":t": {"BOOL": true}, ":N": {"S": "N"},
        ":M": {"S": "M"}, ":none": {"S": "nothing"}, ":zero": {"N": "0"}, ":three": {"N": "3"},
        ":plain": {"S": "plain"}, ":list": {"L": []}, ":tags": {"SS": ["y", "x"]}, ":Q": {"S": "Q"}
    })
}

/// Puts an item under a condition; only the placeholders that it uses are sent.
fn put(condition: &str) -> Result<String, Error> {
    let mut body =
        json!({"TableName": "resume", "Item": stored(), "ConditionExpression": condition});
    let used = |key: &str| {
        condition
            .match_indices(key)
            .any(|(at, _)| !condition[at + key.len()..].starts_with(|c: char| c.is_alphanumeric()))
    };
    let some = |all: Value| -> serde_json::Map<String, Value> {
        all.as_object()
            .unwrap()
            .clone()
            .into_iter()
            .filter(|(key, _)| used(key))
            .collect()
    };
    let names = some(json!({"#n": "name", "#t": "title", "#dotted": "a.b"}));
    let values = some(values());
    if !names.is_empty() {
        body["ExpressionAttributeNames"] = Value::Object(names);
    }
    if !values.is_empty() {
        body["ExpressionAttributeValues"] = Value::Object(values);
    }
    execute(&mut tables(), "PutItem", &body.to_string())
}

#[test]
fn conditions_that_hold() {
    for condition in [
        "attribute_exists(id)",
        "attribute_not_exists(nothing)",
        "attribute_not_exists(skills[7])",
        "attribute_exists(skills[0].title)",
        "attribute_exists(jobs.latest.post)",
        "attribute_not_exists(#n)",
        "attribute_not_exists(#dotted)",
        "n = :five",
        "n = alike",
        "n <> :six",
        "n < :six AND n <= :five AND n > :four AND n >= :five",
        "n BETWEEN :four AND :six",
        "n BETWEEN :five AND :five",
        "n IN (:four, :five)",
        "id < title OR id > title",
        "nothing <> :five",
        "NOT nothing = :five",
        "NOT n = :six",
        "not (n = :six or n = :four)",
        "n = :six OR n = :five AND n = :five",
        "(n = :six OR n = :five) AND flag = :t",
        "#t = :s",
        "(#t) = :s",
        "begins_with(title, :eng)",
        "begins_with(bytes, :b)",
        "contains(title, :eng)",
        "contains(bytes, :bb)",
        "contains(tags, :x)",
        "contains(scores, :two)",
        "contains(skills, :plain)",
        "attribute_type(n, :N)",
        "attribute_type(jobs, :M)",
        "size(title) > size(id)",
        "size(skills) = :three",
        "size(blank) = :zero",
        "size(bytes) = :three",
        "size(tags) < :three",
        "skills[0].title = :rust",
        "skills [ 0 ] . title=:rust",
        "jobs.earlier = :list",
        "tags = :tags",
        "bytes > :b",
        "flag = :t",
    ] {
        assert_eq!(
            put(condition).map_err(|e| e.to_string()),
            Ok("{}".into()),
            "{condition}"
        );
    }
}

#[test]
fn conditions_that_do_not() {
    for condition in [
        "attribute_not_exists(id)",
        "attribute_exists(nothing.so.ever)",
        "attribute_exists(title.x)",
        "attribute_exists(title[0])",
        "n = :s",
        "n > :eng",
        "nothing = :five",
        "nothing < :five",
        "nothing = absent",
        "nothing IN (:five)",
        "nothing BETWEEN :four AND :six",
        "title BETWEEN :four AND :six",
        "begins_with(n, :eng)",
        "begins_with(title, :none)",
        "contains(nothing, :x)",
        "contains(title, :five)",
        "contains(skills, :rust)",
        "attribute_type(title, :N)",
        "attribute_type(nothing, :N)",
        "size(n) = :five",
        "size(nothing) <= :five",
        "NOT n = :five",
        "n = :five AND n = :six",
    ] {
        let error = put(condition).unwrap_err();
        assert_eq!(error.status, 400);
        assert_eq!(
            error.body(),
            r#"{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"The conditional request failed"}"#,
            "{condition}"
        );
    }
}

#[test]
fn conditions_that_are_refused() {
    for (condition, message) in [
        ("", "The expression can not be empty;"),
        ("id", "Syntax error; token: \"<EOF>\", near: \"id\""),
        ("n = ", "Syntax error; token: \"<EOF>\", near: \"=\""),
        (
            "n == :five",
            "Syntax error; token: \"=\", near: \"== :five\"",
        ),
        (
            "n ! :five",
            "Syntax error; token: \"!\", near: \"n ! :five\"",
        ),
        (
            "AND n = :five",
            "Syntax error; token: \"AND\", near: \"AND n\"",
        ),
        (
            "n = :five n = :five",
            "Syntax error; token: \"n\", near: \":five n =\"",
        ),
        (
            "(n = :five",
            "Syntax error; token: \"<EOF>\", near: \":five\"",
        ),
        ("n IN ()", "Syntax error; token: \")\", near: \"()\""),
        (
            "skills[x] = :five",
            "Syntax error; token: \"x\", near: \"[x]\"",
        ),
        (
            "n BETWEEN :five OR :six",
            "Syntax error; token: \"OR\", near: \":five OR :six\"",
        ),
        ("((n = :five))", "The expression has redundant parentheses;"),
        (
            "((attribute_exists(:undefined)))",
            "The expression has redundant parentheses;",
        ),
        ("exists(n)", "Invalid function name; function: exists"),
        (
            "size(title)",
            "The function is not allowed to be used this way in an expression; function: size",
        ),
        (
            "size(title, n)",
            "The function is not allowed to be used this way in an expression; function: size",
        ),
        (
            "size(title, n) = :five",
            "Incorrect number of operands for operator or function; operator or function: size, number of operands: 2",
        ),
        (
            "attribute_exists()",
            "Syntax error; token: \")\", near: \"()\"",
        ),
        (
            "contains(title, :eng) = :five",
            "The function is not allowed to be used this way in an expression; function: contains",
        ),
        (
            "size(attribute_exists(n)) = :five",
            "The function is not allowed to be used this way in an expression; function: attribute_exists",
        ),
        (
            "name = :five",
            "Attribute name is a reserved keyword; reserved keyword: name",
        ),
        (
            "jobs.Location = :five",
            "Attribute name is a reserved keyword; reserved keyword: Location",
        ),
        (
            "#u = :five",
            "An expression attribute name used in the document path is not defined; attribute name: #u",
        ),
        (
            "n = :undefined",
            "An expression attribute value used in expression is not defined; attribute value: :undefined",
        ),
        (
            "attribute_exists(n, id)",
            "Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2",
        ),
        (
            "begins_with(title)",
            "Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1",
        ),
        (
            "attribute_exists(:five)",
            "Operator or function requires a document path; operator or function: attribute_exists",
        ),
        (
            "begins_with(title, :five)",
            "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N",
        ),
        (
            "attribute_type(n, :five)",
            "Incorrect operand type for operator or function; operator or function: attribute_type, operand type: N",
        ),
        (
            "attribute_type(n, :Q)",
            "Invalid attribute type name found; type: Q, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}",
        ),
        (
            "skills < :list",
            "Incorrect operand type for operator or function; operator or function: <, operand type: L",
        ),
        (
            "n BETWEEN :t AND :t",
            "Incorrect operand type for operator or function; operator or function: BETWEEN, operand type: BOOL",
        ),
        (
            "size(:five) = :five",
            "Incorrect operand type for operator or function; operator or function: size, operand type: N",
        ),
        (
            "skills[0] = skills[0]",
            "The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [skills, [0]]",
        ),
        (
            "n BETWEEN :six AND :four",
            "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:6}, upper bound operand: AttributeValue: {N:4}",
        ),
        (
            "n BETWEEN :six AND :s",
            "The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:6}, upper bound operand: AttributeValue: {S:Engineer}",
        ),
        (
            "skills[99999999999] = :five",
            "List index is not within the allowable range; index: [99999999999]",
        ),
    ] {
        let error = put(condition).unwrap_err();
        assert_eq!(error.kind(), "ValidationException", "{condition}");
        assert_eq!(
            error.message,
            format!("Invalid ConditionExpression: {message}"),
            "{condition}"
        );
        assert_eq!(error.path, "ConditionExpression");
        assert!(error.position.is_some());
    }
    let long = format!("n = :five{}", " ".repeat(4096));
    assert!(
        put(&long)
            .unwrap_err()
            .message
            .ends_with("expression size: 4105")
    );
    // Any depth is an error, not an overflow of the stack.
    for open in ["(", "NOT ", "NOT (", "size(", "a IN ("] {
        let deep = open.repeat(4096 / open.len());
        assert_eq!(
            put(&deep).unwrap_err().kind(),
            "ValidationException",
            "{open}"
        );
    }
    let many = vec!["n=n1"; 301].join(" OR ");
    assert!(
        put(&many)
            .unwrap_err()
            .message
            .contains("too many operators")
    );
}

#[test]
fn placeholders() {
    let with = |members: Value| {
        let mut body = json!({"TableName": "resume", "Item": stored()});
        body.as_object_mut()
            .unwrap()
            .extend(members.as_object().unwrap().clone());
        execute(&mut tables(), "PutItem", &body.to_string())
            .unwrap_err()
            .message
    };
    for (members, message) in [
        (
            json!({"ExpressionAttributeNames": {"#a": "id"}}),
            "ExpressionAttributeNames can only be specified when using expressions",
        ),
        (
            json!({"ExpressionAttributeValues": {":a": {"S": "a"}}}),
            "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null",
        ),
        (
            json!({"ConditionExpression": "attribute_exists(id)", "ExpressionAttributeNames": {}}),
            "ExpressionAttributeNames must not be empty",
        ),
        (
            json!({"ConditionExpression": "attribute_exists(id)", "ExpressionAttributeValues": {}}),
            "ExpressionAttributeValues must not be empty",
        ),
        (
            json!({"ConditionExpression": "attribute_exists(id)", "ExpressionAttributeNames": {"a": "b"}}),
            "ExpressionAttributeNames contains invalid key: Syntax error; key: \"a\"",
        ),
        (
            json!({"ConditionExpression": "attribute_exists(#a)", "ExpressionAttributeNames": {"#a": ""}}),
            "ExpressionAttributeNames contains invalid value: Empty attribute name for key #a",
        ),
        (
            json!({"ConditionExpression": "id = :a", "ExpressionAttributeValues": {":a!": {"S": "a"}}}),
            "ExpressionAttributeValues contains invalid key: Syntax error; key: \":a!\"",
        ),
        (
            json!({"ConditionExpression": "id = :a", "ExpressionAttributeValues": {":a": {"N": "x"}}}),
            "ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: x for key :a",
        ),
        (
            json!({"ConditionExpression": "attribute_exists(id)", "ExpressionAttributeNames": {"#a": "b", "#c": "d"}}),
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #c}",
        ),
        (
            json!({"ConditionExpression": "id = :a", "ExpressionAttributeValues": {":a": {"S": "a"}, ":b": {"S": "b"}}}),
            "Value provided in ExpressionAttributeValues unused in expressions: keys: {:b}",
        ),
    ] {
        assert_eq!(with(members), message);
    }
}

fn get(projection: &str) -> Result<Value, Error> {
    let mut body = json!({
        "TableName": "resume", "Key": {"id": {"S": "a"}}, "ProjectionExpression": projection
    });
    if projection.contains("#t") {
        body["ExpressionAttributeNames"] = json!({"#t": "title"});
    }
    let answer = execute(&mut tables(), "GetItem", &body.to_string())?;
    Ok(serde_json::from_str::<Value>(&answer).unwrap()["Item"].clone())
}

#[test]
fn projections() {
    for (projection, item) in [
        ("id", json!({"id": {"S": "a"}})),
        ("#t, nothing", json!({"title": {"S": "Engineer"}})),
        ("nothing", json!({})),
        (
            "skills[1].#t",
            json!({"skills": {"L": [{"M": {"title": {"S": "SQL"}}}]}}),
        ),
        (
            "skills[2], skills[0].title, id",
            json!({"id": {"S": "a"}, "skills": {"L": [{"M": {"title": {"S": "Rust"}}}, {"S": "plain"}]}}),
        ),
        (
            "jobs.latest",
            json!({"jobs": {"M": {"latest": {"M": {"post": {"S": "Lead"}}}}}}),
        ),
        ("jobs.latest.no_such, title.x", json!({})),
        (
            "jobs.earlier",
            json!({"jobs": {"M": {"earlier": {"L": []}}}}),
        ),
    ] {
        assert_eq!(get(projection).unwrap(), item, "{projection}");
    }
    for (projection, message) in [
        (
            "",
            "Invalid ProjectionExpression: The expression can not be empty;",
        ),
        (
            "id,",
            "Invalid ProjectionExpression: Syntax error; token: \"<EOF>\", near: \",\"",
        ),
        (
            "name",
            "Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved keyword: name",
        ),
        (
            "skills, skills[0]",
            "Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [skills], path two: [skills, [0]]",
        ),
        (
            "skills.a, skills[0]",
            "Invalid ProjectionExpression: Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [skills, a], path two: [skills, [0]]",
        ),
        (
            "id.x",
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: id",
        ),
    ] {
        assert_eq!(
            get(projection).unwrap_err().message,
            message,
            "{projection}"
        );
    }
}

#[test]
fn a_condition_about_no_item() {
    let mut tables = tables();
    let body = |condition: &str| {
        json!({"TableName": "resume", "Item": {"id": {"S": "new"}}, "ConditionExpression": condition})
            .to_string()
    };
    let missing = execute(&mut tables, "PutItem", &body("attribute_exists(id)"));
    assert_eq!(
        missing.unwrap_err().kind(),
        "ConditionalCheckFailedException"
    );
    let created = execute(&mut tables, "PutItem", &body("attribute_not_exists(id)"));
    assert_eq!(created.as_deref(), Ok("{}"));
    let again = execute(&mut tables, "PutItem", &body("attribute_not_exists(id)"));
    assert_eq!(again.unwrap_err().kind(), "ConditionalCheckFailedException");
}
