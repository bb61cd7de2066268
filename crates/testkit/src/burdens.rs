//! The templates of `burdens.txt`, and the body that they are rendered with.

use gateway::mapping::{Inputs, MappingError, MappingTemplate};

/// The names and the templates. `$big` is a string of `big` bytes; a loop runs `rounds` times.
pub fn templates(
    big: usize,
    rounds: usize,
    keys: usize,
) -> Vec<(&'static str, Result<MappingTemplate, MappingError>)> {
    let doublings = (big / 16).ilog2();
    let big = format!(
        "#set($big='xxxxxxxxxxxxxxxx')#foreach($i in [1..{doublings}])#set($big=$big+$big)#end"
    );
    let rounds = format!("#foreach($i in [1..{rounds}])");
    let maps = format!(
        "#set($m={{}})#set($n={{}})#foreach($i in [1..{keys}])$!m.put(\"k$i\",$i)$!n.put(\"k$i\",$i)#end"
    );
    let lines = include_str!("burdens.txt").lines();
    let rows = lines.filter_map(|line| line.split_once('\t'));
    rows.map(|(name, template)| {
        let source = template
            .replace("BIG", &big)
            .replace("ROUNDS", &rounds)
            .replace("MAPS", &maps);
        (name, MappingTemplate::parse(&source))
    })
    .collect()
}

/// A body of the given number of bytes.
pub fn inputs(bytes: usize) -> Inputs {
    let item = r#"{"a":1,"b":["a text that is somewhat longer, as most are",[],{}]},"#;
    let items = item.repeat(bytes / item.len());
    Inputs {
        body: format!("[{}]", items.trim_end_matches(',')).into(),
        ..Inputs::default()
    }
}
