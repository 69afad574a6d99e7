//! What a person types as the address of a server.

use crate::http;
use cordboard_engine::Error;
use url::Url;

/// The address as requests need it. Passwords do not travel in the clear, except within this computer.
///
/// # Errors
/// In words for whoever typed it.
pub fn address(typed: &str) -> cordboard_engine::Result<String> {
    let wrong = |detail: &str| Error::invalid("/address", "address", detail);
    let typed = typed.trim();
    let whole = match typed.contains("://") {
        true => typed.to_owned(),
        false => format!("https://{typed}"),
    };
    let whole = whole.trim_end_matches('/').to_owned();
    let url =
        Url::parse(&whole).map_err(|_| wrong("an address looks like https://office.example"))?;
    let has_host = url.host_str().is_some_and(|host| !host.is_empty());
    match (url.scheme(), http::is_local(&whole)) {
        _ if !has_host => Err(wrong("an address names a server")),
        ("https", _) | ("http", true) => Ok(whole),
        ("http", false) => Err(wrong(
            "use https: over http everybody on the way could read the password",
        )),
        _ => Err(wrong("an address begins with https://")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_only_travels_encrypted_or_within_this_computer() {
        for (typed, whole) in [
            ("office.example", Some("https://office.example")),
            (" https://office.example/ ", Some("https://office.example")),
            ("http://127.0.0.1:8123", Some("http://127.0.0.1:8123")),
            ("http://office.example", None),
            ("ftp://office.example", None),
            ("https://", None),
        ] {
            assert_eq!(address(typed).ok().as_deref(), whole, "{typed}");
        }
    }
}
