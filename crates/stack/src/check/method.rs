//! Methods, wherever they are defined.

use super::node::{Node, Path};
use super::template::Part;
use serde_json::Value;

/// A method.
pub(super) struct Method<'p> {
    /// The text of `RestApiId`.
    pub(super) api: String,
    /// The API, if the template has it.
    pub(super) api_part: Option<&'p Part<'p>>,
    /// The path of the method in the template.
    pub(super) path: Path,
    /// Its verb.
    pub(super) verb: Option<String>,
    /// The segments of its path, if all are known.
    pub(super) segments: Option<Vec<String>>,
    /// The integration.
    pub(super) integration: Integration<'p>,
    /// The declared parameters with their paths, as `method.request.querystring.x`. `None`: not all are known.
    pub(super) parameters: Option<Vec<(String, Path)>>,
    /// The method responses. `None`: not all are known.
    pub(super) responses: Option<Vec<Response>>,
    /// The properties of a resource.
    pub(super) properties: Option<Node<'p>>,
}

/// The integration of a method.
pub(super) enum Integration<'p> {
    /// There is none.
    Missing,
    /// It is unknown.
    Unknown,
    /// A resource's.
    Written(Node<'p>),
    /// An OpenAPI document's, with CloudFormation's names.
    Translated(Value, Path),
}

/// A method response.
pub(super) struct Response {
    pub(super) status: String,
    /// The declared parameters, as `method.response.header.x`. `None`: not all are known.
    pub(super) parameters: Option<Vec<String>>,
}

impl Method<'_> {
    /// The integration, if it is there and known.
    pub(super) fn integration(&self) -> Option<Node<'_>> {
        match &self.integration {
            Integration::Written(node) => Some(node.clone()),
            Integration::Translated(value, path) => Some(Node {
                is_translated: true,
                ..Node::new(value, path.clone())
            }),
            Integration::Missing | Integration::Unknown => None,
        }
    }
}
