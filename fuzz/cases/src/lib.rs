//! What each fuzz target does with its bytes. Invalid UTF-8 is replaced. Where a target takes two
//! texts, a byte 0 separates them.

use dynamodb::{
    GetItem, KeyAttribute, KeyKind, KeySchema, MAX_ITEM_SIZE, PutItem, Table, Tables,
    check_put_item, execute, item_from_json, item_size,
};
use gateway::jsonpath::JsonPath;
use gateway::mapping::{Inputs, MappingTemplate};
use vtl::lint::{lint, repaired};
use vtl::token::tokenize;
use vtl::trace::Traced;
use vtl::{Context, Dialect, Error, ErrorKind, Limits, Rendered, Template};

/// The function of a target.
pub type Case = fn(&[u8]);

/// Every target, by its name.
pub const ALL: [(&str, Case); 8] = [
    ("parse", parse),
    ("render", render),
    ("values", values),
    ("jsonpath", jsonpath),
    ("attribute_value", attribute_value),
    ("expression", expression),
    ("update", update),
    ("stack", stack),
];

const DIALECTS: [Dialect; 2] = [Dialect::Velocity, Dialect::Gateway];

/// A template is parsed, cut into tokens and linted; every reported span is within the source.
pub fn parse(data: &[u8]) {
    let source = String::from_utf8_lossy(data);
    let mut at = 0;
    for token in tokenize(&source) {
        assert_eq!(token.span.start, at, "a gap between tokens");
        at = token.span.end;
    }
    assert_eq!(at, source.len(), "tokens end too early");
    for dialect in DIALECTS {
        match Template::parse(&source, dialect) {
            Ok(template) => {
                let lints = lint(&template);
                for found in &lints {
                    assert!(source.get(found.span.start..found.span.end).is_some());
                }
                let repaired = repaired(&source, &lints);
                assert!(
                    Template::parse(&repaired, dialect).is_ok(),
                    "what is repaired does not parse: {repaired:?}"
                );
            }
            Err(errors) => {
                assert!(!errors.is_empty());
                for pair in errors.windows(2) {
                    assert!(
                        pair[0].span.start < pair[1].span.start,
                        "errors out of order"
                    );
                }
                for error in errors {
                    assert!(source.get(error.span.start..error.span.end).is_some());
                    error.caret(&source);
                }
            }
        }
    }
}

/// Tracing gives the same text, and its pieces cover it.
fn traced(
    source: &str,
    rendered: &Result<Rendered, Box<Error>>,
    traced: Result<Traced, Box<Error>>,
) {
    let traced = match (rendered, traced) {
        (Ok(rendered), Ok(traced)) => {
            assert_eq!(rendered, &traced.rendered);
            traced
        }
        (rendered, traced) => {
            // Tracing takes other steps, so it may reach another limit, or the same one elsewhere.
            let limited = |error: Option<&Box<Error>>| {
                error.is_some_and(|error| error.kind == ErrorKind::Limit)
            };
            let (one, two) = (rendered.as_ref().err(), traced.as_ref().err());
            assert!(
                one == two || limited(one) || limited(two),
                "{one:?} {two:?}"
            );
            return;
        }
    };
    let mut end = 0;
    for piece in traced.pieces {
        assert_eq!(piece.output.start, end, "a gap between pieces");
        end = piece.output.end;
        assert!(source.get(piece.span.start..piece.span.end).is_some());
    }
    assert_eq!(end, traced.rendered.text.len(), "pieces end too early");
}

