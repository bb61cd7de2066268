//! Quoted text, `\Q…\E`.

/// The characters of a pattern with its quoted text in escapes, as Java rewrites them before it parses: so `\Q…\E` also
/// works in a character class.
pub(super) fn unquoted(pattern: &str) -> Vec<char> {
    let mut chars = pattern.chars();
    let mut output = Vec::new();
    while let Some(c) = chars.next() {
        if c != '\\' {
            output.push(c);
            continue;
        }
        match chars.next() {
            Some('Q') => {
                let rest = chars.as_str();
                let (quoted, after) = rest.split_once("\\E").unwrap_or((rest, ""));
                quote(quoted, &mut output);
                chars = after.chars();
            }
            escaped => output.extend(Some(c).into_iter().chain(escaped)),
        }
    }
    output
}

#[inline(never)]
fn quote(text: &str, output: &mut Vec<char>) {
    for (at, c) in text.chars().enumerate() {
        match c {
            // The digit would belong to an escape before the quoted text.
            '0'..='9' if at == 0 => output.extend(['\\', 'x', '3']),
            c if c.is_ascii() && !c.is_ascii_alphanumeric() => output.push('\\'),
            _ => {}
        }
        output.push(c);
    }
}
