//! An object of an export, made from an object of the resume.

use super::node::{Node, Object};
use super::schema::{self, Members};
use crate::dates::Span;
use crate::field::Field;
use crate::import::restore::{MISSING, UNKNOWN};
use crate::names::{self, Names};
use crate::record::{MemberRef, Record};

/// An object of the resume while it is written: the members of JSON Resume, and what they can't hold.
pub(super) struct Entry<'a> {
    record: &'a dyn Record,
    prefix: &'static str,
    /// The members of JSON Resume.
    pub(super) members: Object,
    /// The members with the names of fields.
    pub(super) own: Object,
}

impl<'a> Entry<'a> {
    /// Starts with the fields that are not there, or hold something else than their row says. `prefix` is before the names of
    /// fields.
    pub(super) fn new(record: &'a dyn Record, prefix: &'static str) -> Entry<'a> {
        let mut own = Object::default();
        let mut missing = Vec::new();
        for member in record.shape().members {
            let name = format!("{prefix}{}", member.name);
            match record.member(member.name) {
                _ if !record.is_present(member.name) => missing.push(member.name),
                Some(MemberRef::Text(field @ (Field::Null | Field::Other(_)))) => {
                    own.add(name, Node::of(field));
                }
                Some(MemberRef::List(None) | MemberRef::Record(None)) => {
                    own.add(name, Node::of(&()));
                }
                _ => {}
            }
        }
        if !missing.is_empty() {
            own.add(MISSING, Node::texts(missing));
        }
        Entry {
            record,
            prefix,
            members: Object::default(),
            own,
        }
    }

    /// The text of a field; `None` where the field is not text.
    pub(super) fn get(&self, field: &str) -> Option<&'a str> {
        match self.record.member(field) {
            Some(MemberRef::Text(Field::Text(text))) => Some(text),
            _ => None,
        }
    }

    /// Writes a field as a member. A text that the member may not hold is written under the field's name, and an empty one
    /// not at all.
    pub(super) fn text(&mut self, member: &str, field: &str, fits: fn(&str) -> bool) {
        match self.get(field) {
            Some(text) if !text.is_empty() && fits(text) => {
                self.members.add(member, Node::Text(text.to_owned()));
            }
            Some(text) if !text.is_empty() => self.beside(field),
            _ => {}
        }
    }

    /// Writes a field under its own name.
    pub(super) fn beside(&mut self, field: &str) {
        if let Some(text) = self.get(field) {
            self.own.add(
                format!("{}{field}", self.prefix),
                Node::Text(text.to_owned()),
            );
        }
    }

    /// Writes a field under its own name, unless it is empty.
    pub(super) fn beside_unless_empty(&mut self, field: &str) {
        if self.get(field).is_some_and(|text| !text.is_empty()) {
            self.beside(field);
        }
    }

    /// Writes a start and an end.
    pub(super) fn dates(&mut self, (start, end): Span) {
        for (name, date) in [("startDate", start), ("endDate", end)] {
            if let Some(date) = date {
                self.members.add(name, Node::Text(date));
            }
        }
    }

    /// Writes the unknown fields: under their names, unless JSON Resume, or import, has another use for the name.
    pub(super) fn unknown(&mut self, rules: Members, names: Names) {
        let mut unknown = Object::default();
        for extra in self.record.extra() {
            let name = extra.name.as_str();
            let is_free = !names::has(names, name) && !name.starts_with("x-");
            if is_free && schema::rule(rules, name).is_none_or(|rule| rule.allows(&extra.json)) {
                self.members.add(name, Node::Raw(extra.json.clone()));
            } else {
                unknown.add(name, Node::Raw(extra.json.clone()));
            }
        }
        self.add_unknown(unknown);
    }

    /// Writes unknown fields that have no other place.
    pub(super) fn add_unknown(&mut self, unknown: Object) {
        if !unknown.is_empty() {
            self.own.add(UNKNOWN, Node::Object(unknown));
        }
    }

    /// The whole object.
    pub(super) fn finish(mut self) -> Node {
        self.members.append(self.own);
        Node::Object(self.members)
    }
}