/// A template and the JSON body of a request, rendered in both dialects with small limits, and as a
/// mapping template.
pub fn render(data: &[u8]) {
    let (source, body) = two(data);
    let limits = Limits {
        iterations: Some(100),
        noted_iterations: None,
        steps: 50_000,
        depth: 100,
        output: 1 << 16,
        string: 1 << 14,
        ..Limits::default()
    };
    for dialect in DIALECTS {
        let Ok(template) = Template::parse(&source, dialect) else {
            continue;
        };
        let context = || {
            let mut context = Context::new();
            if let Ok(value) = gateway::json::read(&body.as_str().into()) {
                context.set("v", value);
            }
            context
        };
        let rendered = template.render(&mut context(), &limits);
        traced(
            &source,
            &rendered,
            template.render_traced(&mut context(), &limits),
        );
        if let Err(error) = rendered {
            error.caret(&source);
            // The output may exceed its limit by one piece of text.
            let most = limits.output + limits.string + source.len();
            assert!(error.partial.len() <= most, "{}", error.partial.len());
        }
    }
    // This one has the limits of the gateway, which let a template run for long.
    if source.matches("#foreach").count() < 2
        && let Ok(template) = MappingTemplate::parse(&source)
    {
        let inputs = Inputs {
            body: body.into(),
            ..Inputs::default()
        };
        let _ = gateway::mapping::render(&template, &inputs);
    }
}

/// Directives that build values of `$a` to `$d`, and put them into one another or into themselves. `X` and `Y` are
/// two of them.
const BUILDS: &[&str] = &[
    "#set($X = [$Y])",
    "#set($X = {'k': $Y})",
    "#set($X = [$X, $Y])",
    "#set($X = {'k': $X, 'l': $Y})",
    "#set($X = {$Y: $X})",
    "#set($X = [])",
    "#set($X = {})",
    "#set($X = 'text')",
    "#set($X = $Y.keySet())",
    "#set($X = $Y.values())",
    "#set($X = $Y.entrySet())",
    "#set($X = $Y.iterator())",
    "#set($X = $Y.listIterator())",
    "#set($X = $Y.iterator().next())",
    "#set($X = $Y.values().iterator())",
    "#set($X = $Y.entrySet().iterator().next())",
    "#set($X = $Y.toArray())",
    "#set($X = $Y.clone())",
    "#set($X = $Y.subList(0, 1))",
    "$!X.add($Y)",
    "$!X.add(0, $Y)",
    "$!X.addAll($Y)",
    "$!X.put('k', $Y)",
    "$!X.put($Y, 'k')",
    "$!X.put($Y, $Y)",
    "$!X.putAll($Y)",
    "$!X.setValue($Y)",
    "$!X.set($Y)",
    "$!X.clear()",
    "$!X.remove($Y)",
    "$!X.remove(0)",
    "$!X.remove('k')",
    "$!X.next()",
    "#set($X.k = $Y)",
    "#set($X[0] = $Y)",
    "#set($X[$Y] = $Y)",
    "#foreach($j in $X)#set($Y = $j)#end",
    "#foreach($j in [1])#set($foreach.k = $Y)#set($X = $foreach)#end",
    "#define($X)$Y#end",
    "#set($X = $context.requestOverride.header)",
    "#set($context.responseOverride.header = $X)",
    "#set($X = $util.parseJson('[{\"k\": []}]'))",
    "#set($X = $input.path('$'))",
];

/// Directives that read `$X` and `$Y`.
const LOOKS: &[&str] = &[
    "$X",
    "\"$X\"",
    "#set($s = \"$X\")",
    "#set($s = 'a' + $X)",
    "$X.toString()",
    "$X.hashCode()",
    "$X.equals($Y)",
    "#if($X == $Y)a#end",
    "#if($X == 'a')a#end",
    "#if($X)a#end",
    "$X.contains($Y)",
    "$X.containsAll($Y)",
    "$X.retainAll($Y)",
    "$X.removeAll($Y)",
    "$X.indexOf($Y)",
    "$X.get($Y)",
    "$X[$Y]",
    "$X.containsKey($Y)",
    "$X.containsValue($Y)",
    "$X.sort($null)",
    "$X.size()",
    "#foreach($j in $X)$j#end",
    "$util.escapeJavaScript($X)",
    "$util.escapeJavaScript(\"$Y\")",
    "$input.json('$')",
    "$input.path('$..*')",
];

