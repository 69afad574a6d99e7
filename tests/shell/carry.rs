//! The rules of carrying, against a router that shows what reached it.

use axum::extract::Request as Received;
use axum::routing::any;

use super::*;

/// A router that answers with what it was asked.
fn mirror() -> Router {
    let reflect = |request: Received| async move {
        let (parts, body) = request.into_parts();
        let names: Vec<_> = parts.headers.keys().map(HeaderName::as_str).collect();
        let body = body.collect().await.unwrap().to_bytes();
        format!(
            "{} {} [{}] {}",
            parts.method,
            parts.uri,
            names.join(","),
            body.len()
        )
    };
    let feed = || async { ([(header::CONTENT_TYPE, "text/event-stream")], Body::empty()) };
    Router::new().route("/events", any(feed)).fallback(reflect)
}

fn ask(method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> (u16, String) {
    let headers = headers.iter().map(|(n, v)| ((*n).into(), (*v).into()));
    let head = RequestHead {
        method: method.into(),
        path: path.into(),
        headers: headers.collect(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async {
        let response = answer(mirror(), None, head, body).await;
        let status = response.status().as_u16();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(body.to_vec()).unwrap())
    })
}

#[test]
fn method_path_query_and_body_reach_the_router_unchanged() {
    let (status, seen) = ask("PATCH", "/console/x?q=a%20b", &[], b"12345");
    assert_eq!(
        (status, seen.as_str()),
        (200, "PATCH /console/x?q=a%20b [] 5")
    );
}

#[test]
fn headers_that_name_an_identity_do_not_reach_the_router() {
    let forged = [
        ("Authorization", "Bearer x"),
        ("Cookie", "cordboard_session=x"),
        ("Origin", "https://example.org"),
        ("X-Forwarded-For", "10.0.0.1"),
        ("Content-Type", "application/json"),
    ];
    let (status, seen) = ask("GET", "/", &forged, b"");
    assert_eq!((status, seen.as_str()), (200, "GET / [content-type] 0"));
}

#[test]
fn a_path_that_does_not_begin_with_one_slash_is_refused() {
    for path in [
        "",
        "console",
        "http://example.org/",
        "//example.org/",
        "*",
        "/a b",
    ] {
        let (status, seen) = ask("GET", path, &[], b"");
        assert_eq!(status, 400, "{path:?}");
        assert!(seen.contains("\"code\":\"malformed\""), "{seen}");
    }
}

#[test]
fn what_is_no_method_or_header_is_refused() {
    assert_eq!(ask("G T", "/", &[], b"").0, 400);
    assert_eq!(ask("GET", "/", &[("a b", "c")], b"").0, 400);
    assert_eq!(ask("GET", "/", &[("a", "b\r\nc: d")], b"").0, 400);
}

#[test]
fn a_body_over_eight_million_bytes_is_answered_413() {
    let body = vec![b' '; BODY_MAX + 1];
    assert_eq!(ask("POST", "/", &[], &body[1..]).0, 200);
    let (status, seen) = ask("POST", "/", &[], &body);
    assert_eq!(status, 413);
    assert!(seen.contains("\"code\":\"too_large\""), "{seen}");
}

#[test]
fn an_endless_answer_is_refused_instead_of_collected() {
    assert_eq!(ask("GET", "/events", &[], b"").0, 406);
}
