//! Mapping templates as people write them, and changed copies of them: by token, by character, and of their inputs.

use serde_json::Value as Json;
use vtl::token::{TokenKind, tokenize};

use crate::grammar::Random;
use crate::sections::sections;

mod known;
mod paths;
mod values;
mod words;

pub use known::known;
use paths::Paths;

/// Files of templates: each section `inputs` is that of the templates behind it.
const FILES: &[&str] = &[
    include_str!("templates/requests.txt"),
    include_str!("templates/responses.txt"),
    include_str!("templates/language.txt"),
    include_str!("templates/actions.txt"),
    include_str!("templates/paths.txt"),
];

/// A mapping template and its inputs.
pub struct Original {
    /// What it shows.
    pub name: &'static str,
    /// Its text.
    pub template: &'static str,
    /// The `apigw` of its case.
    pub inputs: Json,
}

/// All templates.
///
/// # Panics
/// A section of inputs is not JSON.
pub fn originals() -> Vec<Original> {
    let mut originals = Vec::new();
    for file in FILES {
        let mut inputs = Json::Null;
        for (name, text) in sections(file) {
            if name == "inputs" {
                inputs = serde_json::from_str(text).expect("inputs are JSON");
            } else {
                originals.push(Original {
                    name,
                    template: text,
                    inputs: inputs.clone(),
                });
            }
        }
    }
    originals
}

/// A token's class and text.
type Piece = (TokenKind, String);

/// Makes mutants.
pub struct Mutator {
    originals: Vec<Original>,
    /// The tokens of all templates, to replace others by.
    tokens: Vec<Piece>,
}

impl Mutator {
    /// Of these templates.
    pub fn new(originals: Vec<Original>) -> Mutator {
        let tokens = originals.iter().flat_map(|o| pieces(o.template)).collect();
        Mutator { originals, tokens }
    }

    /// The pieces of a changed template, and its inputs, which are changed in half of the cases. One mutant in eight has
    /// changed inputs alone, or with one path; one in three has another path. Of one in six, only such a path is left.
    pub fn mutant(&self, random: &mut Random) -> Option<(Vec<String>, Json)> {
        let original = self.originals.get(random.below(self.originals.len()))?;
        let mut pieces = pieces(original.template);
        let mut inputs = original.inputs.clone();
        let only_inputs = random.once_in(8);
        if only_inputs || random.once_in(2) {
            for _ in 0..=random.below(3) {
                values::change(random, &mut inputs);
            }
        }
        if !only_inputs {
            // Most templates with several changes do not parse.
            for _ in 0..=random.below(2) + random.below(2) {
                self.change(random, &mut pieces);
            }
        }
        if random.once_in(6) {
            // A path of a whole template hides behind whatever else differs or fails there.
            let path = Paths::path(random, body_of(&inputs), '"');
            let method = random.pick(&["path", "json"]);
            return Some((vec![format!("$input.{method}(\"{path}\")")], inputs));
        }
        if random.once_in(3) {
            change_path(random, &mut pieces, body_of(&inputs));
        }
        if random.once_in(3) {
            let overrides = "$context.requestOverride$context.responseOverride";
            pieces.push((TokenKind::Text, overrides.to_owned()));
        }
        Some((pieces.into_iter().map(|(_, text)| text).collect(), inputs))
    }

