//! A record as one side shows it, without what is the side's own: ids, times, computed values, secrets.

use crate::failure::Failure;
use cordboard_engine::remotes::{Dialect, Sort, without_secrets};
use cordboard_model::Fields;
use serde_json::Value;

/// The most records of one side.
pub(crate) const MOST: usize = 100_000;

/// The place in an account's document that names the account above it. No document of a server has such a key: those that
/// begin so are left out.
pub(crate) const PARENT: &str = "_parent";

/// One record of one side.
#[derive(Debug, Clone, PartialEq)]
pub struct Doc {
    /// What sort of record.
    pub sort: Sort,
    /// Its id on its side.
    pub id: String,
    /// The id of what it belongs to on its side; empty at the top.
    pub parent: String,
    /// What it says.
    pub fields: Fields,
}

impl Doc {
    /// The record in another place. Of an account that is none at the top the place is something that it says, so that
    /// moving it is a change like any other.
    pub(crate) fn below(mut self, parent: &str) -> Self {
        parent.clone_into(&mut self.parent);
        if self.sort == Sort::Account && !parent.is_empty() {
            self.fields.insert(PARENT.to_owned(), parent.into());
        }
        self
    }

    /// What people call it.
    pub fn label(&self) -> String {
        let text = |key: &str| {
            let text = self.fields.get(key).and_then(Value::as_str);
            text.unwrap_or_default().trim().to_owned()
        };
        let both = format!("{} {}", text("first_name"), text("last_name"));
        let names = match self.sort {
            Sort::User => vec![
                text("display_name"),
                both.trim().to_owned(),
                text("username"),
            ],
            Sort::Phone => vec![text("name"), text("mac_address"), text("mac")],
            _ => Vec::new(),
        };
        let mut names = names.into_iter().chain([text("name"), self.id.clone()]);
        let label = names.find(|name| !name.is_empty()).unwrap_or_default();
        label.chars().take(128).collect()
    }

    /// By what people tell it from others of its sort that belong to the same: who has the same is the same.
    pub(crate) fn natural_key(&self, dialect: Dialect) -> Option<String> {
        let text = |path: &[&str]| {
            let mut at = self.fields.get(*path.first()?)?;
            for key in path.get(1..)? {
                at = at.get(*key)?;
            }
            let text = at.as_str()?.trim().to_lowercase();
            (!text.is_empty()).then_some(text)
        };
        let mac = |key| {
            let digits: String = text(&[key])?
                .chars()
                .filter(char::is_ascii_hexdigit)
                .collect();
            (digits.len() == 12).then_some(digits)
        };
        let full_name = || {
            let (first, last) = (text(&["first_name"])?, text(&["last_name"])?);
            Some(format!("{first}\n{last}"))
        };
        match (self.sort, dialect) {
            (Sort::User, Dialect::Crossbar) => text(&["username"])
                .or_else(|| text(&["email"]))
                .or_else(full_name),
            (Sort::Phone, Dialect::Crossbar) => mac("mac_address")
                .or_else(|| text(&["sip", "username"]))
                .or_else(|| text(&["name"])),
            (Sort::Phone, Dialect::PortSip) => mac("mac"),
            _ => text(&["name"]),
        }
    }
}

/// An id as it may stand in an address and be kept; what a server calls otherwise is refused, because it could lead
/// elsewhere.
///
/// # Errors
/// [`Failure::Odd`].
pub(crate) fn plain_id(value: Option<&Value>) -> Result<String, Failure> {
    let text = value.and_then(Value::as_str).unwrap_or_default();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '=');
    if text.is_empty() || text.len() > 128 || !text.chars().all(is_plain) {
        return Err(Failure::odd("a record has no usable id"));
    }
    Ok(text.to_owned())
}

/// The object, or a failure that says what it should have been.
pub(crate) fn object(value: Value, what: &str) -> Result<Fields, Failure> {
    match value {
        Value::Object(fields) => Ok(fields),
        _ => Err(Failure::odd(format!("{what} is no object"))),
    }
}

/// The list, or a failure that says what it should have been.
pub(crate) fn list(value: Option<Value>, what: &str) -> Result<Vec<Value>, Failure> {
    match value {
        Some(Value::Array(items)) => Ok(items),
        _ => Err(Failure::odd(format!("{what} is no list"))),
    }
}

/// The document without these keys, secrets, and what says nothing.
pub(crate) fn cleaned(mut fields: Fields, is_left_out: impl Fn(&str) -> bool) -> Fields {
    fields.retain(|key, _| !is_left_out(key) && !key.starts_with("pvt_") && !key.starts_with('_'));
    without_secrets(&mut fields);
    fields
}
