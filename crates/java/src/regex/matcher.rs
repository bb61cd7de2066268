//! The matcher: runs a program by backtracking.

use std::collections::HashSet;

use super::class::{ends_line, is_word};
use super::parser::Assert;
use super::program::Op;
use super::{Found, Regex, TooLong};

/// A backtracking entry.
enum Back {
    Try { at: usize, place: usize },
    Slot { slot: usize, old: Option<usize> },
    Loop { counter: usize, old: usize },
}

struct Machine<'a> {
    program: &'a [Op],
    text: &'a [char],
    whole: bool,
    /// Where the match before ended.
    last: usize,
    slots: Vec<Option<usize>>,
    loops: Vec<usize>,
    failed: HashSet<(usize, usize)>,
    remembers: bool,
    steps: &'a mut usize,
}

pub(super) fn find(
    regex: &Regex,
    text: &[char],
    (from, last): (usize, usize),
    whole: bool,
    steps: &mut usize,
) -> Result<Option<Found>, TooLong> {
    let mut machine = Machine {
        program: &regex.program,
        text,
        whole,
        last,
        slots: vec![None; regex.groups * 2 + 2],
        loops: vec![usize::MAX; regex.loops],
        failed: HashSet::new(),
        remembers: regex.remembers,
        steps,
    };
    *machine.steps = machine.steps.saturating_sub(machine.slots.len() / 8);
    for start in from..=text.len() {
        if let Some(mut end) = machine.run(0, start, None)? {
            if machine.remembers && regex.empties {
                end = machine.again(start, end);
            }
            return Ok(Some(Found {
                start,
                end,
                slots: machine.slots,
            }));
        }
        if whole {
            break;
        }
    }
    Ok(None)
}

/// The most backtracking entries, or positions that failed: about 140 MB.
const MOST_PLACES: usize = 2_000_000;

/// The steps of a second search without the memory of failed states.
const AGAIN: usize = 50_000;

