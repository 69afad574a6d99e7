//! Users: their names, passwords and levels, and what deleting one means.

use crate::client::{Answer, id};
use crate::server::PASSWORD;
use crate::world::{Tenant, World, sign_in, tenant};
use serde_json::{Value, json};

#[test]
fn a_user_name_is_unique_in_its_account_only() {
    let tenant = tenant();
    let first = tenant.user(json!({ "username": "Twin", "password": PASSWORD }));
    let data =
        json!({ "first_name": "A", "last_name": "B", "username": "tWIN", "password": PASSWORD });
    let rule = tenant
        .root
        .put(&tenant.path("users"), data.clone())
        .invalid("username", "unique");
    assert_eq!(rule["message"], "Username must be unique within account");
    assert_eq!(rule["cause"].as_str().unwrap().to_lowercase(), "twin");
    let other = crate::world::tenant();
    other.root.put(&other.path("users"), data).made();
    let second = tenant.path(&format!("users/{}", id(&tenant.user(json!({})))));
    let taken = json!({ "username": "twin", "password": PASSWORD });
    tenant
        .root
        .patch(&second, taken.clone())
        .invalid("username", "unique");
    tenant
        .root
        .delete(&tenant.path(&format!("users/{}", id(&first))))
        .ok();
    assert_eq!(tenant.root.patch(&second, taken).ok()["username"], "twin");
}

#[test]
fn a_hotdesk_id_is_unique_in_its_account() {
    let tenant = tenant();
    tenant.user(json!({ "hotdesk": { "id": "4711", "enabled": true } }));
    let again = json!({ "first_name": "A", "last_name": "B", "hotdesk": { "id": "4711" } });
    let data = tenant
        .root
        .put(&tenant.path("users"), again.clone())
        .refused(400, "validation error");
    assert_eq!(
        data["hotdesk.id"]["unique"]["message"], "Hotdesk ID must be unique within account",
        "{data}"
    );
    let other = crate::world::tenant();
    other.root.put(&other.path("users"), again).made();
}

#[test]
fn a_new_user_name_needs_the_password_too() {
    let tenant = tenant();
    let user = tenant.path(&format!(
        "users/{}",
        id(&tenant.user(json!({ "username": "before", "password": PASSWORD })))
    ));
    let rule = tenant
        .root
        .patch(&user, json!({ "username": "after" }))
        .invalid("password", "required");
    assert_eq!(
        rule["message"],
        "The password must be provided when creating / updating the user name"
    );
    assert_eq!(rule["cause"], "after");
    assert_eq!(tenant.root.get(&user).ok()["username"], "before");
    // The same name again, in another case, is no change.
    tenant
        .root
        .patch(&user, json!({ "username": "BEFORE" }))
        .ok();
    tenant
        .root
        .patch(
            &user,
            json!({ "username": "after", "password": "and a new 1" }),
        )
        .ok();
    let login = |last: u8, name: &str, password: &str| {
        sign_in(
            &tenant.world.nobody().at_address(last),
            &tenant.name,
            name,
            password,
        )
    };
    login(130, "after", "and a new 1").made();
    login(131, "before", PASSWORD).refused(401, "invalid_credentials");
    login(132, "before", "and a new 1").refused(401, "invalid_credentials");
}

#[test]
fn a_password_without_a_name_gets_one() {
    let tenant = tenant();
    let user = tenant.user(json!({ "password": PASSWORD }));
    let name = user["username"].as_str().unwrap();
    let digits = name.strip_prefix("user_").unwrap();
    assert!(
        digits.len() == 16 && digits.bytes().all(|b| b.is_ascii_hexdigit()),
        "{name}"
    );
    sign_in(
        &tenant.world.nobody().at_address(133),
        &tenant.name,
        name,
        PASSWORD,
    )
    .made();
    assert!(tenant.user(json!({})).get("username").is_none());
}

