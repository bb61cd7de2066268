//! Elements, texts and blocks.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeBlock, NodeElement, NodeName};
use syn::spanned::Spanned;
use syn::{Expr, Lit, LitStr, Stmt};

use crate::component::component;
use crate::is_drawn;
use crate::layout::Layout;

/// Elements that have no children.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Elements of SVG that are nothing outside of it.
const INSIDE_SVG: [&str; 9] = [
    "circle", "ellipse", "g", "line", "path", "polygon", "polyline", "rect", "text",
];

/// A view of these nodes: an expression of the type `view::Child`.
pub(crate) fn content(nodes: &[Node]) -> syn::Result<TokenStream> {
    let mut drawn = nodes.iter().filter(|node| is_drawn(node));
    match (drawn.next(), drawn.next()) {
        (None, _) => Ok(quote! { ::view::Child::Nothing }),
        (Some(Node::Text(text)), None) => {
            let text = &text.value;
            Ok(quote! { ::view::child(#text) })
        }
        (Some(Node::RawText(text)), None) => {
            let text = text.to_string_best();
            Ok(quote! { ::view::child(#text) })
        }
        (Some(Node::Block(block)), None) => Ok(child(block)),
        (Some(Node::Fragment(fragment)), None) => content(&fragment.children),
        (Some(Node::Element(element)), None) if is_component(element) => {
            let component = component(element)?;
            Ok(quote! { ::view::child(#component) })
        }
        _ => template(nodes),
    }
}

fn template(nodes: &[Node]) -> syn::Result<TokenStream> {
    let mut template = Template {
        layout: Layout::default(),
        values: Vec::new(),
        name: Ident::new("__view", Span::mixed_site()),
    };
    template.nodes(nodes, None)?;
    let Template {
        layout,
        values,
        name,
    } = template;
    let layout = LitStr::new(&layout.into_text(), Span::call_site());
    let count = values.len();
    Ok(quote! {
        {
            let mut #name = ::view::Template::new(#layout, #count);
            #(#values)*
            #name.into_child()
        }
    })
}

/// A child that a block of code gives. A closure written there runs again when what it uses changes.
fn child(block: &NodeBlock) -> TokenStream {
    if let NodeBlock::ValidBlock(valid) = block
        && let [Stmt::Expr(Expr::Closure(closure), None)] = &valid.stmts[..]
        && closure.inputs.is_empty()
    {
        return quote! { ::view::live(#closure) };
    }
    quote! { ::view::child(#block) }
}

struct Template {
    layout: Layout,
    /// Statements that add a value each, in the order of leptos's macro: of an element, the children before the attributes, so that an
    /// attribute may be the last use of a variable.
    values: Vec<TokenStream>,
    name: Ident,
}

/// An attribute of an element whose value is not fixed.
struct Slot {
    name: String,
    value: TokenStream,
    span: Span,
}

impl Template {
    fn nodes(&mut self, nodes: &[Node], parent: Option<&str>) -> syn::Result<()> {
        for node in nodes {
            match node {
                Node::Comment(_) => {}
                Node::Text(text) => self.layout.text(&text.value_string(), text.value.span())?,
                Node::RawText(text) => self.layout.text(&text.to_string_best(), text.span())?,
                Node::Fragment(fragment) => self.nodes(&fragment.children, parent)?,
                Node::Block(block) => self.child(&child(block), block.span())?,
                Node::Element(element) if is_component(element) => {
                    let span = element.name().span();
                    let component = component(element)?;
                    self.child(&quote! { ::view::child(#component) }, span)?;
                }
                Node::Element(element) => self.element(element, parent)?,
                Node::Doctype(_) | Node::Custom(_) => {
                    return Err(syn::Error::new(node.span(), "not part of a view"));
                }
            }
        }
        Ok(())
    }

    fn child(&mut self, child: &TokenStream, span: Span) -> syn::Result<()> {
        self.layout.child(self.values.len(), span)?;
        let name = &self.name;
        self.values.push(quote! { #name.add_child(#child); });
        Ok(())
    }

    fn element(
        &mut self,
        element: &NodeElement<rstml::Infallible>,
        parent: Option<&str>,
    ) -> syn::Result<()> {
        let name = element.name();
        let tag = name.to_string();
        if INSIDE_SVG.contains(&&tag[..]) && parent.is_none() {
            return Err(syn::Error::new(name.span(), "write this inside its <svg>"));
        }
        if VOID.contains(&&tag[..]) && !element.children.is_empty() {
            return Err(syn::Error::new(name.span(), "this element has no children"));
        }
        let (fixed, slots) = attributes(element, &tag)?;
        self.layout.open(&tag);
        for (name, value, span) in fixed {
            self.layout.attribute(&name, &value, span)?;
        }
        // Set before there are children, but evaluated after them.
        let first = self.values.len() + count(&element.children);
        for (at, slot) in slots.iter().enumerate() {
            self.layout.slot(first + at, &slot.name, slot.span)?;
        }
        self.nodes(&element.children, Some(&tag))?;
        debug_assert_eq!(first, self.values.len());
        let name = &self.name;
        let values = slots.into_iter().map(|slot| {
            let value = slot.value;
            quote! { #name.#value; }
        });
        self.values.extend(values);
        self.layout.close();
        Ok(())
    }
}

/// How many values these nodes have.
fn count(nodes: &[Node]) -> usize {
    let values = nodes.iter().map(|node| match node {
        Node::Block(_) => 1,
        Node::Fragment(fragment) => count(&fragment.children),
        Node::Element(element) if is_component(element) => 1,
        Node::Element(element) => {
            let attributes = element.attributes().iter();
            let slots = attributes.filter(|attribute| match attribute {
                NodeAttribute::Attribute(attribute) => fixed(attribute).is_none(),
                NodeAttribute::Block(_) => false,
            });
            slots.count() + count(&element.children)
        }
        _ => 0,
    });
    values.sum()
}

type Fixed = (String, String, Span);

/// The attributes whose values are fixed, and the others. `class` is first: to set it removes what `class:` added.
fn attributes(
    element: &NodeElement<rstml::Infallible>,
    tag: &str,
) -> syn::Result<(Vec<Fixed>, Vec<Slot>)> {
    let mut all = Vec::new();
    for attribute in element.attributes() {
        match attribute {
            NodeAttribute::Attribute(attribute) => all.push(attribute),
            NodeAttribute::Block(block) => {
                return Err(syn::Error::new(
                    block.span(),
                    "an attribute needs a name here",
                ));
            }
        }
    }
    all.sort_by_key(|attribute| !matches!(&attribute.key.to_string()[..], "class" | "style"));
    let mut known = Vec::new();
    let (mut with_fixed, mut slots) = (Vec::new(), Vec::new());
    for attribute in all {
        let name = attribute_name(&attribute.key);
        let span = attribute.key.span();
        if known.contains(&name) {
            let message = format!("this element has the attribute {name} already");
            return Err(syn::Error::new(span, message));
        }
        known.push(name.clone());
        match fixed(attribute) {
            Some(Some(value)) => with_fixed.push((name, value, span)),
            // `false`: it is left out.
            Some(None) => {}
            None => slots.push(slot(attribute, name, tag, span)?),
        }
    }
    Ok((with_fixed, slots))
}

fn attribute_name(key: &NodeName) -> String {
    let name = key.to_string();
    name.strip_prefix("r#").map(str::to_owned).unwrap_or(name)
}

/// The value of an attribute that is the same whenever the view is drawn; inside, `None` for an attribute that is left out.
fn fixed(attribute: &KeyedAttribute) -> Option<Option<String>> {
    let name = attribute.key.to_string();
    if name.contains(':') || name == "node_ref" {
        return None;
    }
    let Some(value) = attribute.possible_value.to_value() else {
        return Some(Some(String::new()));
    };
    let rstml::node::KVAttributeValue::Expr(Expr::Lit(literal)) = &value.value else {
        return None;
    };
    match &literal.lit {
        Lit::Str(text) => Some(Some(text.value())),
        Lit::Int(number) => Some(Some(number.base10_digits().to_owned())),
        Lit::Bool(is_set) => Some(is_set.value.then(String::new)),
        _ => None,
    }
}

fn slot(attribute: &KeyedAttribute, name: String, tag: &str, span: Span) -> syn::Result<Slot> {
    let Some(value) = attribute.value() else {
        return Err(syn::Error::new(span, "a value is missing"));
    };
    let (group, member) = match name.split_once(':') {
        Some((group, member)) => (group, member),
        None => ("", &name[..]),
    };
    let value = match group {
        "" if member == "node_ref" => {
            let kind = element_type(tag);
            quote_spanned! { span => add_reference::<::leptos::html::#kind>(#value) }
        }
        "" | "class" | "style" | "prop" => quote! { add_value(#value) },
        "on" => {
            let event = format_ident!("{}", member, span = span);
            quote! { add_listener(::leptos::ev::#event, #value) }
        }
        _ => {
            let message = format!("`{group}:` is not known here");
            return Err(syn::Error::new(span, message));
        }
    };
    Ok(Slot { name, value, span })
}

/// `Div` for `div`.
fn element_type(tag: &str) -> Ident {
    let mut letters = tag.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    let name: String = first.into_iter().chain(letters).collect();
    Ident::new(&name, Span::call_site())
}

/// Whether a name is a component's: it begins with a capital letter, or is a path.
fn is_component(element: &NodeElement<rstml::Infallible>) -> bool {
    match element.name() {
        NodeName::Path(path) => {
            let segments = &path.path.segments;
            let first = segments.first().map(|segment| segment.ident.to_string());
            segments.len() > 1
                || first.is_some_and(|name| {
                    name.starts_with(|letter: char| letter.is_ascii_uppercase())
                })
        }
        NodeName::Punctuated(_) | NodeName::Block(_) => false,
    }
}
