//! What browsers and caches see: ETag, Location, and requests from other origins.

use crate::client::{Answer, id};
use crate::world::{tenant, unknown_id};
use serde_json::json;

#[test]
fn a_document_has_its_revision_as_etag() {
    let tenant = tenant();
    for path in [
        tenant.path(""),
        tenant.path(&format!("users/{}", id(&tenant.user(json!({}))))),
    ] {
        let answer = tenant.root.get(&path);
        let etag = answer.header("etag").to_owned();
        let envelope = answer.success(200);
        assert_eq!(
            etag,
            format!("\"{}\"", envelope["revision"].as_str().unwrap()),
            "{path}"
        );
    }
}

#[test]
fn nothing_is_sent_again_that_the_client_has() {
    let tenant = tenant();
    let path = tenant.path(&format!("users/{}", id(&tenant.user(json!({})))));
    let etag = tenant.root.get(&path).header("etag").to_owned();
    let with = |tag: &str| {
        tenant
            .root
            .ask("GET", &path)
            .header("if-none-match", tag)
            .send()
    };
    for tag in [
        etag.clone(),
        format!("\"other\", {etag}"),
        "*".to_owned(),
        format!("W/{etag}"),
    ] {
        let same = with(&tag);
        assert_eq!((same.status, same.bytes.len()), (304, 0), "{tag}");
        assert_eq!(same.header("etag"), etag);
    }
    assert_eq!(with("\"other\"").status, 200);
    tenant.root.patch(&path, json!({ "last_name": "New" })).ok();
    let fresh = with(&etag);
    assert_ne!(fresh.header("etag"), etag);
    assert_eq!(fresh.ok()["last_name"], "New");
}

#[test]
fn a_matching_etag_gives_nothing_to_somebody_without_rights() {
    let tenant = tenant();
    let path = tenant.path("");
    let etag = tenant.root.get(&path).header("etag").to_owned();
    let nobody = tenant
        .world
        .nobody()
        .ask("GET", &path)
        .header("if-none-match", &etag)
        .send();
    nobody.refused(401, "invalid_credentials");
    let other = crate::world::tenant().key();
    let other = other
        .ask("GET", &path)
        .header("if-none-match", &etag)
        .send();
    other.refused(404, "bad_identifier");
}

#[test]
fn a_new_document_says_where_it_is() {
    let tenant = tenant();
    for (path, data) in [
        ("users", json!({ "first_name": "A", "last_name": "B" })),
        ("users/", json!({ "first_name": "A", "last_name": "B" })),
        ("groups", json!({ "name": "A" })),
        ("devices", json!({ "name": "A" })),
    ] {
        let made = tenant.root.put(&tenant.path(path), data);
        let location = made.header("location").to_owned();
        let noun = path.trim_end_matches('/');
        let id = id(&made.made());
        assert_eq!(
            location,
            format!("/v2/accounts/{}/{noun}/{id}", tenant.account)
        );
        let read = tenant.root.get(location.strip_prefix("/v2/").unwrap());
        assert_eq!(read.ok()["id"], id);
    }
}

fn list(answer: &Answer, name: &str) -> Vec<String> {
    let list = answer.header(name).split(',');
    list.map(|word| word.trim().to_ascii_lowercase()).collect()
}

#[test]
fn a_browser_may_ask_from_anywhere_without_a_token() {
    let tenant = tenant();
    let preflight = |path: &str, method: &str| {
        let ask = tenant.world.nobody().ask("OPTIONS", path);
        ask.header("origin", "https://ui.example")
            .header("access-control-request-method", method)
            .header(
                "access-control-request-headers",
                "content-type,x-auth-token",
            )
            .send()
    };
    for (path, methods) in [
        (
            tenant.path(""),
            &["get", "put", "post", "patch", "delete", "options"][..],
        ),
        (tenant.path("users"), &["get", "put", "options"]),
        (
            tenant.path(&format!("users/{}", unknown_id())),
            &["get", "post", "patch", "delete", "options"],
        ),
        ("user_auth".to_owned(), &["put", "options"]),
    ] {
        let answer = preflight(&path, "GET");
        assert_eq!(
            (answer.status, answer.bytes.len()),
            (200, 0),
            "{path}: {}",
            answer.text()
        );
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        let allowed = list(&answer, "access-control-allow-methods");
        for method in methods {
            assert!(
                allowed.contains(&(*method).to_owned()),
                "{path}: {method}: {allowed:?}"
            );
        }
        let headers = list(&answer, "access-control-allow-headers");
        for header in [
            "content-type",
            "x-auth-token",
            "if-match",
            "authorization",
            "x-requested-with",
            "cache-control",
            "x-kazoo-cluster-id",
        ] {
            assert!(
                headers.contains(&header.to_owned()),
                "{header}: {headers:?}"
            );
        }
        assert_eq!(answer.header("access-control-max-age"), "86400");
    }
    let users = preflight(&tenant.path("users"), "DELETE");
    assert!(!list(&users, "access-control-allow-methods").contains(&"delete".to_owned()));
}

#[test]
fn a_page_of_another_origin_may_read_answers_and_errors() {
    let tenant = tenant();
    for answer in [
        tenant.root.get(&tenant.path("")),
        tenant.root.get("nothing"),
        tenant.root.ask("DELETE", "accounts").send(),
        tenant.world.nobody().get(&tenant.path("")),
        tenant.root.put(&tenant.path("users"), json!({})),
    ] {
        assert_eq!(
            answer.header("access-control-allow-origin"),
            "*",
            "{}",
            answer.asked
        );
        let exposed = list(&answer, "access-control-expose-headers");
        for header in ["x-auth-token", "x-request-id", "location", "etag"] {
            assert!(
                exposed.contains(&header.to_owned()),
                "{header}: {exposed:?}"
            );
        }
    }
}
