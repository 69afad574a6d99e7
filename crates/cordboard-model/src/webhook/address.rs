//! How the address of a webhook is written.

use url::Url;

/// The longest address, in bytes.
pub const LENGTH_MAX: usize = 2000;

/// Reads an address.
///
/// # Errors
/// A sentence that says what is wrong, and never repeats the address.
pub fn parse(text: &str) -> Result<Url, &'static str> {
    if text.len() > LENGTH_MAX {
        return Err("an address has at most 2000 bytes");
    }
    let url = Url::parse(text).map_err(|_| "write an address like https://example.com/hook")?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err("an address begins with https:// or http://");
    }
    if url.host().is_none() {
        return Err("an address names a host");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("say name and password with basicAuth, not in the address");
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_host_over_http_and_no_secret() {
        for text in [
            "",
            "ftp://x.example/",
            "file:///etc/passwd",
            "https://u:p@x.example/",
            "//x",
            "http://",
            "javascript:1",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
        assert!(parse("https://hook.example/").is_ok());
        assert!(parse(&format!("https://x.example/{}", "a".repeat(2000))).is_err());
    }
}
