//! The envelope of answers and errors, and the order in which a request is checked.

use crate::client::{Answer, id};
use crate::world::{tenant, unknown_id, world};
use serde_json::json;

#[test]
fn an_answer_carries_the_token_of_its_caller_and_a_time_in_utc() {
    let tenant = tenant();
    let envelope = tenant.root.get(&tenant.path("")).success(200);
    assert_eq!(envelope["auth_token"], tenant.root.token.clone().unwrap());
    let time = envelope["timestamp"].as_str().unwrap();
    let shape: String = time
        .chars()
        .map(|c| if c.is_ascii_digit() { '9' } else { c })
        .collect();
    assert_eq!(shape, "9999-99-99T99:99:99Z");
}

#[test]
fn a_request_id_that_was_sent_comes_back_and_a_missing_one_is_made() {
    let tenant = tenant();
    let sent = tenant
        .root
        .ask("GET", &tenant.path(""))
        .header("x-request-id", "my-own-1")
        .send();
    assert_eq!(sent.header("x-request-id"), "my-own-1");
    assert_eq!(sent.success(200)["request_id"], "my-own-1");
    let made = tenant.root.get(&tenant.path("")).success(200);
    let made = made["request_id"].as_str().unwrap().to_owned();
    assert!(
        made.len() == 32 && made.bytes().all(|b| b.is_ascii_hexdigit()),
        "{made}"
    );
    let refused = tenant
        .root
        .ask("GET", "nothing")
        .header("x-request-id", "my-own-2")
        .send();
    assert_eq!(refused.body["request_id"], "my-own-2");
}

