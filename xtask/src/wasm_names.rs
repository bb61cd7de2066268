//! The code of a wasm file by crate, from its name section.
//!
//! Format: <https://webassembly.github.io/spec/core/binary/modules.html> and its appendix on the name section.

use std::collections::BTreeMap;

const CUSTOM: u8 = 0;
const IMPORT: u8 = 2;
const CODE: u8 = 10;
/// The part of the name section that holds the functions' names.
const FUNCTION_NAMES: u8 = 1;

/// Bytes of function bodies by crate; `None` where this is not a wasm file, or one without names.
pub(crate) fn code_by_crate(wasm: &[u8]) -> Option<BTreeMap<String, u64>> {
    let mut reader = Reader(wasm.strip_prefix(b"\0asm\x01\0\0\0")?);
    let mut imported = 0;
    let mut bodies = Vec::new();
    let mut names = BTreeMap::new();
    while !reader.0.is_empty() {
        let id = reader.byte()?;
        let length = reader.length()?;
        let mut section = Reader(reader.take(length)?);
        match id {
            IMPORT => imported = imported_functions(&mut section)?,
            CODE => {
                for _ in 0..section.length()? {
                    let length = section.length()?;
                    section.take(length)?;
                    bodies.push(length as u64);
                }
            }
            CUSTOM if section.text()? == "name" => names = function_names(&mut section)?,
            _ => {}
        }
    }
    let mut code = BTreeMap::new();
    for (at, length) in bodies.into_iter().enumerate() {
        let name = names.get(&(imported + at)).copied();
        *code
            .entry(name.map_or("(no name)", crate_of).to_owned())
            .or_default() += length;
    }
    (!names.is_empty()).then_some(code)
}

fn imported_functions(section: &mut Reader<'_>) -> Option<usize> {
    let mut functions = 0;
    for _ in 0..section.length()? {
        section.text()?;
        section.text()?;
        match section.byte()? {
            0 => {
                section.length()?;
                functions += 1;
            }
            1 => {
                section.byte()?;
                section.limits()?;
            }
            2 => section.limits()?,
            3 => {
                section.take(2)?;
            }
            _ => return None,
        }
    }
    Some(functions)
}

fn function_names<'a>(section: &mut Reader<'a>) -> Option<BTreeMap<usize, &'a str>> {
    let mut names = BTreeMap::new();
    while !section.0.is_empty() {
        let id = section.byte()?;
        let length = section.length()?;
        let mut part = Reader(section.take(length)?);
        if id == FUNCTION_NAMES {
            for _ in 0..part.length()? {
                names.insert(part.length()?, part.text()?);
            }
        }
    }
    Some(names)
}

/// The crate in the symbol of a function: the first that a mangled name mentions, which is that of the function, or of the
/// type that it is implemented for.
fn crate_of(symbol: &str) -> &str {
    let name = symbol
        .strip_prefix("_R")
        .and_then(crate_of_v0)
        .or_else(|| symbol.strip_prefix("_ZN").and_then(crate_of_legacy));
    name.unwrap_or("(not Rust)")
}

/// In `NvCs5xK_4core3ptr`: the identifier behind `C`, which may have a disambiguator, `s…_`.
fn crate_of_v0(symbol: &str) -> Option<&str> {
    symbol.match_indices('C').find_map(|(at, _)| {
        let rest = symbol.get(at + 1..)?;
        let rest = match rest.strip_prefix('s') {
            Some(disambiguated) => {
                let (disambiguator, rest) = disambiguated.split_once('_')?;
                disambiguator
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric())
                    .then_some(rest)?
            }
            None => rest,
        };
        identifier(rest)
    })
}

/// In `17h_$LT$alloc..vec..Vec$GT$`: the first word of the path, behind what marks a type.
fn crate_of_legacy(symbol: &str) -> Option<&str> {
    let mut name = identifier(symbol)?;
    while let Some(rest) = [
        "_$",
        "$LT$",
        "$RF$",
        "$BP$",
        "mut$u20$",
        "dyn$u20$",
        "const$u20$",
        "LT$",
        "RF$",
    ]
    .into_iter()
    .find_map(|mark| name.strip_prefix(mark))
    {
        name = rest;
    }
    let end = name.find(['.', '$']).unwrap_or(name.len());
    name.get(..end).filter(|name| !name.is_empty())
}

/// `4core…` is `core`.
fn identifier(text: &str) -> Option<&str> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let length: usize = text.get(..digits)?.parse().ok()?;
    let rest = text.get(digits..)?;
    rest.strip_prefix('_').unwrap_or(rest).get(..length)
}

/// What is left to read.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// An unsigned number in LEB128, of at most 32 bits.
    fn length(&mut self) -> Option<usize> {
        let mut value = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.length()?;
        std::str::from_utf8(self.take(length)?).ok()
    }

    /// The limits of a memory or a table.
    fn limits(&mut self) -> Option<()> {
        let has_most = self.byte()? & 1 == 1;
        self.length()?;
        if has_most {
            self.length()?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crate_of_a_symbol() {
        for (symbol, name) in [
            ("_RNvNtCs6Qh_4core3ptr13drop_in_place", "core"),
            ("_RINvNtC3vtl4eval4evalE", "vtl"),
            ("_ZN3vtl4eval4eval17h0123456789abcdefE", "vtl"),
            (
                "_ZN52_$LT$alloc..string..String$u20$as$u20$core..fmt..Write$GT$9write_str17hE",
                "alloc",
            ),
            ("memcpy", "(not Rust)"),
        ] {
            assert_eq!(crate_of(symbol), name, "{symbol}");
        }
    }

    #[test]
    fn bodies_count_for_the_crates_of_their_functions() {
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        // One imported function, so that the first body is function 1.
        wasm.extend(b"\x02\x07\x01\x01a\x01b\0\0");
        // Two bodies, of two and three bytes.
        wasm.extend(b"\x0a\x08\x02\x02\0\x0b\x03\0\x01\x0b");
        let names = b"\x04name\x01\x16\x02\x01\x08_ZN3vtlE\x02\x09_ZN4javaE";
        wasm.push(0);
        wasm.push(u8::try_from(names.len()).unwrap());
        wasm.extend(names);
        let code = code_by_crate(&wasm).unwrap();
        assert_eq!(
            code,
            BTreeMap::from([("vtl".to_owned(), 2), ("java".to_owned(), 3)])
        );
        // Truncated anywhere, it gives a result or none, but does not panic.
        for end in 0..wasm.len() {
            let _ = code_by_crate(&wasm[..end]);
        }
        assert_eq!(code_by_crate(b"no wasm"), None);
    }
}
