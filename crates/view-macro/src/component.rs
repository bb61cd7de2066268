//! Components: functions with leptos's `#[component]`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use rstml::node::{KeyedAttributeValue, NodeAttribute, NodeElement, NodeName};
use syn::spanned::Spanned;

use crate::element::content;
use crate::is_drawn;

/// The call of a component with its properties and children.
pub(crate) fn component(element: &NodeElement<rstml::Infallible>) -> syn::Result<TokenStream> {
    let name = element.name();
    let mut properties = Vec::new();
    let mut bound = None;
    for attribute in element.attributes() {
        let NodeAttribute::Attribute(attribute) = attribute else {
            return Err(syn::Error::new(
                attribute.span(),
                "a property needs a name here",
            ));
        };
        let key = &attribute.key;
        if let KeyedAttributeValue::Binding(binding) = &attribute.possible_value {
            if key.to_string() != "let" {
                return Err(syn::Error::new(key.span(), "only `let` binds"));
            }
            bound = Some(&binding.inputs);
            continue;
        }
        if !matches!(key, NodeName::Path(_)) {
            return Err(syn::Error::new(key.span(), "not a property's name"));
        }
        let value = attribute
            .value()
            .map_or_else(|| quote! { #key }, |value| quote! { #value });
        properties.push(quote! { .#key(#[allow(unused_braces)] { #value }) });
    }
    let children = if element.children.iter().any(is_drawn) {
        let children = content(&element.children)?;
        let closure = match bound {
            Some(inputs) => quote! { move |#inputs| #children },
            None => quote! { ::view::IntoContent::into_content(move || #children) },
        };
        quote_spanned! { name.span() => .children(#closure) }
    } else {
        TokenStream::new()
    };
    let generics = &element.open_tag.generics;
    let generics = if generics.lt_token.is_some() {
        quote! { ::#generics }
    } else {
        TokenStream::new()
    };
    Ok(quote! {
        ::leptos::component::component_view(
            #[allow(clippy::needless_borrows_for_generic_args)]
            &#name,
            ::leptos::component::component_props_builder(&#name #generics)
                #(#properties)*
                #children
                .build()
        )
    })
}
