//! `conditional-comma`: a comma that, depending on a condition, is misplaced or missing.
//!
//! `{#if($a)"a":1,#end #if($b)"b": 2#end}` writes `{"a": 1,}` if `$b` is false, and
//! `[#foreach($n in $names)"$n"#end]` writes `["a""b"]`: neither is JSON ([RFC 8259, 4 and
//! 5](https://www.rfc-editor.org/rfc/rfc8259#section-4)). For each comma, bracket and string the rule
//! computes what can come next, on every path through the template: after a comma no `}`, `]` or comma,
//! after `{` and `[` no comma, after the end of an object, a list or a string no start of another. It
//! reports a violation that depends on some `#if` or `#foreach`. The rule assumes that every reference
//! writes something.
//!
//! Not reported: what a condition about the loop itself decides, as in `#if($foreach.hasNext),#end`, or one
//! about a variable that is set more than once, such as a counter; a comma under a condition about the
//! size of the list of the next loop, as in `#if($list.size() > 0),#end`; paths on which a
//! condition would have to be true in one place and false in another, and, where a comma is first or
//! missing, paths whose conditions ask about the same thing.

use super::json::{self, State};
use super::pieces::{At, End, Piece, Way, pieces};
use super::{Edit, Lint, Subject};
use crate::span::Span;

/// How many pieces are searched.
const BUDGET: usize = 1_000_000;

/// The most conditions skipped between two compared pieces: beyond that, first or missing commas are not
/// reported.
const MOST_SKIPPED: usize = 30;

pub(super) fn check<'t>(subject: &Subject<'t>, found: &mut Vec<Lint>) {
    if !json::is_written(subject.nodes, subject.at.place) {
        return;
    }
    let mut at = At {
        state: State::Outside,
        depth: 0,
    };
    let pieces = pieces(subject, subject.nodes, subject.at.place, &mut at);
    let mut search = Search {
        subject,
        found,
        budget: BUDGET,
        conditions: Vec::new(),
        lists: Vec::new(),
    };
    search.pieces(&pieces, None, false);
}

/// What comes after a list of pieces: the rest of the list around it, and so on outward.
struct Behind<'p, 't> {
    /// The list of pieces, and the index of the next one in it.
    pieces: &'p [Piece<'t>],
    next: usize,
    /// The body of the loop around it, which may run another round.
    again: Option<&'p [Piece<'t>]>,
    outer: Option<&'p Behind<'p, 't>>,
}

/// What can come next.
#[derive(Clone, Copy, Default)]
struct Next {
    close: bool,
    other: bool,
    /// The start of an object, a list or a string.
    start: bool,
    comma: Option<Span>,
    /// Everything up to the end may write nothing.
    through: bool,
}

impl Next {
    fn or(self, next: Next) -> Next {
        Next {
            close: self.close | next.close,
            other: self.other | next.other,
            start: self.start | next.start,
            comma: self.comma.or(next.comma),
            through: next.through,
        }
    }
}

/// The conditions on a path to what comes next.
#[derive(Default)]
struct Path<'t> {
    /// What was skipped: conditions that are false, and lists that are empty.
    skipped: Vec<&'t str>,
    /// A skipped condition may decide whether a comma is needed.
    muted: bool,
    /// A condition about the loop was skipped, in the loop.
    in_round: bool,
}

impl Path<'_> {
    fn is_muted(&self) -> bool {
        self.muted || self.in_round
    }

    /// Whether `condition` shares a reference with what was skipped.
    fn has_to_do_with(&self, condition: &str) -> bool {
        let has = |other: &str| {
            references(other).any(|one| references(condition).any(|two| overlap(one, two)))
        };
        self.skipped.iter().any(|skipped| has(skipped))
    }
}

/// The references in a condition, each up to the first parenthesis or bracket.
fn references(condition: &str) -> impl Iterator<Item = &str> {
    condition.split('$').skip(1).map(|rest| {
        let rest = rest.trim_start_matches(['!', '{']);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-' | '.'));
        rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
    })
}

