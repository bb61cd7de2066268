//! What belongs together: a bracket and the one that closes it, a directive and its `#end`.

use protocol::TokenClass;

/// A span of the text, in bytes.
type Span = (usize, usize);

/// The spans that belong to the bracket or directive at a byte of the text, with itself; none if there is none, or if it has no
/// partner.
pub(super) fn pair(text: &str, tokens: &[(usize, TokenClass)], at: usize) -> Vec<Span> {
    let block = blocks(text, tokens)
        .into_iter()
        .find(|spans| spans.iter().any(|(start, end)| *start <= at && at <= *end));
    if let Some(spans) = block {
        return spans;
    }
    // The bracket before the cursor, else the one behind it.
    [at.checked_sub(1), Some(at)]
        .into_iter()
        .flatten()
        .find_map(|at| partner(text, tokens, at))
        .map(|(one, two)| vec![(one, one + 1), (two, two + 1)])
        .unwrap_or_default()
}

/// The directives of each block: `#if`, `#elseif`, `#else`, `#end`.
fn blocks(text: &str, tokens: &[(usize, TokenClass)]) -> Vec<Vec<Span>> {
    let mut open: Vec<Vec<Span>> = Vec::new();
    let mut closed = Vec::new();
    let mut start = 0;
    for (end, class) in tokens {
        let span = (start, *end);
        start = *end;
        if *class != TokenClass::Directive {
            continue;
        }
        let word = text.get(span.0..span.1).unwrap_or_default();
        let name: String = word
            .chars()
            .skip_while(|c| *c != '#')
            .skip(1)
            .skip_while(|c| *c == '{' || *c == '@')
            .take_while(|c| c.is_ascii_alphabetic())
            .collect();
        match name.as_str() {
            "if" | "foreach" | "define" | "macro" => open.push(vec![span]),
            "else" | "elseif" => {
                if let Some(block) = open.last_mut() {
                    block.push(span);
                }
            }
            "end" => {
                if let Some(mut block) = open.pop() {
                    block.push(span);
                    closed.push(block);
                }
            }
            _ => {}
        }
    }
    closed
}

/// The bracket at a byte and its partner. Those in comments and strings are left out.
fn partner(text: &str, tokens: &[(usize, TokenClass)], at: usize) -> Option<(usize, usize)> {
    const OPENING: &[u8] = b"([{";
    const CLOSING: &[u8] = b")]}";
    let bytes = text.as_bytes();
    let here = *bytes.get(at)?;
    let counts = |place: usize| {
        let token = tokens.partition_point(|(end, _)| *end <= place);
        !matches!(
            tokens.get(token).map(|(_, class)| class),
            Some(TokenClass::Comment | TokenClass::String)
        )
    };
    if !counts(at) {
        return None;
    }
    let search = |places: &mut dyn Iterator<Item = usize>, same: u8, other: u8| {
        let mut depth = 0_usize;
        for place in places {
            let byte = *bytes.get(place)?;
            if (byte != same && byte != other) || !counts(place) {
                continue;
            }
            match byte == same {
                true => depth += 1,
                false if depth == 0 => return Some(place),
                false => depth -= 1,
            }
        }
        None
    };
    if let Some(kind) = OPENING.iter().position(|byte| *byte == here) {
        let other = *CLOSING.get(kind)?;
        return Some((at, search(&mut (at + 1..bytes.len()), here, other)?));
    }
    let kind = CLOSING.iter().position(|byte| *byte == here)?;
    let other = *OPENING.get(kind)?;
    Some((search(&mut (0..at).rev(), here, other)?, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directive_leads_to_the_others_of_its_block_and_a_bracket_to_its_partner() {
        let text = "#if(a)[x]#else(\")\")#end {";
        let tokens = [
            (3, TokenClass::Directive),
            (9, TokenClass::Text),
            (14, TokenClass::Directive),
            (15, TokenClass::Text),
            (18, TokenClass::String),
            (19, TokenClass::Text),
            (23, TokenClass::Directive),
            (25, TokenClass::Text),
        ];
        assert_eq!(pair(text, &tokens, 1), [(0, 3), (9, 14), (19, 23)]);
        assert_eq!(pair(text, &tokens, 23), [(0, 3), (9, 14), (19, 23)]);
        assert_eq!(pair(text, &tokens, 6), [(3, 4), (5, 6)]);
        assert_eq!(pair(text, &tokens, 7), [(6, 7), (8, 9)]);
        assert_eq!(pair(text, &tokens, 8), [(6, 7), (8, 9)]);
        assert_eq!(pair(text, &tokens, 15), [(14, 15), (18, 19)]);
        assert_eq!(pair(text, &tokens, 25), []);
        assert_eq!(pair("", &[], 0), []);
    }
}
