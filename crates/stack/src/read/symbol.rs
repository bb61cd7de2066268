//! Symbols: names for values that only a deployment knows, such as the id of an API or a parameter without a default.
//!
//! A symbol is part of a text. Two texts with the same symbols are equal, so that references can be compared.

/// The bounds of a symbol: a character for private use, which no template needs.
const BOUND: char = '\u{F0000}';

/// Characters of names that have a meaning where symbols are, such as the colons of ARNs, are those with this distance.
const SHIFT: u32 = 0xF_0000;

/// The symbol with a name.
pub(super) fn symbol(name: &str) -> String {
    let shifted = name
        .chars()
        .map(|c| match c.is_ascii_punctuation() && c != '.' {
            true => char::from_u32(SHIFT + u32::from(c)).unwrap_or(c),
            false => c,
        });
    let bound = std::iter::once(BOUND);
    bound.clone().chain(shifted).chain(bound).collect()
}

/// Whether a text has a symbol.
pub(crate) fn has_symbol(text: &str) -> bool {
    text.contains(BOUND)
}

/// The name of a text that is one symbol: `Api` for a `Ref`, `Role.Arn` for a `Fn::GetAtt`.
pub(crate) fn symbol_name(text: &str) -> Option<&str> {
    let name = text.strip_prefix(BOUND)?.strip_suffix(BOUND)?;
    (!has_symbol(name)).then_some(name)
}

/// The symbol of the attribute of a resource, or of its `Ref` if the attribute is empty.
pub(crate) fn symbol_of(logical_id: &str, attribute: &str) -> String {
    match attribute {
        "" => symbol(logical_id),
        attribute => symbol(&format!("{logical_id}.{attribute}")),
    }
}

/// A text with symbols as `${name}`, for messages.
pub(crate) fn shown(text: &str) -> String {
    let mut out = String::new();
    for (index, part) in text.split(BOUND).enumerate() {
        if index % 2 == 0 {
            out.push_str(part);
            continue;
        }
        out.push_str("${");
        out.extend(part.chars().map(|c| match u32::from(c) {
            code @ SHIFT.. => char::from_u32(code - SHIFT).unwrap_or(c),
            _ => c,
        }));
        out.push('}');
    }
    out
}

/// A symbol for an unknown value; another count is another symbol.
pub(crate) fn unknown_symbol(count: usize) -> String {
    symbol(&format!("unknown value {count}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_have_no_punctuation() {
        let text = format!("arn:{}:sns", symbol("AWS::Partition"));
        assert_eq!(text.split(':').count(), 3);
        assert_eq!(shown(&text), "arn:${AWS::Partition}:sns");
        assert_eq!(symbol_name(&symbol_of("Role", "Arn")), Some("Role.Arn"));
        assert_eq!(symbol_name(&text), None);
        assert_eq!(symbol_name(&format!("{0}{0}", symbol("A"))), None);
    }
}