/// Bytes that say which of these follow one another, over which variables, and how often: values that hold
/// themselves, and such as nest by the hundred thousand. It ends, with the same text traced.
pub fn values(data: &[u8]) {
    let mut source = String::new();
    let variables = [b'a', b'b', b'c', b'd'].map(char::from);
    let mut bytes = data.iter().map(|byte| usize::from(*byte));
    while let (Some(kind), Some(over)) = (bytes.next(), bytes.next()) {
        let piece = match kind % 4 {
            0 => LOOKS[over % LOOKS.len()],
            _ => BUILDS[over % BUILDS.len()],
        };
        let [x, y] = [kind / 4, kind / 16].map(|at| variables[at % 4].to_string());
        let piece = piece.replace('X', &x).replace('Y', &y);
        match kind / 64 {
            0 | 1 => source.push_str(&piece),
            2 => source.push_str(&format!("#foreach($i in [1..50]){piece}#end")),
            _ => source.push_str(&format!("#foreach($i in [1..100000]){piece}#end")),
        }
        if source.len() > 4_000 {
            break;
        }
    }
    let limits = Limits {
        steps: 200_000,
        memory: 64 << 20,
        ..Limits::default()
    };
    for dialect in DIALECTS {
        let template = Template::parse(&source, dialect).expect("the pieces are right");
        let mut context = Context::new();
        let rendered = template.render(&mut context, &limits);
        let again = template.render_traced(&mut Context::new(), &limits);
        traced(&source, &rendered, again);
        assert!(!format!("{context:?}").is_empty());
    }
    if let Ok(template) = MappingTemplate::parse(&source) {
        let inputs = Inputs {
            body: "{\"k\": [[]]}".into(),
            ..Inputs::default()
        };
        if let Ok(mapped) = gateway::mapping::render_within(&template, &inputs, &limits) {
            mapped.context.detached();
        }
    }
}

/// A path and a document. The result is written as JSON, which parses again.
pub fn jsonpath(data: &[u8]) {
    let (path, document) = two(data);
    let Ok(document) = gateway::json::read(&document.as_str().into()) else {
        return;
    };
    if let Ok(path) = JsonPath::compile(&path)
        && let Ok(found) = path.read(&document)
        && let Ok(text) = gateway::json::write(&found)
    {
        assert!(gateway::json::read(&text.into()).is_ok());
    }
}

/// An item: written as JSON and read again, it is the same item.
pub fn attribute_value(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Ok(item) = item_from_json(&text) else {
        return;
    };
    let written = item.to_json().to_string();
    let again = item_from_json(&written).expect("what was written reads");
    assert_eq!(item, again);
    assert_eq!(item_size(&item), item_size(&again));
}

