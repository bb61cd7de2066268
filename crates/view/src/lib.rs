//! Views of leptos, drawn by one piece of code.
//!
//! leptos gives each view a type of its own, and the compiler writes the code that builds, changes and removes it once for each: that
//! was a fifth of the console's program. Here, `view!` gives a [`Child`]: its fixed part is a text that is read when it is drawn, and
//! what changes is a list of boxed functions. Signals, effects, [`control::Show`] and [`control::For`] are leptos's, of one type each for
//! the same reason; what ends is forgotten by the signals that it used. Components and mounting are leptos's own, and any view of leptos
//! can be a child; a function is drawn by [`live`].

mod child;
mod content;
pub mod control;
mod effect;
mod layout;
mod render;
mod rows;
mod signal;
mod state;
mod template;
mod value;

pub use child::{Child, Draw, child, live};
pub use content::IntoContent;
pub use template::Template;
pub use value::{Give, IntoValue, IntoValues, Value, Values};

/// What a file with views uses: leptos's prelude, with the `view!` and the control flow of this crate.
pub mod prelude {
    pub use leptos::prelude::*;

    pub use crate::child::{AnyView, IntoAny};
    pub use crate::content::{Children, ViewFn};
    pub use crate::control::{For, Show};
    pub use crate::effect::Effect;
    pub use crate::live;
    pub use crate::signal::{Memo, RwSignal, Signal};
    pub use view_macro::view;
}
