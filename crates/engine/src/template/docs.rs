//! Documentation of the language and of API Gateway's objects, for the page.
//!
//! Sources: the Velocity 1.7 user guide, API Gateway's "Mapping template and access logging variable reference" and this project's
//! COMPATIBILITY.md for what is recorded.

use protocol::TemplateDoc;
use vtl::{TokenKind, tokenize};

/// Something that a template can name.
pub(super) struct Doc {
    /// `#set`, `$input.path`, `$context.identity.sourceIp`; of a method its name with a dot, `.size`.
    pub(super) name: &'static str,
    /// How it is written.
    signature: &'static str,
    /// What it does; the first sentence is shown in lists.
    text: &'static str,
    /// Where API Gateway differs, or what to beware of; may be empty.
    note: &'static str,
}

impl Doc {
    /// Its first sentence.
    pub(super) fn about(&self) -> String {
        let end = self.text.find(". ").map_or(self.text.len(), |at| at + 1);
        self.text.get(..end).unwrap_or_default().to_owned()
    }

    /// Its parameters, as in `(path)`; empty if it has none.
    pub(super) fn parameters(&self) -> &'static str {
        self.signature
            .find('(')
            .and_then(|at| self.signature.get(at..))
            .unwrap_or_default()
    }

    fn to_protocol(&self) -> TemplateDoc {
        TemplateDoc {
            signature: self.signature.to_owned(),
            text: self.text.to_owned(),
            note: self.note.to_owned(),
        }
    }
}

/// The type that a method belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    Text,
    List,
    Map,
}

macro_rules! docs {
    ($($name:literal, $signature:literal, $text:literal, $note:literal;)+) => {
        &[$(Doc { name: $name, signature: $signature, text: $text, note: $note },)+]
    };
}

