//! Which of the stored drafts are current, and which were replaced.
//!
//! A draft lists the drafts that it replaces, each at a revision. One that no other replaces is current. Two tabs that
//! type at once start a draft each, from the same one: then both are current, in any order of writes. Each resume of
//! this browser has drafts of its own: none replaces another's.

use std::collections::{BTreeMap, BTreeSet};

use super::record::{Record, Replaced};

/// How many replaced drafts are kept.
pub(crate) const MOST_PREVIOUS: usize = 10;

/// The current drafts of all resumes, the latest first.
pub(crate) fn heads(records: &[Record]) -> Vec<&Record> {
    let mut heads = Vec::new();
    let mut rest: Vec<&Record> = records.iter().collect();
    while let Some(first) = rest.first().copied() {
        let (own, others): (Vec<_>, Vec<_>) = rest
            .into_iter()
            .partition(|record| record.document == first.document);
        heads.extend(heads_of_one(&own));
        rest = others;
    }
    heads.sort_by(|one, other| other.time.total_cmp(&one.time));
    heads
}

/// The current drafts of one resume.
pub(crate) fn heads_of<'a>(records: &'a [Record], document: &str) -> Vec<&'a Record> {
    let mut heads = heads(records);
    heads.retain(|head| head.document == document);
    heads
}

fn heads_of_one<'a>(records: &[&'a Record]) -> Vec<&'a Record> {
    let covers = covers(records.iter().copied());
    let heads = uncovered(records, &covers);
    let is_deleted = |record: &&&Record| {
        let mut over = record.over.iter();
        record.text.is_none() && over.any(|over| over.why == Replaced::DELETED)
    };
    if !heads.is_empty() || records.iter().any(|record| is_deleted(&record)) {
        return heads;
    }
    // Two tabs have decided for each other's draft at the same time: nothing is decided.
    let drafts = records.iter().filter(|record| record.text.is_some());
    uncovered(records, &self::covers(drafts.copied()))
}

/// Whether a record replaces `id` at `rev`.
pub(crate) fn is_covered(records: &[Record], id: &str, rev: u32) -> bool {
    let mut others = records.iter().filter(|record| record.id != id);
    others.any(|record| {
        let mut over = record.over.iter();
        over.any(|over| over.id == id && over.rev >= rev)
    })
}

/// The drafts that a continuation of `record` replaces: it, and all that it replaces.
pub(crate) fn over(record: &Record, why: &str) -> Vec<Replaced> {
    let mut all = record.over.clone();
    add(
        &mut all,
        Replaced {
            id: record.id.clone(),
            rev: record.rev,
            why: why.to_owned(),
        },
    );
    all
}

/// Adds a replaced draft; of one draft the latest write counts.
pub(crate) fn add(all: &mut Vec<Replaced>, one: Replaced) {
    match all.iter_mut().find(|other| other.id == one.id) {
        Some(other) if other.rev > one.rev => {}
        Some(other) => *other = one,
        None => all.push(one),
    }
}

/// A draft that was replaced.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Previous {
    /// The draft.
    pub(crate) record: Record,
    /// The step that replaced it.
    pub(crate) why: String,
}

