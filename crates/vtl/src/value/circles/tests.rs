use std::rc::Rc;

use super::{SUSPECTS, free_circles};
use crate::memory::alive;
use crate::value::{List, Map, SpareMaps, Value};
use crate::{Context, Dialect, Limits, Template};

/// Templates that close circles, one after the other.
const CIRCLES: &[&str] = &[
    "#set($x = {})$x.put('k', $x)",
    "#set($x = {})$!x.put($x, 'v')",
    "#set($x = {})$!x.putIfAbsent('k', $x)",
    "#set($x = {'k': 1})$!x.replace('k', $x)",
    "#set($x = {'k': 1})$!x.replace('k', 1, $x)",
    "#set($x = {})#set($y = {'a': $x})$!x.putAll($y)",
    "#set($x = {})#set($x.k = $x)",
    "#set($x = {})#set($x['k'] = $x)",
    "#set($x = {'k': 1})#foreach($e in $x.entrySet())$!e.setValue($x)#end",
    "#set($x = {'k': 1})#foreach($e in $x.entrySet())$!e.setValue($e)$!x.clear()#end",
    "#set($x = {'k': 1})#foreach($e in $x.entrySet())#set($y = [$e])$!e.setValue($y)#end$!x.clear()",
    "#set($x = {'k': 1})#foreach($e in $x.entrySet())#set($e.value = $x)#end",
    "#set($x = {})$!x.put('k', $x.keySet())",
    "#set($x = {})$!x.put('k', $x.values())",
    "#set($x = {'a': 1})$!x.put('k', $x.entrySet().iterator())",
    "#set($x = [])$!x.add($x)",
    "#set($x = [])$!x.add(0, $x)",
    "#set($x = [1])$!x.set(0, $x)",
    "#set($x = [1])#set($x[0] = $x)",
    "#set($x = [])$!x.addAll([$x, 1])",
    "#set($x = [])$!x.addAll(0, [1, $x])",
    "#set($x = [1])#set($i = $x.listIterator())$!i.next()$!i.set($x)",
    "#set($x = [1])#set($i = $x.listIterator())$!i.add($i)",
    "#set($y = [1])#set($x = $y.toArray())$!x.set(0, $x)",
    "#set($x = {})#set($y = [$x])#set($z = {'y': $y})$!x.put('z', [[$z]])",
    "#foreach($i in [1, 2])$!foreach.put('k', $foreach)#end",
    "#foreach($i in [1, 2])#set($foreach.k = {'f': $foreach})#end",
    "#set($x = {})#foreach($i in [1, 2])$!x.put($i, $foreach)#set($foreach.x = $x)#end",
    "#set($x = {})#set($b = $a)$!x.put('k', $x)$!x.put('a', $b)$!x.put(\"t$i\", \"text $i\")",
];

fn render(source: &str, traced: bool, context: &mut Context) {
    let template = Template::parse(source, Dialect::Gateway).unwrap();
    let result = match traced {
        false => template.render(context, &Limits::default()).map(|_| ()),
        true => template
            .render_traced(context, &Limits::default())
            .map(|_| ()),
    };
    if let Err(error) = result {
        panic!("{source}: {error}");
    }
}

/// The values that are alive, without the spare maps that are kept for the next rendering.
fn held_now() -> usize {
    drop(SpareMaps::take());
    alive()
}

fn remembered() -> usize {
    SUSPECTS.with(|suspects| suspects.borrow().all.len())
}

#[test]
fn what_only_holds_itself_is_freed() {
    for source in CIRCLES {
        for traced in [false, true] {
            let many = format!("#foreach($n in [1..10]){source}#end");
            let mut held = Vec::new();
            for _ in 0..20 {
                let mut context = Context::new();
                render(&many, traced, &mut context);
                drop(context);
                held.push(held_now());
            }
            assert_eq!(held[0], held[19], "{source} {traced}");
            assert_eq!(remembered(), 0, "{source} {traced}");
        }
    }
}

#[test]
fn what_can_no_more_be_reached_is_freed_before_the_next_rendering() {
    let mut context = Context::new();
    let mut held = Vec::new();
    for _ in 0..50 {
        render(
            "#set($x = {'big': [1..1000]})$!x.put('k', $x)",
            false,
            &mut context,
        );
        held.push(held_now());
    }
    // What the variable held before is freed when the next one begins.
    assert_eq!(held[1], held[49]);
}

#[test]
fn what_a_caller_holds_stays() {
    let before = held_now();
    let mut context = Context::new();
    render(
        "#set($x = {'a': {}})$!x.a.put('x', $x)#set($x.l = [1, [$x]])#set($y = [{}])",
        false,
        &mut context,
    );
    let Some(Value::Map(x)) = context.get("x") else {
        panic!("no map");
    };
    let again = context.clone();
    drop(context);
    render("#set($z = [])$!z.add($z)", false, &mut Context::new());
    let inner = |map: &Map, key: &str| match map.get(key) {
        Some(Value::Map(map)) => map,
        other => panic!("{key}: {other:?}"),
    };
    let a = inner(&x, "a");
    assert!(Rc::ptr_eq(&inner(&a, "x"), &x));
    assert_eq!(x.len(), 2);
    // One reference into the circle keeps all of it.
    drop((again, x));
    free_circles();
    assert_eq!(inner(&a, "x").len(), 2);
    drop(a);
    free_circles();
    assert_eq!(remembered(), 0);
    assert_eq!(held_now(), before);
}

#[test]
fn an_error_frees_circles_too() {
    let template = Template::parse(
        "#foreach($i in [1..100000])#set($x = {})$!x.put('k', $x)#set($y = [1..100])$!x.put('y', $y)#end",
        Dialect::Gateway,
    )
    .unwrap();
    let limits = Limits {
        memory: 4 << 20,
        ..Limits::default()
    };
    let mut held = Vec::new();
    for _ in 0..10 {
        let mut context = Context::new();
        let error = template.render(&mut context, &limits).unwrap_err();
        assert!(error.message.contains("memory"), "{error}");
        drop(context);
        held.push(held_now());
    }
    assert_eq!(held[0], held[9]);
}

/// A remembered list that is freed in time is freed like any other: not from within the list around it.
#[test]
fn deep_values_that_are_remembered_are_freed() {
    let mut list = Rc::new(List::new(crate::value::Printed::Java, Vec::new()));
    let mut map = Rc::new(Map::new(
        crate::value::Printed::Java,
        crate::value::Order::Insertion,
    ));
    for _ in 0..50_000 {
        let outer = Rc::new(List::new(crate::value::Printed::Java, Vec::new()));
        super::put_into_list(&outer, &Value::List(Rc::clone(&list)));
        outer.items_mut().push(Value::List(list));
        list = outer;
        let outer = Rc::new(Map::new(
            crate::value::Printed::Java,
            crate::value::Order::Insertion,
        ));
        super::put_into_map(&outer, &Value::Map(Rc::clone(&map)));
        outer.insert("k", Value::Map(map));
        map = outer;
    }
    free_circles();
    // No circle goes through the outermost; the others are reached from it, and could be part of one.
    drop((list, map));
    free_circles();
    assert_eq!(remembered(), 0);
}
