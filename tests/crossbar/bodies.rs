//! Bodies: their envelope, their content types, what is tolerated and what is too much.

use crate::client::id;
use crate::world::{at, tenant, unknown_id};
use serde_json::{Value, json};

#[test]
fn an_empty_body_is_an_empty_document() {
    let tenant = tenant();
    let answer = tenant.root.ask("PUT", &tenant.path("users")).send();
    answer.invalid("first_name", "required");
    let user = tenant.path(&format!("users/{}", id(&tenant.user(json!({})))));
    let before = tenant.root.get(&user).ok();
    let patched = tenant
        .root
        .ask("PATCH", &user)
        .header("content-type", "application/json")
        .bytes("")
        .send()
        .ok();
    assert_eq!(patched, before);
}

#[test]
fn an_object_without_data_is_no_envelope() {
    let tenant = tenant();
    let answer = tenant
        .root
        .ask("PUT", &tenant.path("users"))
        .envelope(json!({ "first_name": "A" }))
        .send();
    assert_eq!(
        (answer.status, answer.body["status"].as_str()),
        (400, Some("error"))
    );
    for data in [json!("text"), json!(7), Value::Null, json!([1])] {
        let answer = tenant.root.put(&tenant.path("users"), data.clone());
        assert_eq!(
            (answer.status, answer.body["error"].as_str()),
            (400, Some("400")),
            "{data}"
        );
    }
    assert_eq!(tenant.root.ids(&tenant.path("users")).len(), 0);
}

#[test]
fn bad_json_names_the_body() {
    let tenant = tenant();
    for body in [
        "{",
        "{\"data\":{}",
        "nonsense",
        "{\"data\":{},}",
        "[1",
        "\u{feff}{",
    ] {
        let answer = tenant.root.ask("PUT", &tenant.path("users"));
        let answer = answer
            .header("content-type", "application/json")
            .bytes(body)
            .send();
        assert_eq!(
            answer.invalid("json", "invalid")["target"],
            "body",
            "{body}"
        );
    }
    let not_text = tenant
        .root
        .ask("PUT", &tenant.path("users"))
        .bytes(vec![b'{', 0xff, 0xfe])
        .send();
    assert_eq!(not_text.status, 400);
}

#[test]
fn duplicate_keys_are_refused_at_any_depth() {
    let tenant = tenant();
    for body in [
        r#"{"data":{"first_name":"A","last_name":"B","first_name":"C"}}"#,
        r#"{"data":{"first_name":"A","last_name":"B","x":[{"y":{"z":1,"z":1}}]}}"#,
        r#"{"data":{"first_name":"A","last_name":"B"},"data":{}}"#,
        r#"{"data":{"first_name":"A","last_name":"B","a":1,"\u0061":2}}"#,
    ] {
        let answer = tenant.root.ask("PUT", &tenant.path("users"));
        let answer = answer
            .header("content-type", "application/json")
            .bytes(body)
            .send();
        assert_eq!(
            answer.invalid("json", "invalid")["target"],
            "body",
            "{body}"
        );
    }
    assert_eq!(tenant.root.ids(&tenant.path("users")).len(), 0);
}

#[test]
fn json_is_taken_with_any_content_type_curl_sends_or_with_none() {
    let tenant = tenant();
    for kind in [
        None,
        Some("application/x-www-form-urlencoded"),
        Some("application/json; charset=utf-8"),
        Some("text/plain"),
        Some("application/x-json"),
    ] {
        let ask = tenant.root.ask("PUT", &tenant.path("users"));
        let ask = match kind {
            Some(kind) => ask.header("content-type", kind),
            None => ask,
        };
        let body = json!({ "data": { "first_name": "Zoë & Söhne=1%20", "last_name": "+" } });
        let made = ask.bytes(body.to_string()).send();
        assert_eq!(made.made()["first_name"], "Zoë & Söhne=1%20", "{kind:?}");
    }
}

#[test]
fn keys_of_the_envelope_may_be_written_with_capitals_and_dashes() {
    let tenant = tenant();
    let body =
        json!({ "Data": { "first_name": "A", "last_name": "B" }, "UI-Metadata": { "a": 1 } });
    let made = tenant
        .root
        .ask("PUT", &tenant.path("users"))
        .envelope(body)
        .send()
        .made();
    assert_eq!(made["first_name"], "A");
}

#[test]
fn more_keys_of_the_envelope_are_ignored() {
    let tenant = tenant();
    let body = json!({
        "data": { "first_name": "A", "last_name": "B" }, "verb": "PUT", "accept_charges": true, "anything": [1],
    });
    let made = tenant
        .root
        .ask("PUT", &tenant.path("users"))
        .envelope(body)
        .send()
        .made();
    for absent in ["verb", "accept_charges", "anything"] {
        assert!(made.get(absent).is_none(), "{absent}");
    }
}

