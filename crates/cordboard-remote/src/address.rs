//! Where another server may be.

use crate::failure::Failure;
use cordboard_engine::Result;
use cordboard_engine::deliveries::reach;
use cordboard_link::outward::PRIVATE;
use url::Url;

/// The address as it is kept. A password only travels encrypted or within this computer, and a path is none of it.
///
/// # Errors
/// In words for whoever typed it; also when this server sends nothing there.
pub(crate) fn checked(typed: &str, private: bool) -> Result<String> {
    let whole = cordboard_link::server_address(typed)?;
    let wrong = || {
        let detail = "an address looks like https://pbx.example:8443, with nothing behind it";
        cordboard_engine::Error::invalid("/address", "address", detail)
    };
    let url = Url::parse(&whole).map_err(|_| wrong())?;
    let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    if !is_bare || !url.username().is_empty() || url.password().is_some() {
        return Err(wrong());
    }
    allowed(&url, private)?;
    Ok(whole)
}

/// Whether anything may be sent there, as far as the address itself tells; names are looked at when they are resolved.
pub(crate) fn allowed(url: &Url, private: bool) -> std::result::Result<(), Failure> {
    let host = url.host_str().unwrap_or_default();
    let is_named = host == "localhost" || host.ends_with(".localhost");
    let is_private = is_named || reach::literal(url).is_some_and(|ip| !reach::is_public(ip));
    match is_private && !private {
        true => Err(Failure::Private(PRIVATE)),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_servers_are_taken_and_private_ones_where_that_is_allowed() {
        for (typed, private, good) in [
            ("pbx.example:8887", false, true),
            ("https://pbx.example", false, true),
            ("https://pbx.example/v2", false, false),
            ("https://a:b@pbx.example", false, false),
            ("http://pbx.example", true, false),
            ("http://127.0.0.1:1", true, true),
            ("http://127.0.0.1:1", false, false),
            ("https://192.168.1.1", false, false),
            ("https://192.168.1.1", true, true),
            ("https://pbx.localhost", false, false),
        ] {
            assert_eq!(checked(typed, private).is_ok(), good, "{typed} {private}");
        }
    }
}
