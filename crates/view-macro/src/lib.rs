//! `view!` with the syntax of leptos, for `crates/view`: the fixed part of a view becomes one text, and what changes a list of values.
//!
//! What it does not know is an error of the compiler, never left out.

mod component;
mod element;
mod layout;

use proc_macro::TokenStream;
use quote::quote;
use rstml::node::Node;

/// A view: elements, components, texts and blocks of code, as leptos's macro of that name has them.
#[proc_macro]
pub fn view(tokens: TokenStream) -> TokenStream {
    let config = rstml::ParserConfig::default().recover_block(true);
    let parser = rstml::Parser::new(config);
    let (nodes, errors) = parser.parse_recoverable(tokens).split_vec();
    let errors = errors.into_iter().map(|error| error.emit_as_expr_tokens());
    let view = element::content(&nodes).unwrap_or_else(syn::Error::into_compile_error);
    quote! {
        {
            #[allow(unused_braces)]
            {
                #(#errors;)*
                #view
            }
        }
    }
    .into()
}

/// Whether there is something to draw.
fn is_drawn(node: &Node) -> bool {
    !matches!(node, Node::Comment(_))
}
