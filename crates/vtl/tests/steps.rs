//! The steps of a rendering.

use vtl::trace::{StepKind, Steps};
use vtl::{Context, Dialect, Limits, Template, Value};

fn steps(source: &str, most: usize) -> (bool, Steps) {
    let Ok(template) = Template::parse(source, Dialect::Gateway) else {
        panic!("{source} does not parse");
    };
    let mut context = Context::new();
    context.set(
        "names",
        Value::list(vec![Value::from("Ada"), Value::from("Grace")]),
    );
    let (result, steps) = template.render_stepped(&mut context, &Limits::default(), most, None);
    (result.is_ok(), steps)
}

fn told(source: &str) -> Vec<String> {
    let (_, steps) = steps(source, 100);
    let told = steps.list.iter().map(|step| {
        let value = step.value.as_deref().unwrap_or("-");
        format!(
            "{:?} {} = {value} @{}",
            step.kind,
            step.span.text(source),
            step.output
        )
    });
    told.collect()
}

#[test]
fn each_value_condition_assignment_and_round_is_a_step() {
    assert_eq!(
        told("#set($a = $names.size())#if($a > 1)x#{else}y#end#foreach($n in $names)$n#end$none"),
        [
            "Read $names.size() = 2 @0",
            "Set #set($a = $names.size()) = 2 @0",
            "Read $a = 2 @0",
            "Condition #if = true @0",
            "Read $names = [Ada, Grace] @1",
            "Round(1) #foreach($n in $names)$n#end = Ada @1",
            "Write $n = Ada @1",
            "Round(2) #foreach($n in $names)$n#end = Grace @4",
            "Write $n = Grace @4",
            "Write $none = - @9",
        ]
    );
}

#[test]
fn a_block_is_stepped_through_where_it_is_written() {
    assert_eq!(
        told("#define($b)<$names[0]>#end$b"),
        [
            "Write $b = a block or an object @0",
            "Write $names[0] = Ada @1",
        ]
    );
}

#[test]
fn the_steps_of_a_rendering_that_fails_end_there() {
    let (is_rendered, steps) = steps("$names#set($a = $names.get(7))$a", 100);
    assert!(!is_rendered);
    assert_eq!(steps.total, 1);
}

#[test]
fn no_more_steps_than_asked_for_are_recorded_and_all_are_counted() {
    let (_, steps) = steps("#foreach($i in [1..1000])$i#end", 10);
    assert_eq!((steps.list.len(), steps.total), (10, 2000));
    assert_eq!(steps.list[0].kind, StepKind::Round(1));
}

#[test]
fn a_large_value_is_named_not_printed() {
    let source = "#set($l = [1..5000])$l.size()#set($t = \"$l\")$t";
    let (_, steps) = steps(source, 100);
    let values: Vec<_> = steps
        .list
        .iter()
        .filter_map(|s| s.value.as_deref())
        .collect();
    assert_eq!(values[0], "a list of 5000 items", "{values:?}");
    assert!(values.iter().all(|value| value.chars().count() <= 201));
}
