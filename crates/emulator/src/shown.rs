//! What the text of a mapping template shows of the request that it writes, without running it.

/// A mapping template that writes a request of DynamoDB.
pub(crate) struct Shown<'t>(pub(crate) &'t str);

/// An attribute: its name and its type, such as `S`.
pub(crate) type Attribute<'t> = (&'t str, &'t str);

/// A key condition.
#[derive(Debug, PartialEq)]
pub(crate) struct Condition<'t> {
    pub(crate) partition: Attribute<'t>,
    pub(crate) sort: Option<Attribute<'t>>,
}

impl<'t> Shown<'t> {
    /// The text after the first member with a name.
    fn after(&self, name: &str) -> Option<&'t str> {
        let quoted = format!("\"{name}\"");
        let text: &'t str = self.0;
        let mut parts = text.match_indices(&quoted);
        parts.find_map(|(at, found)| {
            let rest = text.get(at + found.len()..)?.trim_start();
            Some(rest.strip_prefix(':')?.trim_start())
        })
    }

    /// The literal text of a member.
    pub(crate) fn text(&self, name: &str) -> Option<&'t str> {
        let rest = self.after(name)?.strip_prefix('"')?;
        rest.split('"').next()
    }

    /// The attributes of a member such as `Key`: `{"id": {"S": …}}`, up to what is not written like that.
    pub(crate) fn attributes(&self, name: &str) -> Vec<Attribute<'t>> {
        let mut found = Vec::new();
        let Some(mut rest) = self.after(name).and_then(|rest| rest.strip_prefix('{')) else {
            return found;
        };
        while let Some((attribute, after)) = member(rest) {
            let Some((kind, after)) = after.strip_prefix('{').and_then(member) else {
                break;
            };
            found.push((attribute, kind));
            let Some((_, after)) = after.split_once('}') else {
                break;
            };
            let Some(next) = after.trim_start().strip_prefix(',') else {
                break;
            };
            rest = next;
        }
        found
    }

    /// `KeyConditionExpression`: the partition key, which equals a value, and another attribute.
    pub(crate) fn key_condition(&self) -> Option<Condition<'t>> {
        let expression = self.text("KeyConditionExpression")?;
        let mut parts = split_and(expression)
            .into_iter()
            .map(|part| self.operand(part));
        let partition = parts.next()??;
        Some(Condition {
            partition,
            sort: parts.next().flatten(),
        })
    }

    /// The attribute of one comparison of a condition.
    fn operand(&self, part: &'t str) -> Option<Attribute<'t>> {
        let part = part.trim().trim_start_matches('(');
        let part = part.strip_prefix("begins_with").unwrap_or(part);
        let part = part.trim_start().trim_start_matches('(').trim_start();
        let end = part.find(|c: char| !(c.is_ascii_alphanumeric() || "#_.-".contains(c)));
        let name = part.get(..end.unwrap_or(part.len()))?;
        let name = match name.starts_with('#') {
            true => self.text(name)?,
            false => name,
        };
        let value = part
            .find(':')
            .and_then(|at| part.get(at..))
            .unwrap_or_default();
        let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || ":_".contains(c)));
        let value = value.get(..end.unwrap_or(value.len())).unwrap_or_default();
        let rest = self.after(value).and_then(|rest| rest.strip_prefix('{'));
        let kind = rest.and_then(member).map_or("S", |(kind, _)| kind);
        (!name.is_empty()).then_some((name, kind))
    }

    /// The attribute of `attribute_not_exists(…)`, which an item must not have yet.
    pub(crate) fn required_absent(&self) -> Option<&'t str> {
        let expression = self.text("ConditionExpression")?;
        let (_, rest) = expression.split_once("attribute_not_exists")?;
        let name = rest
            .trim_start()
            .strip_prefix('(')?
            .split(')')
            .next()?
            .trim();
        match name.starts_with('#') {
            true => self.text(name),
            false => Some(name),
        }
    }
}

/// The name of the member with which a text starts, and the text of its value.
fn member(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.trim_start().strip_prefix('"')?.split_once('"')?;
    let rest = rest.trim_start().strip_prefix(':')?;
    Some((name, rest.trim_start()))
}

/// The parts of a condition between its `AND`s.
fn split_and(expression: &str) -> Vec<&str> {
    let lower = expression.to_ascii_lowercase();
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, found) in lower.match_indices(" and ") {
        parts.extend(expression.get(from..at));
        from = at + found.len();
    }
    parts.extend(expression.get(from..));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_an_item() {
        let template = Shown(
            r##"#set($id = $input.params("id")) { "TableName": "books",
              "Key" : { "isbn": {"S": "$input.params("id")"}, "year" : { "N": "7" } } }"##,
        );
        assert_eq!(template.text("TableName"), Some("books"));
        assert_eq!(template.attributes("Key"), [("isbn", "S"), ("year", "N")]);
        assert_eq!(template.attributes("Item"), []);
        assert_eq!(template.key_condition(), None);
    }

    #[test]
    fn the_key_of_a_query() {
        for (condition, expected) in [
            ("isbn = :a", (("isbn", "S"), None)),
            ("isbn=:a AND #y > :b", (("isbn", "S"), Some(("year", "N")))),
            (
                "(isbn = :a) and begins_with(#y, :b)",
                (("isbn", "S"), Some(("year", "N"))),
            ),
        ] {
            let text = format!(
                r##"{{"KeyConditionExpression": "{condition}", "ExpressionAttributeNames": {{"#y": "year"}},
                "ExpressionAttributeValues": {{":a": {{"S": "x"}}, ":b": {{"N": "1"}}}}}}"##
            );
            let (partition, sort) = expected;
            let expected = Some(Condition { partition, sort });
            assert_eq!(Shown(&text).key_condition(), expected, "{condition}");
        }
    }

    #[test]
    fn what_is_not_there_yet() {
        let template = Shown(
            r##"{"Item": {"a": {"S": "1"}, "id": {"S": "2"}},
            "ConditionExpression": "attribute_not_exists(#i)", "ExpressionAttributeNames": {"#i": "id"}}"##,
        );
        assert_eq!(template.required_absent(), Some("id"));
        assert_eq!(template.attributes("Item"), [("a", "S"), ("id", "S")]);
        for broken in [
            "",
            "{",
            r#"{"Key":"#,
            r#"{"Key": {"#,
            r#"{"Key": {"a""#,
            r#""KeyConditionExpression": ""#,
        ] {
            assert_eq!(Shown(broken).attributes("Key"), [], "{broken}");
            assert_eq!(Shown(broken).key_condition(), None, "{broken}");
        }
    }
}
