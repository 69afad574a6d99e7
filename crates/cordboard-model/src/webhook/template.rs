//! What a webhook says: the payload itself, or what a template makes of it.
//!
//! A template is a JSON object, in whose texts placeholders are replaced by texts, or a text that is JSON once its
//! placeholders are replaced by values, which keep their types there. A placeholder is `${` JSONPath `}`. It is
//! replaced once: what it brings in is never looked at again, and cannot change the shape around it. A template reads
//! the payload that it is given and nothing else.

use serde_json::Value;
use serde_json_path::JsonPath;

/// The longest template, in bytes.
pub const LENGTH_MAX: usize = 65_536;
/// The most placeholders of a template.
const PLACEHOLDERS_MAX: usize = 256;
/// The longest path, in bytes.
const PATH_MAX: usize = 512;

/// What is wrong with a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// It is neither an object nor a text.
    #[error(
        "a template is a JSON object, or a text that is JSON once its placeholders are replaced"
    )]
    Kind,
    /// It is too long.
    #[error("a template has at most 65536 bytes and 256 placeholders")]
    Long,
    /// A placeholder is no JSONPath.
    #[error(
        "between ${{ and }} stands a JSONPath of at most 512 bytes with at most one .., such as $.email"
    )]
    Path,
    /// With its placeholders replaced, the text is no JSON.
    #[error("with its placeholders replaced the text must be JSON")]
    Json,
}

/// A template, read and checked.
#[derive(Debug)]
pub struct Template(Form);

#[derive(Debug)]
enum Form {
    Object(Node),
    Text(Vec<Piece>),
}

/// A JSON value whose texts have placeholders.
#[derive(Debug)]
enum Node {
    Text(Vec<Piece>),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
    Other(Value),
}

#[derive(Debug)]
enum Piece {
    Literal(String),
    Path {
        path: JsonPath,
        /// Inside of a JSON text, so that the value comes in as a part of it.
        is_quoted: bool,
    },
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(template: &Value) -> Result<Self, Wrong> {
        let form = match template {
            Value::Object(_) => {
                if template.to_string().len() > LENGTH_MAX {
                    return Err(Wrong::Long);
                }
                let mut count = 0;
                Form::Object(node(template, &mut count)?)
            }
            Value::String(text) => {
                if text.len() > LENGTH_MAX {
                    return Err(Wrong::Long);
                }
                let pieces = pieces(text, &mut 0)?;
                // Every value fits where this one does, inside of texts and outside.
                fill(&pieces, &Value::Null)?;
                Form::Text(pieces)
            }
            _ => return Err(Wrong::Kind),
        };
        Ok(Self(form))
    }

    /// What it makes of a payload.
    ///
    /// # Errors
    /// [`Wrong::Json`] never happens to a template that could be read; it is there so that nothing panics.
    pub fn fill(&self, payload: &Value) -> Result<Value, Wrong> {
        match &self.0 {
            Form::Object(node) => Ok(fill_node(node, payload)),
            Form::Text(pieces) => fill(pieces, payload),
        }
    }
}

fn node(value: &Value, count: &mut usize) -> Result<Node, Wrong> {
    Ok(match value {
        Value::String(text) => Node::Text(pieces(text, count)?),
        Value::Array(items) => {
            let nodes = items.iter().map(|item| node(item, count));
            Node::List(nodes.collect::<Result<_, _>>()?)
        }
        Value::Object(fields) => {
            let nodes = fields
                .iter()
                .map(|(key, value)| Ok((key.clone(), node(value, count)?)));
            Node::Object(nodes.collect::<Result<_, _>>()?)
        }
        other => Node::Other(other.clone()),
    })
}

