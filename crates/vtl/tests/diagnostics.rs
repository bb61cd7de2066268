//! Errors, their places, and the diagnostics of a rendering.

use vtl::{Context, Dialect, ErrorKind, Limits, Template, Value};

#[test]
fn an_error_has_its_place() {
    let source = "é\n  #set($x = \"a $b.c(\")";
    let errors = Template::parse(source, Dialect::Velocity).unwrap_err();
    let error = &errors[0];
    assert_eq!((error.line, error.column), (2, 21), "{error}");
    assert!(
        error.to_string().ends_with("(line 2, column 21)"),
        "{error}"
    );
    assert!(
        error
            .caret(source)
            .contains("\n2 |   #set($x = \"a $b.c(\")\n"),
        "{}",
        error.caret(source)
    );
}

#[test]
fn the_errors_of_several_lines_are_all_told() {
    let source = "#set($a = )\nfine $a\n#set($b = *)\n${a|b}\n";
    let errors = Template::parse(source, Dialect::Gateway).unwrap_err();
    let lines: Vec<_> = errors.iter().map(|error| error.line).collect();
    assert_eq!(lines, [1, 3, 4]);
}

#[test]
fn a_run_time_error_keeps_the_text_before_it() {
    let template = Template::parse("a\n$s.substring(9) b", Dialect::Velocity).unwrap();
    let mut context = Context::new();
    context.set("s", Value::from("x"));
    let error = template
        .render(&mut context, &Limits::default())
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Thrown);
    assert_eq!(error.partial, "a\n");
    assert_eq!((error.line, error.column), (2, 4));
}

#[test]
fn a_reference_without_value_is_told_once() {
    for dialect in [Dialect::Velocity, Dialect::Gateway] {
        let source = "#foreach($i in [1..3])$none.x $!quiet \"#set($s = \"-$inner\")\"#end";
        let template = Template::parse(source, dialect).unwrap();
        let rendered = template
            .render(&mut Context::new(), &Limits::default())
            .unwrap();
        let told: Vec<_> = rendered
            .diagnostics
            .iter()
            .map(|diagnostic| (diagnostic.code, diagnostic.span.text(source)))
            .collect();
        assert_eq!(
            told,
            [
                ("unresolved-reference", "$none.x"),
                ("unresolved-reference", "$inner")
            ]
        );
    }
}

#[test]
fn what_is_set_stays_in_the_context() {
    let template = Template::parse("#set($x = $n + 1)#set($n = 'new')", Dialect::Velocity).unwrap();
    let mut context = Context::new();
    context.set("n", Value::Integer(1));
    template.render(&mut context, &Limits::default()).unwrap();
    assert_eq!(context.get("x").unwrap().print().unwrap().as_str(), "2");
    assert_eq!(context.get("n").unwrap().print().unwrap().as_str(), "new");
    assert!(context.get("y").is_none());
}

#[test]
fn a_loop_ends_at_its_limit() {
    let template = Template::parse("#foreach($i in [1..9])$i#end", Dialect::Gateway).unwrap();
    let limits = Limits {
        iterations: Some(3),
        ..Limits::default()
    };
    let error = template.render(&mut Context::new(), &limits).unwrap_err();
    assert_eq!(
        (error.kind, error.partial.as_str()),
        (ErrorKind::Limit, "123")
    );
}

#[test]
fn a_loop_beyond_what_is_noted_goes_on() {
    let template = Template::parse("#foreach($i in [1..9])$i#end", Dialect::Gateway).unwrap();
    for (noted_iterations, told) in [(Some(9), 0), (Some(8), 1), (None, 0)] {
        let limits = Limits {
            noted_iterations,
            ..Limits::default()
        };
        let rendered = template.render(&mut Context::new(), &limits).unwrap();
        assert_eq!(rendered.text, "123456789");
        let codes: Vec<_> = rendered.diagnostics.iter().map(|d| d.code).collect();
        assert_eq!(codes, vec!["many-iterations"; told]);
    }
}
