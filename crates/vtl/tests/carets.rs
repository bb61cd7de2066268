//! The drawings of errors' places.

// Helpers of a test, too, may stop it.
#![allow(clippy::expect_used)]

use vtl::{Dialect, Template};

/// The drawing of the first error.
fn drawn(source: &str) -> String {
    let errors = Template::parse(source, Dialect::Gateway).expect_err("it parses");
    errors[0].caret(source)
}

#[test]
fn the_carets_stand_under_the_place() {
    assert_eq!(
        drawn("{\n  #set($x = *)\n}"),
        "  |\n\
         2 |   #set($x = *)\n\
         \x20 |             ^ `*` can't stand here: a value is needed\n"
    );
}

#[test]
fn tabs_stay_tabs_and_characters_count_once() {
    assert_eq!(
        drawn("\té\t#foreach($é)#end"),
        "  |\n\
         1 | \té\t#foreach($é)#end\n\
         \x20 | \t \t          ^ `é` means nothing here; names are made of the letters a to z\n"
    );
}

#[test]
fn every_kind_of_line_end_counts() {
    for end in ["\n", "\r\n", "\r"] {
        assert_eq!(
            drawn(&format!("a{end}b{end}#set($x = *) e{end}f")),
            "  |\n\
             3 | #set($x = *) e\n\
             \x20 |           ^ `*` can't stand here: a value is needed\n",
            "{end:?}"
        );
    }
}

#[test]
fn a_place_of_several_lines_ends_with_its_first_one() {
    assert_eq!(
        drawn("ab #macro()\ntext\n#end"),
        "  |\n\
         1 | ab #macro()\n\
         \x20 |    ^^^^^^^^ `#macro` needs a name: #macro(name $argument)…#end\n"
    );
}

#[test]
fn the_end_of_the_template_is_a_place() {
    assert_eq!(
        drawn("#set($x = 1"),
        "  |\n\
         1 | #set($x = 1\n\
         \x20 |            ^ the template ends where `)` is needed\n"
    );
}

#[test]
fn a_long_line_is_cut() {
    let source = format!("{}#set($x = *){}", "a".repeat(1_000), "b".repeat(1_000));
    let drawn = drawn(&source);
    assert_eq!(
        drawn,
        format!(
            "  |\n1 | …{}#set($x = *){}…\n  | {}^ `*` can't stand here: a value is needed\n",
            "a".repeat(40),
            "b".repeat(98),
            " ".repeat(51)
        )
    );
}
