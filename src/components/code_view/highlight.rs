//! Colours for JSON, YAML and plain text: a line in, HTML out.
//!
//! A line at a time, so that a view can redraw the lines that changed only.

/// The language of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// JSON, also broken.
    Json,
    /// YAML as this project writes it.
    Yaml,
    /// Anything else: no colours.
    Plain,
}

/// The state that a line inherits from the lines before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Carry {
    /// YAML: inside a block scalar that starts on a line indented this far.
    block: Option<usize>,
}

/// Lines longer than this, in bytes, stay without colours.
const LONGEST_LINE: usize = 4_000;

/// Appends `line` (without its line break) to `html`, escaped and coloured.
pub(crate) fn line(line: &str, language: Language, carry: &mut Carry, html: &mut String) {
    match language {
        _ if line.len() > LONGEST_LINE => escape(line, html),
        Language::Json => json(line, html),
        Language::Yaml => yaml(line, carry, html),
        Language::Plain => escape(line, html),
    }
}

/// Appends `text`, escaped for HTML.
pub(crate) fn escape(text: &str, html: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        let (before, after) = rest.split_at(at);
        html.push_str(before);
        html.push_str(match after.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            _ => "&quot;",
        });
        // The four are one byte each.
        rest = after.get(1..).unwrap_or_default();
    }
    html.push_str(rest);
}

fn span(class: char, text: &str, html: &mut String) {
    html.push_str("<i class=");
    html.push(class);
    html.push('>');
    escape(text, html);
    html.push_str("</i>");
}

fn json(line: &str, html: &mut String) {
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => string_length(rest),
            '-' | '0'..='9' => run_length(rest, |c| c.is_ascii_alphanumeric() || "+-.".contains(c)),
            c if c.is_alphabetic() => run_length(rest, char::is_alphanumeric),
            c if c.is_whitespace() => run_length(rest, char::is_whitespace),
            c => c.len_utf8(),
        };
        let (token, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        match first {
            '"' if after.trim_start().starts_with(':') => span('k', token, html),
            '"' => span('s', token, html),
            '-' | '0'..='9' => span('n', token, html),
            c if c.is_alphabetic() => span('w', token, html),
            c if c.is_whitespace() => html.push_str(token),
            _ => span('p', token, html),
        }
        rest = after;
    }
}

/// The bytes up to and with the closing quote, or to the end.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn run_length(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.char_indices()
        .find(|(_, c)| !belongs(*c))
        .map_or(text.len(), |(at, _)| at)
}

#[inline(never)]
fn yaml(line: &str, carry: &mut Carry, html: &mut String) {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let text = line.get(indent..).unwrap_or_default();
    if let Some(block) = carry.block {
        if text.is_empty() || indent > block {
            return span('s', line, html);
        }
        carry.block = None;
    }
    html.push_str(line.get(..indent).unwrap_or_default());
    if text.starts_with('#') {
        return span('c', text, html);
    }
    let mut text = text;
    while let Some(item) = text.strip_prefix("- ") {
        span('p', "- ", html);
        text = item;
    }
    let value = match key_length(text) {
        Some(length) => {
            let (key, after) = text.split_at(length);
            span('k', key, html);
            span('p', ":", html);
            after.strip_prefix(':').unwrap_or(after)
        }
        None => text,
    };
    let trimmed = value.trim();
    if trimmed.starts_with(['|', '>']) {
        carry.block = Some(indent);
        span('p', value, html);
    } else if trimmed.starts_with('!') {
        let tag = run_length(value.trim_start(), |c| !c.is_whitespace())
            + (value.len() - value.trim_start().len());
        let (tag, argument) = value.split_at_checked(tag).unwrap_or((value, ""));
        span('w', tag, html);
        span('s', argument, html);
    } else if matches!(trimmed, "true" | "false" | "null") {
        span('w', value, html);
    } else if trimmed.starts_with(|c: char| c.is_ascii_digit()) && format::parsed(trimmed).is_some()
    {
        span('n', value, html);
    } else {
        span('s', value, html);
    }
}

/// The length of a key: the text before a colon that a space or the line's end follows.
fn key_length(text: &str) -> Option<usize> {
    let from = if text.starts_with('"') {
        string_length(text)
    } else {
        0
    };
    let at = from + text.get(from..)?.find(':')?;
    let after = text.get(at + 1..)?;
    (after.is_empty() || after.starts_with(' ')).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str, language: Language) -> String {
        let mut carry = Carry::default();
        let mut html = String::new();
        for (n, one) in text.lines().enumerate() {
            if n > 0 {
                html.push('\n');
            }
            line(one, language, &mut carry, &mut html);
        }
        html
    }

    #[test]
    fn json_tells_keys_from_strings() {
        assert_eq!(
            html(r#"{"a\"b": "<x>", "n": -1.5e3, "t": true}"#, Language::Json),
            "<i class=p>{</i><i class=k>&quot;a\\&quot;b&quot;</i><i class=p>:</i> \
             <i class=s>&quot;&lt;x&gt;&quot;</i><i class=p>,</i> <i class=k>&quot;n&quot;</i>\
             <i class=p>:</i> <i class=n>-1.5e3</i><i class=p>,</i> <i class=k>&quot;t&quot;</i>\
             <i class=p>:</i> <i class=w>true</i><i class=p>}</i>"
        );
    }

    #[test]
    fn broken_json_loses_no_character() {
        for text in [r#""open"#, r#""\"#, "§ ü 💩 -", "\u{0}<&>\"", "'single' }{"] {
            let mut plain = html(text, Language::Json);
            while let (Some(from), Some(to)) = (plain.find('<'), plain.find('>')) {
                plain.replace_range(from..=to, "");
            }
            let mut escaped = String::new();
            escape(text, &mut escaped);
            assert_eq!(plain, escaped);
        }
    }

    #[test]
    fn a_yaml_block_goes_on_until_its_indentation_ends() {
        let text = "Body: |\n  Key: not a key\n\n  - nor an item\nNext: !Ref Table";
        let html = html(text, Language::Yaml);
        assert_eq!(html.matches("class=k").count(), 2, "{html}");
        assert!(html.contains("<i class=s>  Key: not a key</i>"), "{html}");
        assert!(
            html.contains("<i class=w> !Ref</i><i class=s> Table</i>"),
            "{html}"
        );
    }
}
