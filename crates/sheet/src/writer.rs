//! HTML: elements, and text with the direction that it is read in.

use crate::link;
use crate::{Design, Paper};

/// The HTML written so far.
#[derive(Default)]
pub(crate) struct Writer {
    html: String,
    /// Letters that are read from the right.
    right_to_left: usize,
    /// Other letters.
    left_to_right: usize,
}

/// Where an element begins, and where its content does.
pub(crate) struct Start(usize, usize);

impl Writer {
    /// Begins an element, by its start tag.
    pub(crate) fn open(&mut self, tag: &str) -> Start {
        let start = self.html.len();
        self.html.push_str(tag);
        Start(start, self.html.len())
    }

    /// Ends an element, by its end tag. Without content it is removed, with the tag before it.
    pub(crate) fn close(&mut self, start: Start, tag: &str) {
        if self.html.len() == start.1 {
            self.html.truncate(start.0);
        } else {
            self.html.push_str(tag);
        }
    }

    /// An element's content begins after what was written by now.
    pub(crate) fn starts_here(&self, start: Start) -> Start {
        Start(start.0, self.html.len())
    }

    /// Writes HTML.
    pub(crate) fn push(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Writes text.
    pub(crate) fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.html.push_str("&amp;"),
                '<' => self.html.push_str("&lt;"),
                '>' => self.html.push_str("&gt;"),
                '"' => self.html.push_str("&quot;"),
                _ => self.html.push(c),
            }
            match direction(c) {
                Some(Direction::RightToLeft) => self.right_to_left += 1,
                Some(Direction::LeftToRight) => self.left_to_right += 1,
                None => {}
            }
        }
    }

    /// Writes a text inside a line, in its own direction; one without letters, such as `2014 – 2021`, in that of the line.
    pub(crate) fn phrase(&mut self, text: &str) {
        if !text.contains(|c| direction(c).is_some()) {
            return self.text(text);
        }
        let start = self.open("<bdi>");
        self.text(text);
        self.close(start, "</bdi>");
    }

    /// Writes a text, as a link if it has an address.
    pub(crate) fn link(&mut self, text: &str, address: &str) {
        match link::target(address) {
            Some(target) => self.anchor(text, &target),
            None => self.phrase(text),
        }
    }

    /// Writes a paragraph or a bullet, with links where it names addresses of the web.
    pub(crate) fn prose(&mut self, text: &str) {
        for word in text.split_inclusive(char::is_whitespace) {
            let address = word.trim_start_matches(['(', '"', '“', '«']);
            let address = without_punctuation(address);
            match word.split_once(address) {
                Some((before, after)) if link::is_web(address) => {
                    self.text(before);
                    self.anchor(address, address);
                    self.text(after);
                }
                _ => self.text(word),
            }
        }
    }

    fn anchor(&mut self, text: &str, target: &str) {
        // What an address is written with says nothing about the direction of the resume.
        let counts = (self.right_to_left, self.left_to_right);
        self.push("<a href=\"");
        self.text(target);
        (self.right_to_left, self.left_to_right) = counts;
        self.push(if link::is_web(target) {
            "\" target=\"_blank\" rel=\"noopener noreferrer\" dir=\"auto\">"
        } else {
            "\" dir=\"auto\">"
        });
        self.text(text);
        (self.right_to_left, self.left_to_right) = counts;
        self.push("</a>");
    }

    /// The whole page: mirrored if most of it is read from the right.
    pub(crate) fn into_article(self, design: Design, paper: Paper) -> String {
        if self.html.is_empty() {
            return self.html;
        }
        let direction = if self.right_to_left > self.left_to_right {
            "rtl"
        } else {
            "ltr"
        };
        [
            "<article class=\"sheet ",
            design.class(),
            " ",
            paper.class(),
            "\" dir=\"",
            direction,
            "\">",
            &self.html,
            "</article>",
        ]
        .concat()
    }
}

/// An address without what follows it in a sentence. A bracket belongs to the address in which another one opens.
fn without_punctuation(address: &str) -> &str {
    let count = |bracket| address.matches(bracket).count();
    let mut closed = count(')').saturating_sub(count('('));
    address.trim_end_matches(|c: char| {
        let is_after = match c {
            ')' => closed > 0,
            _ => c.is_whitespace() || ".,;:!?\"'»”’".contains(c),
        };
        if c == ')' && is_after {
            closed -= 1;
        }
        is_after
    })
}

/// The directions of letters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    LeftToRight,
    RightToLeft,
}

/// The direction of a letter, roughly; `None` for digits, spaces and punctuation.
fn direction(c: char) -> Option<Direction> {
    match c {
        // Hebrew, Arabic and their neighbours, without the digits.
        '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' => None,
        '\u{590}'..='\u{8ff}'
        | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}' => Some(Direction::RightToLeft),
        // Punctuation and symbols.
        '\0'..='@'
        | '['..='`'
        | '{'..='\u{bf}'
        | '\u{2000}'..='\u{2bff}'
        | '\u{3000}'..='\u{303f}' => None,
        _ => Some(Direction::LeftToRight),
    }
}
