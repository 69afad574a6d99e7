//! Finds what a schema says about one place of a document.

use crate::{Fields, Role};
use memchr::memmem::Finder;
use serde_json::Value;

/// How concurrent changes of one value meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergeClass<'a> {
    /// The value as a whole: two different changes clash.
    Atomic,
    /// An array in which order means nothing: additions and removals meet element by element.
    Set,
    /// An object: each key meets on its own.
    Map,
    /// An array of objects with an `id`: each element meets on its own, and so does its place.
    List,
    /// Fields of one object that only make sense together, by the name of the group.
    Group(&'a str),
    /// Written and never read: the last one wins.
    Secret,
    /// Computed by the engine: nobody else writes it.
    Server,
    /// Names bytes that lie beside the record: two different ones clash, and only who brings the bytes writes it.
    Blob,
}

/// The schema of a key of an object. Where patterns name the keys there is only one, which every key is taken to
/// match: validation has the last word.
pub(crate) fn child<'a>(node: &'a Value, key: &str) -> Option<&'a Value> {
    node.get("properties")
        .and_then(|properties| properties.get(key))
        .or_else(|| node.get("patternProperties")?.as_object()?.values().next())
        .or_else(|| {
            node.get("additionalProperties")
                .filter(|other| other.is_object())
        })
}

/// The schema of the elements of an array.
pub(crate) fn item(node: &Value) -> Option<&Value> {
    node.get("items")
}

/// The one of several schemas (`oneOf`) that speaks of values of this type; without such a choice the node itself.
pub(super) fn branch<'a>(node: &'a Value, value: &Value) -> &'a Value {
    let branches = node.get("oneOf").and_then(Value::as_array);
    branches
        .into_iter()
        .flatten()
        .find(|branch| types(branch).any(|name| is_of(name, value)))
        .unwrap_or(node)
}

/// The types that a node names, one or several.
pub(super) fn types(node: &Value) -> impl Iterator<Item = &str> + Clone {
    let named = node.get("type");
    let list = named.and_then(Value::as_array).map(Vec::as_slice);
    let one = named.map(std::slice::from_ref);
    list.or(one)
        .unwrap_or_default()
        .iter()
        .filter_map(Value::as_str)
}

fn is_of(name: &str, value: &Value) -> bool {
    match value {
        Value::Null => name == "null",
        Value::Bool(_) => name == "boolean",
        Value::Number(_) => matches!(name, "number" | "integer"),
        Value::String(_) => name == "string",
        Value::Array(_) => name == "array",
        Value::Object(_) => name == "object",
    }
}

/// What a schema node says about merging. Without a word, objects are maps and everything else is atomic.
pub(crate) fn merge_class_of(node: &Value) -> MergeClass<'_> {
    match node.get("x-merge").and_then(Value::as_str) {
        Some("atomic") => MergeClass::Atomic,
        Some("set") => MergeClass::Set,
        Some("map") => MergeClass::Map,
        Some("list") => MergeClass::List,
        Some("secret") => MergeClass::Secret,
        Some("server") => MergeClass::Server,
        Some("blob") => MergeClass::Blob,
        Some(other) => other
            .strip_prefix("group:")
            .map_or(MergeClass::Atomic, MergeClass::Group),
        None if node.get("type").and_then(Value::as_str) == Some("object") => MergeClass::Map,
        None => MergeClass::Atomic,
    }
}

/// The schema of the place that these tokens name; an element of an array may have any token.
pub(super) fn find<'a>(root: &'a Value, tokens: &[String]) -> Option<&'a Value> {
    tokens
        .iter()
        .try_fold(root, |node, token| step(node, token))
}

fn step<'a>(node: &'a Value, token: &str) -> Option<&'a Value> {
    child(node, token).or_else(|| item(node))
}

pub(super) fn may_write(root: &Value, tokens: &[String], role: Role) -> bool {
    let mut allowed = role.is_admin();
    let mut node = Some(root);
    for token in tokens {
        node = node.and_then(|node| step(node, token));
        if let Some(list) = node.and_then(|node| node.get("x-write")) {
            allowed = names(list, role);
        }
    }
    allowed && node.is_none_or(|node| all_inside(node, role))
}

/// Whether the role reads this field of a document.
pub(super) fn may_read(root: &Value, key: &str, role: Role) -> bool {
    match child(root, key) {
        Some(node) => is_read(node, role),
        None => role.is_admin(),
    }
}

fn is_read(node: &Value, role: Role) -> bool {
    node.get("x-read").is_none_or(|list| names(list, role))
}

/// Takes out the fields below this node that the role does not read.
pub(super) fn hide(node: &Value, fields: &mut Fields, role: Role) {
    fields.retain(|key, _| child(node, key).is_none_or(|inner| is_read(inner, role)));
    for (key, value) in fields.iter_mut() {
        if let (Some(inner), Value::Object(fields)) = (child(node, key), value) {
            hide(inner, fields, role);
        }
    }
}

