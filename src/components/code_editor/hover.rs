//! A card about what the pointer rests on. With the keyboard one finds the same below the editor, of the place at the cursor.

use leptos::ev::PointerEvent;
use leptos::html::Div;
use protocol::TokenClass;
use view::prelude::*;

use super::field::CodeField;
use super::{PADDING, TAB};
use crate::browser::code_field::{self, LINE, Viewport};
use crate::browser::page;

/// How long the pointer rests before a card opens, and how long it may be away before the card closes, in milliseconds.
const REST: i32 = 350;

/// The place under the pointer.
#[derive(Clone, Copy)]
pub(super) struct Hovering {
    field: CodeField,
    /// The class of each piece of the text, with its end in bytes.
    colours: Memo<Vec<(usize, TokenClass)>>,
    /// The byte that the card is about; `None` if none is open.
    place: RwSignal<Option<usize>>,
    /// The piece under the pointer: the next card's.
    under: StoredValue<Option<(usize, usize)>>,
    /// Counts the movements to another piece: only the last one opens or closes a card.
    moves: StoredValue<u32>,
}

impl Hovering {
    pub(super) fn new(
        field: CodeField,
        colours: Memo<Vec<(usize, TokenClass)>>,
        place: RwSignal<Option<usize>>,
    ) -> Self {
        Self {
            field,
            colours,
            place,
            under: StoredValue::new(None),
            moves: StoredValue::new(0),
        }
    }

    /// The pointer is on the text.
    pub(super) fn pointed(self, event: &PointerEvent) {
        // A finger is not there before it touches.
        if event.pointer_type() != "mouse" || event.buttons() != 0 {
            return;
        }
        let Some(input) = self.field.input.get_untracked() else {
            return;
        };
        let (x, y) = code_field::pointed(&input, event, PADDING, super::INDENT);
        let at = self.field.text.with_untracked(|text| byte_at(text, x, y));
        let piece = at.and_then(|at| self.piece(at));
        if piece != self.under.get_value() {
            self.under.set_value(piece);
            self.soon(at.filter(|_| piece.is_some()));
        }
    }

    /// The pointer has left the text, perhaps for the card.
    pub(super) fn left(self) {
        self.under.set_value(None);
        self.soon(None);
    }

    /// The pointer is on the card: it stays.
    fn reached(self) {
        self.next_move();
    }

    /// The text or the view of it is another.
    pub(super) fn close(self) {
        self.next_move();
        self.under.set_value(None);
        if self.place.with_untracked(Option::is_some) {
            self.place.set(None);
        }
    }

    /// Has the card be about this place, unless the pointer moves on.
    fn soon(self, place: Option<usize>) {
        let moved = self.next_move();
        page::after(REST, move || {
            // The page may be closed by now.
            if self.moves.try_get_value() == Some(moved) && self.place.get_untracked() != place {
                self.place.set(place);
            }
        });
    }

    fn next_move(self) -> u32 {
        self.moves
            .update_value(|moves| *moves = moves.wrapping_add(1));
        self.moves.get_value()
    }

    /// The piece of the text at a byte, without the plain text: of that there is nothing to say.
    fn piece(self, at: usize) -> Option<(usize, usize)> {
        self.colours.with_untracked(|colours| {
            let here = colours.partition_point(|(end, _)| *end <= at);
            let (end, class) = *colours.get(here)?;
            let start = here
                .checked_sub(1)
                .and_then(|before| colours.get(before))
                .map_or(0, |(end, _)| *end);
            (!matches!(class, TokenClass::Text | TokenClass::Comment)).then_some((start, end))
        })
    }
}

/// The byte at a column and a line, both from 0; `None` beyond the text. The column counts characters, with their fraction.
fn byte_at(text: &str, column: f64, line: f64) -> Option<usize> {
    if column < 0.0 || line < 0.0 {
        return None;
    }
    let mut start = 0;
    let line = text
        .split_inclusive('\n')
        .enumerate()
        .find_map(|(at, content)| {
            let here = start;
            start += content.len();
            (at == line as usize).then_some((here, content))
        });
    let (start, content) = line?;
    let mut end = 0;
    for (at, c) in content.trim_end_matches('\n').char_indices() {
        end = match c {
            '\t' => (end / TAB + 1) * TAB,
            _ => end + 1,
        };
        if column < end as f64 {
            return Some(start + at);
        }
    }
    None
}

/// The card.
#[component]
pub(super) fn HoverCard(
    /// The place.
    hovering: Hovering,
    /// What the field shows of its text.
    viewport: RwSignal<Viewport>,
    /// Whether there is something to say of the place.
    is_known: Signal<bool>,
    /// What is said.
    about: ViewFn,
) -> impl IntoView {
    let card = NodeRef::<Div>::new();
    let field = hovering.field;
    // Escape, and whatever is typed.
    let key = window_event_listener(leptos::ev::keydown, move |_| hovering.close());
    on_cleanup(move || key.remove());
    let is_open = move || hovering.place.with(Option::is_some) && is_known.get();
    Effect::new(move |_| {
        let (Some(card), Some(at)) = (card.get(), hovering.place.get()) else {
            return;
        };
        let start = hovering.piece(at).map_or(at, |(start, _)| start);
        let port = viewport.get_untracked();
        let (line, column) = field.text.with_untracked(|text| {
            let before = text.get(..start).unwrap_or_default();
            let line = before.rsplit('\n').next().unwrap_or_default();
            (before.matches('\n').count(), line.chars().count())
        });
        let top = line as f64 * LINE - port.top + PADDING;
        let x = super::INDENT - port.left;
        code_field::put_card(&card, column, x, (top, LINE), port.height);
    });
    view! {
        <Show when=is_open>
            <div
                class="hover-card"
                role="tooltip"
                node_ref=card
                on:pointerenter=move |_| hovering.reached()
                on:pointerleave=move |_| hovering.left()
            >
                {about.run()}
            </div>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::byte_at;

    #[test]
    fn a_place_of_the_pointer_is_a_character() {
        let text = "a$b\n\tü😀x\n\nend";
        let at = |column, line| byte_at(text, column, line).and_then(|at| text.get(at..));
        for (column, line, rest) in [
            (0.0, 0.9, "a$b\n"),
            (1.9, 0.0, "$b\n"),
            (1.9, 1.0, "\tü"),
            (2.0, 1.0, "ü"),
            (3.5, 1.0, "😀"),
            (2.9, 3.9, "d"),
        ] {
            assert!(
                at(column, line).unwrap().starts_with(rest),
                "{column}, {line}"
            );
        }
        for (column, line) in [(3.0, 0.0), (0.0, 2.0), (0.0, 4.0), (-0.1, 0.0), (0.0, -1.0)] {
            assert_eq!(at(column, line), None, "{column}, {line}");
        }
    }
}
