//! What must hold of a watch beyond its schema.

use super::address;
use super::template::Template;
use crate::schema::Violation;
use crate::{Fields, pointer};
use serde_json::Value;

/// Headers that belong to the connection, or that say what the delivery is.
const RESERVED: [&str; 11] = [
    "connection",
    "content-length",
    "content-type",
    "expect",
    "host",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "http2-settings",
];

/// Adds what is wrong with a watch. Values of a wrong type are left to the schema, which has reported them.
pub(crate) fn check(watch: &Value, _at: &str, found: &mut Vec<Violation>) {
    let Some(watch) = watch.as_object() else {
        return;
    };
    let mut tell = |path: &str, rule: &str, detail: &str| {
        found.push(Violation::new(path, rule, detail));
    };
    let inner = |outer: &str, key: &str| watch.get(outer)?.get(key)?.as_str();
    for (path, text) in [
        ("/address", watch.get("address").and_then(Value::as_str)),
        (
            "/oauth2/access_token_url",
            inner("oauth2", "access_token_url"),
        ),
    ] {
        if let Some(Err(detail)) = text.map(address::parse) {
            tell(path, "wrong_format", detail);
        }
    }
    if watch.contains_key("oauth2") {
        if watch.contains_key("basic_auth") {
            tell(
                "/oauth2",
                "not",
                "sign in in one way: basicAuth or oauth2Auth",
            );
        }
        for key in needed(watch) {
            if inner("oauth2", key).is_none_or(str::is_empty) {
                let path = pointer::child("/oauth2", key);
                tell(&path, "required", "give it a value");
            }
        }
    }
    if inner("basic_auth", "username").is_some_and(|name| name.contains(':') || has_control(name)) {
        let path = "/basic_auth/username";
        tell(path, "pattern", "a user name is one line without a colon");
    }
    if inner("basic_auth", "password").is_some_and(has_control) {
        tell("/basic_auth/password", "pattern", "a password is one line");
    }
    if let Some(Err(wrong)) = watch.get("template").map(Template::parse) {
        tell("/template", "template", &wrong.to_string());
    }
    let headers = watch.get("headers").and_then(Value::as_object);
    for (name, value) in headers.into_iter().flatten() {
        if let Some(detail) = wrong_header(name, value.as_str().unwrap_or_default()) {
            let path = pointer::child("/headers", name);
            tell(&path, "pattern", detail);
        }
    }
}

/// What a grant cannot do without.
fn needed(watch: &Fields) -> &'static [&'static str] {
    let grant = watch
        .get("oauth2")
        .and_then(|it| it.get("grant_type")?.as_str());
    match grant {
        Some("client_credentials") => &["access_token_url", "client_id", "client_secret"],
        _ => &["access_token_url", "client_id", "refresh_token"],
    }
}

fn has_control(text: &str) -> bool {
    text.chars().any(char::is_control)
}

fn wrong_header(name: &str, value: &str) -> Option<&'static str> {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let lower = name.to_ascii_lowercase();
    if name.is_empty() || name.len() > 256 || !name.bytes().all(is_token) {
        return Some("a header's name has letters, digits and -");
    }
    let is_ours = lower.starts_with("x-cordboard-") || lower.starts_with("proxy-");
    if is_ours || RESERVED.contains(&lower.as_str()) {
        return Some("this header is the server's own");
    }
    let is_plain = |byte: u8| byte == b'\t' || (0x20..0x7f).contains(&byte);
    (!value.bytes().all(is_plain)).then_some("a header's value is one line of ASCII")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn paths(watch: Value) -> Vec<String> {
        let mut found = Vec::new();
        check(&watch, "", &mut found);
        found.into_iter().map(|violation| violation.path).collect()
    }

    #[test]
    fn no_header_ends_its_line_or_takes_the_place_of_one_of_ours() {
        for (name, value) in [
            ("X-A", "a\r\nX-B: c"),
            ("X-A", "a\nb"),
            ("X-A", "ä"),
            ("X A", "a"),
            ("X-A\r\nHost", "a"),
            ("", "a"),
            ("Host", "a"),
            ("content-length", "1"),
            ("X-Cordboard-Signature", "a"),
        ] {
            let watch = json!({ "address": "https://x.example", "headers": { name: value } });
            assert_eq!(paths(watch).len(), 1, "{name} {value}");
        }
        let fine = json!({ "X-Api-Key": "a b\tc", "Authorization": "Token x" });
        assert!(paths(json!({ "headers": fine })).is_empty());
    }

    #[test]
    fn a_grant_names_what_it_needs() {
        let of = |oauth2: Value| paths(json!({ "oauth2": oauth2 }));
        let url = "https://login.example/token";
        assert_eq!(
            of(json!({ "access_token_url": url, "client_id": "a" })),
            ["/oauth2/refresh_token"]
        );
        let mut full = json!({ "access_token_url": url, "client_id": "a", "grant_type": "client_credentials" });
        assert_eq!(of(full.clone()), ["/oauth2/client_secret"]);
        full["client_secret"] = "s".into();
        assert!(of(full).is_empty());
    }
}
