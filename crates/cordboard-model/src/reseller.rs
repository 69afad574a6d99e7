//! The reseller dialect's account: one object over an account, its first admin, its profile and its tags.
//!
//! Responsible for what the object shows ([`resource`]), what a submitted one writes ([`account_fields`],
//! [`admin_fields`]) and what a search finds ([`matches`]). It reads no record itself and shows no secret.

mod submission;
#[cfg(test)]
mod tests;
pub mod watch;

pub use submission::{account_fields, admin_fields};

use crate::text::search_key;
use crate::{Fields, Record};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::{Value, json};

/// The profile that is there from the start.
pub const DEFAULT_PROFILE: &str = "default";

/// What is shown of a client account.
#[derive(Debug, Clone, Copy)]
pub struct Client<'a> {
    /// The account.
    pub account: &'a Record,
    /// The user of its admins who was made first; nobody where the account has none.
    pub admin: Option<&'a Record>,
    /// The name of its profile; absent when the profile is gone.
    pub profile_name: Option<&'a str>,
    /// Its tags, those that are still there.
    pub tags: &'a [Record],
}

/// Texts of the account's `resale`, with the keys under which they are shown.
const RESALE: [(&str, &str); 3] = [
    ("currency", "currency"),
    ("client_id", "resellerId"),
    ("domain", "domain"),
];
/// The white label, likewise.
const WHITE_LABEL: [(&str, &str); 4] = [
    ("logo_url", "logoURL"),
    ("email_address", "emailAddress"),
    ("header_background_color", "headerBackgroundColor"),
    ("menu_background_color", "menuBackgroundColor"),
];

/// The object, without `ssoToken`, which is no part of the records. Absent values are left out.
pub fn resource(client: &Client<'_>) -> Fields {
    let Client { account, admin, .. } = *client;
    let resale = account.fields.get("resale");
    let of_resale = |key: &str| resale.and_then(|resale| resale.get(key));
    let of_admin = |key: &str| admin.map_or("", |admin| admin.text(key));
    let mut shown = Fields::new();
    let mut show = |key: &str, value: Value| {
        if !matches!(&value, Value::String(text) if text.is_empty()) {
            shown.insert(key.to_owned(), value);
        }
    };
    show("id", account.id.to_string().into());
    show("userName", of_admin("username").into());
    show("firstName", of_admin("first_name").into());
    show("lastName", of_admin("last_name").into());
    show("email", of_admin("email").into());
    show("organization", account.text("org").into());
    show("preferences", preferences(client));
    for (key, name) in RESALE {
        show(name, text(of_resale(key)).into());
    }
    show("created", created(account));
    show("credit", credit(admin));
    show("profile", profile(client));
    show("tools", of_resale("tools").cloned().unwrap_or(json!([])));
    show("whiteLabel", white_label(of_resale("white_label")));
    show("clientName", account.text("name").into());
    show("status", status(account).into());
    let additional = of_resale("additional_users").cloned();
    show("additionalUsers", additional.unwrap_or(json!(0)));
    show("tags", client.tags.iter().map(tag).collect());
    let other = of_resale("other").and_then(Value::as_object);
    for (key, value) in other.into_iter().flatten() {
        shown.entry(key.clone()).or_insert_with(|| value.clone());
    }
    shown
}

/// Whether the account may be used: `enabled` or `disabled`.
pub fn status(account: &Record) -> &'static str {
    if account.flag("enabled", true) {
        "enabled"
    } else {
        "disabled"
    }
}

/// A tag as the dialect shows it.
pub fn tag(tag: &Record) -> Value {
    let mut shown = json!({ "id": tag.id.to_string(), "tag": tag.text("name") });
    if let (Some(shown), Some(color)) = (shown.as_object_mut(), tag.fields.get("color")) {
        shown.insert("color".into(), color.clone());
    }
    shown
}

/// The id of the account's profile.
pub fn profile_id(account: &Record) -> &str {
    let resale = account.fields.get("resale");
    let id = text(resale.and_then(|resale| resale.get("profile_id")));
    if id.is_empty() { DEFAULT_PROFILE } else { id }
}

/// The ids of the account's tags, in their order.
pub fn tag_ids(account: &Record) -> Vec<crate::Id> {
    let tags = account.fields.get("resale").and_then(|it| it.get("tags"));
    let tags = tags.and_then(Value::as_array).into_iter().flatten();
    tags.filter_map(|id| id.as_str()?.parse().ok()).collect()
}

/// Whether a search for this text finds the client: by a part of his first or last name, his e-mail address, or, where
/// the text holds digits, one of his phone numbers.
pub fn matches(client: &Client<'_>, wanted: &str) -> bool {
    let needle = search_key(wanted);
    let Some(admin) = client.admin else {
        return needle.is_empty();
    };
    let texts = ["first_name", "last_name", "email", "username"];
    if texts
        .iter()
        .any(|key| search_key(admin.text(key)).contains(&needle))
    {
        return true;
    }
    let digits = digits_of(wanted);
    let is_number = !digits.is_empty() && wanted.chars().all(|c| !c.is_alphabetic());
    let outside = |record: &Record| {
        let number = record.fields.get("caller_id")?;
        Some(number.pointer("/external/number")?.as_str()?.to_owned())
    };
    let phones = ["mobile", "work_phone", "home_phone", "extension_number"];
    let phones = phones.iter().map(|key| admin.text(key).to_owned());
    let mut phones = phones.chain(outside(admin)).chain(outside(client.account));
    is_number && phones.any(|phone| digits_of(&phone).contains(&digits))
}

fn digits_of(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn text(value: Option<&Value>) -> &str {
    value.and_then(Value::as_str).unwrap_or_default()
}

fn preferences(client: &Client<'_>) -> Value {
    let mut shown = Fields::new();
    for (key, name) in [("timezone", "timeZone"), ("language", "language")] {
        let value = client.account.text(key);
        if !value.is_empty() {
            shown.insert(name.to_owned(), value.into());
        }
    }
    if let Some(admin) = client.admin {
        let name = match admin.text("display_name") {
            "" => admin.text("email"),
            name => name,
        };
        if !name.is_empty() {
            shown.insert("displayName".to_owned(), name.into());
        }
    }
    shown.into()
}

/// When the account was made, on the clock of its zone.
fn created(account: &Record) -> Value {
    let zone: Tz = account.text("timezone").parse().unwrap_or(Tz::UTC);
    let at = DateTime::<Utc>::from_timestamp_millis(account.created_ms).unwrap_or_default();
    let local = at.with_timezone(&zone).format("%Y-%m-%dT%H:%M:%S");
    json!({ "dateTime": local.to_string(), "timeZone": zone.name() })
}

/// What the admin has paid ahead.
fn credit(admin: Option<&Record>) -> Value {
    let balance = admin.and_then(|admin| admin.fields.get("balance"));
    balance.cloned().unwrap_or(json!(0.0))
}

fn profile(client: &Client<'_>) -> Value {
    let mut shown = json!({ "id": profile_id(client.account) });
    if let (Some(shown), Some(name)) = (shown.as_object_mut(), client.profile_name) {
        shown.insert("name".into(), name.into());
    }
    shown
}

fn white_label(label: Option<&Value>) -> Value {
    let shown = WHITE_LABEL.iter().filter_map(|(key, name)| {
        let value = label?.get(key)?;
        Some(((*name).to_owned(), value.clone()))
    });
    Value::Object(shown.collect())
}
