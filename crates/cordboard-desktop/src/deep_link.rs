//! Links to places in the console, as they stand in a mail or a note: `cordboard://user/<id>`.
//!
//! A link names a record and nothing else: it can show something, and never do anything.

use cordboard_model::Id;

/// What every link begins with.
pub const SCHEME: &str = "cordboard://";

/// The console's address of what a link leads to; nothing when it leads nowhere. `account` and `user` are known,
/// each with the record's id, and with a tab behind it if one is meant.
pub fn place(link: &str) -> Option<String> {
    let mut parts = link.strip_prefix(SCHEME)?.trim_end_matches('/').split('/');
    let (kind, id, tab) = (parts.next()?, parts.next()?, parts.next());
    let id: Id = id.parse().ok()?;
    let tab_is_plain = tab.is_none_or(|tab| {
        !tab.is_empty()
            && tab
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    });
    if parts.next().is_some() || !tab_is_plain {
        return None;
    }
    match kind {
        "account" => Some(format!("/accounts/{id}/{}", tab.unwrap_or("overview"))),
        "user" => Some(format!("/users/{id}/{}", tab.unwrap_or("forwarding"))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0190a1b2c3d4e5f60718293a4b5c6d7e";

    #[test]
    fn a_link_leads_to_its_record_and_to_the_tab_it_names() {
        for (link, wanted) in [
            (
                format!("cordboard://account/{ID}"),
                format!("/accounts/{ID}/overview"),
            ),
            (
                format!("cordboard://account/{ID}/people/"),
                format!("/accounts/{ID}/people"),
            ),
            (
                format!("cordboard://user/{ID}"),
                format!("/users/{ID}/forwarding"),
            ),
        ] {
            assert_eq!(place(&link), Some(wanted), "{link}");
        }
    }

    #[test]
    fn a_link_that_is_anything_else_leads_nowhere() {
        for link in [
            "cordboard://".to_owned(),
            "cordboard://user".to_owned(),
            "cordboard://user/1".to_owned(),
            format!("https://user/{ID}"),
            format!("cordboard://shell/{ID}"),
            format!("cordboard://user/{ID}/../../settings"),
            format!("cordboard://user/{ID}/a');alert('b"),
            format!("cordboard://user/{ID}/x/y"),
        ] {
            assert_eq!(place(&link), None, "{link}");
        }
    }
}