impl Machine<'_> {
    /// Searches again for the match at `start`, which exists, without the memory of failed states: if that
    /// does not take too many steps, the groups are Java's then.
    fn again(&mut self, start: usize, end: usize) -> usize {
        let none = vec![None; self.slots.len()];
        let slots = std::mem::replace(&mut self.slots, none);
        self.loops.fill(usize::MAX);
        self.remembers = false;
        let all = *self.steps;
        *self.steps = all.min(AGAIN);
        let before = *self.steps;
        let found = self.run(0, start, None);
        *self.steps = all - (before - *self.steps);
        self.remembers = true;
        match found {
            Ok(Some(end)) => end,
            _ => {
                self.slots = slots;
                end
            }
        }
    }

    /// Runs from `at` to a `Match`; returns the place where it ends. `until` is where it has to end (for
    /// lookbehind). Groups keep their matches only if it succeeds.
    fn run(
        &mut self,
        start: usize,
        place: usize,
        until: Option<usize>,
    ) -> Result<Option<usize>, TooLong> {
        let mut back: Vec<Back> = Vec::new();
        let (mut at, mut place) = (start, place);
        loop {
            if *self.steps == 0 {
                return Err(TooLong);
            }
            *self.steps -= 1;
            let next = match self.step(at, place, start, until, &mut back)? {
                Outcome::Done => return Ok(Some(place)),
                Outcome::Go(at, place) => Some((at, place)),
                Outcome::Fail => self.undo(&mut back),
            };
            match next {
                Some((next, to)) => (at, place) = (next, to),
                None => return Ok(None),
            }
        }
    }

    fn undo(&mut self, back: &mut Vec<Back>) -> Option<(usize, usize)> {
        loop {
            match back.pop()? {
                Back::Try { at, place } => return Some((at, place)),
                Back::Slot { slot, old } => {
                    if let Some(own) = self.slots.get_mut(slot) {
                        *own = old;
                    }
                }
                Back::Loop { counter, old } => {
                    if let Some(own) = self.loops.get_mut(counter) {
                        *own = old;
                    }
                }
            }
        }
    }

    fn step(
        &mut self,
        at: usize,
        place: usize,
        start: usize,
        until: Option<usize>,
        back: &mut Vec<Back>,
    ) -> Result<Outcome, TooLong> {
        let c = self.text.get(place).copied();
        let one = |matches: bool| match matches {
            true => Outcome::Go(at + 1, place + 1),
            false => Outcome::Fail,
        };
        let none = |matches: bool| match matches {
            true => Outcome::Go(at + 1, place),
            false => Outcome::Fail,
        };
        let Some(op) = self.program.get(at) else {
            return Ok(Outcome::Fail);
        };
        Ok(match op {
            Op::Char(wanted, fold) => {
                one(c.is_some_and(|c| c == *wanted || (*fold && c.eq_ignore_ascii_case(wanted))))
            }
            Op::Dot(all) => one(c.is_some_and(|c| *all || !ends_line(c))),
            Op::Set(set) => one(c.is_some_and(|c| set.has(c))),
            Op::Assert(assert) => none(self.assert(*assert, place)),
            Op::Back(group, fold) => {
                let start = self.slots.get(group * 2).copied().flatten();
                let end = self.slots.get(group * 2 + 1).copied().flatten();
                let Some((start, end)) = start.zip(end) else {
                    return Ok(Outcome::Fail);
                };
                let wanted = self.text.get(start..end).unwrap_or_default();
                *self.steps = self.steps.saturating_sub(wanted.len());
                let there = self.text.get(place..place + wanted.len());
                let same = there.is_some_and(|there| {
                    there
                        .iter()
                        .zip(wanted)
                        .all(|(one, two)| one == two || (*fold && one.eq_ignore_ascii_case(two)))
                });
                if same {
                    Outcome::Go(at + 1, place + wanted.len())
                } else {
                    Outcome::Fail
                }
            }
            Op::Save(slot) => {
                if let Some(own) = self.slots.get_mut(*slot) {
                    back.push(Back::Slot {
                        slot: *slot,
                        old: *own,
                    });
                    *own = Some(place);
                }
                Outcome::Go(at + 1, place)
            }
            Op::Jump(to) => Outcome::Go(*to, place),
            Op::Split(first, second) => {
                if back.len().max(self.failed.len()) >= MOST_PLACES {
                    return Err(TooLong);
                }
                if self.remembers && !self.failed.insert((at, place)) {
                    return Ok(Outcome::Fail);
                }
                back.push(Back::Try { at: *second, place });
                Outcome::Go(*first, place)
            }
            Op::LoopStart(counter) => {
                if let Some(own) = self.loops.get_mut(*counter) {
                    back.push(Back::Loop {
                        counter: *counter,
                        old: *own,
                    });
                    *own = place;
                }
                Outcome::Go(at + 1, place)
            }
            // A round that consumes nothing ends the loop, as in Java.
            Op::LoopCheck(counter) => match self.loops.get(*counter) == Some(&place) {
                true => Outcome::Go(at + 2, place),
                false => Outcome::Go(at + 1, place),
            },
            Op::Look { ahead, wanted, end } => {
                let (ahead, wanted, end) = (*ahead, *wanted, *end);
                *self.steps = self.steps.saturating_sub(self.slots.len() / 8);
                let before = self.slots.clone();
                let whole = std::mem::replace(&mut self.whole, false);
                let found = self.look(ahead, at + 1, place);
                self.whole = whole;
                let found = found?;
                if !found || !wanted {
                    self.slots = before;
                } else {
                    for (slot, old) in before.iter().enumerate() {
                        back.push(Back::Slot { slot, old: *old });
                    }
                }
                if found == wanted {
                    Outcome::Go(end, place)
                } else {
                    Outcome::Fail
                }
            }
            Op::Atomic { end } => {
                let end = *end;
                *self.steps = self.steps.saturating_sub(self.slots.len() / 8);
                let before = self.slots.clone();
                let whole = std::mem::replace(&mut self.whole, false);
                let found = self.run(at + 1, place, None);
                self.whole = whole;
                match found? {
                    Some(place) => {
                        for (slot, old) in before.iter().enumerate() {
                            back.push(Back::Slot { slot, old: *old });
                        }
                        Outcome::Go(end, place)
                    }
                    None => Outcome::Fail,
                }
            }
            Op::Match => {
                let outer = start == 0 && until.is_none();
                let ends = until.unwrap_or(self.text.len());
                let strict = until.is_some() || (outer && self.whole);
                match !strict || place == ends {
                    true => Outcome::Done,
                    false => Outcome::Fail,
                }
            }
        })
    }

    /// Whether the program at `at` matches after `place` (lookahead), or before it (lookbehind).
    #[inline(never)]
    fn look(&mut self, ahead: bool, at: usize, place: usize) -> Result<bool, TooLong> {
        if ahead {
            return Ok(self.run(at, place, None)?.is_some());
        }
        for start in (0..=place).rev() {
            if self.run(at, start, Some(place))?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    #[inline(never)]
    fn assert(&self, assert: Assert, place: usize) -> bool {
        let before = place
            .checked_sub(1)
            .and_then(|at| self.text.get(at))
            .copied();
        let after = self.text.get(place).copied();
        match assert {
            Assert::Start => place == 0,
            Assert::Last => place == self.last,
            Assert::End => after.is_none(),
            Assert::EndBeforeLineEnd => {
                let rest = self.text.get(place..).unwrap_or_default();
                match rest {
                    [] | ['\r', '\n'] => true,
                    ['\n'] => before != Some('\r'),
                    [c] => ends_line(*c),
                    _ => false,
                }
            }
            Assert::LineStart => {
                place == 0
                    || after.is_some()
                        && before.is_some_and(ends_line)
                        && !(before == Some('\r') && after == Some('\n'))
            }
            Assert::LineEnd => {
                after.is_none_or(ends_line) && !(before == Some('\r') && after == Some('\n'))
            }
            Assert::Word(classes) | Assert::NotWord(classes) => {
                let is_word = |c| is_word(c, classes);
                let boundary = before.is_some_and(is_word) != after.is_some_and(is_word);
                boundary == matches!(assert, Assert::Word(_))
            }
        }
    }
}

enum Outcome {
    Go(usize, usize),
    Fail,
    Done,
}
