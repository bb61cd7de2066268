//! Values that mapping templates put into one another are freed after the rendering.

#![allow(clippy::unwrap_used)]

use gateway::mapping::{Inputs, MappingTemplate, render, render_traced};
use peak_alloc::PeakAlloc;
use vtl::value::SpareMaps;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// If leaked, the first one fills the memory of a page that previews it at each keystroke.
const TEMPLATES: &[&str] = &[
    "#foreach($i in [1..1000])#set($x = {})$!x.put('k', $x)$!x.put('t', \"text $i\")#end",
    "#set($r = $input.path('$'))$!r.put('self', $r)$!r.put('input', $input)",
    "#set($r = $input.path('$.list'))#foreach($e in $r)$!e.put('all', $r)#end",
    "#foreach($i in [1..500])#set($x = [])$!x.add($x)$!x.add([1..100])#end",
    "#set($context.requestOverride.header.a = $context)#set($context.big = [1..1000])",
    "#set($x = {})$!x.put('c', $context)#set($context.x = $x)#set($x.big = [1..1000])$x.size('no')#foreach($i in 1)#end$x.get",
    "#set($m = {})$!m.put('m', $m)#set($m.big = [1..1000])$m.get('big').get(99999)",
    "#set($context.big = [1..1000])#set($context.self = $context)$context.big.get(99999)",
];

#[test]
fn renderings_leave_no_circles_behind() {
    let items: Vec<String> = (0..200).map(|n| format!(r#"{{"n": "{n}"}}"#)).collect();
    let inputs = Inputs {
        body: format!(r#"{{"list": [{}]}}"#, items.join(","))
            .as_str()
            .into(),
        ..Inputs::default()
    };
    for source in TEMPLATES {
        for traced in [false, true] {
            let template = MappingTemplate::parse(source).unwrap();
            let mut held = Vec::new();
            for _ in 0..10 {
                // Some of them end with an error, which leaves no more behind.
                let _ = match traced {
                    false => render(&template, &inputs).map(|_| ()),
                    true => render_traced(&template, &inputs).map(|_| ()),
                };
                // Those are kept for the next rendering.
                drop(SpareMaps::take());
                held.push(MEMORY.current_usage());
            }
            // The test's own list grows, too.
            let grown = held[9].saturating_sub(held[3]);
            assert!(grown < 4 << 10, "{source} {traced}: {grown} bytes");
        }
    }
}
