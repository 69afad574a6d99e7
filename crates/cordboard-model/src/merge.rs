//! The three-way merge of fields: every change is applied, merged or reported; none is lost.
//!
//! An edit says for each place what its author saw (`from`) and what he wants (`to`). The merge class of the
//! place, from the kind's schema, decides how that meets what others wrote meanwhile. The same code serves the
//! engine, the console and synchronisation, so that a prediction equals the outcome.
//!
//! Places inside a list are named by the id of the element, not by its index, which moves.

mod list;
mod place;
mod same;
mod set;
mod three_way;

pub use same::same;
pub use three_way::{Outcome, three_way, three_way_plain};

use crate::schema::{DEEPEST, MergeClass, child, merge_class_of};
use crate::{Fields, Schema, pointer};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// One change of one place. A missing `from` or `to` means "not there", which is not the same as `null`.
///
/// Of fields that form a group (an action and its number), name each one that the change relies on: a member
/// that the edit does not name counts as seen as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FieldEdit))]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// JSON pointer into the fields; an element of a list goes by its id.
    pub path: String,
    /// What the author saw there.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub from: Option<Value>,
    /// What he wants there.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub to: Option<Value>,
}

/// A key that is there holds a value, also when it is `null`.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// Two changes of one place that do not meet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Clash {
    /// JSON pointer to the place; an element of a list goes by its id.
    pub path: String,
    /// What the author of the edit saw.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub base: Option<Value>,
    /// What is there now.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub theirs: Option<Value>,
    /// What the author of the edit wants.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub mine: Option<Value>,
}

/// An edit that was applied.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The document afterwards.
    pub fields: Fields,
    /// JSON pointers to what is different now, sorted; empty when everything was already so.
    pub changed: Vec<String>,
}

/// Why an edit was not applied. Nothing of it was.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum MergeError {
    /// Somebody else changed the same places meanwhile; sorted by path, never empty.
    #[error("somebody else changed the same place meanwhile")]
    Clashes(Vec<Clash>),
    /// The edit names a place that cannot be edited.
    #[error("{path}: {detail}")]
    BadPath {
        /// The pointer of the edit.
        path: String,
        /// A sentence for people.
        detail: String,
    },
}

/// The most changes of one edit, and how often an edit may come back to the same place: what one request costs
/// stays in proportion to its size.
const MOST_EDITS: usize = 1_000;
const MOST_ROUNDS: usize = 32;
/// The longest path of an edit, in bytes: paths stand in the change log for good.
const LONGEST_PATH: usize = 1_000;

/// Applies edits to a document: all of them or none.
///
/// Edits of places that do not overlap are judged together; a later edit of the same place continues the earlier
/// one. A `from` that equals the stored value, or a `to` that is already there, never clashes.
///
/// # Errors
/// [`MergeError::Clashes`] with every clash of the first edits that clash; [`MergeError::BadPath`] when a path is
/// no JSON pointer, leads into a scalar or past an index, or when the value there is the server's to write; also
/// when there are too many edits.
pub fn merge(schema: &Schema, current: &Fields, edits: &[Edit]) -> Result<Merged, MergeError> {
    let partly = merge_edits(schema, current, edits, true)?;
    if partly.clashes.is_empty() {
        return Ok(Merged {
            fields: partly.fields,
            changed: partly.changed,
        });
    }
    Err(MergeError::Clashes(partly.clashes))
}

/// As [`merge`], and where the two clash the stored value stays: the other edits are applied. A place that several
/// edits clash in is told once, with what the first saw and the last wants.
///
/// # Errors
/// [`MergeError::BadPath`], as [`merge`].
pub fn merge_partly(
    schema: &Schema,
    current: &Fields,
    edits: &[Edit],
) -> Result<Outcome, MergeError> {
    merge_edits(schema, current, edits, false)
}

