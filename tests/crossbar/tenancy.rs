//! What belongs to others looks like what does not exist, for every operation with an id.

use crate::client::{Answer, Caller, id};
use crate::world::{Tenant, tenant, unknown_id};
use serde_json::{Value, json};
use std::collections::BTreeSet;

struct Office {
    tenant: Tenant,
    user: String,
    group: String,
    device: String,
}

fn office() -> Office {
    let tenant = tenant();
    let user = id(&tenant.user(json!({})));
    let group = id(&tenant.group(json!({})));
    let device = id(&tenant.device(json!({ "owner_id": user })));
    let photo = tenant.path(&format!("users/{user}/photo"));
    tenant
        .root
        .ask("POST", &photo)
        .header("content-type", "application/octet-stream")
        .bytes("x")
        .send()
        .ok();
    Office {
        tenant,
        user,
        group,
        device,
    }
}

/// Every operation with an id in its path, as method and path; `{A}` stands for an account, the others for what is in it.
const OPERATIONS: &[(&str, &str)] = &[
    ("GET", "accounts/{A}"),
    ("PUT", "accounts/{A}"),
    ("POST", "accounts/{A}"),
    ("PATCH", "accounts/{A}"),
    ("DELETE", "accounts/{A}"),
    ("GET", "accounts/{A}/children"),
    ("GET", "accounts/{A}/descendants"),
    ("GET", "accounts/{A}/siblings"),
    ("GET", "accounts/{A}/parents"),
    ("GET", "accounts/{A}/tree"),
    ("GET", "accounts/{A}/api_key"),
    ("PUT", "accounts/{A}/api_key"),
    ("POST", "accounts/{A}/move"),
    ("PUT", "accounts/{A}/reseller"),
    ("DELETE", "accounts/{A}/reseller"),
    ("GET", "accounts/{A}/users"),
    ("PUT", "accounts/{A}/users"),
    ("GET", "accounts/{A}/users/{U}"),
    ("POST", "accounts/{A}/users/{U}"),
    ("PATCH", "accounts/{A}/users/{U}"),
    ("DELETE", "accounts/{A}/users/{U}"),
    ("GET", "accounts/{A}/users/{U}/vcard"),
    ("GET", "accounts/{A}/users/{U}/photo"),
    ("POST", "accounts/{A}/users/{U}/photo"),
    ("DELETE", "accounts/{A}/users/{U}/photo"),
    ("PUT", "accounts/{A}/users/{U}/photo"),
    ("PUT", "accounts/{A}/users/{U}/auth"),
    ("PUT", "accounts/{A}/auth"),
    ("GET", "accounts/{A}/devices/status"),
    ("GET", "accounts/{A}/users/{U}/quickcall/100"),
    ("GET", "accounts/{A}/users/{U}/groups"),
    ("GET", "accounts/{A}/users/{U}/devices"),
    ("PUT", "accounts/{A}/users/{U}/user_auth"),
    ("GET", "accounts/{A}/groups"),
    ("PUT", "accounts/{A}/groups"),
    ("GET", "accounts/{A}/groups/{G}"),
    ("POST", "accounts/{A}/groups/{G}"),
    ("PATCH", "accounts/{A}/groups/{G}"),
    ("DELETE", "accounts/{A}/groups/{G}"),
    ("GET", "accounts/{A}/devices"),
    ("PUT", "accounts/{A}/devices"),
    ("GET", "accounts/{A}/devices/{D}"),
    ("POST", "accounts/{A}/devices/{D}"),
    ("PATCH", "accounts/{A}/devices/{D}"),
    ("DELETE", "accounts/{A}/devices/{D}"),
];

#[test]
fn every_operation_with_an_account_in_its_path_is_tried() {
    let document = cordboard_api::openapi::crossbar();
    let paths = document["paths"].as_object().unwrap();
    let documented: BTreeSet<String> = paths
        .iter()
        .flat_map(|(path, methods)| {
            let path = path
                .trim_start_matches("/v2/")
                .replace("{ACCOUNT_ID}", "{A}");
            let path = path
                .replace("{USER_ID}", "{U}")
                .replace("{GROUP_ID}", "{G}");
            let path = path
                .replace("{DEVICE_ID}", "{D}")
                .replace("{PHONE_NUMBER}", "100");
            let methods = methods.as_object().unwrap().keys();
            methods.map(move |method| format!("{} {path}", method.to_uppercase()))
        })
        .filter(|operation| operation.contains("{A}"))
        .collect();
    let tried = OPERATIONS
        .iter()
        .map(|(method, path)| format!("{method} {path}"))
        .collect();
    let missing: Vec<&String> = documented.difference(&tried).collect();
    assert!(
        missing.is_empty() && documented.len() > 30,
        "{missing:?} of {documented:?}"
    );
}

fn ask(caller: &Caller, operation: (&str, &str), ids: [&str; 4]) -> Answer {
    let (method, path) = operation;
    let mut path = path.to_owned();
    for (name, id) in ["{A}", "{U}", "{G}", "{D}"].iter().zip(ids) {
        path = path.replace(name, id);
    }
    let action = match path.ends_with("/auth") {
        true => "reset_signature_secret",
        false => "impersonate_user",
    };
    let ask = caller.ask(method, &path);
    match method {
        "GET" | "DELETE" => ask.send(),
        _ => ask.data(json!({ "name": "Hijacked", "first_name": "H", "last_name": "J", "to": ids[0], "action": action })).send(),
    }
}

