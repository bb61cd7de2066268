//! The entered API keys, each with the address of its API.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// Keys by the address of their API, as [`crate::api::address::check`] returns it; `None` is a key that was entered
/// before any address. A key is sent only to its own address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ApiKeys(BTreeMap<Option<String>, String>);

impl ApiKeys {
    /// The key for an address; empty for none.
    pub(crate) fn of(&self, base: Option<&str>) -> &str {
        let key = self.0.get(&base.map(str::to_owned));
        key.map_or("", String::as_str)
    }

    /// A key was entered for an address.
    pub(crate) fn enter(&mut self, base: Option<&str>, key: String) {
        let base = base.map(str::to_owned);
        if key.is_empty() {
            self.0.remove(&base);
        } else {
            self.0.insert(base, key);
        }
    }

    /// An address was entered: the key that was entered before it is for this one, unless it has one already.
    pub(crate) fn bind(&mut self, base: &str) {
        if let Some(key) = self.0.remove(&None) {
            self.0.entry(Some(base.to_owned())).or_insert(key);
        }
    }

    /// The key of one address as text for the browser's storage: address and key in one value, so that no tab can join
    /// the one to another's other.
    pub(crate) fn to_json(&self, base: Option<&str>) -> String {
        // A key without an address could be sent anywhere.
        let key = base.map_or("", |_| self.of(base));
        json!({"url": base.unwrap_or_default(), "key": key}).to_string()
    }

    /// Adds the key from the text of [`ApiKeys::to_json`]; any other text has none. An empty one removes the key if
    /// `removes` says that both are of the same keys.
    pub(crate) fn add_json(&mut self, text: &str, removes: bool) {
        let kept: Value = serde_json::from_str(text).unwrap_or_default();
        let member = |name: &str| kept.get(name).and_then(Value::as_str);
        if let (Some(base), Some(key)) = (member("url"), member("key"))
            && !base.is_empty()
            && (removes || !key.is_empty())
        {
            self.enter(Some(base), key.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Option<&str> = Some("https://a.example/");
    const B: Option<&str> = Some("https://b.example/");

    #[test]
    fn a_key_is_of_its_address_alone() {
        let mut keys = ApiKeys::default();
        keys.enter(A, "of-a".to_owned());
        assert_eq!((keys.of(A), keys.of(B), keys.of(None)), ("of-a", "", ""));
        keys.enter(B, "of-b".to_owned());
        assert_eq!((keys.of(A), keys.of(B)), ("of-a", "of-b"));
        keys.enter(B, String::new());
        assert_eq!((keys.of(A), keys.of(B)), ("of-a", ""));
    }

    #[test]
    fn a_key_that_came_first_is_for_the_next_address_alone() {
        let mut keys = ApiKeys::default();
        keys.enter(None, "first".to_owned());
        keys.bind("https://a.example/");
        keys.bind("https://b.example/");
        assert_eq!((keys.of(None), keys.of(A), keys.of(B)), ("", "first", ""));
        keys.enter(None, "second".to_owned());
        keys.bind("https://a.example/");
        assert_eq!((keys.of(None), keys.of(A)), ("", "first"));
    }

    #[test]
    fn the_text_in_storage_names_the_address() {
        let mut keys = ApiKeys::default();
        keys.enter(A, "of-a".to_owned());
        keys.enter(None, "of-none".to_owned());
        let mut read = ApiKeys::default();
        read.add_json(&keys.to_json(A), false);
        assert_eq!((read.of(A), read.of(B)), ("of-a", ""));
        keys.enter(A, String::new());
        read.add_json(&keys.to_json(A), false);
        assert_eq!(read.of(A), "of-a");
        read.add_json(&keys.to_json(A), true);
        assert_eq!(read.of(A), "");
        for text in [keys.to_json(B), keys.to_json(None)] {
            assert!(!text.contains("of-"), "{text}");
        }
        for text in [
            "a-bare-key",
            "",
            "{",
            "[]",
            r#"{"key": "x"}"#,
            r#"{"url": 1, "key": "x"}"#,
        ] {
            let mut read = ApiKeys::default();
            read.add_json(text, true);
            assert_eq!(read, ApiKeys::default(), "{text}");
        }
    }
}