fn merge_edits(
    schema: &Schema,
    current: &Fields,
    edits: &[Edit],
    stop_at_clash: bool,
) -> Result<Outcome, MergeError> {
    if edits.len() > MOST_EDITS {
        return Err(bad_path("", "an edit holds at most 1000 changes; split it"));
    }
    let placed = edits.iter().map(placed).collect::<Result<Vec<_>, _>>()?;
    let mut merged = Outcome {
        fields: current.clone(),
        changed: Vec::new(),
        clashes: Vec::new(),
    };
    let mut rest = placed.as_slice();
    for _ in 0..MOST_ROUNDS {
        let (batch, later) = rest.split_at(disjoint(rest));
        rest = later;
        let (changed, clashes) = merge_batch(schema, &mut merged.fields, batch)?;
        merged.changed.extend(changed);
        for clash in clashes {
            keep_clash(&mut merged.clashes, clash);
        }
        if rest.is_empty() || (stop_at_clash && !merged.clashes.is_empty()) {
            merged.changed.sort();
            merged.changed.dedup();
            merged.clashes.sort_by(|a, b| a.path.cmp(&b.path));
            return Ok(merged);
        }
    }
    Err(bad_path(
        "",
        "too many changes of one place; send the last one only",
    ))
}

fn placed(edit: &Edit) -> Result<Placed<'_>, MergeError> {
    match pointer::tokens(&edit.path) {
        _ if edit.path.len() > LONGEST_PATH => {
            Err(bad_path("", "a path may have at most 1000 bytes"))
        }
        Ok(tokens) if tokens.len() > DEEPEST => Err(bad_path(&edit.path, "the path is too deep")),
        Ok(tokens) => Ok((tokens, edit)),
        Err(error) => Err(bad_path(&edit.path, &error.to_string())),
    }
}

fn keep_clash(clashes: &mut Vec<Clash>, clash: Clash) {
    match clashes.iter_mut().find(|kept| kept.path == clash.path) {
        Some(kept) => kept.mine = clash.mine,
        None => clashes.push(clash),
    }
}

type Placed<'a> = (Vec<String>, &'a Edit);

/// How many edits from the start name places of which none holds another.
fn disjoint(edits: &[Placed<'_>]) -> usize {
    let mut count = 0;
    for (tokens, _) in edits {
        let overlaps = edits
            .iter()
            .take(count)
            .any(|(other, _)| tokens.starts_with(other) || other.starts_with(tokens));
        if overlaps {
            break;
        }
        count += 1;
    }
    count
}

/// Merges edits whose places do not overlap into the document, and says what changed and what clashed.
fn merge_batch(
    schema: &Schema,
    fields: &mut Fields,
    batch: &[Placed<'_>],
) -> Result<(Vec<String>, Vec<Clash>), MergeError> {
    let root = schema.document();
    let theirs = concerned(root, fields, batch);
    let mut base = Value::Object(theirs.clone());
    for (tokens, edit) in batch {
        place::place(root, &mut base, tokens, edit.from.as_ref())
            .map_err(|detail| bad_path(&edit.path, detail))?;
    }
    let mut mine = base.clone();
    for (tokens, edit) in batch {
        place::place(root, &mut mine, tokens, edit.to.as_ref())
            .map_err(|detail| bad_path(&edit.path, detail))?;
    }
    if let Some(path) = place::server_change(root, "", Some(&base), Some(&mine)) {
        return Err(bad_path(
            &path,
            "this value is computed; leave it out of the edit",
        ));
    }
    let (Value::Object(base), Value::Object(mine)) = (base, mine) else {
        return Err(bad_path("", "a document is an object"));
    };
    let outcome = three_way(schema, &base, &theirs, &mine);
    if theirs.keys().any(|key| !outcome.fields.contains_key(key)) {
        fields.retain(|key, _| !theirs.contains_key(key) || outcome.fields.contains_key(key));
    }
    fields.extend(outcome.fields);
    Ok((outcome.changed, outcome.clashes))
}

/// What edits of these places may touch or are judged by, so that an edit costs what it changes and not what the
/// document holds: the fields that they name, and those that only make sense together with them.
fn concerned(root: &Value, fields: &Fields, batch: &[Placed<'_>]) -> Fields {
    let mut keys: Vec<&str> = Vec::new();
    for (tokens, _) in batch {
        let Some(first) = tokens.first() else {
            return fields.clone();
        };
        keys.push(first);
        if let Some(MergeClass::Group(group)) = child(root, first).map(merge_class_of) {
            keys.extend(three_way::members(root, group));
        }
    }
    let held = fields
        .iter()
        .filter(|(key, _)| keys.contains(&key.as_str()));
    held.map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

fn bad_path(path: &str, detail: &str) -> MergeError {
    MergeError::BadPath {
        path: path.to_owned(),
        detail: detail.to_owned(),
    }
}

#[cfg(test)]
mod tests;
