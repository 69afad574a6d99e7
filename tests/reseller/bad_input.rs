//! Malformed input is refused in the dialect's own form, by every operation, and never with 5xx.

use crate::client::{ACCOUNTS, Reseller, answer, one};
use serde_json::{Value, json};

#[test]
fn no_body_makes_any_operation_fail_inside() {
    let reseller = Reseller::new();
    let client = reseller.account("a@x.example", json!({}));
    let document = cordboard_api::openapi::reseller();
    let junk: [&[u8]; 12] = [
        b"{",
        b"[]",
        b"null",
        b"\"x\"",
        b"\xff\xfe",
        b"{\"a\":1,\"a\":2}",
        b"{\"email\":[],\"profile\":7}",
        b"{\"email\":{\"a\":1},\"profile\":{\"id\":[]}}",
        b"{\"tags\":{}}",
        b"{\"tags\":[null,[],{\"id\":{}}]}",
        b"{\"email\":\"\\u0000@x.example\",\"profile\":{\"id\":\"default\"}}",
        b"{\"name\":1e999,\"address\":[],\"additionalUsers\":1e999}",
    ];
    for (path, operations) in document["paths"].as_object().unwrap() {
        for method in operations.as_object().unwrap().keys() {
            for body in junk {
                let path =
                    format!("/api{path}").replace("{accountId}", client["id"].as_str().unwrap());
                let path = path
                    .replace("{keyId}", "default")
                    .replace('{', "%7B")
                    .replace('}', "%7D");
                if method == "delete" && path.ends_with(client["id"].as_str().unwrap()) {
                    continue;
                }
                let request = reseller.bare(&method.to_uppercase(), &path);
                let request = request
                    .header("apiKey", &reseller.api_key)
                    .header("token", &reseller.token);
                let said = answer(request.body(body).send().unwrap());
                assert!(said.status < 500, "{method} {path} {body:?}: {}", said.text);
                if said.status >= 400 {
                    let status = said.status;
                    said.refused(status);
                }
            }
        }
    }
    reseller.get(&one(&client)).expect(200);
}

#[test]
fn addresses_and_methods_that_are_not_there_are_told_in_the_same_form() {
    let reseller = Reseller::new();
    reseller.get("/api/2.0/resellers/teapots").refused(404);
    reseller.get("/api/2.0").refused(404);
    reseller.call("PATCH", ACCOUNTS, None).refused(405);
    let huge = json!({ "email": "x".repeat(8_100_000) });
    reseller.insert(huge).refused(413);
    let odd: Value = json!({ "search": "%00%ff" });
    reseller
        .get(&format!(
            "{ACCOUNTS}?search={}",
            odd["search"].as_str().unwrap()
        ))
        .expect(200);
}
