//! Dates in the words of a resume, and as JSON Resume writes them: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.

/// The start and the end of a time; `None` for an end that is open, or not given.
pub(crate) type Span = (Option<String>, Option<String>);

/// The words for an end that is open.
const PRESENT: &[&str] = &["present", "current", "currently", "now", "today", "ongoing"];

/// The separators of a start and an end, the clearest first: a date may have a hyphen itself.
const SEPARATORS: &[&str] = &[" - ", " – ", " — ", "–", "—", " to ", " until "];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Whether the text says that the end is open, such as `Present`.
pub(crate) fn is_present(text: &str) -> bool {
    PRESENT.contains(&text.trim().to_lowercase().as_str())
}

/// Whether the text is a date as JSON Resume writes them.
pub(crate) fn is_iso(text: &str) -> bool {
    let mut parts = text.split('-');
    let year = parts.next().is_some_and(is_year);
    let month = parts
        .next()
        .map(|month| month.len() == 2 && is_up_to(month, 12));
    let day = parts.next().map(|day| day.len() == 2 && is_up_to(day, 31));
    year && month != Some(false) && day != Some(false) && parts.next().is_none()
}

/// The date in a text: ISO, `2021/03`, `03/2021`, and with the English name of a month (`March 2021`, `1 Mar. 2021`,
/// `March 1, 2021`). Months in other languages are not dates here, and the order of `03/04/2021` is unknown.
pub(crate) fn date(text: &str) -> Option<String> {
    let text = text.trim();
    if is_iso(text) {
        return Some(text.to_owned());
    }
    if let Some((one, other)) = text.split_once('/') {
        let (year, month) = if one.len() == 4 {
            (one, other)
        } else {
            (other, one)
        };
        return (is_year(year) && is_up_to(month, 12)).then(|| format!("{year}-{month:0>2}"));
    }
    let words: Vec<&str> = text
        .split([' ', ',', '.'])
        .filter(|word| !word.is_empty())
        .collect();
    let (day, name, year) = match words[..] {
        [name, year] => (None, name, year),
        [name, day, year] if month(name).is_some() => (Some(day), name, year),
        [day, name, year] => (Some(day), name, year),
        _ => return None,
    };
    let month = month(name)?;
    match day {
        _ if !is_year(year) => None,
        None => Some(format!("{year}-{month:02}")),
        Some(day) => is_up_to(day, 31).then(|| format!("{year}-{month:02}-{day:0>2}")),
    }
}

/// The start and the end in a text such as `August 2016 – February 2021` or `since 2019`; `None` if a part of it is no
/// date.
pub(crate) fn span(text: &str) -> Option<Span> {
    let text = text.trim();
    let since = ["since ", "Since ", "from ", "From "];
    if let Some(start) = since.iter().find_map(|word| text.strip_prefix(word))
        && let Some(start) = date(start)
    {
        return Some((Some(start), None));
    }
    // Two years, with no space between them.
    if let Some((start, end)) = text.split_once('-')
        && is_year(start)
        && is_year(end)
    {
        return Some((date(start), date(end)));
    }
    let separator = SEPARATORS
        .iter()
        .find(|separator| text.contains(**separator))?;
    let (start, end) = text.split_once(separator)?;
    let start = date(start)?;
    match is_present(end) {
        true => Some((Some(start), None)),
        false => Some((Some(start), Some(date(end)?))),
    }
}

/// The start in a text such as `March 2021 – Present`, as it is written; the whole text where there is no end.
pub(crate) fn start_of(text: &str) -> &str {
    let start = SEPARATORS
        .iter()
        .find_map(|separator| text.split_once(separator));
    start.map_or(text, |(start, _)| start).trim()
}

/// The start and the end of a past role: the one date of a text that has no two is both.
pub(crate) fn of_role(duration: &str) -> Span {
    let both = || date(duration).map(|date| (Some(date.clone()), Some(date)));
    span(duration).or_else(both).unwrap_or_default()
}

/// The start and the end of an education: the one date of a text that has no two is the end.
pub(crate) fn of_education(text: &str) -> Span {
    span(text).unwrap_or_else(|| (None, date(text)))
}

fn is_year(text: &str) -> bool {
    text.len() == 4
        && text.starts_with(['1', '2'])
        && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the text is a number of one or two digits from 1 to `most`.
fn is_up_to(text: &str, most: u8) -> bool {
    let digits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits
        && text
            .parse()
            .is_ok_and(|number: u8| (1..=most).contains(&number))
}

/// The number of a month by its English name or the first letters of it.
fn month(name: &str) -> Option<usize> {
    let name = name.to_lowercase();
    let is_short = |full: &&str| {
        name.len() == 3 && full.starts_with(&name) || name == "sept" && *full == "september"
    };
    let index = MONTHS
        .iter()
        .position(|full| name == *full || is_short(full))?;
    Some(index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        for (text, expected) in [
            ("2021", Some("2021")),
            ("2021-03", Some("2021-03")),
            (" 2021-03-31 ", Some("2021-03-31")),
            ("March 2021", Some("2021-03")),
            ("Sept. 2021", Some("2021-09")),
            ("may 2021", Some("2021-05")),
            ("1 Mar 2021", Some("2021-03-01")),
            ("March 1, 2021", Some("2021-03-01")),
            ("3/2021", Some("2021-03")),
            ("2021/03", Some("2021-03")),
            ("03/04/2021", None),
            ("2021-13", None),
            ("2021-00", None),
            ("2021-3", None),
            ("2021-03-32", None),
            ("2021-03-01-01", None),
            ("3021", None),
            ("٢٠٢١", None),
            ("Ma 2021", None),
            ("March", None),
            ("March 21", None),
            ("March 40, 2021", None),
            ("", None),
        ] {
            assert_eq!(date(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn spans() {
        let some = |start: &str, end: &str| {
            let end = (!end.is_empty()).then(|| end.to_owned());
            Some((Some(start.to_owned()), end))
        };
        for (text, expected) in [
            ("August 2016 – February 2021", some("2016-08", "2021-02")),
            ("2016-08-01 - 2021-02", some("2016-08-01", "2021-02")),
            ("2016—2021", some("2016", "2021")),
            ("2016-2021", some("2016", "2021")),
            ("2016 to now", some("2016", "")),
            ("May 2016 - Present", some("2016-05", "")),
            ("since 2019", some("2019", "")),
            ("2016 - 2018 - 2021", None),
            ("2016 – a while", None),
            ("3 years", None),
            ("2016", None),
            ("", None),
        ] {
            assert_eq!(span(text), expected, "{text}");
        }
        assert_eq!(of_role("2016"), (Some("2016".into()), Some("2016".into())));
        assert_eq!(of_education("2016"), (None, Some("2016".into())));
        assert_eq!(of_education("some day"), (None, None));
    }
}
