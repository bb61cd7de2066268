//! Format specifiers: `%[index$][flags][width][.precision]conversion`.

use super::super::{thrown, units};
use crate::value::Thrown;

/// How wide a field and how long a fraction may be.
const MAX_WIDTH: usize = 10_000;

/// One field of a pattern: `%[index$][flags][width][.precision]conversion`.
#[derive(Default)]
pub(super) struct Spec {
    flags: String,
    pub(super) width: Option<usize>,
    pub(super) precision: Option<usize>,
    /// In lower case.
    pub(super) conversion: char,
    pub(super) upper: bool,
    pub(super) which: Which,
}

/// Which value a field shows.
#[derive(Default, PartialEq)]
pub(super) enum Which {
    #[default]
    Next,
    /// `%<s`: that of the field before.
    Previous,
    At(usize),
}

impl Spec {
    pub(super) fn has(&self, flag: char) -> bool {
        self.flags.contains(flag)
    }

    /// Reads a field from after its `%`.
    pub(super) fn read(
        rest: &mut std::iter::Peekable<std::str::Chars<'_>>,
    ) -> Result<Spec, Thrown> {
        let ends = || thrown("the format ends inside of a field");
        let mut spec = Spec::default();
        let mut digits = String::new();
        // Digits that end in `$` are an index; others start with the flag `0`, or are the width.
        if rest.peek().is_some_and(char::is_ascii_digit) {
            let ahead: String = rest.clone().take_while(char::is_ascii_digit).collect();
            if rest.clone().nth(ahead.len()) == Some('$') {
                rest.nth(ahead.len());
                match ahead
                    .parse::<i32>()
                    .ok()
                    .and_then(|at| usize::try_from(at).ok())
                {
                    Some(at) if at > 0 => spec.which = Which::At(at - 1),
                    _ => return Err(thrown(format!("a format has no value `{ahead}$`"))),
                }
            }
        }
        while let Some(flag) = rest.next_if(|c| *c == ' ' || "-#+0,(<".contains(*c)) {
            if spec.has(flag) {
                return Err(thrown(format!("a field has the flag `{flag}` twice")));
            }
            spec.flags.push(flag);
        }
        if spec.has('<') {
            spec.which = Which::Previous;
        }
        while let Some(digit) = rest.next_if(char::is_ascii_digit) {
            digits.push(digit);
        }
        if !digits.is_empty() {
            spec.width = Some(size(&digits)?);
        }
        if rest.next_if_eq(&'.').is_some() {
            let mut digits = String::new();
            while let Some(digit) = rest.next_if(char::is_ascii_digit) {
                digits.push(digit);
            }
            if digits.is_empty() {
                return Err(thrown("a precision is missing after `.`"));
            }
            spec.precision = Some(size(&digits)?);
        }
        let conversion = rest.next().ok_or_else(ends)?;
        if !"bBhHsScCdoxXeEfgG%n".contains(conversion) {
            return Err(thrown(format!("a format knows no `%{conversion}`")));
        }
        spec.upper = conversion.is_ascii_uppercase();
        spec.conversion = conversion.to_ascii_lowercase();
        spec.check()?;
        Ok(spec)
    }

    /// Rejects flags that the conversion can't have.
    fn check(&self) -> Result<(), Thrown> {
        let numeric = "doxefg".contains(self.conversion);
        let bad = match self.conversion {
            's' => "+0,(",
            'b' | 'h' | 'c' => "#+0,(",
            'd' | 'g' => "#",
            'o' | 'x' | 'e' => ",",
            '%' => "#+0,(<",
            'n' => "-#+0,(<",
            _ => "",
        };
        let bad = |flag: char| bad.contains(flag) || (!numeric && flag == ' ');
        let no_precision = "cdox%n".contains(self.conversion);
        let why = if let Some(flag) = self.flags.chars().find(|flag| bad(*flag)) {
            format!("can't have the flag `{flag}`")
        } else if self.width.is_none() && (self.has('-') || (numeric && self.has('0'))) {
            "has a flag that asks for a width".to_owned()
        } else if numeric && ((self.has('+') && self.has(' ')) || (self.has('-') && self.has('0')))
        {
            "has flags that exclude one another".to_owned()
        } else if self.precision.is_some() && no_precision {
            "can't have a precision".to_owned()
        } else if self.conversion == 'n' && self.width.is_some() {
            "can't have a width".to_owned()
        } else {
            return Ok(());
        };
        Err(thrown(format!("`%{}` {why}", self.conversion)))
    }

    /// Fills up to the width.
    pub(super) fn pad(&self, text: String) -> String {
        let width = self.width.unwrap_or(0);
        let missing = width.saturating_sub(java::utf16::length(&text));
        let blanks = " ".repeat(missing);
        match self.has('-') {
            true => format!("{text}{blanks}"),
            false => format!("{blanks}{text}"),
        }
    }

    /// Cuts to the precision, and fills up to the width.
    pub(super) fn show(&self, text: &str) -> String {
        let cut = match self.precision {
            Some(length) if length < java::utf16::length(text) => {
                units::part(&text.into(), 0, length)
            }
            _ => text.into(),
        };
        self.pad(match self.upper {
            true => cut.to_uppercase(),
            false => cut.as_str().to_owned(),
        })
    }
}

fn size(digits: &str) -> Result<usize, Thrown> {
    match digits.parse() {
        Ok(size) if size <= MAX_WIDTH => Ok(size),
        _ => Err(thrown("a field of the format is too wide")),
    }
}
