//! Opening another server, which lets nobody in for a moment after some sign-ins.

use crate::office::Office;
use crate::server::PASSWORD;
use reqwest::Method;
use serde_json::json;

#[test]
fn a_sign_in_that_must_wait_for_its_price_waits_by_itself() {
    let (here, there) = (Office::new(), Office::new());
    let look = |password: &str| {
        let body = json!({
            "dialect": "crossbar", "address": there.server.url(""), "username": "admin",
            "password": password, "realm": "acme.example",
        });
        here.ask(Method::POST, "/console/remotes/accounts", body)
    };
    let (status, refused) = look("not the password");
    assert_eq!((status, &refused["code"]), (409, &json!("remote_sign_in")));
    // What the wrong one cost is missing for the third.
    for _ in 0..2 {
        let (status, accounts) = look(PASSWORD);
        assert_eq!(status, 200, "{accounts}");
    }
}
