//! Writing fields anew: a dialect says what they are to be as a function of what they are, so that it can be asked
//! again when somebody else wrote in between and nothing is lost.

use crate::edit::{self, Edited};
use crate::settle::settle;
use crate::{Error, Result};
use cordboard_model::schema::{Violation, schema};
use cordboard_model::{Fields, Record, Role, pointer};
use serde_json::Value;

/// From the fields as they are to the fields as they are to be. It may be asked several times.
pub type Rewrite =
    Box<dyn Fn(&Fields) -> std::result::Result<Fields, Vec<Violation>> + Send + Sync>;

/// Asks for the new fields, and checks them: text is turned into the wanted types, names are settled, defaults are
/// filled in, the whole is validated, and each key that changed must be one that the role writes. `required` names
/// keys that only this surface wants. Nothing is written.
pub fn apply(
    current: &Record,
    rewrite: &dyn Fn(&Fields) -> std::result::Result<Fields, Vec<Violation>>,
    role: Role,
    required: &[&str],
    now_ms: i64,
) -> Result<Edited> {
    let schema = schema(current.kind).ok_or(Error::NotFound("record"))?;
    let mut fields = rewrite(&current.fields).map_err(Error::Invalid)?;
    schema.coerce(&mut fields);
    settle(current.kind, &mut fields);
    schema.apply_defaults(&mut fields);
    keep_level(&current.fields, &mut fields);
    let changed = changed(&current.fields, &fields);
    // The name of a role goes with the level that it is of, whoever changes that.
    let asked = changed.iter().filter(|path| *path != "/role_name");
    for path in asked {
        edit::may_edit(schema, path, role)?;
    }
    let mut broken = schema.validate(&fields).err().unwrap_or_default();
    broken.extend(missing(&fields, required));
    if !broken.is_empty() {
        broken.sort_by(|one, other| (&one.path, &one.rule).cmp(&(&other.path, &other.rule)));
        broken.dedup_by(|later, kept| later.path == kept.path && later.rule == kept.rule);
        return Err(Error::Invalid(broken));
    }
    let mut record = current.clone();
    record.fields = fields;
    if record.label().is_empty() {
        return Err(Error::invalid("", "required", "leave at least one name"));
    }
    record.modified_ms = now_ms;
    Ok(Edited { record, changed })
}

/// The keys that a surface wants and that are not there.
pub fn missing(fields: &Fields, required: &[&str]) -> Vec<Violation> {
    required
        .iter()
        .filter(|key| fields.get(**key).is_none_or(serde_json::Value::is_null))
        .map(|key| {
            let detail = format!("{key} is missing: give it a value.");
            Violation::new(pointer::child("", key), "required", detail)
        })
        .collect()
}

/// A user whose level changes loses the role that refined the old one; nobody else changes it here.
pub(crate) fn keep_level(old: &Fields, new: &mut Fields) {
    const NAME: &str = "role_name";
    match old.get(NAME) {
        Some(name) if old.get("role") == new.get("role") => {
            if new.get(NAME) == Some(name) {
                return;
            }
            new.insert(NAME.to_owned(), name.clone());
        }
        _ => {
            new.shift_remove(NAME);
        }
    }
}

/// Pointers of the keys in which two documents differ; where both hold an object, of the keys within.
pub(crate) fn changed(old: &Fields, new: &Fields) -> Vec<String> {
    let none = Fields::new();
    let mut changed = Vec::new();
    let gone = old.keys().filter(|key| !new.contains_key(*key));
    for key in new.keys().chain(gone) {
        let path = pointer::child("", key);
        match (old.get(key), new.get(key)) {
            (before, after) if before == after => {}
            (None, Some(Value::Object(after))) if !after.is_empty() => {
                inner(&path, &none, after, &mut changed);
            }
            (Some(Value::Object(before)), Some(Value::Object(after))) => {
                inner(&path, before, after, &mut changed);
            }
            _ => changed.push(path),
        }
    }
    changed
}

fn inner(path: &str, old: &Fields, new: &Fields, changed: &mut Vec<String>) {
    let gone = old.keys().filter(|key| !new.contains_key(*key));
    let keys = new.keys().chain(gone);
    let differing = keys.filter(|key| old.get(*key) != new.get(*key));
    changed.extend(differing.map(|key| pointer::child(path, key)));
}