#[test]
fn a_post_may_carry_another_verb() {
    let tenant = tenant();
    let users = tenant.path("users");
    let body = json!({ "data": { "first_name": "A", "last_name": "B" }, "verb": "put" });
    let made = id(&tenant.root.ask("POST", &users).envelope(body).send().made());
    let user = format!("{users}/{made}");
    let patched = tenant
        .root
        .post(&format!("{user}?verb=PATCH"), json!({ "last_name": "C" }))
        .ok();
    assert_eq!(
        (&patched["first_name"], &patched["last_name"]),
        (&json!("A"), &json!("C"))
    );
    let gone = tenant
        .root
        .ask("POST", &user)
        .envelope(json!({ "data": {}, "verb": "DELETE" }))
        .send();
    assert_eq!(id(&gone.ok()), made);
    tenant.root.get(&user).refused(404, "bad_identifier");
}

#[test]
fn other_methods_than_post_keep_their_verb() {
    let tenant = tenant();
    let user = tenant.path(&format!("users/{}", id(&tenant.user(json!({})))));
    assert!(
        tenant
            .root
            .get(&format!("{user}?verb=DELETE"))
            .ok()
            .is_object()
    );
    let body = json!({ "data": { "last_name": "C" }, "verb": "DELETE" });
    tenant.root.ask("PATCH", &user).envelope(body).send().ok();
    assert_eq!(tenant.root.get(&user).ok()["last_name"], "C");
}

