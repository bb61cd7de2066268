//! Rendering with and without the evaluator's fast paths gives the same. Recording provenance turns them off.

// Helpers of a test, too, may stop it.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use std::cell::Cell;
use std::path::Path;
use std::rc::Rc;

use testkit::grammar::Random;
use testkit::{golden, sections, values};
use vtl::value::{List, Map, Order, Printed, Str};
use vtl::{Budget, Context, Dialect, Limits, Object, Template, Thrown, Value};

const DIALECTS: [Dialect; 2] = [Dialect::Velocity, Dialect::Gateway];

/// An object that counts its calls: a fast path must not call twice.
#[derive(Debug, Default)]
struct Counter(Cell<i32>);

impl Object for Counter {
    fn get(&self, property: &str) -> Option<Value> {
        (property == "count").then(|| Value::Integer(self.0.get()))
    }

    fn call(&self, method: &str, arguments: &[Value], _: &Budget) -> Result<Option<Value>, Thrown> {
        self.0.set(self.0.get() + 1);
        Ok(match (method, arguments) {
            ("get", [Value::String(text)]) => Some(Value::from(format!("<{text}>"))),
            ("length" | "size", []) => Some(Value::Integer(self.0.get())),
            ("replace", [_]) => Some(Value::Null),
            ("substring", [_]) => {
                return Err(Thrown {
                    message: "no part of it".to_owned(),
                });
            }
            _ => None,
        })
    }

    fn print(&self, _: &Budget) -> Result<Str, Thrown> {
        Ok(format!("counter {}", self.0.get()).into())
    }
}

/// Values of all kinds; small and large maps, short and long texts.
fn context() -> Context {
    let map = |entries: usize, order: Order| {
        let map = Map::new(Printed::Java, order);
        for at in 0..entries {
            map.insert(format!("k{at}"), Value::from(format!("v{at}")));
        }
        map
    };
    let map_of_all = map(1, Order::Insertion);
    map_of_all.insert("nil", Value::Null);
    map_of_all.insert("list", Value::list(vec![Value::from("a"), Value::Null]));
    map_of_all.insert("map", Value::Map(Rc::new(map(2, Order::Insertion))));
    map_of_all.insert("", Value::from(""));
    let json = List::new(Printed::Json, vec![Value::Integer(1), Value::from("b")]);
    let mut context = Context::new();
    for (name, value) in [
        ("m", Value::Map(Rc::new(map_of_all))),
        ("large", Value::Map(Rc::new(map(40, Order::Insertion)))),
        ("hashed", Value::Map(Rc::new(map(17, Order::JavaHash)))),
        ("none", Value::Map(Rc::new(map(0, Order::Insertion)))),
        (
            "l",
            Value::list(vec![Value::from("x"), Value::Null, Value::Integer(2)]),
        ),
        ("json", Value::List(Rc::new(json))),
        ("el", Value::list(Vec::new())),
        ("s", Value::from("it's \"text\"")),
        ("long", Value::from("0123456789".repeat(20))),
        ("u", Value::from("é😀é")),
        ("e", Value::from("")),
        ("key", Value::from("map")),
        ("k0", Value::from("k0")),
        ("i", Value::Integer(1)),
        ("neg", Value::Integer(-1)),
        ("d", Value::Double(0.5)),
        ("big", Value::big_integer("18446744073709551616")),
        ("c", Value::Character(0xe9)),
        ("t", Value::Bool(true)),
        ("f", Value::Bool(false)),
        ("o", Value::Object(Rc::new(Counter::default()))),
    ] {
        context.set(name, value);
    }
    context
}

const NAMES: [&str; 28] = [
    "m",
    "large",
    "hashed",
    "none",
    "l",
    "json",
    "el",
    "s",
    "long",
    "u",
    "e",
    "key",
    "k0",
    "i",
    "neg",
    "d",
    "big",
    "c",
    "t",
    "f",
    "o",
    "missing",
    "block",
    "other",
    "x",
    "foreach",
    "velocityCount",
    "velocityHasNext",
];

/// Names of the variable of a loop.
const LOOPED: [&str; 6] = ["x", "key", "m", "foreach", "velocityCount", "block"];

const CALLS: [&str; 14] = [
    "length",
    "size",
    "keySet",
    "get",
    "replace",
    "substring",
    "hasNext",
    "toString",
    "isEmpty",
    "containsKey",
    "values",
    "remove",
    "put",
    "startsWith",
];

fn argument(random: &mut Random) -> String {
    match random.below(10) {
        0 => "'k0'".to_owned(),
        1 => "0".to_owned(),
        2 => "true".to_owned(),
        3 => "\"\"".to_owned(),
        4 => format!("\"k${}\"", random.pick(&NAMES)),
        5 => format!("\".${}.count\"", random.pick(&NAMES)),
        _ => format!("${}", random.pick(&NAMES)),
    }
}

