//! Writing fields anew: a dialect says what they are to be as a function of what they are, so that it can be asked
//! again when somebody else wrote in between and nothing is lost.

use crate::edit::{self, Edited};
use crate::settle::settle;
use crate::{Error, Result};
use cordboard_model::schema::{Violation, schema};
use cordboard_model::{Fields, Record, Role, pointer};

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
    let changed = changed(&current.fields, &fields);
    for path in &changed {
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

/// Pointers of the keys in which two documents differ.
fn changed(old: &Fields, new: &Fields) -> Vec<String> {
    let written = new
        .iter()
        .filter(|(key, value)| old.get(*key) != Some(*value))
        .map(|(key, _)| key);
    let taken = old.keys().filter(|key| !new.contains_key(*key));
    written
        .chain(taken)
        .map(|key| pointer::child("", key))
        .collect()
}