/// Directives and objects.
pub(super) const DOCS: &[Doc] = docs! {
    "#set", "#set($name = value)", "Assigns a value to a variable.", "A right side without a value assigns nothing: the variable keeps its old value.";
    "#if", "#if(condition) … #end", "Renders its block if the condition is true.", "In API Gateway a reference without a value is \"\", which counts as true: compare with == \"\" or use .isEmpty().";
    "#elseif", "#elseif(condition)", "Renders its block if no condition before it was true.", "";
    "#else", "#else", "Renders its block if no condition before it was true. Write #{else} before text.", "";
    "#end", "#end", "Ends the block of an #if, #foreach or #define. Write #{end} before text.", "";
    "#foreach", "#foreach($item in $list) … #end", "Renders its block for each item of a list, or each value of a map. $foreach has the position.", "API Gateway documents a limit of 1,000 iterations.";
    "#define", "#define($name) … #end", "Gives a name to a block, which is rendered where $name stands.", "";
    "#break", "#break", "Leaves the innermost #foreach.", "";
    "#stop", "#stop", "Ends the template; what was rendered so far stays.", "";
    "#macro", "#macro(name $argument) … #end", "Velocity's macros.", "API Gateway has none: the definition renders nothing, and a call is text.";
    "#evaluate", "#evaluate(text)", "Renders a text as a template.", "API Gateway does not know it: it is text there.";
    "#parse", "#parse(\"file\")", "Renders another file.", "There are no files in API Gateway: an error.";
    "#include", "#include(\"file\")", "Writes another file.", "There are no files in API Gateway: an error.";
    "$input.path", "$input.path(path)", "The value that a JSONPath finds in the body, to read, compare or iterate over.", "It is not escaped: between quotes of JSON write $util.escapeJavaScript(…). A path that finds nothing has no value.";
    "$input.json", "$input.json(path)", "The value that a JSONPath finds in the body, as JSON text. Strings come with their quotes, escaped.", "A path that finds nothing gives \"\".";
    "$input.body", "$input.body", "The body, exactly as sent.", "";
    "$input.params", "$input.params(name)", "A parameter of the request: from the path, else the query string, else the headers. Without an argument all of them, in .path, .querystring and .header.", "It is not escaped: the caller chooses it.";
    "$util.escapeJavaScript", "$util.escapeJavaScript(text)", "Escapes a text for a string of JavaScript.", "It writes ' as \\', which JSON does not allow: add .replaceAll(\"\\\\'\", \"'\").";
    "$util.parseJson", "$util.parseJson(text)", "Parses JSON text into values.", "A text that is not JSON has no value.";
    "$util.urlEncode", "$util.urlEncode(text)", "Encodes a text for a query string.", "";
    "$util.urlDecode", "$util.urlDecode(text)", "Decodes a text of a query string.", "";
    "$util.base64Encode", "$util.base64Encode(text)", "Encodes a text as base64.", "";
    "$util.base64Decode", "$util.base64Decode(text)", "Decodes base64.", "";
    "$context.accountId", "$context.accountId", "The AWS account of the API's owner.", "";
    "$context.apiId", "$context.apiId", "The API's ID.", "";
    "$context.domainName", "$context.domainName", "The host name of the call.", "";
    "$context.domainPrefix", "$context.domainPrefix", "The first label of the host name.", "";
    "$context.error.message", "$context.error.message", "The gateway's error, in a gateway response.", "";
    "$context.error.messageString", "$context.error.messageString", "The gateway's error with quotes around it, in a gateway response.", "";
    "$context.extendedRequestId", "$context.extendedRequestId", "The request's extended ID.", "";
    "$context.httpMethod", "$context.httpMethod", "The HTTP method.", "";
    "$context.identity.accountId", "$context.identity.accountId", "The caller's AWS account, for IAM.", "";
    "$context.identity.apiKey", "$context.identity.apiKey", "The API key of the call.", "";
    "$context.identity.apiKeyId", "$context.identity.apiKeyId", "The ID of the API key.", "";
    "$context.identity.caller", "$context.identity.caller", "The caller's ID, for IAM.", "";
    "$context.identity.cognitoIdentityId", "$context.identity.cognitoIdentityId", "The caller's Cognito identity.", "";
    "$context.identity.sourceIp", "$context.identity.sourceIp", "The caller's IP address.", "";
    "$context.identity.user", "$context.identity.user", "The caller's user, for IAM.", "";
    "$context.identity.userAgent", "$context.identity.userAgent", "The header User-Agent.", "";
    "$context.identity.userArn", "$context.identity.userArn", "The caller's ARN, for IAM.", "";
    "$context.authorizer.claims.sub", "$context.authorizer.claims.sub", "A claim of the Cognito user pool's token.", "";
    "$context.authorizer.principalId", "$context.authorizer.principalId", "The user, as a Lambda authorizer says.", "";
    "$context.path", "$context.path", "The path with the stage.", "";
    "$context.protocol", "$context.protocol", "The protocol, such as HTTP/1.1.", "";
    "$context.requestId", "$context.requestId", "The request's ID.", "";
    "$context.requestTime", "$context.requestTime", "The time of the call, such as 22/Nov/2026:16:43:44 +0000.", "";
    "$context.requestTimeEpoch", "$context.requestTimeEpoch", "The time of the call in milliseconds since 1970.", "";
    "$context.resourcePath", "$context.resourcePath", "The resource, such as /resumes/{id}.", "";
    "$context.stage", "$context.stage", "The stage.", "";
    "$context.responseOverride.status", "$context.responseOverride.status", "The status of the response: set it.", "Takes a number: #set($context.responseOverride.status = 404).";
    "$context.responseOverride.header", "$context.responseOverride.header", "Headers of the response: set .Name or ['Name'].", "";
    "$context.requestOverride.header", "$context.requestOverride.header", "Headers of the integration request: set .Name or ['Name'].", "";
    "$context.requestOverride.path", "$context.requestOverride.path", "Path parameters of the integration request: set .name.", "";
    "$context.requestOverride.querystring", "$context.requestOverride.querystring", "The query string of the integration request: set .name.", "";
    "$foreach.hasNext", "$foreach.hasNext", "Whether another item follows: for commas.", "";
    "$foreach.count", "$foreach.count", "The number of the round, from 1.", "";
    "$foreach.index", "$foreach.index", "The number of the round, from 0.", "";
    "$foreach.first", "$foreach.first", "Whether this is the first round.", "";
    "$foreach.last", "$foreach.last", "Whether this is the last round.", "";
    "$foreach.parent", "$foreach.parent", "The $foreach of the loop around this one.", "";
    "$input", "$input", "The request's body and parameters; in a response template the service's body.", "";
    "$util", "$util", "Functions to escape, encode and parse.", "";
    "$context", "$context", "The call: IDs, time, caller, and what the template overrides.", "";
    "$stageVariables", "$stageVariables", "The variables of the stage.", "";
    "$foreach", "$foreach", "The position of the innermost #foreach.", "";
};

