//! A page of the list of stored resumes, as the API returns it.

use serde_json::Value;

/// The most resumes of a page: the API sends 100 at most.
const MOST: usize = 1_000;

/// A resume in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ListedResume {
    /// Its ID.
    pub(crate) id: String,
    /// Its name; empty if there is none.
    pub(crate) name: String,
    /// Its title; empty if there is none.
    pub(crate) title: String,
    /// Its version, if the API has versions.
    pub(crate) version: Option<String>,
}

/// A page of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ListedPage {
    /// Its resumes.
    pub(crate) resumes: Vec<ListedResume>,
    /// What the next page continues after; `None` for the last one.
    pub(crate) next: Option<String>,
}

impl ListedPage {
    /// The page in a response's body; `None` if it is no such page.
    pub(crate) fn from_json(body: &Value) -> Option<Self> {
        let resumes = body.get("resumes")?.as_array()?;
        let resumes = resumes.iter().take(MOST).map(ListedResume::from_json);
        Some(Self {
            resumes: resumes.collect::<Option<_>>()?,
            next: body.get("next").and_then(text),
        })
    }
}

impl ListedResume {
    fn from_json(listed: &Value) -> Option<Self> {
        let shown = |name: &str| match listed.get(name) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        Some(Self {
            id: text(listed.get("id")?)?,
            name: shown("name"),
            title: shown("title"),
            version: listed.get("version").and_then(text),
        })
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_page_is_read() {
        let body = json!({
            "resumes": [
                {"id": "ada", "name": "Ada", "title": null, "version": "v1="},
                {"id": "b\"en", "name": 1.5, "title": true},
            ],
            "next": "b\"en",
        });
        let page = ListedPage::from_json(&body).unwrap();
        let shown = |one: &ListedResume| (one.id.clone(), one.name.clone(), one.title.clone());
        let texts =
            |id: &str, name: &str, title: &str| (id.to_owned(), name.to_owned(), title.to_owned());
        assert_eq!(
            page.resumes.iter().map(shown).collect::<Vec<_>>(),
            [texts("ada", "Ada", ""), texts("b\"en", "1.5", "true")]
        );
        assert_eq!(page.resumes[0].version.as_deref(), Some("v1="));
        assert_eq!(page.next.as_deref(), Some("b\"en"));
        let last = json!({"resumes": [], "next": null});
        assert_eq!(ListedPage::from_json(&last), Some(ListedPage::default()));
    }

    #[test]
    fn what_is_no_page() {
        for body in [
            json!({}),
            json!([]),
            json!({"id": "ada"}),
            json!({"resumes": {}}),
            json!({"resumes": [1]}),
            json!({"resumes": [{"name": "x"}]}),
            json!({"resumes": [{"id": 1}]}),
        ] {
            assert_eq!(ListedPage::from_json(&body), None, "{body}");
        }
    }
}