    fn change(&self, random: &mut Random, pieces: &mut Vec<Piece>) {
        let at = random.below(pieces.len());
        let text = |text: &str| (TokenKind::Text, text.to_owned());
        match random.below(24) {
            0 => drop(pieces.splice(at..(at + 1 + random.below(3)).min(pieces.len()), [])),
            1 => {
                let end = (at + 1 + random.below(4)).min(pieces.len());
                let copy = pieces.get(at..end).unwrap_or_default().to_vec();
                pieces.splice(at..at, copy);
            }
            2 => {
                let other = random.below(pieces.len());
                swap(pieces, at, other);
            }
            3 => swap(pieces, at, at + 1),
            // Another token of the same class, from any of the templates.
            4..=8 => {
                let Some(kind) = pick(random, pieces, |kind| kind != TokenKind::Text) else {
                    return;
                };
                let others = |piece: &&Piece| Some(piece.0) == pieces.get(kind).map(|p| p.0);
                let count = self.tokens.iter().filter(others).count();
                let other = self.tokens.iter().filter(others).nth(random.below(count));
                if let (Some(other), Some(piece)) = (other.cloned(), pieces.get_mut(kind)) {
                    *piece = other;
                }
            }
            9 | 10 => {
                let at = pick(random, pieces, |kind| {
                    kind == TokenKind::Number || kind == TokenKind::Boolean
                });
                let value = random.pick(words::LITERALS);
                replace(pieces, at, value);
            }
            11 | 12 => {
                let at = pick(random, pieces, |kind| kind == TokenKind::String);
                if let Some((_, literal)) = at.and_then(|at| pieces.get_mut(at)) {
                    *literal = words::string(random, literal);
                }
            }
            13 => {
                let at = pick(random, pieces, |kind| kind == TokenKind::Operator);
                let operator = random.pick(words::OPERATORS);
                replace(pieces, at, operator);
            }
            14 | 15 => {
                let at = pick(random, pieces, |kind| kind == TokenKind::Property);
                let name = random.pick(words::NAMES);
                replace(pieces, at, name);
            }
            16 => {
                let at = pick(random, pieces, |kind| kind == TokenKind::Directive);
                let directive = random.pick(words::DIRECTIVES);
                replace(pieces, at, directive);
            }
            17 => {
                let at = pick(random, pieces, |kind| kind == TokenKind::Variable);
                if let Some((_, name)) = at.and_then(|at| pieces.get_mut(at)) {
                    *name = words::sign(random, name);
                }
            }
            18 => {
                let at = pick(random, pieces, |kind| kind == TokenKind::Punctuation);
                let sign = random.pick(words::SIGNS);
                replace(pieces, at, sign);
            }
            19 | 20 => pieces.insert(at, text(random.pick(words::SPACES))),
            21 => pieces.insert(at, text(random.pick(words::STATEMENTS))),
            22 => {
                let at = pick(random, pieces, |kind| {
                    kind == TokenKind::Property || kind == TokenKind::Variable
                });
                if let Some(at) = at {
                    pieces.insert(at + 1, text(random.pick(words::CALLS)));
                }
            }
            _ => {
                if let Some((_, piece)) = pieces.get_mut(at) {
                    *piece = words::typo(random, piece);
                }
            }
        }
    }
}

fn body_of(inputs: &Json) -> &str {
    let body = inputs.get("body").and_then(Json::as_str);
    body.unwrap_or_default()
}

/// Replaces one of the paths, if there are some, by a random one.
fn change_path(random: &mut Random, pieces: &mut [Piece], body: &str) {
    let is_path = |piece: &Piece| {
        piece.0 == TokenKind::String && (piece.1.starts_with("'$") || piece.1.starts_with("\"$"))
    };
    let places = pieces.iter_mut().filter(|piece| is_path(piece));
    let mut places: Vec<_> = places.collect();
    let at = random.below(places.len());
    if let Some((_, literal)) = places.get_mut(at) {
        let quote = if random.once_in(2) { '"' } else { '\'' };
        *literal = format!("{quote}{}{quote}", Paths::path(random, body, quote));
    }
}

fn pieces(template: &str) -> Vec<Piece> {
    let tokens = tokenize(template).into_iter();
    tokens
        .map(|token| (token.kind, token.span.text(template).to_owned()))
        .collect()
}

/// One of the pieces of a class.
fn pick(random: &mut Random, pieces: &[Piece], kind: fn(TokenKind) -> bool) -> Option<usize> {
    let count = pieces.iter().filter(|piece| kind(piece.0)).count();
    let one = random.below(count);
    let mut places = (0..pieces.len()).filter(|at| pieces.get(*at).is_some_and(|p| kind(p.0)));
    places.nth(one)
}

fn replace(pieces: &mut [Piece], at: Option<usize>, by: &str) {
    if let Some((_, text)) = at.and_then(|at| pieces.get_mut(at)) {
        by.clone_into(text);
    }
}

fn swap(pieces: &mut [Piece], one: usize, other: usize) {
    if one < pieces.len() && other < pieces.len() {
        pieces.swap(one, other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::{Answer, ours};

    #[test]
    fn originals_render() {
        for original in originals() {
            let case = serde_json::json!({"apigw": original.inputs});
            let answer = ours(original.template, &case);
            assert!(
                matches!(answer, Answer::Text(_)),
                "{}: {answer}",
                original.name
            );
        }
    }

    #[test]
    fn a_seed_gives_the_same_mutants() {
        let mutants = |seed| {
            let mutator = Mutator::new(originals());
            let mut random = Random::new(seed);
            (0..50)
                .filter_map(|_| mutator.mutant(&mut random))
                .collect::<Vec<_>>()
        };
        assert_eq!(mutants(7), mutants(7));
        assert_ne!(mutants(7), mutants(8));
    }
}
