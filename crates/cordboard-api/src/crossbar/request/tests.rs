use super::*;
use serde_json::json;

fn request(method: Method, target: &str, kind: &str, body: &str) -> Request {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut headers = HeaderMap::new();
    if !kind.is_empty() {
        headers.insert(header::CONTENT_TYPE, kind.parse().unwrap());
    }
    Request::read(Received {
        method,
        path: path.into(),
        query: query.into(),
        headers,
        body: Some(Bytes::copy_from_slice(body.as_bytes())),
        client: None,
        request_id: "r".into(),
    })
}

#[test]
fn doubled_and_trailing_slashes_name_the_same_resource() {
    let asked = request(Method::GET, "/v2//accounts/%41b/users/", "", "");
    assert_eq!(asked.segments, ["accounts", "Ab", "users"]);
}

#[test]
fn a_form_that_is_really_json_is_read_as_json() {
    let kind = "application/x-www-form-urlencoded";
    let asked = request(
        Method::PUT,
        "/v2/accounts",
        kind,
        r#"{"data":{"name":"x"}}"#,
    );
    assert_eq!(asked.data, json!({ "name": "x" }));
    assert_eq!(asked.unreadable, None);
}

#[test]
fn an_empty_body_counts_as_empty_data_and_a_body_without_data_is_refused() {
    for body in ["", "{}", r#"{"data":{}}"#, r#"{"data":null}"#] {
        let asked = request(Method::PUT, "/v2/accounts", "application/json", body);
        assert_eq!((asked.unreadable, asked.data), (None, json!({})), "{body}");
    }
    for body in [r#"{"name":"x"}"#, "[]", "7"] {
        let asked = request(Method::PUT, "/v2/accounts", "application/json", body);
        assert_eq!(asked.unreadable, Some(Unreadable::NoEnvelope), "{body}");
    }
}

#[test]
fn a_value_is_looked_for_in_the_data_then_in_the_query_then_beside_the_data() {
    let body = r#"{"data":{"a":1},"A":9,"b":8,"accept-charges":true}"#;
    let asked = request(Method::PUT, "/v2/accounts?a=2&b=3", "", body);
    assert_eq!(asked.value("a").as_deref(), Some(&json!(1)));
    assert_eq!(asked.value("b").as_deref(), Some(&json!("3")));
    assert_eq!(asked.flag("accept_charges"), Some(true));
    assert_eq!(asked.value("c"), None);
}

#[test]
fn only_a_post_names_another_method() {
    let body = r#"{"data":{},"verb":"delete"}"#;
    assert_eq!(
        request(Method::POST, "/v2/x", "", body).method,
        Method::DELETE
    );
    assert_eq!(request(Method::PUT, "/v2/x", "", body).method, Method::PUT);
    assert_eq!(
        request(Method::POST, "/v2/x?verb=patch", "", "").method,
        Method::PATCH
    );
    assert_eq!(
        request(Method::POST, "/v2/x?verb=eat", "", "").method,
        Method::POST
    );
}

#[test]
fn a_photo_is_no_json() {
    let asked = request(Method::POST, "/v2/x", "application/octet-stream", "{");
    assert_eq!(asked.unreadable, None);
    assert_eq!(&asked.raw[..], b"{");
}