/// Status and body without what differs by nature: ids, times and the request's own id.
fn face(answer: &Answer, ids: [&str; 4]) -> (u16, Vec<String>, String) {
    let mut body = answer.body.clone();
    for own in ["request_id", "timestamp"] {
        body[own] = Value::Null;
    }
    let mut text = body.to_string();
    for id in ids {
        text = text.replace(id, "ID");
    }
    let mut names: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
    names.sort();
    (answer.status, names, text)
}

#[test]
fn accounts_of_others_look_like_accounts_that_do_not_exist() {
    let (mine, theirs) = (office(), office());
    let key = mine.tenant.key();
    let (_, person) = mine.tenant.person("looker", "admin");
    let unknown: Vec<String> = (0..4).map(|_| unknown_id()).collect();
    let foreign = [
        &*theirs.tenant.account,
        &theirs.user,
        &theirs.group,
        &theirs.device,
    ];
    let random = [&*unknown[0], &unknown[1], &unknown[2], &unknown[3]];
    let top = [
        &*mine.tenant.world.top,
        &mine.tenant.world.admin,
        &theirs.group,
        &theirs.device,
    ];
    let mut wrong = Vec::new();
    for caller in [&key, &person] {
        for &operation in OPERATIONS {
            let missing = face(&ask(caller, operation, random), random);
            for ids in [foreign, top] {
                let found = face(&ask(caller, operation, ids), ids);
                if found != missing || found.0 != 404 {
                    wrong.push(format!("{operation:?}: {found:?} but {missing:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    theirs.tenant.root.get(&theirs.tenant.path("")).ok();
    assert_eq!(
        theirs.tenant.root.one(&theirs.tenant.path("users")),
        theirs.user
    );
}

#[test]
fn what_is_in_another_account_is_not_in_ones_own() {
    let (mine, theirs) = (office(), office());
    let key = mine.tenant.key();
    let unknown: Vec<String> = (0..3).map(|_| unknown_id()).collect();
    let foreign = [
        &*mine.tenant.account,
        &theirs.user,
        &theirs.group,
        &theirs.device,
    ];
    let random = [&*mine.tenant.account, &unknown[0], &unknown[1], &unknown[2]];
    let mut wrong = Vec::new();
    for &operation in OPERATIONS
        .iter()
        .filter(|(_, path)| path.matches('{').count() == 2)
    {
        let found = face(&ask(&key, operation, foreign), foreign);
        let missing = face(&ask(&key, operation, random), random);
        // Impersonation is not his at all.
        let status = if operation.1.ends_with("user_auth") {
            found.0
        } else {
            404
        };
        if found != missing || found.0 != status {
            wrong.push(format!("{operation:?}: {found:?} but {missing:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    // Nor may the master reach one through a wrong account.
    for &operation in OPERATIONS
        .iter()
        .filter(|(_, path)| path.matches('{').count() == 2)
    {
        let answer = ask(&mine.tenant.root, operation, foreign);
        assert_eq!(answer.status, 404, "{operation:?}: {}", answer.text());
    }
}

#[test]
fn without_a_token_existing_and_random_ids_are_the_same() {
    let mine = office();
    let nobody = mine.tenant.world.nobody();
    let unknown: Vec<String> = (0..4).map(|_| unknown_id()).collect();
    let real = [&*mine.tenant.account, &mine.user, &mine.group, &mine.device];
    let random = [&*unknown[0], &unknown[1], &unknown[2], &unknown[3]];
    let mut wrong = Vec::new();
    for &operation in OPERATIONS {
        let found = face(&ask(&nobody, operation, real), real);
        let missing = face(&ask(&nobody, operation, random), random);
        if found != missing || found.0 != 401 {
            wrong.push(format!("{operation:?}: {found:?} but {missing:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn a_move_tells_nothing_about_targets_of_others() {
    let (mine, theirs) = (tenant(), tenant());
    let below = Tenant::below(&mine.world, &mine.account);
    let key = mine.key();
    let attempt = |to: &str| {
        let answer = key.post(&below.path("move"), json!({ "to": to }));
        face(&answer, [to, "-", "-", "-"])
    };
    assert_eq!(attempt(&theirs.account), attempt(&unknown_id()));
}

#[test]
fn owners_and_members_of_other_accounts_show_nothing() {
    let (mine, theirs) = (office(), office());
    let key = mine.tenant.key();
    let own = |owner: &str| {
        let answer = key.put(
            &mine.tenant.path("devices"),
            json!({ "name": "D", "owner_id": owner }),
        );
        let id = answer.body["data"]["id"].as_str().unwrap_or("-").to_owned();
        face(&answer, [owner, &id, "-", "-"])
    };
    assert_eq!(own(&theirs.user).0, own(&unknown_id()).0);
    let devices = |user: &str| mine.tenant.path(&format!("users/{user}/devices"));
    key.get(&devices(&theirs.user))
        .refused(404, "bad_identifier");
    let path = theirs
        .tenant
        .path(&format!("users/{}/devices", theirs.user));
    assert_eq!(theirs.tenant.root.one(&path), theirs.device);
    mine.tenant
        .group(json!({ "endpoints": { &*theirs.user: { "type": "user" } } }));
    let path = theirs.tenant.path(&format!("users/{}/groups", theirs.user));
    assert_eq!(theirs.tenant.root.get(&path).ok(), json!([]));
}
