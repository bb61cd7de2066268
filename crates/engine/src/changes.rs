//! The changed lines of a text.

use protocol::{LineChange, LineChanges};
use similar::{Algorithm, DiffTag, capture_diff_slices};

/// The changes in `after`.
pub(crate) fn changes(before: &str, after: &str) -> LineChanges {
    let before: Vec<&str> = before.lines().collect();
    let after: Vec<&str> = after.lines().collect();
    let mut changes = LineChanges::default();
    for operation in capture_diff_slices(Algorithm::Patience, &before, &after) {
        if operation.tag() == DiffTag::Equal {
            continue;
        }
        let (old, new) = (operation.old_range(), operation.new_range());
        changes.added += new.len();
        changes.removed += old.len();
        changes.marks.resize(after.len(), LineChange::Same);
        let mark = if new.is_empty() {
            LineChange::AfterRemoved
        } else {
            LineChange::Added
        };
        // If the end was removed, the new last line has the mark.
        let first = new.start.min(after.len().saturating_sub(1));
        let lines = first..new.end.max(first + 1).min(after.len());
        changes.places.push(lines.start + 1);
        if let Some(marks) = changes.marks.get_mut(lines) {
            marks.fill(mark);
        }
    }
    changes
}

/// The equal lines around a change.
const AROUND: usize = 3;

/// The changed lines with those around them: `-` before a removed line, `+` before an added one, a space before an equal one, and
/// `@@` before each group. Empty if the texts are equal.
pub(crate) fn diff(before: &str, after: &str) -> String {
    let before: Vec<&str> = before.lines().collect();
    let after: Vec<&str> = after.lines().collect();
    let operations = capture_diff_slices(Algorithm::Patience, &before, &after);
    let mut text = String::new();
    for group in similar::group_diff_ops(operations, AROUND) {
        let first = group
            .first()
            .map_or(0, |operation| operation.new_range().start);
        text.push_str(&format!("@@ line {} @@\n", first + 1));
        for operation in group {
            let (old, new) = (operation.old_range(), operation.new_range());
            let mut lines = |sign: char, lines: &[&str]| {
                for line in lines {
                    text.push(sign);
                    text.push_str(line);
                    text.push('\n');
                }
            };
            match operation.tag() {
                DiffTag::Equal => lines(' ', after.get(new).unwrap_or_default()),
                _ => {
                    lines('-', before.get(old).unwrap_or_default());
                    lines('+', after.get(new).unwrap_or_default());
                }
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_has_each_changed_line_and_three_around_it() {
        let before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n";
        let after = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n10\n11\n12\n13\n";
        assert_eq!(
            diff(before, after),
            "@@ line 2 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n@@ line 10 @@\n 10\n 11\n 12\n+13\n"
        );
        assert_eq!(diff("a", "a"), "");
        assert_eq!(diff("", "a"), "@@ line 1 @@\n+a\n");
    }

    /// The text with a `+` before each new line and a `^` before each that follows a gap.
    fn marked(before: &str, after: &str) -> String {
        let changes = super::changes(before, after);
        let sign = |index| match changes.marks.get(index) {
            Some(LineChange::Added) => "+",
            Some(LineChange::AfterRemoved) => "^",
            _ => "",
        };
        let lines = after.lines().enumerate();
        let lines: Vec<_> = lines
            .map(|(index, line)| format!("{}{line}", sign(index)))
            .collect();
        lines.join(" ")
    }

    #[test]
    fn lines_are_marked_where_something_changed() {
        for (before, after, expected) in [
            ("a\nb\nc", "a\nb\nc", "a b c"),
            ("a\nb\nc", "a\nx\ny\nc", "a +x +y c"),
            ("a\nb\nc", "a\nc", "a ^c"),
            ("a\nb\nc", "a\nb", "a ^b"),
            ("b", "a\nb\nc", "+a b +c"),
            ("", "a", "+a"),
            ("a", "", ""),
        ] {
            assert_eq!(marked(before, after), expected, "{before:?} {after:?}");
        }
    }

    #[test]
    fn places_and_sums() {
        let changes = super::changes("a\nb\nc\nd\n", "a\nx\nc\n");
        assert_eq!(changes.places, [2, 3]);
        assert_eq!((changes.added, changes.removed), (1, 2));
        assert_eq!(changes.summary(), "1 line added, 2 removed");
        let same = super::changes("a", "a");
        assert_eq!(same, LineChanges::default());
        assert_eq!(same.summary(), "No changes");
    }

    /// Unmarked lines were there before, in that order, and no other.
    #[test]
    fn from_one_preset_to_the_other() {
        let text = |options| stack::to_yaml(&stack::template(&options));
        let before = text(stack::Options::recommended());
        let after = text(stack::Options::example());
        let changes = super::changes(&before, &after);
        let is_new = |index| matches!(changes.marks.get(index), Some(LineChange::Added));
        let lines = after.lines().enumerate();
        let kept: Vec<&str> = lines
            .filter(|(index, _)| !is_new(*index))
            .map(|(_, line)| line)
            .collect();
        let mut rest = before.lines();
        for line in &kept {
            assert!(rest.any(|old| old == *line), "{line}");
        }
        assert_eq!(kept.len() + changes.added, after.lines().count());
        assert_eq!(kept.len() + changes.removed, before.lines().count());
        // Both have a table; the capacity is the example's, the usage plan the other's.
        let line = |text: &str, start: &str| {
            let mut lines = text.lines();
            lines.position(|line| line.trim_start().starts_with(start))
        };
        assert!(line(&before, "UsagePlan:").is_some() && line(&after, "UsagePlan:").is_none());
        let table = line(&after, "Table:").unwrap();
        assert!(!is_new(table));
        let capacity = line(&after, "ProvisionedThroughput:").unwrap();
        assert!(is_new(capacity));
    }
}
