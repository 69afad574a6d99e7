//! What a client submits about a user, with what is no part of the document taken out.

use super::NAME_MAX;
use super::document::{changeable, fields_of};
use crate::crossbar::call::Call;
use crate::crossbar::change::Change;
use crate::crossbar::failure::Failure;
use axum::http::Method;
use cordboard_engine::rewrite::missing;
use cordboard_model::schema::{Violation, schema};
use cordboard_model::{Fields, Kind, Role};
use serde_json::Value;

/// What only this dialect wants of a user.
const REQUIRED: &[&str] = &["first_name", "last_name"];
/// Keys that say what to do, and are no part of the document.
const ORDERS: [&str; 5] = [
    "confirm_password",
    "send_email_on_creation",
    "object_types",
    "sync",
    "accept_charges",
];

/// What was submitted.
#[derive(Clone)]
pub(super) struct Submission {
    change: Change,
    /// The password to set.
    pub(super) password: Option<String>,
    /// The digest to set instead.
    pub(super) credentials: Option<String>,
    /// The name to take when there is a password and no name.
    spare_name: String,
    role: Role,
}

impl Submission {
    /// Reads the request.
    pub(super) fn of(call: &Call<'_>) -> Result<Self, Failure> {
        let mut document = call.data_object()?.clone();
        for key in ORDERS {
            document.shift_remove(key);
        }
        let password = secret(&mut document, "password")?;
        let credentials = secret(&mut document, "credentials")?;
        let digits = cordboard_engine::sessions::fresh_token();
        let spare_name = format!("user_{}", digits.get(..16).unwrap_or(&digits));
        let change = if call.request.method == Method::PATCH {
            Change::Patch(document)
        } else {
            Change::Replace(document)
        };
        Ok(Self {
            change,
            password,
            credentials,
            spare_name,
            role: call.principal.role(),
        })
    }

    /// The fields to store.
    ///
    /// # Errors
    /// Everything that is wrong, when something is that the schema alone would not find.
    pub(super) fn fields(&self, current: &Fields) -> Result<Fields, Vec<Violation>> {
        let mut wanted = self.change.wanted(Kind::User, changeable(current));
        self.name(current, &mut wanted);
        let (mut fields, mut wrong) = fields_of(current, wanted, self.role);
        let is_known = |one: &Violation| wrong.iter().any(|known| known.path == one.path);
        let mut absent = missing(&fields, REQUIRED);
        absent.retain(|one| !is_known(one) && is_told(current, &one.path));
        wrong.extend(absent);
        wrong.extend(too_long(current, &fields));
        if wrong.is_empty() {
            return Ok(fields);
        }
        // One answer tells everything: what the schema says too.
        if let Some(schema) = schema(Kind::User) {
            schema.coerce(&mut fields);
            schema.apply_defaults(&mut fields);
            wrong.extend(schema.validate(&fields).err().unwrap_or_default());
        }
        Err(wrong)
    }

    /// Brings the user name into its form; a password without a name gets one.
    fn name(&self, current: &Fields, wanted: &mut Fields) {
        if let Some(Value::String(name)) = wanted.get_mut("username") {
            let known = current.get("username").and_then(Value::as_str);
            let known = known.filter(|known| known.to_lowercase() == name.to_lowercase());
            // Names that were made elsewhere stay as they are written there.
            *name = known.map_or_else(|| name.to_lowercase(), str::to_owned);
        }
        let is_nameless = wanted
            .get("username")
            .is_none_or(|name| name.is_null() || name.as_str() == Some(""));
        if is_nameless && self.password.is_some() {
            wanted.insert("username".into(), self.spare_name.as_str().into());
        }
    }
}

/// Whether a client is told that this key is missing. Users that were made elsewhere may lack it, and are edited on.
fn is_told(current: &Fields, path: &str) -> bool {
    current.is_empty() || current.contains_key(path.trim_start_matches('/'))
}

/// Names that are longer than this dialect takes. One that was made elsewhere stays.
fn too_long(current: &Fields, fields: &Fields) -> Vec<Violation> {
    let is_long = |key: &&str| {
        let name = fields.get(*key);
        let length = name
            .and_then(Value::as_str)
            .map_or(0, |name| name.chars().count());
        length > NAME_MAX && name != current.get(*key)
    };
    let names = REQUIRED.iter().copied().filter(is_long);
    let told = names.map(|key| {
        let detail = format!("String must not be more than {NAME_MAX} characters");
        Violation::new(format!("/{key}"), "maxLength", detail).with_target(NAME_MAX)
    });
    told.collect()
}

/// Takes a secret out of the document; empty ones are none.
fn secret(document: &mut Fields, key: &str) -> Result<Option<String>, Failure> {
    match document.shift_remove(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text).filter(|text| !text.is_empty())),
        Some(_) => Err(Failure::violations(vec![
            Violation::new(
                format!("/{key}"),
                "type",
                "Value did not match type(s): string",
            )
            .with_target("string"),
        ])),
    }
}