/// The placeholders that an expression uses, as members of a request: one that it does not use is an error.
fn placeholders(expression: &str) -> String {
    let member = |name: &str, all: &[(&str, &str)]| {
        let used = all.iter().filter(|(name, _)| expression.contains(name));
        let used: Vec<_> = used
            .map(|(name, value)| format!("\"{name}\": {value}"))
            .collect();
        match used.is_empty() {
            true => String::new(),
            false => format!(", \"{name}\": {{{}}}", used.join(", ")),
        }
    };
    let names = [("#a", "\"id\""), ("#b", "\"b.c\"")];
    let values = [
        (":a", r#"{"S": "a"}"#),
        (":n", r#"{"N": "1"}"#),
        (":l", r#"{"L": []}"#),
        (":s", r#"{"SS": ["a", "b"]}"#),
        (":m", r#"{"M": {"m": {"M": {"m": {"M": {}}}}}}"#),
    ];
    member("ExpressionAttributeNames", &names) + &member("ExpressionAttributeValues", &values)
}

/// A condition expression and a projection, in requests with a few names and values.
pub fn expression(data: &[u8]) {
    let (condition, projection) = two(data);
    let put = format!(
        r#"{{"TableName": "t00", "Item": {{"id": {{"S": "a"}}, "b": {{"L": []}}}}, "ConditionExpression": {}{}}}"#,
        quoted(&condition),
        placeholders(&condition),
    );
    if let Ok(request) = PutItem::parse(&put)
        && let Some(condition) = &request.condition
    {
        condition.holds(&request.item);
    }
    let _ = check_put_item(&put, "id");
    let get = format!(
        r#"{{"TableName": "t00", "Key": {{"id": {{"S": "a"}}}}, "ProjectionExpression": {}}}"#,
        quoted(&projection)
    );
    let _ = GetItem::parse(&get);
}

/// An update expression, applied to an item three times, and a key condition. An update that is rejected changes nothing;
/// another leaves an item with the same key that a table takes and a query finds.
pub fn update(data: &[u8]) {
    let (expression, condition) = two(data);
    let mut tables = Tables::new();
    let key = KeySchema {
        sort: Some(KeyAttribute::new("n", KeyKind::N)),
        ..KeySchema::partition("id", KeyKind::S)
    };
    tables.add(Table::new("t00", key));
    let item = r#""id": {"S": "a"}, "n": {"N": "1"}, "x": {"N": "5"}, "s": {"SS": ["b", "c"]}, "l": {"L": [{"S": "0"}, {"M": {"k": {"N": "1"}}}]}, "m": {"M": {"l": {"L": []}, "m": {"M": {}}}}"#;
    let put = format!(r#"{{"TableName": "t00", "Item": {{{item}}}}}"#);
    execute(&mut tables, "PutItem", &put).expect("the item is right");
    let update = format!(
        r#"{{"TableName": "t00", "Key": {{"id": {{"S": "a"}}, "n": {{"N": "1"}}}}, "ReturnValues": "UPDATED_NEW", "UpdateExpression": {}{}}}"#,
        quoted(&expression),
        placeholders(&expression),
    );
    for _ in 0..3 {
        let before = tables.clone();
        if execute(&mut tables, "UpdateItem", &update).is_err() {
            assert_eq!(tables, before, "a rejected update changed the table");
        }
        let mut again = before;
        again
            .restore(&tables.snapshot())
            .expect("the table takes its item");
        assert_eq!(again, tables);
        let table = tables.iter().next().expect("a table");
        assert_eq!(table.items().count(), 1, "the key changed");
        assert!(
            table
                .items()
                .all(|(_, item)| item_size(item) <= MAX_ITEM_SIZE)
        );
    }
    let query = |condition: &str| {
        format!(
            r#"{{"TableName": "t00", "KeyConditionExpression": {}{}}}"#,
            quoted(condition),
            placeholders(condition)
        )
    };
    let found = execute(&mut tables, "Query", &query("#a = :a AND n = :n"));
    assert!(found.is_ok_and(|answer| answer.starts_with(r#"{"Count":1"#)));
    let _ = execute(&mut tables, "Query", &query(&condition));
}

/// A CloudFormation template, as YAML or JSON: its resources are loaded, its options are read, and they give a template
/// again; its API answers a call.
pub fn stack(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Ok(template) = stack::from_text(&text) else {
        return;
    };
    let _ = stack::check(&text);
    let _ = stack::openapi(&template, &stack::Deployment::default());
    if let Ok(read) = stack::read_options(&template) {
        let written = stack::template(&read.options);
        assert!(stack::load(&written, &stack::Deployment::default()).is_ok());
    }
    if let Ok(mut emulator) = emulator::Emulator::from_template(&template) {
        let own = emulator.api().methods.iter().take(20);
        let own = own.map(|method| (method.http_method.clone(), method.path.clone()));
        let root = ["GET", "POST", "OPTIONS"].map(|method| (method.to_owned(), "/".to_owned()));
        for (method, path) in root.into_iter().chain(own.collect::<Vec<_>>()) {
            let answer = gateway::ServiceAnswer {
                status: 200,
                body: "{\"statusCode\": 201, \"body\": \"b\"}".to_owned(),
                ..gateway::ServiceAnswer::default()
            };
            emulator.prepare(&method, &path, answer);
            let request = gateway::Request {
                method,
                path,
                body: "{\"id\": \"r\"}".to_owned(),
                ..gateway::Request::default()
            };
            emulator.invoke(request, &gateway::Environment::default());
        }
    }
}

/// The two texts of a target with two.
fn two(data: &[u8]) -> (String, String) {
    let mut parts = data.splitn(2, |byte| *byte == 0);
    let mut text = || String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    (text(), text())
}

/// `text` as a JSON string.
fn quoted(text: &str) -> String {
    let mut json = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            c if c < ' ' => json.push_str(&format!("\\u{:04x}", c as u32)),
            c => json.push(c),
        }
    }
    json.push('"');
    json
}