#[test]
fn a_body_over_the_limit_is_read_and_then_refused_with_its_limit() {
    let tenant = tenant();
    let mut body = br#"{"data":{"first_name":"A","last_name":"B","x":""#.to_vec();
    body.resize(8_000_100, b'x');
    body.extend(br#""}}"#);
    let answer = tenant
        .root
        .ask("PUT", &tenant.path("users"))
        .header("content-type", "application/json");
    let answer = answer.bytes(body).send();
    let data = answer.refused(413, "validation error");
    let rule = &data["file"]["maxSize"];
    assert_eq!(rule["target"], 8_000_000);
    assert_eq!(
        rule["message"],
        "Payload or Files must not be more than 8000000 bytes"
    );
    // The connection goes on working.
    assert_eq!(tenant.root.ids(&tenant.path("users")).len(), 0);
}

#[test]
fn unknown_keys_come_back_byte_for_byte() {
    let tenant = tenant();
    let odd = r#"{"z":1.0,"a":1e2,"M":[1.50,-0.0,1E+3,12345678901234567890123,0.1],"":{"b":null,"a":[]},"ü":"\u00e4 / <&>","deep":{"y":{"x":[[{"k":1.10}]]}}}"#;
    let body =
        format!(r#"{{"data":{{"first_name":"A","last_name":"B","custom":{odd},"second":2.0}}}}"#);
    let users = tenant.path("users");
    let made = tenant
        .root
        .ask("PUT", &users)
        .header("content-type", "application/json")
        .bytes(body)
        .send();
    // Only the way to write an exponent is ours.
    let normal = odd
        .replace("\\u00e4", "ä")
        .replace("1E+3", "1e+3")
        .replace("1e2", "1e+2");
    let keeps = |text: &str| {
        let text = text.replace("1E+3", "1e+3");
        assert!(text.contains(&normal), "{text}");
    };
    keeps(&made.text());
    let user = format!("{users}/{}", id(&made.made()));
    keeps(&tenant.root.get(&user).text());
    keeps(&tenant.root.patch(&user, json!({ "last_name": "C" })).text());
    let whole = tenant.root.get(&user);
    // What a client read and sends back unchanged stays what it is.
    let data: &serde_json::value::RawValue =
        serde_json::from_slice::<std::collections::HashMap<&str, _>>(&whole.bytes).unwrap()["data"];
    let back = tenant
        .root
        .ask("POST", &user)
        .header("content-type", "application/json");
    keeps(&back.bytes(format!(r#"{{"data":{data}}}"#)).send().text());
    keeps(&tenant.root.get(&user).text());
}

#[test]
fn every_kind_keeps_keys_it_does_not_know() {
    let tenant = tenant();
    let extra = json!({ "ui_metadata": { "ui": "x", "n": 1.0 }, "smartpbx": { "a": { "enabled": false } }, "contract": [1] });
    let user = format!("users/{}", id(&tenant.user(extra.clone())));
    let group = format!("groups/{}", id(&tenant.group(extra.clone())));
    let device = format!("devices/{}", id(&tenant.device(extra.clone())));
    tenant.root.patch(&tenant.path(""), extra.clone()).ok();
    for path in [user, group, device, String::new()] {
        let found = tenant.root.get(&tenant.path(&path)).ok();
        for (key, value) in extra.as_object().unwrap() {
            assert_eq!(&found[key], value, "{path} {key}");
        }
    }
}

/// Our own fields do not show on `/v2`, but a client may use their names for its own purposes.
#[test]
fn keys_that_other_surfaces_use_are_kept_as_the_client_wrote_them() {
    let tenant = tenant();
    let mine = json!({
        "role": "boss", "extension_number": 7.0, "display_name": ["x"], "notes": { "a": 1 }, "office_hours": "never",
        "forwarding": "none", "mobile": 5, "department": { "x": [1.0] }, "crossbar": { "y": 1 },
    });
    let user = tenant.path(&format!("users/{}", id(&tenant.user(mine.clone()))));
    let found = tenant.root.get(&user).ok();
    for (key, value) in mine.as_object().unwrap() {
        assert_eq!(&found[key], value, "{key}");
    }
    assert_eq!(found["priv_level"], "user");
    let patched = tenant
        .root
        .patch(
            &user,
            json!({ "notes": null, "mobile": { "a": { "b": 1 } } }),
        )
        .ok();
    assert!(patched.get("notes").is_none());
    let patched = tenant
        .root
        .patch(&user, json!({ "mobile": { "a": { "c": 2 } } }))
        .ok();
    assert_eq!(patched["mobile"], json!({ "a": { "b": 1, "c": 2 } }));
}

#[test]
fn a_patch_merges_objects_replaces_arrays_and_removes_nulls() {
    let tenant = tenant();
    let user = tenant.path(&format!(
        "users/{}",
        id(&tenant.user(json!({
            "custom": { "a": { "b": 1, "c": 2 }, "list": [1, 2, 3], "text": "x", "gone": 1 },
            "other": { "x": { "y": 1 } },
        })))
    ));
    let patch = json!({ "custom": { "a": { "c": 3 }, "list": [9], "gone": null, "not": { "there": null } }, "other": { "x": {} } });
    let patched = tenant.root.patch(&user, patch).ok();
    assert_eq!(at(&patched, "custom.a"), &json!({ "b": 1, "c": 3 }));
    assert_eq!(at(&patched, "custom.list"), &json!([9]));
    assert_eq!(at(&patched, "custom.text"), &json!("x"));
    assert!(patched["custom"].get("gone").is_none());
    // An empty object replaces what is there.
    assert_eq!(at(&patched, "other.x"), &json!({}));
    assert_eq!(tenant.root.get(&user).ok()["custom"], patched["custom"]);
}

#[test]
fn a_post_replaces_the_whole_document_and_keeps_what_others_wrote() {
    let tenant = tenant();
    let user = tenant.path(&format!(
        "users/{}",
        id(&tenant.user(json!({ "custom": 1, "email": "a@b.example" })))
    ));
    let posted = tenant
        .root
        .post(&user, json!({ "first_name": "N", "last_name": "M" }))
        .ok();
    assert!(
        posted.get("custom").is_none() && posted.get("email").is_none(),
        "{posted}"
    );
    assert_eq!(posted["first_name"], "N");
    assert_eq!(posted["vm_to_email_enabled"], true);
}

#[test]
fn an_id_in_a_body_changes_nothing() {
    let tenant = tenant();
    let user = id(&tenant.user(json!({})));
    let path = tenant.path(&format!("users/{user}"));
    let other = unknown_id();
    assert_eq!(
        id(&tenant.root.patch(&path, json!({ "id": other })).ok()),
        user
    );
    let data =
        json!({ "id": other, "_rev": "9-x", "_id": other, "first_name": "A", "last_name": "B" });
    assert_eq!(id(&tenant.root.post(&path, data).ok()), user);
    tenant
        .root
        .get(&tenant.path(&format!("users/{other}")))
        .refused(404, "bad_identifier");
}

#[test]
fn posting_what_was_read_changes_nothing_and_never_conflicts() {
    let tenant = tenant();
    let user = format!(
        "users/{}",
        id(&tenant.user(json!({ "call_forward": { "enabled": true, "number": "100" } })))
    );
    let group = format!("groups/{}", id(&tenant.group(json!({}))));
    let device = format!("devices/{}", id(&tenant.device(json!({}))));
    for path in [user, group, device, String::new()] {
        let path = tenant.path(&path);
        let read = tenant.root.get(&path).ok();
        for _ in 0..4 {
            assert_eq!(tenant.root.post(&path, read.clone()).ok(), read, "{path}");
        }
        assert_eq!(tenant.root.get(&path).ok(), read, "{path}");
    }
}
