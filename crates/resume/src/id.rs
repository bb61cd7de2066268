//! IDs made from names.

/// At most so many characters.
const MOST: usize = 60;

/// An ID for the resume of a person, whose name is given in lower case: its letters and digits, hyphens between. Empty if the name has
/// neither.
///
/// A page has the browser's lower case: the tables of all letters, large and small, were 6 KB of it.
///
/// ```
/// let name = "Mira Okafor-Lindqvist".to_lowercase();
/// assert_eq!(resume::suggested_id(&name), "mira-okafor-lindqvist");
/// ```
pub fn suggested_id(lower: &str) -> String {
    let words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let id: String = words
        .collect::<Vec<_>>()
        .join("-")
        .chars()
        .take(MOST)
        .collect();
    id.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_all_scripts() {
        for (name, id) in [
            ("  José  M. Núñez, PhD ", "josé-m-núñez-phd"),
            ("ليلى حداد", "ليلى-حداد"),
            ("佐藤 葵", "佐藤-葵"),
            ("…", ""),
            ("", ""),
        ] {
            assert_eq!(suggested_id(&name.to_lowercase()), id);
        }
        assert_eq!(suggested_id(&"ab ".repeat(100)).len(), 59);
    }
}
