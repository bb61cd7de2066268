//! What keys do beyond typing: indentation.

/// A replacement of a part of the text, in bytes, and the selection after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// What is replaced.
    pub(super) span: (usize, usize),
    /// By what.
    pub(super) text: String,
    /// What is selected then.
    pub(super) selection: (usize, usize),
}

/// A level of indentation.
const LEVEL: &str = "  ";

/// Tab: two spaces, or the selected lines further in; with Shift, further out.
pub(super) fn tab(text: &str, (from, to): (usize, usize), outwards: bool) -> Option<Edit> {
    let selected = text.get(from..to)?;
    if !outwards && !selected.contains('\n') {
        let end = from + LEVEL.len();
        return Some(Edit {
            span: (from, to),
            text: LEVEL.to_owned(),
            selection: (end, end),
        });
    }
    let start = text.get(..from)?.rfind('\n').map_or(0, |at| at + 1);
    // A line of which nothing is selected is none of them.
    let last = match selected.ends_with('\n') {
        true => to - 1,
        false => to,
    };
    let end = text
        .get(last..)?
        .find('\n')
        .map_or(text.len(), |at| last + at);
    let lines: Vec<String> = text
        .get(start..end)?
        .split('\n')
        .map(|line| match outwards {
            false if line.is_empty() => String::new(),
            false => format!("{LEVEL}{line}"),
            true => line
                .strip_prefix(LEVEL)
                .or_else(|| line.strip_prefix('\t'))
                .or_else(|| line.strip_prefix(' '))
                .unwrap_or(line)
                .to_owned(),
        })
        .collect();
    let first = text.get(start..end)?.split('\n').next()?.len();
    let moved = lines.first()?.len() as isize - first as isize;
    let lines = lines.join("\n");
    if lines.len() == end - start {
        return None;
    }
    let new_end = start + lines.len();
    let selection = match from == to {
        true => {
            let at = from.saturating_add_signed(moved).max(start);
            (at, at)
        }
        false => (start, new_end),
    };
    Some(Edit {
        span: (start, end),
        text: lines,
        selection,
    })
}

/// Enter: the next line begins where this one does, or one level further in behind what opens a block.
pub(super) fn enter(text: &str, (from, to): (usize, usize)) -> Option<Edit> {
    let before = text.get(..from)?;
    let line = before.get(before.rfind('\n').map_or(0, |at| at + 1)..)?;
    let spaces = line.len() - line.trim_start_matches([' ', '\t']).len();
    let indent = line.get(..spaces)?;
    let code = line.trim();
    let opens = code.ends_with(['{', '['])
        || (["#if", "#foreach", "#define", "#else", "#elseif"]
            .iter()
            .any(|start| code.starts_with(start))
            && !code.contains("#end"));
    let text = format!("\n{indent}{}", if opens { LEVEL } else { "" });
    let end = from + text.len();
    Some(Edit {
        span: (from, to),
        text,
        selection: (end, end),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str, edit: Option<Edit>) -> (String, (usize, usize)) {
        let edit = edit.unwrap();
        let mut text = text.to_owned();
        text.replace_range(edit.span.0..edit.span.1, &edit.text);
        (text, edit.selection)
    }

    #[test]
    fn tab_indents_at_the_cursor_or_the_selected_lines() {
        assert_eq!(
            after("ab", tab("ab", (1, 1), false)),
            ("a  b".into(), (3, 3))
        );
        let text = "a\nb\n\nc\nd";
        assert_eq!(
            after(text, tab(text, (2, 6), false)),
            ("a\n  b\n\n  c\nd".into(), (2, 10))
        );
        // The cursor before a line selects nothing of it.
        assert_eq!(after(text, tab(text, (0, 2), false)).0, "  a\nb\n\nc\nd");
        let text = "    a\n b\n\tc";
        assert_eq!(after(text, tab(text, (0, 11), true)).0, "  a\nb\nc");
        assert_eq!(
            after(text, tab(text, (5, 5), true)),
            ("  a\n b\n\tc".into(), (3, 3))
        );
        assert_eq!(tab("a", (0, 1), true), None);
    }

    #[test]
    fn enter_goes_on_where_the_line_began_or_in_the_block() {
        for (line, new) in [
            ("  \"a\": 1,", "\n  "),
            ("{", "\n  "),
            ("  #foreach($a in $b)", "\n    "),
            ("#if($a)x#end", "\n"),
            ("", "\n"),
        ] {
            let (text, (at, _)) = after(line, enter(line, (line.len(), line.len())));
            assert_eq!(text, format!("{line}{new}"));
            assert_eq!(at, text.len());
        }
    }
}