fn reference(random: &mut Random) -> String {
    let quiet = if random.once_in(5) { "!" } else { "" };
    let mut text = format!("${quiet}{{{}", random.pick(&NAMES));
    for _ in 0..random.below(4) {
        text += &match random.below(6) {
            0 => format!(
                ".{}",
                random.pick(&["k0", "map", "list", "hasNext", "count", "class"])
            ),
            1 => match random.once_in(2) {
                true => format!("[${}]", random.pick(&NAMES)),
                false => "[0]".to_owned(),
            },
            _ => {
                let count = random.below(3);
                let arguments: Vec<String> = (0..count).map(|_| argument(random)).collect();
                format!(".{}({})", random.pick(&CALLS), arguments.join(", "))
            }
        };
    }
    text + "}"
}

fn condition(random: &mut Random) -> String {
    let operator = random.pick(&["==", "!=", "<", "&&"]);
    match random.below(4) {
        0 => reference(random),
        1 => format!("{} {operator} {}", reference(random), argument(random)),
        _ => format!("{} {} \"\"", reference(random), random.pick(&["==", "!="])),
    }
}

fn template(random: &mut Random, depth: usize) -> String {
    let mut text = String::new();
    for _ in 0..1 + random.below(3) {
        let inner = match depth < 2 {
            true => template(random, depth + 1),
            false => ".".to_owned(),
        };
        text += &match random.below(10) {
            0 => format!("#if({}){inner}#else-#end", condition(random)),
            1 => format!(
                "#if({})+#elseif({}){inner}#end",
                condition(random),
                condition(random)
            ),
            2 => format!(
                "#foreach($x in {}){inner}#if($foreach.hasNext),#end#end",
                reference(random)
            ),
            3 => format!("#set(${} = {})", random.pick(&NAMES), reference(random)),
            4 => format!("#set(${} = {})", random.pick(&NAMES), argument(random)),
            5 => format!("#define($block){inner}#end"),
            // A loop over one item needs no list, and its variable can be any.
            6 => format!(
                "#foreach(${} in [{}]){inner}#end",
                random.pick(&LOOPED),
                reference(random)
            ),
            7 => {
                let name = random.pick(&["block", "other"]);
                format!("#define(${name}){inner}#end${name}")
            }
            // A null item hides variables: there, no fast path is used.
            8 => format!("#foreach($x in $l){inner}#end"),
            _ => reference(random) + " ",
        };
    }
    text
}

/// The values of the context: all that a template may have changed.
fn left(context: &Context) -> Vec<String> {
    let texts = NAMES.iter().map(|name| match context.get(name) {
        None => String::new(),
        Some(value) => value
            .print()
            .map_or_else(|thrown| thrown.message, |text| text.to_string()),
    });
    texts.collect()
}

/// Renders a template both ways; returns whether it parses.
fn check(source: &str, dialect: Dialect, context: &dyn Fn() -> Context) -> bool {
    let Ok(template) = Template::parse(source, dialect) else {
        return false;
    };
    let limits = Limits {
        iterations: Some(1_000),
        steps: 200_000,
        ..Limits::default()
    };
    let (mut one, mut two) = (context(), context());
    let fast = template.render(&mut one, &limits);
    let general = template.render_traced(&mut two, &limits);
    let general = general.map(|traced| traced.rendered);
    let steps = |error: &vtl::Error| error.kind == vtl::ErrorKind::Limit;
    if fast
        .as_ref()
        .err()
        .or(general.as_ref().err())
        .is_some_and(|error| steps(error))
    {
        // Fast paths charge fewer steps, so a limit can be reached later.
        return true;
    }
    assert_eq!(fast, general, "{source}");
    assert_eq!(left(&one), left(&two), "{source}");
    true
}

#[test]
fn random_templates_render_the_same() {
    let mut random = Random::new(77);
    let mut parsed = 0;
    for _ in 0..3_000 {
        let source = template(&mut random, 0);
        for dialect in DIALECTS {
            parsed += usize::from(check(&source, dialect, &context));
        }
    }
    assert!(parsed > 5_000, "{parsed} templates");
}

#[test]
fn the_cases_render_the_same() {
    let mut parsed = 0;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    for path in golden::files(&folder, "txt") {
        let text = std::fs::read_to_string(&path).unwrap();
        let sections = sections::sections(&text);
        let json: serde_json::Value = serde_json::from_str(sections[1].1).unwrap();
        let context = || {
            let mut context = Context::new();
            for (name, json) in json.as_object().expect("a context is an object") {
                context.set(name, values::value_of(json));
            }
            context
        };
        for dialect in DIALECTS {
            parsed += usize::from(check(sections[0].1, dialect, &context));
        }
    }
    assert!(parsed > 300, "{parsed} cases");
}