/// Methods, by the type that has them.
pub(super) const METHODS: &[(Owner, Doc)] = &methods();

const fn method(
    owner: Owner,
    name: &'static str,
    signature: &'static str,
    text: &'static str,
) -> (Owner, Doc) {
    let note = "";
    (
        owner,
        Doc {
            name,
            signature,
            text,
            note,
        },
    )
}

const fn methods() -> [(Owner, Doc); 33] {
    use Owner::{List, Map, Text};
    [
        method(
            Text,
            ".contains",
            "contains(text)",
            "Whether it has that text in it.",
        ),
        method(
            Text,
            ".endsWith",
            "endsWith(text)",
            "Whether it ends with that text.",
        ),
        method(
            Text,
            ".equals",
            "equals(value)",
            "Whether it is the same text.",
        ),
        method(
            Text,
            ".equalsIgnoreCase",
            "equalsIgnoreCase(text)",
            "Whether it is the same text but for the case.",
        ),
        method(
            Text,
            ".indexOf",
            "indexOf(text)",
            "Where that text is in it, from 0; -1 if it is not.",
        ),
        method(
            Text,
            ".isEmpty",
            "isEmpty()",
            "Whether it has no character.",
        ),
        method(
            Text,
            ".lastIndexOf",
            "lastIndexOf(text)",
            "Where that text is in it last, from 0; -1 if it is not.",
        ),
        method(
            Text,
            ".length",
            "length()",
            "The number of its UTF-16 units.",
        ),
        method(
            Text,
            ".matches",
            "matches(regex)",
            "Whether a regular expression of Java matches all of it.",
        ),
        method(
            Text,
            ".replace",
            "replace(text, by)",
            "The text with each such part replaced.",
        ),
        method(
            Text,
            ".replaceAll",
            "replaceAll(regex, by)",
            "The text with each match of a regular expression replaced.",
        ),
        method(
            Text,
            ".split",
            "split(regex)",
            "The parts between the matches of a regular expression, as a list.",
        ),
        method(
            Text,
            ".startsWith",
            "startsWith(text)",
            "Whether it starts with that text.",
        ),
        method(
            Text,
            ".substring",
            "substring(from, to)",
            "A part of it; without `to`, up to the end.",
        ),
        method(
            Text,
            ".toLowerCase",
            "toLowerCase()",
            "The text in lower case.",
        ),
        method(
            Text,
            ".toUpperCase",
            "toUpperCase()",
            "The text in upper case.",
        ),
        method(
            Text,
            ".trim",
            "trim()",
            "The text without spaces around it.",
        ),
        method(
            List,
            ".add",
            "add(value)",
            "Appends a value. Writes true: use #set($x = $list.add(…)).",
        ),
        method(
            List,
            ".addAll",
            "addAll(list)",
            "Appends the items of another list.",
        ),
        method(
            List,
            ".contains",
            "contains(value)",
            "Whether it has that item.",
        ),
        method(
            List,
            ".get",
            "get(index)",
            "The item at a position, from 0.",
        ),
        method(
            List,
            ".indexOf",
            "indexOf(value)",
            "The position of an item, from 0; -1 if there is none.",
        ),
        method(List, ".isEmpty", "isEmpty()", "Whether it has no item."),
        method(
            List,
            ".remove",
            "remove(index)",
            "Removes the item at a position.",
        ),
        method(List, ".size", "size()", "The number of its items."),
        method(
            Map,
            ".containsKey",
            "containsKey(key)",
            "Whether it has that key.",
        ),
        method(
            Map,
            ".entrySet",
            "entrySet()",
            "Its entries, each with .key and .value.",
        ),
        method(Map, ".get", "get(key)", "The value of a key."),
        method(Map, ".isEmpty", "isEmpty()", "Whether it has no entry."),
        method(Map, ".keySet", "keySet()", "Its keys."),
        method(Map, ".put", "put(key, value)", "Sets the value of a key."),
        method(Map, ".size", "size()", "The number of its entries."),
        method(Map, ".values", "values()", "Its values."),
    ]
}