/// Whether one is the other, or a property of it.
fn overlap(one: &str, two: &str) -> bool {
    let is_part = |part: &str, whole: &str| {
        let rest = part.strip_prefix(whole);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    is_part(one, two) || is_part(two, one)
}

struct Search<'f, 't> {
    subject: &'f Subject<'t>,
    found: &'f mut Vec<Lint>,
    budget: usize,
    /// The conditions that hold here.
    conditions: Vec<&'t str>,
    /// The lists of the loops around.
    lists: Vec<&'t str>,
}

impl<'t> Search<'_, 't> {
    /// Looks for commas in `pieces`; `decided` if a condition decides whether they are written.
    fn pieces(&mut self, pieces: &[Piece<'t>], behind: Option<&Behind<'_, 't>>, decided: bool) {
        for (at, piece) in pieces.iter().enumerate() {
            let rest = Behind {
                pieces,
                next: at + 1,
                again: None,
                outer: behind,
            };
            match piece {
                Piece::TextStart | Piece::Item => {}
                Piece::Open => {
                    let next = self.behind(&rest);
                    if let Some(comma) = next.comma
                        && (next.close || next.other)
                    {
                        self.tell_first(comma, "the first thing behind `{` or `[`");
                    }
                }
                Piece::Comma(span) => {
                    let next = self.behind(&rest);
                    if next.close && (decided || next.other || next.comma.is_some()) {
                        self.tell_last(*span, &rest);
                    }
                    if let Some(comma) = next.comma
                        && (decided || next.close || next.other)
                    {
                        self.tell_first(comma, "the first thing behind another one");
                    }
                }
                Piece::Close(end) | Piece::TextEnd(end) => {
                    let next = self.behind(&rest);
                    let decides = decided || next.close || next.other || next.comma.is_some();
                    if end.inside && next.start && decides {
                        self.tell_missing(*end, &rest);
                    }
                }
                Piece::Branch { ways, .. } => {
                    for way in ways.iter().filter(|way| !way.of_loop) {
                        self.conditions.push(way.condition);
                        self.pieces(&way.body, Some(&rest), true);
                        self.conditions.pop();
                    }
                    // A comma between rounds is correct; anything else in such a branch is still
                    // checked.
                    for way in ways.iter().filter(|way| way.of_loop && way.body.len() > 1) {
                        self.pieces(&way.body, Some(&rest), false);
                    }
                }
                Piece::Loop { list, body } => {
                    let around = Behind {
                        again: Some(body),
                        ..rest
                    };
                    self.lists.push(list);
                    self.pieces(body, Some(&around), true);
                    self.lists.pop();
                }
            }
        }
    }

    fn behind(&mut self, behind: &Behind<'_, 't>) -> Next {
        let mut all = Next::default();
        let mut path = Path::default();
        let mut level = Some(behind);
        while let Some(behind) = level {
            if let Some(body) = behind.again {
                let mut round = Path {
                    skipped: path.skipped.clone(),
                    ..path
                };
                all = all.or(self.first(body, &mut round));
                path.in_round = false;
            }
            let rest = behind.pieces.get(behind.next..).unwrap_or_default();
            all = all.or(self.first(rest, &mut path));
            if !all.through {
                return all;
            }
            level = behind.outer;
        }
        all
    }

    /// What `pieces` can write first.
    fn first(&mut self, pieces: &[Piece<'t>], path: &mut Path<'t>) -> Next {
        let mut all = Next::default();
        for piece in pieces {
            if self.budget == 0 {
                return all;
            }
            self.budget -= 1;
            let other = Next {
                other: true,
                ..Next::default()
            };
            let next = match piece {
                Piece::Close(_) => Next {
                    close: true,
                    ..Next::default()
                },
                Piece::Comma(span) => Next {
                    comma: (!path.is_muted()).then_some(*span),
                    other: path.is_muted(),
                    ..Next::default()
                },
                Piece::Open | Piece::TextStart => Next {
                    start: !path.is_muted(),
                    ..other
                },
                Piece::TextEnd(_) | Piece::Item => other,
                // It was empty before.
                Piece::Loop { list, .. } if path.skipped.contains(list) => Next {
                    through: true,
                    ..Next::default()
                },
                Piece::Loop { list, body } => {
                    let in_round = path.in_round;
                    let next = self.first(body, path);
                    path.in_round = in_round;
                    path.skipped.push(list);
                    Next {
                        through: next.through || !self.goes_round(list),
                        ..next
                    }
                }
                Piece::Branch { ways, complete } => self.first_of_ways(ways, *complete, path),
            };
            all = all.or(next);
            if !next.through {
                return all;
            }
        }
        all.through = true;
        all
    }

    /// Whether this is in a loop over `list`, or a condition that holds here is about its size: then the
    /// loop over it is assumed to run at least once.
    fn goes_round(&self, list: &str) -> bool {
        let asks = |rest: &str| {
            let part = rest.trim_start_matches(['}', '.']);
            ["size()", "isEmpty()", "empty"]
                .iter()
                .any(|ask| part.starts_with(ask))
        };
        // A list literal has entries.
        let written = list.starts_with('[') && list != "[]";
        written
            || !list.is_empty() && self.lists.contains(&list)
            || !list.is_empty()
                && self.conditions.iter().any(|condition| {
                    let mut after = condition.split(list).skip(1);
                    after.any(asks)
                })
    }

    fn first_of_ways(&mut self, ways: &[Way<'t>], complete: bool, path: &mut Path<'t>) -> Next {
        let mut all = Next {
            through: !complete,
            ..Next::default()
        };
        path.muted |= ways.iter().any(|way| way.of_count) || path.skipped.len() > MOST_SKIPPED;
        path.in_round |= ways.iter().any(|way| way.of_loop);
        let muted = path.muted;
        let skipped = path.skipped.len();
        let known = !muted && ways.iter().any(|way| path.has_to_do_with(way.condition));
        for way in ways {
            // The condition of the comma itself holds here, too.
            let holds = !way.condition.is_empty() && self.conditions.contains(&way.condition);
            path.muted = muted || (known && !holds);
            let next = self.first(&way.body, path);
            path.muted = muted;
            path.skipped.truncate(skipped);
            if holds {
                return next;
            }
            let through = all.through | next.through;
            all = Next {
                through,
                ..all.or(next)
            };
        }
        if !muted {
            path.skipped.extend(ways.iter().map(|way| way.condition));
        }
        all
    }

    fn tell(&mut self, span: Span, message: String, repair: &str, edits: Vec<Edit>) {
        self.found.push(Lint {
            code: "conditional-comma",
            span,
            message,
            repair: repair.to_owned(),
            edits,
        });
    }

    fn tell_last(&mut self, span: Span, rest: &Behind<'_, 't>) {
        let edits = match self.ends_round(rest) {
            // A comma of a literal text can't be replaced within it.
            true => self.subject.edit(span, ",", "#if($foreach.hasNext),#end"),
            false => Vec::new(),
        };
        self.tell(
            span,
            "this comma can be the last thing before `}` or `]`, which is no JSON; it depends on \
             the conditions and loops around it"
                .to_owned(),
            "write the comma with what comes behind it: a member that is always there first, then \
             #if(…), \"name\": …#end; in a loop #if($foreach.hasNext),#end",
            edits,
        );
    }

    fn tell_first(&mut self, span: Span, what: &str) {
        self.tell(
            span,
            format!(
                "this comma can be {what}, which is no JSON; it depends on the conditions and loops \
                 around it"
            ),
            "write the comma in the #if or #foreach with what stands before it",
            Vec::new(),
        );
    }

    fn tell_missing(&mut self, end: End, rest: &Behind<'_, 't>) {
        let edits = match self.ends_round(rest) {
            true => vec![Edit {
                span: Span::new(end.span.end, end.span.end),
                text: "#if($foreach.hasNext),#end".to_owned(),
            }],
            false => Vec::new(),
        };
        self.tell(
            end.span,
            "what ends here can be followed by the start of another value without a comma, which \
             is no JSON"
                .to_owned(),
            "write a comma under the same condition as what comes behind it; in a loop \
             #if($foreach.hasNext),#end",
            edits,
        );
    }

    /// Whether this comes last in a round of a loop that only `}` or `]` can follow.
    fn ends_round(&mut self, rest: &Behind<'_, 't>) -> bool {
        let Some(outer) = rest.outer.filter(|outer| outer.again.is_some()) else {
            return false;
        };
        let after = Behind {
            again: None,
            ..*outer
        };
        let next = self.behind(&after);
        rest.next == rest.pieces.len() && next.close && !next.other && next.comma.is_none()
    }
}
