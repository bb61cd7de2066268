//! The reports of `conditional-comma` for random JSON templates, compared with their output in every case.

// Helpers of a test, too, may stop it.
#![allow(clippy::unwrap_used)]

use serde_json::{Value as Json, json};
use vtl::lint::lint;
use vtl::{Context, Dialect, Limits, Template};

use testkit::values;

/// Random numbers (xorshift), the same ones for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % end
    }

    fn pick<'l>(&mut self, list: &[&'l str]) -> &'l str {
        list[self.below(list.len())]
    }

    fn value(&mut self, depth: usize, out: &mut String) {
        match self.below(if depth == 0 { 3 } else { 6 }) {
            0 => *out += "\"x\"",
            1 => *out += "1",
            2 => *out += "$context.n",
            3 => self.items(depth - 1, ["[", "]"], out),
            4 => self.items(depth - 1, ["{", "}"], out),
            _ => {
                *out += "#if($context.c0)\"y\"#{else}";
                self.value(depth - 1, out);
                *out += "#{end}";
            }
        }
    }

    fn items(&mut self, depth: usize, [open, close]: [&str; 2], out: &mut String) {
        *out += open;
        let count = self.below(4);
        for at in 0..count {
            let last = at + 1 == count;
            let condition = self.pick(&["$context.c0", "$context.c1", "$context.c2"]);
            let branch = format!("#if({condition})");
            let list = self.pick(&["$context.l0", "$context.l1"]);
            let each = format!("#foreach($x in {list})");
            let between = "#if($foreach.hasNext),#{end}#{end}";
            let (before, after, comma) = match self.below(8) {
                0 => (branch, "#{end}", !last),
                1 => (branch, ",#{end}", false),
                2 => (branch + ",", "#{end}", false),
                3 => (each, between, !last && self.below(2) == 0),
                4 => (each + ",", "#{end}", false),
                5 => (each, ",#{end}", false),
                _ => (String::new(), "", !last && self.below(8) > 0),
            };
            *out += &before;
            *out += if open == "{" { "\"k\":" } else { "" };
            self.value(depth, out);
            *out += after;
            *out += if comma { "," } else { "" };
        }
        *out += close;
    }
}

/// Every case: three conditions, and two lists of up to two entries.
fn contexts() -> Vec<Json> {
    (0..8 * 9)
        .map(|case| {
            json!({
                "n": 1,
                "c0": case & 1 == 1, "c1": case >> 1 & 1 == 1, "c2": case >> 2 & 1 == 1,
                "l0": vec![1; case / 8 % 3], "l1": vec![1; case / 24 % 3],
            })
        })
        .collect()
}

#[test]
fn commas_are_told_of_where_some_case_is_no_json() {
    let contexts = contexts();
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let (mut told, mut silent, mut alarms, mut missed) = (0, 0, Vec::new(), Vec::new());
    for _ in 0..3_000 {
        let mut source = String::new();
        random.items(2, ["{", "}"], &mut source);
        let template = Template::parse(&source, Dialect::Gateway).unwrap();
        let lints = lint(&template);
        let tells = lints.iter().any(|lint| lint.code == "conditional-comma");
        let is_json = |case: &Json| {
            let mut context = Context::new();
            context.set("context", values::value_of(case));
            let written = template.render(&mut context, &Limits::default()).unwrap();
            serde_json::from_str::<Json>(&written.text).is_ok()
        };
        let good = contexts.iter().filter(|case| is_json(case)).count();
        match (tells, good == contexts.len()) {
            (true, false) => told += 1,
            (false, true) => silent += 1,
            (true, true) => alarms.push(source),
            // What is never JSON is seen at once.
            (false, false) if good == 0 => {}
            (false, false) => missed.push(source),
        }
    }
    assert!(told > 1_000 && silent > 500, "{told} told, {silent} silent");
    // Those that are left over have conditions that can't be true together.
    assert!(alarms.len() * 500 < told, "{alarms:#?}");
    assert!(missed.len() * 50 < told, "{missed:#?}");
}
