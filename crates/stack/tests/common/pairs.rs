//! Combinations of options in which every compatible pair of values occurs.

use stack::{Allowed, Options, SETTINGS, Setting, SettingError};

/// Values of the settings whose values are text, as long as those that are met with.
const TEXTS: &[(&str, &[&str])] = &[
    (
        "api-name",
        &["resume", "The \"resume\" of A. N. Other: it's $5 & more"],
    ),
    ("stage", &["prod"]),
    (
        "tags",
        &[
            "",
            "cost-center=Resumes 2026,owner=ada@example.org,stage=prod",
        ],
    ),
    (
        "key-arn",
        &[
            "",
            "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        ],
    ),
    ("daily-quota", &["1000", "none"]),
    (
        "user-pool-arn",
        &[
            "",
            "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEfGhI",
        ],
    ),
    (
        "sign-in-return-urls",
        &[
            "http://localhost:8080/",
            "https://resume.example.org/console/,http://localhost:3000/",
        ],
    ),
    (
        "origins",
        &[
            "*",
            "",
            "https://example.org",
            "https://resume.example.org,http://localhost:8080",
        ],
    ),
    ("log-retention-days", &["365", "30"]),
    ("console-domain", &["", "resume.example.org"]),
    (
        "certificate-arn",
        &[
            "",
            "arn:aws:acm:us-east-1:123456789012:certificate/1234abcd-12ab-34cd-56ef-1234567890ab",
        ],
    ),
];

/// Texts for a setting.
pub(crate) fn texts(name: &str) -> Vec<&'static str> {
    let found = TEXTS.iter().find(|(setting, _)| *setting == name);
    found
        .map(|(_, values)| values.to_vec())
        .unwrap_or_else(|| panic!("no text for {name}"))
}

/// The values of a setting to test.
fn values(setting: &Setting) -> Vec<&'static str> {
    match setting.allowed {
        Allowed::Choice(choices) => choices.iter().map(|choice| choice.value).collect(),
        Allowed::Switch => vec!["on", "off"],
        // Any number will do.
        Allowed::Number { .. } => Vec::new(),
        Allowed::Numbers(_) | Allowed::Text { .. } => texts(setting.name),
    }
}

/// The settings with more than one value, and those.
type Domains = Vec<(&'static Setting, Vec<&'static str>)>;
/// A setting and one of its values, by their indices.
type Cell = (usize, usize);
/// A combination: an index into the values of each setting.
type Row = Vec<usize>;

/// Options for every compatible pair of values.
pub(crate) fn all_pairs() -> Vec<Options> {
    let domains: Domains = SETTINGS
        .iter()
        .map(|setting| (setting, values(setting)))
        .filter(|(_, values)| values.len() > 1)
        .collect();
    let mut open = Vec::new();
    for (a, (_, of_a)) in domains.iter().enumerate() {
        for (b, (_, of_b)) in domains.iter().enumerate().skip(a + 1) {
            for x in 0..of_a.len() {
                open.extend((0..of_b.len()).map(|y| ((a, x), (b, y))));
            }
        }
    }
    let mut rows = Vec::new();
    while let Some(&first) = open.first() {
        let row = best_row(&domains, &open, first);
        open.retain(|((a, x), (b, y))| !(row[*a] == *x && row[*b] == *y));
        rows.push(row);
    }
    rows.iter().map(|row| options(&domains, row)).collect()
}

/// The row with the pair that covers, setting by setting, the most of the open pairs.
fn best_row(domains: &Domains, open: &[(Cell, Cell)], ((a, x), (b, y)): (Cell, Cell)) -> Row {
    let mut row: Vec<Option<usize>> = vec![None; domains.len()];
    row[a] = Some(x);
    row[b] = Some(y);
    for (index, (_, values)) in domains.iter().enumerate() {
        if row[index].is_none() {
            row[index] = (0..values.len()).max_by_key(|value| {
                let covered = |(one, v): Cell, (other, w): Cell| {
                    one == index && v == *value && row[other] == Some(w)
                };
                let count = open
                    .iter()
                    .filter(|(p, q)| covered(*p, *q) || covered(*q, *p))
                    .count();
                // The first of equals.
                (count, values.len() - value)
            });
        }
    }
    row.into_iter().map(Option::unwrap_or_default).collect()
}

fn options(domains: &Domains, row: &Row) -> Options {
    let mut options = Options::recommended();
    for ((setting, values), index) in domains.iter().zip(row) {
        // Settings that have no meaning with the others are left out.
        let _: Result<(), SettingError> = setting.set(&mut options, values[*index]);
    }
    // A value that conflicts with the others is replaced.
    for problem in options.problems() {
        let value = match problem.name.as_str() {
            "certificate-arn" => {
                "arn:aws:acm:us-east-1:123456789012:certificate/1234abcd-12ab-34cd-56ef-1234567890ab"
            }
            _ => "off",
        };
        options
            .set(&problem.name, value)
            .unwrap_or_else(|error| panic!("{error}"));
    }
    assert_eq!(options.problems(), []);
    options
}
