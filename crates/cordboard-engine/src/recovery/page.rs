//! Which pages may take the link to a new password.
//!
//! Whoever asks names the page, and need not be the person who gets the letter: a page of somebody else's would be
//! handed a key to that person's account. What a request says about the server's own name proves nothing, since
//! whoever sends it writes that too. So the operator says which servers are his (`recovery_pages`); and pages on the
//! machine of whoever follows the link lead nowhere else.

use crate::{Error, Result};
use cordboard_model::schema::Violation;
use url::{Host, Origin, Url};

/// Refuses a page of a server that is none of these and not this machine.
pub(super) fn check(page: &str, allowed: &[String]) -> Result<()> {
    let origin = origin(page);
    let is_listed = |known: &String| self::origin(known).is_some_and(|known| Some(known) == origin);
    if origin.as_ref().is_some_and(is_here) || allowed.iter().any(is_listed) {
        return Ok(());
    }
    let detail = "The page is on a server that this one does not send people to: ask the operator to add its address to \
                  the pages for new passwords.";
    let target = allowed.to_vec();
    let broken = Violation::new("/ui_url", "not_allowed", detail).with_target(target);
    Err(Error::Invalid(vec![broken]))
}

/// Scheme, host and port, as a browser would understand the address.
fn origin(address: &str) -> Option<Origin> {
    let url = Url::parse(address.trim()).ok()?;
    let is_plain = url.username().is_empty() && url.password().is_none();
    (is_plain && matches!(url.scheme(), "http" | "https")).then(|| url.origin())
}

fn is_here(origin: &Origin) -> bool {
    match origin {
        Origin::Tuple(_, Host::Domain(name), _) => name == "localhost",
        Origin::Tuple(_, Host::Ipv4(address), _) => address.is_loopback(),
        Origin::Tuple(_, Host::Ipv6(address), _) => address.is_loopback(),
        Origin::Opaque(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_listed_servers_and_of_this_machine_take_a_link() {
        let allowed = [
            "https://pbx.example".to_owned(),
            "http://10.0.0.1:8000/ui".to_owned(),
        ];
        let may = |page: &str| check(page, &allowed).is_ok();
        for page in [
            "https://pbx.example/",
            "https://PBX.example:443/reset#x",
            "http://10.0.0.1:8000/other",
            "http://localhost:5173/reset",
            "http://127.0.0.1:8123/",
            "http://[::1]:8123/",
        ] {
            assert!(may(page), "{page}");
        }
        for page in [
            "https://evil.example/",
            "http://pbx.example/",
            "https://pbx.example:8443/",
            "https://pbx.example.evil.example/",
            "https://pbx.example@evil.example/",
            "https://anna@pbx.example/",
            "https://evil.example\\@pbx.example/",
            "http://localhost.evil.example/",
            "http://10.0.0.1/",
            "https://",
        ] {
            assert!(!may(page), "{page}");
        }
    }
}