/// Cuts a text into what stands as it is and the paths between `${` and `}`. A `${` that no `$` follows is text.
fn pieces(text: &str, count: &mut usize) -> Result<Vec<Piece>, Wrong> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut quotes = Quotes::default();
    while let Some(at) = rest.find("${$") {
        let (before, after) = (rest.get(..at), rest.get(at + 2..));
        let (before, after) = (before.ok_or(Wrong::Path)?, after.ok_or(Wrong::Path)?);
        let end = end_of_path(after).ok_or(Wrong::Path)?;
        let path = after.get(..end).ok_or(Wrong::Path)?;
        *count += 1;
        if *count > PLACEHOLDERS_MAX {
            return Err(Wrong::Long);
        }
        quotes.read(before);
        pieces.push(Piece::Literal(before.to_owned()));
        pieces.push(Piece::Path {
            path: read_path(path)?,
            is_quoted: quotes.is_inside,
        });
        rest = after.get(end + 1..).ok_or(Wrong::Path)?;
    }
    pieces.push(Piece::Literal(rest.to_owned()));
    Ok(pieces)
}

/// Where in JSON a place is: inside of a text, or outside.
#[derive(Default)]
struct Quotes {
    is_inside: bool,
    is_escaped: bool,
}

impl Quotes {
    fn read(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                _ if self.is_escaped => self.is_escaped = false,
                '\\' if self.is_inside => self.is_escaped = true,
                '"' => self.is_inside = !self.is_inside,
                _ => {}
            }
        }
    }
}

/// Where the `}` stands that ends a path; those in its texts do not. The texts of a path that stands in a JSON text may
/// have their quotes escaped.
fn end_of_path(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut is_escaped = false;
    for (at, c) in text.char_indices().take(PATH_MAX + 1) {
        match (quote, c) {
            _ if is_escaped => is_escaped = false,
            (Some(_), '\\') => is_escaped = true,
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, '}') => return Some(at),
            _ => {}
        }
    }
    None
}

/// Two `..` in one path would take as long as the payload is large, squared, and more with each further one.
fn read_path(text: &str) -> Result<JsonPath, Wrong> {
    if text.len() > PATH_MAX || text.matches("..").count() > 1 {
        return Err(Wrong::Path);
    }
    JsonPath::parse(text).map_err(|_| Wrong::Path)
}

/// What a path finds: the value, all of several as a list, `null` for nothing.
fn find(path: &JsonPath, payload: &Value) -> Value {
    let mut found = path.query(payload).all();
    match found.as_slice() {
        [] => Value::Null,
        [_] => found.pop().cloned().unwrap_or(Value::Null),
        _ => found.into_iter().cloned().collect(),
    }
}

/// A value as text: a text as it is, nothing for `null`, everything else as JSON.
fn as_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn fill_node(node: &Node, payload: &Value) -> Value {
    match node {
        Node::Other(value) => value.clone(),
        Node::List(nodes) => nodes.iter().map(|node| fill_node(node, payload)).collect(),
        Node::Object(nodes) => {
            let fields = nodes
                .iter()
                .map(|(key, node)| (key.clone(), fill_node(node, payload)));
            Value::Object(fields.collect())
        }
        Node::Text(pieces) => {
            let filled = pieces.iter().map(|piece| match piece {
                Piece::Literal(text) => text.clone(),
                Piece::Path { path, .. } => as_text(&find(path, payload)),
            });
            filled.collect::<String>().into()
        }
    }
}

fn fill(pieces: &[Piece], payload: &Value) -> Result<Value, Wrong> {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Literal(literal) => text.push_str(literal),
            Piece::Path { path, is_quoted } => {
                let value = find(path, payload);
                if *is_quoted {
                    let inner = Value::from(as_text(&value)).to_string();
                    // Without the quotes, which stand in the template.
                    text.push_str(inner.get(1..inner.len() - 1).unwrap_or_default());
                } else {
                    text.push_str(&value.to_string());
                }
            }
        }
    }
    serde_json::from_str(&text).map_err(|_| Wrong::Json)
}

#[cfg(test)]
mod tests;