#[test]
fn refused_users_leave_nothing_behind() {
    let tenant = tenant();
    let users = tenant.path("users");
    for bad in [
        json!({ "first_name": "A", "last_name": "B", "username": "half", "password": PASSWORD, "email": "" }),
        json!({ "first_name": "A", "username": "half", "password": PASSWORD }),
        json!({ "first_name": "A", "last_name": "B", "username": "half", "password": PASSWORD, "priv_level": "root" }),
    ] {
        tenant
            .root
            .put(&users, bad)
            .refused(400, "validation error");
    }
    assert_eq!(tenant.root.ids(&users).len(), 0);
    sign_in(
        &tenant.world.nobody().at_address(134),
        &tenant.name,
        "half",
        PASSWORD,
    )
    .refused(401, "invalid_credentials");
    tenant.user(json!({ "username": "half", "password": PASSWORD }));
}

#[test]
fn flags_of_a_request_are_no_fields_of_a_user() {
    let tenant = tenant();
    let made = tenant.user(json!({ "send_email_on_creation": false, "confirm_password": PASSWORD, "password": PASSWORD }));
    for absent in ["send_email_on_creation", "confirm_password", "password"] {
        assert!(made.get(absent).is_none(), "{absent}");
    }
    tenant
        .root
        .put(
            &tenant.path("users?send_email_on_creation=false"),
            json!({ "first_name": "A", "last_name": "B" }),
        )
        .made();
}

#[test]
fn the_level_of_a_user_is_what_it_may_do() {
    let tenant = tenant();
    let (user, person) = tenant.person("level", "user");
    let own = tenant.path(&format!("users/{}", id(&user)));
    let other = tenant.path(&format!("users/{}", id(&tenant.user(json!({})))));
    let promoted = person.patch(&own, json!({ "priv_level": "admin" }));
    assert_eq!(promoted.status, 403, "{}", promoted.text());
    for answer in [
        person.put(
            &tenant.path("users"),
            json!({ "first_name": "A", "last_name": "B" }),
        ),
        person.patch(&other, json!({ "last_name": "X" })),
        person.delete(&other),
        person.patch(&tenant.path(""), json!({ "name": "Mine" })),
        person.put(&tenant.path(""), json!({ "name": "Mine" })),
    ] {
        answer.refused(403, "forbidden");
    }
    assert_eq!(tenant.root.get(&own).ok()["priv_level"], "user");
    person.get(&own).ok();
    person
        .patch(
            &own,
            json!({ "call_forward": { "enabled": true, "number": "100" } }),
        )
        .ok();
}

#[test]
fn without_enforcement_a_user_acts_as_an_admin_as_on_kazoo() {
    let world = std::sync::Arc::new(World::new());
    let tenant = Tenant::of(&world);
    let (user, person) = tenant.person("script", "user");
    world.settings(json!({ "enforce_priv_level": false }));
    let made = person
        .put(
            &tenant.path("users"),
            json!({ "first_name": "A", "last_name": "B" }),
        )
        .made();
    person
        .patch(
            &tenant.path(&format!("users/{}", id(&made))),
            json!({ "last_name": "X" }),
        )
        .ok();
    person
        .delete(&tenant.path(&format!("users/{}", id(&made))))
        .ok();
    person.patch(&tenant.path(""), json!({ "custom": 1 })).ok();
    // The tenancy stays what it is.
    person
        .get(&format!("accounts/{}", world.top))
        .refused(404, "bad_identifier");
    let own = person
        .patch(
            &tenant.path(&format!("users/{}", id(&user))),
            json!({ "priv_level": "admin" }),
        )
        .ok();
    assert_eq!(own["priv_level"], "admin");
}

