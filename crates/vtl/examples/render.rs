//! Renders a template with variables, and shows its errors as a compiler would.
//!
//! `cargo run -p vtl --example render`

#![allow(clippy::print_stdout, reason = "a program's output")]

use vtl::{Context, Dialect, Limits, Template, Value};

const SOURCE: &str = "\
Dear $name,
#foreach($item in $items)
  $foreach.count. $item
#end
";

fn main() -> Result<(), String> {
    let template = match Template::parse(SOURCE, Dialect::Velocity) {
        Ok(template) => template,
        // All errors of the template, each with its line marked.
        Err(errors) => return Err(errors.iter().map(|error| error.caret(SOURCE)).collect()),
    };

    let mut context = Context::new();
    context.set("name", Value::from("Ada"));
    let items = ["an engine", "a loom"].map(Value::from);
    context.set("items", Value::list(items.into()));

    // A template from outside can loop for long: bound what it may use.
    let limits = Limits {
        iterations: Some(1_000),
        ..Limits::default()
    };
    let rendered = template
        .render(&mut context, &limits)
        .map_err(|error| error.caret(SOURCE))?;
    print!("{}", rendered.text);
    Ok(())
}
