//! The reseller dialect's watch: what it shows of the record, and what a submitted one writes into it.

use crate::{Fields, Record};
use serde_json::{Value, json};

/// Keys of an object, with the names of the record's fields.
type Names = &'static [(&'static str, &'static str)];

/// Keys at the top, with the names of the record's fields.
const PLAIN: [(&str, &str); 7] = [
    ("name", "name"),
    ("address", "address"),
    ("method", "method"),
    ("events", "events"),
    ("httpRequestHeader", "headers"),
    ("schema", "template"),
    ("addPreviousData", "add_previous_data"),
];
/// Those of the ways to sign in and of the signature.
const INNER: [(&str, &str, Names); 3] = [
    (
        "basicAuth",
        "basic_auth",
        &[("username", "username"), ("password", "password")],
    ),
    (
        "oauth2Auth",
        "oauth2",
        &[
            ("grantType", "grant_type"),
            ("clientId", "client_id"),
            ("clientSecret", "client_secret"),
            ("refreshToken", "refresh_token"),
            ("authUrl", "auth_url"),
            ("accessTokenUrl", "access_token_url"),
            ("redirectUri", "redirect_uri"),
            ("scope", "scope"),
        ],
    ),
    (
        "signature",
        "signature",
        &[("enabled", "enabled"), ("cryptoKeyIds", "key_ids")],
    ),
];

/// The watch as it is shown. The record comes without its secrets.
pub fn resource(watch: &Record) -> Fields {
    let mut shown = Fields::new();
    shown.insert("id".to_owned(), watch.id.to_string().into());
    let status = if watch.flag("enabled", true) {
        "enabled"
    } else {
        "disabled"
    };
    for (name, key) in PLAIN {
        if let Some(value) = watch.fields.get(key) {
            shown.insert(name.to_owned(), value.clone());
        }
    }
    shown.insert("status".to_owned(), status.into());
    for (name, key, inner) in INNER {
        let Some(value) = watch.fields.get(key) else {
            continue;
        };
        let fields = inner.iter().filter_map(|(name, key)| {
            let value = value.get(key)?;
            Some(((*name).to_owned(), value.clone()))
        });
        shown.insert(name.to_owned(), Value::Object(fields.collect()));
    }
    shown
}

/// The record's fields with what the body says of them. Absent keys keep their values, `null` takes a value away;
/// secrets, which nobody reads, stay unless they are said or what they belong to is taken away.
pub fn fields(body: &Fields, current: &Fields) -> Fields {
    let mut fields = current.clone();
    for (name, key) in PLAIN {
        set(&mut fields, key, body.get(name));
    }
    if let Some(status) = body.get("status").and_then(Value::as_str) {
        fields.insert("enabled".to_owned(), json!(status == "enabled"));
    }
    for (name, key, inner) in INNER {
        match body.get(name) {
            Some(Value::Object(said)) => {
                let known = fields.get(key).and_then(Value::as_object);
                let mut kept = known.cloned().unwrap_or_default();
                for (name, key) in inner {
                    set(&mut kept, key, said.get(*name));
                }
                fields.insert(key.to_owned(), kept.into());
            }
            other => set(&mut fields, key, other),
        }
    }
    fields
}

fn set(fields: &mut Fields, key: &str, said: Option<&Value>) {
    match said {
        None => {}
        Some(Value::Null) => {
            fields.shift_remove(key);
        }
        Some(value) => {
            fields.insert(key.to_owned(), value.clone());
        }
    }
}

/// Where the record's fields stand in the dialect: how a path begins, and what stands there instead.
pub fn name_of(path: &str) -> Option<String> {
    let tokens: Vec<&str> = path.split('/').skip(1).collect();
    let (first, rest) = tokens.split_first()?;
    if *first == "enabled" {
        return Some("/status".to_owned());
    }
    let plain = PLAIN.iter().find(|(_, key)| key == first);
    let outer = INNER.iter().find(|(_, key, _)| key == first);
    let mut named = match (plain, outer) {
        (Some((name, _)), _) => format!("/{name}"),
        (None, Some((name, ..))) => format!("/{name}"),
        (None, None) => return None,
    };
    for (at, token) in rest.iter().enumerate() {
        let inner = outer.filter(|_| at == 0);
        let inner = inner.and_then(|(_, _, all)| all.iter().find(|(_, key)| key == token));
        named.push('/');
        named.push_str(inner.map_or(token, |(name, _)| name));
    }
    Some(named)
}
