//! The parser of character classes: `[a-z&&[^x]]`, `\d` and the like.

use super::{Parser, Result};
use crate::regex::class::{Set, is_unicode_word};
use crate::regex::named::{Case, Named};
use crate::regex::unicode::is_digit;
use crate::utf16;

impl Parser {
    /// A character, in either case where the flags say so.
    pub(super) fn one(&self, c: char) -> Set {
        match self.flags.case {
            Case {
                fold: true,
                unicode: true,
                ..
            } => {
                let upper = utf16::upper(c);
                let lower = utf16::lower(upper);
                match upper == lower {
                    true => Set::Range(c, c),
                    false => Set::Letter(lower),
                }
            }
            Case { fold: true, .. } if c.is_ascii_alphabetic() => Set::Folded(c, c, false),
            _ => Set::Range(c, c),
        }
    }

    /// `\d` and the like.
    pub(super) fn predefined(&mut self, c: char) -> Result<Option<Set>> {
        let not = |set| Set::Not(Box::new(set));
        let is = |is: fn(char) -> bool| Set::Named(Named::Is(is));
        let (digit, word, space) = match self.flags.case.classes {
            false => (Set::Digit, Set::Word, Set::Space),
            true => (is(is_digit), is(is_unicode_word), is(char::is_whitespace)),
        };
        Ok(Some(match c {
            'd' => digit,
            'D' => not(digit),
            'w' => word,
            'W' => not(word),
            's' => space,
            'S' => not(space),
            'h' => Set::HorizontalSpace,
            'H' => not(Set::HorizontalSpace),
            'v' => Set::VerticalSpace,
            'V' => not(Set::VerticalSpace),
            'p' | 'P' => {
                let name = match self.next() {
                    Some('{') => {
                        let mut name = String::new();
                        loop {
                            match self.next() {
                                Some('}') => break name,
                                Some(c) => name.push(c),
                                None => return Err("a `}` is missing".to_owned()),
                            }
                        }
                    }
                    Some(c) => c.to_string(),
                    None => return Err("`\\p` needs a name".to_owned()),
                };
                let named = Named::new(&name, self.flags.case)
                    .ok_or_else(|| format!("`\\p{{{name}}}` is not known here"))?;
                match c {
                    'p' => Set::Named(named),
                    _ => not(Set::Named(named)),
                }
            }
            _ => return Ok(None),
        }))
    }

    /// A class, after its `[`.
    pub(super) fn class(&mut self) -> Result<Set> {
        self.deeper(|parser| {
            let negated = parser.eat("^");
            let mut parts = Vec::new();
            let mut all: Vec<Set> = Vec::new();
            let mut first = true;
            loop {
                let c = parser.next().ok_or("a `]` is missing")?;
                match c {
                    ']' if !first => break,
                    '[' => {
                        let inner = parser.class()?;
                        parts.push(inner);
                    }
                    '&' if parser.eat("&") => {
                        if !parts.is_empty() {
                            all.push(Set::Any(std::mem::take(&mut parts)));
                        }
                    }
                    _ => {
                        let item = parser.class_item(c)?;
                        parts.push(item);
                    }
                }
                first = false;
            }
            if !parts.is_empty() || all.is_empty() {
                all.push(Set::Any(parts));
            }
            let set = match all.len() {
                1 => all.pop().unwrap_or(Set::Any(Vec::new())),
                _ => Set::All(all),
            };
            Ok(if negated {
                Set::Not(Box::new(set))
            } else {
                set
            })
        })
    }

    fn class_item(&mut self, c: char) -> Result<Set> {
        let from = match c {
            '\\' => {
                let c = self.next().ok_or("it ends with `\\`")?;
                if let Some(set) = self.predefined(c)? {
                    return Ok(set);
                }
                self.literal(c)?
            }
            c => c,
        };
        let ranges = self.peek() == Some('-')
            && !matches!(self.chars.get(self.at + 1), None | Some(']' | '['));
        if !ranges {
            return Ok(self.one(from));
        }
        self.at += 1;
        let to = match self.next().ok_or("a `]` is missing")? {
            '\\' => {
                let c = self.next().ok_or("it ends with `\\`")?;
                self.literal(c)?
            }
            c => c,
        };
        if to < from {
            return Err("a range of a class has its ends the wrong way round".to_owned());
        }
        Ok(match self.flags.case.fold {
            true => Set::Folded(from, to, self.flags.case.unicode),
            false => Set::Range(from, to),
        })
    }
}