#[test]
fn deleting_a_user_leaves_what_he_owns() {
    let tenant = tenant();
    let user = id(&tenant.user(json!({ "username": "leaver", "password": PASSWORD })));
    let device = id(&tenant.device(json!({ "owner_id": user })));
    let group =
        id(&tenant.group(json!({ "endpoints": { &*user: { "type": "user", "weight": 1 } } })));
    let path = tenant.path(&format!("users/{user}"));
    let gone = tenant.root.delete(&path).ok();
    assert_eq!(
        (&gone["id"], &gone["username"]),
        (&json!(user), &json!("leaver"))
    );
    tenant.root.get(&path).refused(404, "bad_identifier");
    tenant.root.delete(&path).refused(404, "bad_identifier");
    assert_eq!(
        tenant
            .root
            .get(&tenant.path(&format!("devices/{device}")))
            .ok()["owner_id"],
        user
    );
    let members = tenant
        .root
        .get(&tenant.path(&format!("groups/{group}")))
        .ok();
    assert!(members["endpoints"][&user].is_object());
    assert_eq!(tenant.root.ids(&tenant.path("users")).len(), 0);
}

fn delete_with(tenant: &Tenant, user: &str, types: Value) -> Answer {
    tenant
        .root
        .ask("DELETE", &tenant.path(&format!("users/{user}")))
        .data(json!({ "object_types": types }))
        .send()
}

#[test]
fn deleting_a_user_takes_the_kinds_that_are_named_along() {
    let tenant = tenant();
    for types in [
        json!("all"),
        json!(["device"]),
        json!(["device", "device", "vmbox"]),
    ] {
        let user = id(&tenant.user(json!({})));
        let device = id(&tenant.device(json!({ "owner_id": user })));
        let other = id(&tenant.device(json!({})));
        let data = delete_with(&tenant, &user, types.clone()).ok();
        let gone = data["object_types"]
            .as_array()
            .unwrap_or_else(|| panic!("{types}: {data}"))
            .clone();
        assert_eq!(gone.len(), 1, "{types}: {data}");
        assert_eq!(
            (&gone[0]["type"], &gone[0]["id"]),
            (&json!("device"), &json!(device))
        );
        tenant
            .root
            .get(&tenant.path(&format!("devices/{device}")))
            .refused(404, "bad_identifier");
        tenant
            .root
            .get(&tenant.path(&format!("devices/{other}")))
            .ok();
    }
    let user = id(&tenant.user(json!({})));
    let device = id(&tenant.device(json!({ "owner_id": user })));
    delete_with(&tenant, &user, json!([])).ok();
    tenant
        .root
        .get(&tenant.path(&format!("devices/{device}")))
        .ok();
    let by_query = id(&tenant.user(json!({})));
    let device = id(&tenant.device(json!({ "owner_id": by_query })));
    tenant
        .root
        .delete(&tenant.path(&format!("users/{by_query}?object_types=all")))
        .ok();
    tenant
        .root
        .get(&tenant.path(&format!("devices/{device}")))
        .refused(404, "bad_identifier");
}

#[test]
fn the_last_admin_and_oneself_may_be_deleted() {
    let tenant = tenant();
    let (user, admin) = tenant.person("last", "admin");
    let path = tenant.path(&format!("users/{}", id(&user)));
    assert_eq!(id(&admin.delete(&path).ok()), id(&user));
    admin
        .get(&tenant.path(""))
        .refused(401, "invalid_credentials");
}

#[test]
fn parallel_patches_of_a_user_all_survive() {
    let tenant = tenant();
    let path = tenant.path(&format!("users/{}", id(&tenant.user(json!({})))));
    std::thread::scope(|scope| {
        for worker in 0..4 {
            let (root, path) = (tenant.root.clone(), path.clone());
            scope.spawn(move || {
                for turn in 0..5 {
                    root.patch(
                        &path,
                        json!({ "custom": { (format!("w{worker}t{turn}")): turn } }),
                    )
                    .ok();
                }
            });
        }
    });
    assert_eq!(
        tenant.root.get(&path).ok()["custom"]
            .as_object()
            .unwrap()
            .len(),
        20
    );
}
