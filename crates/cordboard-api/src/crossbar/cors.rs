//! What a browser is told before and with every answer, so that pages of any site can use the dialect with a token.
//! No cookie is ever looked at here, so that a foreign page can do nothing that its user did not give it a token for.

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};

const HEADERS: HeaderValue = HeaderValue::from_static(
    "content-type, depth, user-agent, x-http-method-override, x-file-size, x-requested-with, \
     if-modified-since, if-none-match, x-file-name, cache-control, x-auth-token, x-auth-account-id, \
     x-kazoo-cluster-id, x-request-id, x-pretty-print, if-match, authorization, idempotency-key",
);
const EXPOSED: HeaderValue = HeaderValue::from_static(
    "content-type, x-auth-token, x-request-id, x-kazoo-cluster-id, location, etag, content-disposition, idempotent-replayed",
);
const ANY: HeaderValue = HeaderValue::from_static("*");
const A_DAY: HeaderValue = HeaderValue::from_static("86400");

/// Adds the headers; `methods` are those that the path takes.
pub(super) fn allow(headers: &mut HeaderMap, methods: &[Method]) {
    let mut names: Vec<&str> = methods.iter().map(Method::as_str).collect();
    names.push("OPTIONS");
    let methods = HeaderValue::from_str(&names.join(", ")).unwrap_or(ANY);
    let add: [(HeaderName, HeaderValue); 5] = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, ANY),
        (header::ACCESS_CONTROL_ALLOW_METHODS, methods),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, HEADERS),
        (header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED),
        (header::ACCESS_CONTROL_MAX_AGE, A_DAY),
    ];
    headers.extend(add);
}