/// The documentation of what stands at a byte of a template.
pub(super) fn at(source: &str, at: usize) -> Option<TemplateDoc> {
    let tokens = tokenize(source);
    let here = tokens.iter().position(|token| {
        token.span.start <= at
            && at < token.span.end
            && !matches!(token.kind, TokenKind::Text | TokenKind::Space)
    })?;
    let token = tokens.get(here)?;
    let text = token.span.text(source);
    match token.kind {
        TokenKind::Directive => {
            let name: String = text
                .chars()
                .filter(|c| c.is_alphanumeric() || *c == '#')
                .collect();
            find(&name)
        }
        TokenKind::Variable | TokenKind::Property => {
            // `$context.identity.sourceIp`: the names up to this one, as long as only dots are between them.
            let mut names = vec![bare(text)];
            let mut before = tokens.get(..here)?.iter().rev();
            let mut is_whole = token.kind == TokenKind::Variable;
            while !is_whole {
                let Some(dot) = before.next().filter(|token| token.span.text(source) == ".") else {
                    break;
                };
                let Some(name) = before.next() else { break };
                if !matches!(name.kind, TokenKind::Variable | TokenKind::Property)
                    || name.span.end != dot.span.start
                {
                    break;
                }
                let brace = name.span.text(source);
                names.push(bare(brace));
                is_whole = name.kind == TokenKind::Variable;
            }
            names.reverse();
            if is_whole && let Some(doc) = find(&format!("${}", names.join("."))) {
                return Some(doc);
            }
            let name = format!(".{}", bare(text));
            let (_, doc) = METHODS.iter().find(|(_, doc)| doc.name == name)?;
            (token.kind == TokenKind::Property).then(|| doc.to_protocol())
        }
        _ => None,
    }
}

/// A name without what starts a reference.
fn bare(text: &str) -> &str {
    text.trim_start_matches(['$', '!', '{'])
}

fn find(name: &str) -> Option<TemplateDoc> {
    DOCS.iter()
        .find(|doc| doc.name == name)
        .map(Doc::to_protocol)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_at_a_place_is_explained() {
        let source = "#if($input.path('$.a').size() > 0)${context.identity.sourceIp}#{else}$x.trim()#end plain";
        for (place, signature) in [
            ("#if", Some("#if(condition) … #end")),
            ("input", Some("$input")),
            ("path", Some("$input.path(path)")),
            ("size", Some("size()")),
            ("sourceIp", Some("$context.identity.sourceIp")),
            ("{else", Some("#else")),
            ("trim", Some("trim()")),
            ("#end", Some("#end")),
            ("plain", None),
            ("$x", None),
        ] {
            let found = at(source, source.find(place).unwrap());
            assert_eq!(
                found.map(|doc| doc.signature).as_deref(),
                signature,
                "{place}"
            );
        }
    }

    #[test]
    fn each_function_of_util_and_input_is_documented() {
        for lacking in [
            "$util.escapeJavaScript",
            "$util.base64Decode",
            "$input.json",
        ] {
            assert!(find(lacking).is_some(), "{lacking}");
        }
        for (_, doc) in METHODS {
            assert!(doc.signature.starts_with(doc.name.trim_start_matches('.')));
        }
        for doc in DOCS {
            assert!(doc.signature.starts_with(doc.name), "{}", doc.name);
            assert!(
                doc.text.ends_with('.') || doc.text.ends_with("+0000."),
                "{}",
                doc.name
            );
        }
    }
}
