//! "Did you mean …?": the directive or name that a misspelled one resembles.

/// Names of the directives in other languages.
const OTHERS: &[(&str, &str)] = &[
    ("elsif", "elseif"),
    ("elif", "elseif"),
    ("elsei", "elseif"),
    ("endif", "end"),
    ("endfor", "end"),
    ("endforeach", "end"),
    ("endmacro", "end"),
    ("enddefine", "end"),
    ("fi", "end"),
    ("done", "end"),
    ("for", "foreach"),
    ("each", "foreach"),
    ("let", "set"),
    ("assign", "set"),
];

const DIRECTIVES: &[&str] = &[
    "foreach", "elseif", "define", "macro", "evaluate", "include", "parse", "break", "stop",
    "else", "end", "set", "if",
];

/// The directive that `name` resembles; `called` if parentheses follow
/// it. Case counts in the language; here it does not.
pub(crate) fn suggestion(name: &str, called: bool) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    let other = OTHERS.iter().find(|(other, _)| *other == lower);
    if let Some((_, directive)) = other
        && called != (*directive == "end")
    {
        return Some(directive);
    }
    let near = |directive: &&&str| {
        let most = match directive.len() {
            0..=3 => 0,
            4 | 5 => 1,
            _ => 2,
        };
        let takes_arguments = !matches!(**directive, "else" | "end" | "stop" | "break");
        lower == **directive
            || takes_arguments == called
                && (swapped(&lower, directive) || called && distance(&lower, directive) <= most)
    };
    DIRECTIVES.iter().find(near).copied()
}

/// Whether two letters beside one another changed places.
fn swapped(one: &str, two: &str) -> bool {
    let (one, two) = (one.as_bytes(), two.as_bytes());
    if one.len() != two.len() {
        return false;
    }
    let differ: Vec<usize> = (0..one.len())
        .filter(|at| one.get(*at) != two.get(*at))
        .collect();
    matches!(differ.as_slice(), [a, b] if a + 1 == *b
        && one.get(*a) == two.get(*b) && one.get(*b) == two.get(*a))
}

/// How many letters have to be changed, added or removed to get from `one` to `two`; letters of
/// another case count as the same. Names longer than 40 bytes are far from everything.
pub(crate) fn distance(one: &str, two: &str) -> usize {
    let (one, two) = (one.to_lowercase(), two.to_lowercase());
    let longest = 40;
    if one.len() > longest || two.len() > longest {
        return usize::MAX / 4;
    }
    let mut row: Vec<usize> = (0..=two.chars().count()).collect();
    for (at, c) in one.chars().enumerate() {
        let mut next = vec![at + 1];
        let mut before = at + 1;
        for ((d, above), beside) in two.chars().zip(row.iter().skip(1)).zip(row.iter()) {
            let changed = beside + usize::from(c != d);
            before = changed.min(above + 1).min(before + 1);
            next.push(before);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::suggestion;

    #[test]
    fn what_looks_like_a_directive() {
        for (name, called, directive) in [
            ("foreahc", true, "foreach"),
            ("forach", true, "foreach"),
            ("Foreach", true, "foreach"),
            ("esleif", true, "elseif"),
            ("elsif", true, "elseif"),
            ("elseIf", true, "elseif"),
            ("IF", true, "if"),
            ("fi", false, "end"),
            ("fi", true, "if"),
            ("endif", false, "end"),
            ("edn", false, "end"),
            ("esle", false, "else"),
            ("set", false, "set"),
            ("ste", true, "set"),
            ("marco", true, "macro"),
            ("defien", true, "define"),
            ("Else", false, "else"),
        ] {
            assert_eq!(suggestion(name, called), Some(directive), "#{name}");
        }
        for (name, called) in [
            ("fff", false),
            ("fed", false),
            ("bed", false),
            ("and", false),
            ("add", true),
            ("ad", true),
            ("step", false),
            ("a", true),
            ("", false),
            ("row", true),
            ("field", true),
            ("section", false),
            ("top", false),
            ("steps", false),
            ("elder", false),
            ("each", false),
            ("for", false),
        ] {
            assert_eq!(suggestion(name, called), None, "#{name}");
        }
    }
}
