//! On which way a request came: by which name it reached this server, from where, and whether others could read along.
//!
//! What a proxy says of a request is believed only of the proxies that the operator named; anybody can write headers.

use crate::state::Api;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

/// Headers by which a proxy says that it stands in between.
const OF_PROXIES: [&str; 6] = [
    "forwarded",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-real-ip",
];

/// The way of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// The name by which the server was reached, with the port where one was said.
    pub(crate) host: String,
    /// It came over HTTPS.
    pub(crate) is_https: bool,
    /// Nobody on the way reads along: HTTPS, or from this machine itself.
    pub(crate) is_private: bool,
    /// Where it came from; `None` in the desktop window, where no socket is.
    pub(crate) ip: Option<IpAddr>,
}

impl Way {
    fn of(headers: &HeaderMap, peer: Option<IpAddr>, trusted: &[IpAddr]) -> Self {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let host = text("host").unwrap_or("localhost").to_owned();
        let Some(peer) = peer else {
            return Self {
                host,
                is_https: false,
                is_private: true,
                ip: None,
            };
        };
        let peer = peer.to_canonical();
        if trusted.iter().any(|known| known.to_canonical() == peer) {
            let is_https = text("x-forwarded-proto") == Some("https");
            // The last hop is the one that the proxy saw itself.
            let seen = text("x-forwarded-for").and_then(|hops| hops.rsplit(',').next());
            let client = seen.and_then(|hop| hop.trim().parse().ok());
            return Self {
                host: text("x-forwarded-host").map_or(host, str::to_owned),
                is_https,
                is_private: is_https,
                ip: Some(client.unwrap_or(peer)),
            };
        }
        let is_direct = !OF_PROXIES.iter().any(|name| headers.contains_key(*name));
        Self {
            is_private: peer.is_loopback() && is_direct && is_loopback(name_of(&host)),
            host,
            is_https: false,
            ip: Some(peer),
        }
    }

    /// The server's name without the port; an IPv6 address keeps its brackets.
    pub(crate) fn name(&self) -> &str {
        name_of(&self.host)
    }

    /// The address of a folder of phones' files, with a slash at its end.
    pub(crate) fn folder_url(&self, folder: &str) -> String {
        let scheme = if self.is_https { "https" } else { "http" };
        format!("{scheme}://{}/provision/{folder}/", self.host)
    }
}

impl FromRequestParts<Api> for Way {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map(|ConnectInfo(address)| address.ip());
        Ok(Self::of(&parts.headers, peer, &api.options.trusted_proxies))
    }
}

fn name_of(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    }
}

fn is_loopback(name: &str) -> bool {
    let address = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || address.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(peer: &str, headers: &[(&'static str, &str)]) -> Way {
        let headers = headers.iter().map(|(name, value)| {
            let name = axum::http::HeaderName::from_static(name);
            (name, value.parse().unwrap())
        });
        let trusted = ["10.0.0.1".parse().unwrap()];
        Way::of(&headers.collect(), Some(peer.parse().unwrap()), &trusted)
    }

    #[test]
    fn only_https_of_a_named_proxy_and_this_machine_itself_are_private() {
        let https = ("x-forwarded-proto", "https");
        let outside = ("host", "pbx.example:8123");
        for (peer, headers, is_private) in [
            ("10.0.0.1", &[outside, https][..], true),
            ("10.0.0.1", &[outside, ("x-forwarded-proto", "http")], false),
            ("10.0.0.1", &[outside], false),
            ("10.0.0.2", &[outside, https], false),
            ("192.0.2.9", &[("host", "localhost")], false),
            ("127.0.0.1", &[("host", "localhost:8123")], true),
            ("::1", &[("host", "[::1]:8123")], true),
            ("::ffff:127.0.0.1", &[("host", "127.0.0.1")], true),
            ("127.0.0.1", &[outside], false),
            ("127.0.0.1", &[("host", "localhost"), https], false),
            (
                "127.0.0.1",
                &[("host", "localhost"), ("via", "1.1 proxy")],
                false,
            ),
        ] {
            assert_eq!(
                way(peer, headers).is_private,
                is_private,
                "{peer} {headers:?}"
            );
        }
    }

    #[test]
    fn a_named_proxy_says_who_asked_and_by_which_name() {
        let headers = [
            ("host", "127.0.0.1:8123"),
            ("x-forwarded-proto", "https"),
            ("x-forwarded-host", "pbx.example"),
            ("x-forwarded-for", "203.0.113.9, 192.0.2.7"),
        ];
        let seen = way("10.0.0.1", &headers);
        assert_eq!(seen.folder_url("f"), "https://pbx.example/provision/f/");
        assert_eq!(seen.ip, "192.0.2.7".parse().ok());
        let unbelieved = way("10.0.0.9", &headers);
        assert_eq!(
            unbelieved.folder_url("f"),
            "http://127.0.0.1:8123/provision/f/"
        );
        assert_eq!(unbelieved.ip, "10.0.0.9".parse().ok());
        assert_eq!(way("::1", &[("host", "[::1]:8123")]).name(), "[::1]");
    }
}