/// Puts the fields below this node that the role does not read back in their places, as far as these are there.
pub(super) fn keep_unread(node: &Value, current: &Fields, fields: &mut Fields, role: Role) {
    for (key, value) in current {
        match (child(node, key), fields.get_mut(key)) {
            (Some(inner), None) if !is_read(inner, role) => {
                fields.insert(key.clone(), value.clone());
            }
            (Some(inner), Some(Value::Object(fields))) => {
                if let Value::Object(current) = value {
                    keep_unread(inner, current, fields, role);
                }
            }
            _ => {}
        }
    }
}

fn names(list: &Value, role: Role) -> bool {
    // Who administers an account above may whatever the account's own administrator may.
    let or_admin = role.is_admin().then_some(Role::Admin.name());
    list.as_array().is_some_and(|roles| {
        let mut names = roles.iter().filter_map(Value::as_str);
        names.any(|name| name == role.name() || or_admin == Some(name))
    })
}

/// No field below this node refuses the role.
fn all_inside(node: &Value, role: Role) -> bool {
    let own = node
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(|all| all.values());
    own.chain(item(node)).all(|inner| {
        inner.get("x-write").is_none_or(|list| names(list, role)) && all_inside(inner, role)
    })
}

/// Whether this node or one below it is a secret.
pub(crate) fn holds_secret(node: &Value) -> bool {
    is_secret(node)
        || node
            .get("properties")
            .and_then(Value::as_object)
            .is_some_and(|all| all.values().any(holds_secret))
        || item(node).is_some_and(holds_secret)
}

/// Where a schema says anything about secrets and readers at all, so that documents that hold nothing of it are not
/// walked through.
#[derive(Debug)]
pub(super) struct Marks {
    /// The keys at the top that are a secret or may hold one; `None` when any key may.
    secrets: Option<Vec<String>>,
    /// What stands in a text that holds one of these keys; everything does where any key may be a secret.
    secret_keys: Vec<Finder<'static>>,
    /// The roles that something is hidden from.
    kept_from: Vec<Role>,
}

impl Marks {
    pub(super) fn of(document: &Value) -> Self {
        let is_secret = |node: &Value| anywhere(node, &is_secret);
        let patterns = ["patternProperties", "additionalProperties"];
        let any_key = patterns.iter().filter_map(|key| document.get(key));
        let properties = document.get("properties").and_then(Value::as_object);
        let keys = properties
            .into_iter()
            .flatten()
            .filter(|(_, node)| is_secret(node))
            .map(|(key, _)| key.clone());
        let roles = [Role::Above, Role::Admin, Role::User].into_iter();
        let secrets: Option<Vec<String>> =
            (!any_key.into_iter().any(is_secret)).then(|| keys.collect());
        Self {
            secret_keys: secrets.as_ref().map_or_else(
                || vec![Finder::new("").into_owned()],
                |keys| {
                    let quoted = keys.iter().map(|key| format!("\"{key}\""));
                    quoted.map(|key| Finder::new(&key).into_owned()).collect()
                },
            ),
            secrets,
            kept_from: roles
                .filter(|role| {
                    !role.is_admin() || anywhere(document, &|node| !is_read(node, *role))
                })
                .collect(),
        }
    }

    pub(super) fn may_hold_secret(&self, fields: &Fields) -> bool {
        let holds = |keys: &Vec<String>| keys.iter().any(|key| fields.contains_key(key));
        self.secrets.as_ref().is_none_or(holds)
    }

    pub(super) fn secret_keys(&self) -> &[Finder<'static>] {
        &self.secret_keys
    }

    /// Who is no administrator does not read keys that the schema does not name.
    pub(super) fn reads_everything(&self, role: Role) -> bool {
        !self.kept_from.contains(&role)
    }
}

/// Whether a node of the schema, here or anywhere below, is such a one.
fn anywhere(node: &Value, is: &dyn Fn(&Value) -> bool) -> bool {
    let below = |inner: &Value| anywhere(inner, is);
    match node {
        Value::Object(map) => is(node) || map.values().any(below),
        Value::Array(items) => items.iter().any(below),
        _ => false,
    }
}

fn is_secret(node: &Value) -> bool {
    node.get("x-secret").and_then(Value::as_bool) == Some(true)
}

pub(super) fn redact_fields(node: &Value, fields: &mut Fields) {
    fields.retain(|key, _| !child(node, key).is_some_and(is_secret));
    for (key, value) in fields.iter_mut() {
        if let Some(inner) = child(node, key) {
            redact(inner, value);
        }
    }
}

/// Takes the secrets out of a value that this node describes; the value itself must be none.
pub(crate) fn redact(node: &Value, value: &mut Value) {
    match value {
        Value::Object(fields) => redact_fields(node, fields),
        Value::Array(items) => {
            if let Some(inner) = item(node) {
                items.iter_mut().for_each(|value| redact(inner, value));
            }
        }
        _ => {}
    }
}
