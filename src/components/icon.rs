//! The icons: strokes on a 16 by 16 grid.

use view::prelude::*;

/// An icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A cross, to remove or close.
    Cross,
    /// Up.
    Up,
    /// Down.
    Down,
    /// A plus.
    Plus,
    /// Back to the left.
    Undo,
    /// Forward to the right.
    Redo,
    /// Two sheets.
    Copy,
    /// An arrow into a tray.
    Download,
    /// A half-filled circle.
    Contrast,
    /// A magnifying glass.
    Search,
    /// A sun.
    Sun,
    /// A moon.
    Moon,
    /// Two columns of dots, to hold while dragging.
    Grip,
}

/// An icon without a name: its button has one.
#[component]
pub(crate) fn Icon(
    /// Which one.
    shape: Shape,
) -> impl IntoView {
    let path = match shape {
        Shape::Cross => "M4 4l8 8M12 4l-8 8",
        Shape::Up => "M8 13V3.500M4 7l4-4 4 4",
        Shape::Down => "M8 3v9.500M4 9l4 4 4-4",
        Shape::Plus => "M8 3v10M3 8h10",
        Shape::Undo => "M3 6h6.500a3.500 3.500 0 010 7H6M3 6l3-3M3 6l3 3",
        Shape::Redo => "M13 6H6.500a3.500 3.500 0 000 7H10M13 6l-3-3M13 6l-3 3",
        Shape::Copy => "M6 5.500h7V14H6zM3 11V2h7",
        Shape::Download => "M8 2.500V10M4.500 7L8 10.500 11.500 7M2.500 13.500h11",
        Shape::Search => "M7 2.500a4.500 4.500 0 100 9 4.500 4.500 0 000-9zM10.500 10.500L14 14",
        Shape::Sun => {
            "M8 5a3 3 0 100 6 3 3 0 000-6zM8 1v2M8 13v2M1 8h2M13 8h2M3 3l1.500 1.500M11.500 11.500L13 13M13 3l-1.500 1.500M4.500 11.500L3 13"
        }
        Shape::Moon => "M13 9.500A5.500 5.500 0 016.500 3a5.500 5.500 0 106.500 6.500z",
        Shape::Grip => "M6 3.500v.01M10 3.500v.01M6 8v.01M10 8v.01M6 12.500v.01M10 12.500v.01",
        Shape::Contrast => "M8 2a6 6 0 100 12A6 6 0 008 2zM8 2v12M9 5h3M9 8h5M9 11h3",
    };
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d=path></path>
        </svg>
    }
}