#[test]
fn a_request_id_that_no_header_may_hold_does_no_harm() {
    let tenant = tenant();
    let long = "x".repeat(4000);
    let answer = tenant
        .root
        .ask("GET", &tenant.path(""))
        .header("x-request-id", &long)
        .send();
    assert!(
        !answer.success(200)["request_id"]
            .as_str()
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_revision_rises_with_each_change_and_stays_without_one() {
    let tenant = tenant();
    let user = tenant.path(&format!("users/{}", id(&tenant.user(json!({})))));
    let revision = |answer: Answer| {
        let envelope = answer.success(200);
        let text = envelope["revision"].as_str().unwrap().to_owned();
        let (number, hash) = text.split_once('-').unwrap();
        assert!(
            hash.len() == 32 && hash.bytes().all(|b| b.is_ascii_hexdigit()),
            "{text}"
        );
        (number.parse::<u64>().unwrap(), text)
    };
    let first = revision(tenant.root.get(&user));
    assert_eq!(revision(tenant.root.get(&user)), first);
    let second = revision(tenant.root.patch(&user, json!({ "color": "red" })));
    assert!(second.0 > first.0, "{first:?} {second:?}");
    assert_eq!(revision(tenant.root.get(&user)), second);
    let third = revision(tenant.root.patch(&user, json!({ "color": "blue" })));
    assert!(third.0 > second.0 && third.1 != second.1);
}

#[test]
fn a_list_has_a_revision_unless_it_is_empty() {
    let tenant = tenant();
    let empty = tenant.root.get(&tenant.path("users")).success(200);
    assert_eq!(
        (&empty["data"], &empty["page_size"]),
        (&json!([]), &json!(0))
    );
    assert!(empty.get("revision").is_none());
    tenant.user(json!({}));
    let one = tenant.root.get(&tenant.path("users")).success(200);
    assert!(!one["revision"].as_str().unwrap().is_empty());
    assert_eq!(one["page_size"], 1);
}

#[test]
fn single_documents_repeat_the_read_only_fields_as_metadata() {
    let tenant = tenant();
    let account = tenant.root.get(&tenant.path("")).success(200);
    for key in [
        "billing_mode",
        "created",
        "enabled",
        "is_reseller",
        "reseller_id",
        "superduper_admin",
        "wnm_allow_additions",
    ] {
        assert!(!account["data"][key].is_null(), "{key}");
        assert_eq!(account["metadata"][key], account["data"][key], "{key}");
    }
    assert_eq!(account["metadata"]["id"], tenant.account);
    let user = id(&tenant.user(json!({})));
    let user = tenant
        .root
        .get(&tenant.path(&format!("users/{user}")))
        .success(200);
    assert_eq!(user["metadata"]["id"], user["data"]["id"]);
    for key in ["created", "modified"] {
        assert!(
            user["metadata"][key].is_u64(),
            "{key}: {}",
            user["metadata"]
        );
    }
}

#[test]
fn the_superduper_flag_is_true_for_the_top_account_only() {
    let tenant = tenant();
    let top = tenant
        .root
        .get(&format!("accounts/{}", tenant.world.top))
        .ok();
    assert_eq!(
        (&top["superduper_admin"], &top["id"]),
        (&json!(true), &json!(tenant.world.top))
    );
    assert_eq!(
        tenant.root.get(&tenant.path("")).ok()["superduper_admin"],
        false
    );
}

#[test]
fn an_unknown_noun_is_not_found_and_a_known_one_with_another_verb_is_not_allowed() {
    let tenant = tenant();
    for path in [
        "nothing".to_owned(),
        tenant.path("nothing"),
        tenant.path("users/x/y/z/nothing"),
    ] {
        let data = tenant.root.get(&path).refused(404, "not_found");
        assert_eq!(data["message"], "not found", "{path}");
    }
    let user = tenant.path(&format!("users/{}", id(&tenant.user(json!({})))));
    for (method, path) in [
        ("GET", "accounts".to_owned()),
        ("DELETE", "accounts".to_owned()),
        ("POST", tenant.path("users")),
        ("DELETE", tenant.path("users")),
        ("PUT", user),
        ("PUT", tenant.path("children")),
        ("DELETE", tenant.path("api_key")),
        ("GET", tenant.path("move")),
        ("GET", tenant.path("reseller")),
        ("GET", "api_auth".to_owned()),
        ("DELETE", tenant.path("groups")),
    ] {
        let data = tenant
            .root
            .ask(method, &path)
            .send()
            .refused(405, "invalid_method");
        assert_eq!(data["message"], "method not allowed", "{method} {path}");
    }
}

#[test]
fn methods_that_crossbar_does_not_know_are_refused() {
    let tenant = tenant();
    for method in ["PROPFIND", "TRACE"] {
        let answer = tenant.root.ask(method, &tenant.path("")).send();
        assert!(
            [405, 501].contains(&answer.status),
            "{method}: {}",
            answer.status
        );
    }
}

/// What is wrong first decides: route, token, account, rights, body, rules.
#[test]
fn checks_come_in_their_order() {
    let tenant = tenant();
    let other = tenant.key();
    let nobody = tenant.world.nobody();
    let elsewhere = crate::world::tenant();
    let bad = "{ no json";
    // The route before the token.
    nobody.get("nothing").refused(404, "not_found");
    nobody
        .ask("DELETE", "accounts")
        .send()
        .refused(405, "invalid_method");
    // The token before the account and the body.
    let unknown = format!("accounts/{}/users", unknown_id());
    nobody
        .ask("PUT", &unknown)
        .bytes(bad)
        .send()
        .refused(401, "invalid_credentials");
    // The account before the body.
    other
        .ask("PUT", &unknown)
        .bytes(bad)
        .send()
        .refused(404, "bad_identifier");
    other
        .ask("PUT", &elsewhere.path("users"))
        .bytes(bad)
        .send()
        .refused(404, "bad_identifier");
    // The right before the body.
    let promoted = other.ask("PUT", &tenant.path("reseller")).bytes(bad).send();
    promoted.refused(403, "forbidden");
    // The body before the rules.
    let data = other
        .ask("PUT", &tenant.path("users"))
        .bytes(bad)
        .send()
        .refused(400, "validation error");
    assert!(data["json"]["invalid"].is_object(), "{data}");
    let data = other
        .put(&tenant.path("users"), json!({}))
        .refused(400, "validation error");
    assert!(data["first_name"]["required"].is_object(), "{data}");
}

#[test]
fn unknown_and_malformed_ids_are_bad_identifiers_with_the_id_as_cause() {
    let tenant = tenant();
    let unknown = unknown_id();
    for path in [
        format!("accounts/{unknown}"),
        format!("accounts/{unknown}/users"),
        tenant.path(&format!("users/{unknown}")),
        tenant.path(&format!("groups/{unknown}")),
        tenant.path(&format!("devices/{unknown}")),
        tenant.path(&format!("users/{unknown}/vcard")),
        tenant.path(&format!("users/{unknown}/photo")),
        tenant.path(&format!("users/{unknown}/groups")),
        tenant.path(&format!("users/{unknown}/quickcall/100")),
    ] {
        let data = tenant.root.get(&path).refused(404, "bad_identifier");
        assert_eq!(
            data,
            json!({ "message": "bad identifier", "cause": unknown }),
            "{path}"
        );
    }
    for path in [
        "accounts/xyz".to_owned(),
        tenant.path("users/xyz"),
        "accounts/%00/users".to_owned(),
    ] {
        tenant.root.get(&path).refused(404, "bad_identifier");
    }
}

#[test]
fn an_id_of_another_kind_is_a_bad_identifier() {
    let tenant = tenant();
    let device = id(&tenant.device(json!({})));
    let group = id(&tenant.group(json!({})));
    for wrong in [&device, &group, &tenant.account] {
        tenant
            .root
            .get(&tenant.path(&format!("users/{wrong}")))
            .refused(404, "bad_identifier");
    }
    tenant
        .root
        .get(&tenant.path(&format!("groups/{device}")))
        .refused(404, "bad_identifier");
    tenant
        .root
        .get(&tenant.path(&format!("devices/{group}")))
        .refused(404, "bad_identifier");
    tenant
        .root
        .get(&format!("accounts/{device}"))
        .refused(404, "bad_identifier");
}

#[test]
fn an_answer_is_json_with_a_body_for_every_verb() {
    let tenant = tenant();
    let group = id(&tenant.group(json!({})));
    let deleted = tenant.root.delete(&tenant.path(&format!("groups/{group}")));
    assert_eq!(id(&deleted.ok()), group);
}

#[test]
fn pretty_print_indents_and_changes_nothing_else() {
    let tenant = tenant();
    let path = tenant.path("");
    let plain = tenant.root.get(&path);
    let by_query = tenant.root.get(&format!("{path}?pretty_print=true"));
    let by_header = tenant
        .root
        .ask("GET", &path)
        .header("x-pretty-print", "true")
        .send();
    for pretty in [by_query, by_header] {
        assert!(pretty.text().contains("\n"), "{}", pretty.text());
        assert_eq!(pretty.ok(), plain.body["data"]);
    }
    assert!(!plain.text().trim_end().contains('\n'));
}

#[test]
fn doubled_and_trailing_slashes_do_not_matter() {
    let tenant = tenant();
    let made = tenant
        .root
        .put(
            &tenant.path("users/"),
            json!({ "first_name": "A", "last_name": "B" }),
        )
        .made();
    let path = format!("accounts//{}//users/{}/", tenant.account, id(&made));
    assert_eq!(tenant.root.get(&path).ok()["id"], made["id"]);
}

#[test]
fn account_without_an_id_is_the_callers_own() {
    let tenant = tenant();
    let key = tenant.key();
    assert_eq!(key.get("account").ok()["id"], tenant.account);
    let user = id(&tenant.user(json!({})));
    assert_eq!(key.ids("account/users"), [user]);
    tenant
        .world
        .nobody()
        .get("account/users")
        .refused(401, "invalid_credentials");
}

#[test]
fn the_first_version_answers_as_the_second() {
    let world = world();
    let ask = world
        .root
        .raw("GET", &format!("/v1/accounts/{}", world.top));
    let token = world.root.token.as_deref().unwrap();
    let answer = ask.header("x-auth-token", token).send();
    assert_eq!(answer.ok()["id"], world.top);
}