/// The replaced drafts to offer, the latest first, and the IDs of the records that are not needed any more.
///
/// `is_blank` returns whether a text is an empty resume.
pub(crate) fn previous(
    records: &[Record],
    is_blank: impl Fn(&str) -> bool,
) -> (Vec<Previous>, Vec<(String, u32)>) {
    let heads = heads(records);
    let current: BTreeSet<&str> = heads.iter().map(|head| head.id.as_str()).collect();
    let covers = covers(records.iter());
    let mut texts: BTreeSet<&str> = heads
        .iter()
        .filter_map(|head| head.text.as_deref())
        .collect();
    let of_heads = texts.clone();
    let mut rest: Vec<&Record> = records
        .iter()
        .filter(|record| !current.contains(record.id.as_str()))
        .collect();
    // Drafts that were only continued lose the least.
    let class = |record: &Record| {
        covers
            .get(record.id.as_str())
            .is_some_and(|over| over.why == Replaced::CONTINUED)
    };
    rest.sort_by(|one, other| {
        (class(one), other.time)
            .partial_cmp(&(class(other), one.time))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    let mut kept = Vec::new();
    let mut needless = Vec::new();
    for record in rest {
        let why = covers.get(record.id.as_str()).map_or("", |over| &over.why);
        match record.text.as_deref() {
            // A decision is needed as long as the draft that it decided against exists.
            None => {
                let decides = record.over.iter().any(|over| {
                    let mut there = records.iter();
                    there.any(|one| one.id == over.id && one.rev <= over.rev)
                });
                if !decides {
                    needless.push((record.id.clone(), record.rev));
                }
            }
            Some(text) if of_heads.contains(text) => {}
            Some(text)
                if why == Replaced::RELOAD
                    || is_blank(text)
                    || kept.len() == MOST_PREVIOUS
                    || !texts.insert(text) =>
            {
                needless.push((record.id.clone(), record.rev));
            }
            Some(_) => kept.push(Previous {
                record: record.clone(),
                why: why.to_owned(),
            }),
        }
    }
    kept.sort_by(|one, other| other.record.time.total_cmp(&one.record.time));
    (kept, needless)
}

/// The replaced drafts, by ID.
fn covers<'a>(records: impl Iterator<Item = &'a Record>) -> BTreeMap<&'a str, &'a Replaced> {
    let mut covers: BTreeMap<&str, &Replaced> = BTreeMap::new();
    for record in records {
        for over in record.over.iter().filter(|over| over.id != record.id) {
            let known = covers.entry(&over.id).or_insert(over);
            if known.rev < over.rev {
                *known = over;
            }
        }
    }
    covers
}

fn uncovered<'a>(records: &[&'a Record], covers: &BTreeMap<&str, &Replaced>) -> Vec<&'a Record> {
    records
        .iter()
        .copied()
        .filter(|record| {
            let covered = covers.get(record.id.as_str());
            record.text.is_some() && covered.is_none_or(|over| over.rev < record.rev)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(id: &str, rev: u32, text: &str, over: &[(&str, u32)]) -> Record {
        let over = over.iter().map(|(id, rev)| Replaced {
            id: (*id).to_owned(),
            rev: *rev,
            why: "a test".to_owned(),
        });
        Record {
            id: id.to_owned(),
            rev,
            time: f64::from(rev),
            document: String::new(),
            label: String::new(),
            name: String::new(),
            over: over.collect(),
            text: Some(text.to_owned()),
        }
    }

    fn choice(id: &str, over: &[(&str, u32)]) -> Record {
        Record {
            text: None,
            ..record(id, 1, "", over)
        }
    }

    fn ids(records: &[&Record]) -> Vec<String> {
        records.iter().map(|record| record.id.clone()).collect()
    }

    #[test]
    fn what_is_gone_on_with_is_replaced_until_it_goes_on_itself() {
        let mut all = vec![
            record("a", 3, "one", &[]),
            record("b", 1, "two", &[("a", 3)]),
        ];
        assert_eq!(ids(&heads(&all)), ["b"]);
        all[0].rev = 4;
        assert_eq!(ids(&heads(&all)), ["a", "b"]);
    }

    #[test]
    fn two_that_go_on_from_one_are_both_current() {
        let all = [
            record("a", 3, "one", &[]),
            record("b", 1, "two", &[("a", 3)]),
            record("c", 2, "three", &[("a", 3)]),
        ];
        assert_eq!(ids(&heads(&all)), ["c", "b"]);
    }

    #[test]
    fn a_decision_replaces_without_being_current() {
        let mut all = vec![
            record("a", 1, "one", &[]),
            record("b", 2, "two", &[]),
            choice("x", &[("a", 1)]),
        ];
        assert_eq!(ids(&heads(&all)), ["b"]);
        // The other tab decides the other way: nothing is decided, and nothing lost.
        all.push(choice("y", &[("b", 2)]));
        assert_eq!(ids(&heads(&all)), ["b", "a"]);
    }

    #[test]
    fn each_resume_has_its_own_current_drafts() {
        let of = |document: &str, record: Record| Record {
            document: document.to_owned(),
            ..record
        };
        let mut all = vec![
            record("a", 1, "one", &[]),
            of("k", record("b", 2, "two", &[])),
            of("k", record("c", 3, "three", &[("b", 2)])),
        ];
        assert_eq!(ids(&heads(&all)), ["c", "a"]);
        assert_eq!(ids(&heads_of(&all, "")), ["a"]);
        // Deleted: it has none, until it is continued.
        let mut deleted = of("k", choice("x", &[("b", 2), ("c", 3)]));
        for over in &mut deleted.over {
            over.why = Replaced::DELETED.to_owned();
        }
        all.push(deleted);
        assert_eq!(ids(&heads_of(&all, "k")), Vec::<String>::new());
        assert_eq!(ids(&heads(&all)), ["a"]);
        let (previous, needless) = previous(&all, str::is_empty);
        let previous: Vec<&str> = previous.iter().map(|one| one.record.id.as_str()).collect();
        assert_eq!(previous, ["c", "b"]);
        assert_eq!(needless, []);
        all[2].rev = 4;
        assert_eq!(ids(&heads_of(&all, "k")), ["c"]);
    }

    #[test]
    fn removing_what_is_between_does_not_bring_the_old_back() {
        let a = record("a", 1, "one", &[]);
        let b = Record {
            over: over(&a, "a test"),
            ..record("b", 1, "two", &[])
        };
        let c = Record {
            over: over(&b, "a test"),
            ..record("c", 1, "three", &[])
        };
        assert_eq!(ids(&heads(&[a, c])), ["c"]);
    }

    #[test]
    fn ten_replaced_drafts_are_kept_each_text_once() {
        let mut all: Vec<Record> = (1..=14)
            .map(|n| record(&format!("r{n}"), n, &format!("text {n}"), &[]))
            .collect();
        all.push(record("twin", 9, "text 14", &[]));
        all.push(record("blank", 9, "", &[]));
        all.push(record("as the head", 20, "head", &[]));
        let every: Vec<(String, u32)> = all.iter().map(|one| (one.id.clone(), one.rev)).collect();
        let over: Vec<(&str, u32)> = every.iter().map(|(id, rev)| (id.as_str(), *rev)).collect();
        all.push(record("head", 1, "head", &over));
        let (kept, needless) = previous(&all, str::is_empty);
        let kept: Vec<&str> = kept.iter().map(|one| one.record.id.as_str()).collect();
        let expected = [
            "r14", "r13", "r12", "r11", "r10", "r9", "r8", "r7", "r6", "r5",
        ];
        assert_eq!(kept, expected);
        let mut needless: Vec<String> = needless.into_iter().map(|(id, _)| id).collect();
        needless.sort();
        assert_eq!(needless, ["blank", "r1", "r2", "r3", "r4", "twin"]);
    }

    #[test]
    fn what_was_reloaded_is_not_listed_and_what_was_gone_on_with_goes_first() {
        let mut all: Vec<Record> = (1..=11)
            .map(|n| record(&format!("r{n}"), n, &format!("text {n}"), &[]))
            .collect();
        let mut head = record("head", 1, "head", &[]);
        for (n, one) in all.iter().enumerate() {
            let why = match n {
                9 => Replaced::RELOAD,
                10 => Replaced::CONTINUED,
                _ => "opening a file",
            };
            head.over.extend(over(one, why));
        }
        all.push(head);
        let (kept, needless) = previous(&all, str::is_empty);
        assert_eq!(kept.len(), 10);
        assert_eq!(kept[0].record.id, "r11");
        assert_eq!(needless, [("r10".to_owned(), 10)]);
        // With one more replaced draft, the one that was only continued is removed first.
        let one_more = record("r12", 12, "text 12", &[]);
        let last = all.len() - 1;
        all[last].over.extend(over(&one_more, "opening a file"));
        all.push(one_more);
        let (kept, needless) = previous(&all, str::is_empty);
        assert_eq!(kept.len(), 10);
        assert!(needless.contains(&("r11".to_owned(), 11)), "{needless:?}");
    }
}
