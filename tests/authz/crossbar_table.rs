//! The table of the Crossbar dialect: every operation with what each caller gets.

use crate::crossbar::Fresh;
use crate::fixture::Fixture;
use serde_json::{Value, json};

/// A request, and what each of the callers gets.
pub struct Row {
    pub operation: &'static str,
    /// The method, the path and the data.
    pub request: fn(&Fixture, &Fresh) -> (&'static str, String, Option<Value>),
    pub expected: [u16; 7],
}

/// Reading what the account's people see too.
const READ: [u16; 7] = [401, 404, 404, 200, 200, 200, 200];
/// Changing what is the admins'.
const WRITE: [u16; 7] = [401, 404, 404, 403, 200, 200, 200];
/// As those who change, where there is no telephone plane that could do it.
const NO_PLANE: [u16; 7] = [401, 404, 404, 403, 409, 409, 409];
const MAKE: [u16; 7] = [401, 404, 404, 403, 201, 201, 201];

fn of(fixture: &Fixture, rest: &str) -> String {
    format!("/v2/accounts/{}{rest}", fixture.account)
}

macro_rules! row {
    ($operation:literal, $expected:expr, |$f:pat_param, $fresh:pat_param| $method:literal, $path:expr, $data:expr) => {
        Row {
            operation: $operation,
            request: |$f, $fresh| ($method, $path, $data),
            expected: $expected,
        }
    };
}

pub const TABLE: &[Row] = &[
    row!(
        "accounts.create",
        [401, 201, 201, 403, 201, 201, 201],
        |_, fresh| "PUT",
        "/v2/accounts".into(),
        Some(json!({ "name": format!("New {}", fresh.number) }))
    ),
    row!(
        "accounts.create_child",
        MAKE,
        |f, fresh| "PUT",
        of(f, ""),
        Some(json!({ "name": format!("New {}", fresh.number) }))
    ),
    row!("accounts.read", READ, |f, _| "GET", of(f, ""), None),
    row!(
        "accounts.replace",
        WRITE,
        |f, _| "POST",
        of(f, ""),
        Some(json!({ "name": "Bakery" }))
    ),
    row!(
        "accounts.patch",
        WRITE,
        |f, _| "PATCH",
        of(f, ""),
        Some(json!({ "language": "de" }))
    ),
    row!(
        "accounts.delete",
        [401, 404, 404, 404, 200, 200, 200],
        |_, fresh| "DELETE",
        format!("/v2/accounts/{}", fresh.child),
        None
    ),
    row!(
        "accounts.children",
        READ,
        |f, _| "GET",
        of(f, "/children"),
        None
    ),
    row!(
        "accounts.descendants",
        READ,
        |f, _| "GET",
        of(f, "/descendants"),
        None
    ),
    row!(
        "accounts.siblings",
        [401, 404, 404, 403, 403, 403, 200],
        |f, _| "GET",
        of(f, "/siblings"),
        None
    ),
    row!(
        "accounts.parents",
        READ,
        |f, _| "GET",
        of(f, "/parents"),
        None
    ),
    row!("accounts.tree", READ, |f, _| "GET", of(f, "/tree"), None),
    row!(
        "accounts.move",
        [401, 404, 404, 404, 403, 403, 200],
        |f, fresh| "POST",
        format!("/v2/accounts/{}/move", fresh.child),
        Some(json!({ "to": f.child }))
    ),
    row!(
        "accounts.promote",
        [401, 404, 404, 404, 403, 403, 201],
        |_, fresh| "PUT",
        format!("/v2/accounts/{}/reseller", fresh.child),
        Some(json!({}))
    ),
    row!(
        "accounts.demote",
        [401, 404, 404, 404, 403, 403, 200],
        |_, fresh| "DELETE",
        format!("/v2/accounts/{}/reseller", fresh.child),
        None
    ),
    row!(
        "search.list",
        [401, 200, 200, 200, 200, 200, 200],
        |_, _| "GET",
        "/v2/search?t=account&q=name&v=bakery".into(),
        None
    ),
    row!(
        "search.multi",
        [401, 200, 200, 200, 200, 200, 200],
        |_, _| "GET",
        "/v2/search/multi?t=account&by_name=bakery".into(),
        None
    ),
    row!("groups.list", READ, |f, _| "GET", of(f, "/groups"), None),
    row!(
        "groups.create",
        MAKE,
        |f, _| "PUT",
        of(f, "/groups"),
        Some(json!({ "name": "all" }))
    ),
    row!(
        "groups.read",
        READ,
        |f, fresh| "GET",
        of(f, &format!("/groups/{}", fresh.group)),
        None
    ),
    row!(
        "groups.replace",
        WRITE,
        |f, fresh| "POST",
        of(f, &format!("/groups/{}", fresh.group)),
        Some(json!({ "name": "all" }))
    ),
    row!(
        "groups.patch",
        WRITE,
        |f, fresh| "PATCH",
        of(f, &format!("/groups/{}", fresh.group)),
        Some(json!({ "own": 1 }))
    ),
    row!(
        "groups.delete",
        WRITE,
        |f, fresh| "DELETE",
        of(f, &format!("/groups/{}", fresh.group)),
        None
    ),
    row!(
        "groups.list_of_user",
        READ,
        |f, _| "GET",
        of(f, &format!("/users/{}/groups", f.person)),
        None
    ),
    row!("devices.list", READ, |f, _| "GET", of(f, "/devices"), None),
    row!(
        "devices.status",
        READ,
        |f, _| "GET",
        of(f, "/devices/status"),
        None
    ),
    row!(
        "devices.create",
        MAKE,
        |f, _| "PUT",
        of(f, "/devices"),
        Some(json!({ "name": "desk" }))
    ),
    row!(
        "devices.read",
        WRITE,
        |f, fresh| "GET",
        of(f, &format!("/devices/{}", fresh.device)),
        None
    ),
    row!(
        "devices.replace",
        WRITE,
        |f, fresh| "POST",
        of(f, &format!("/devices/{}", fresh.device)),
        Some(json!({ "name": "desk" }))
    ),
    row!(
        "devices.patch",
        WRITE,
        |f, fresh| "PATCH",
        of(f, &format!("/devices/{}", fresh.device)),
        Some(json!({ "own": 1 }))
    ),
    row!(
        "devices.delete",
        WRITE,
        |f, fresh| "DELETE",
        of(f, &format!("/devices/{}", fresh.device)),
        None
    ),
    row!(
        "devices.list_of_user",
        READ,
        |f, _| "GET",
        of(f, &format!("/users/{}/devices", f.person)),
        None
    ),
    row!("users.list", READ, |f, _| "GET", of(f, "/users"), None),
    row!(
        "users.create",
        MAKE,
        |f, fresh| "PUT",
        of(f, "/users"),
        Some(json!({ "first_name": "Una", "last_name": format!("No {}", fresh.number) }))
    ),
    row!(
        "users.read",
        WRITE,
        |f, fresh| "GET",
        of(f, &format!("/users/{}", fresh.user)),
        None
    ),
    row!(
        "users.replace",
        WRITE,
        |f, fresh| "POST",
        of(f, &format!("/users/{}", fresh.user)),
        Some(json!({ "first_name": "Una", "last_name": "Two" }))
    ),
    row!(
        "users.patch",
        WRITE,
        |f, fresh| "PATCH",
        of(f, &format!("/users/{}", fresh.user)),
        Some(json!({ "language": "de" }))
    ),
    row!(
        "users.delete",
        WRITE,
        |f, fresh| "DELETE",
        of(f, &format!("/users/{}", fresh.user)),
        None
    ),
    row!(
        "users.read_photo",
        [401, 404, 404, 403, 404, 404, 404],
        |f, fresh| "GET",
        of(f, &format!("/users/{}/photo", fresh.user)),
        None
    ),
    row!(
        "users.write_photo",
        WRITE,
        |f, fresh| "POST",
        of(f, &format!("/users/{}/photo", fresh.user)),
        Some(json!({}))
    ),
    row!(
        "users.put_photo",
        WRITE,
        |f, fresh| "PUT",
        of(f, &format!("/users/{}/photo", fresh.user)),
        Some(json!({}))
    ),
    row!(
        "users.delete_photo",
        [401, 404, 404, 403, 404, 404, 404],
        |f, fresh| "DELETE",
        of(f, &format!("/users/{}/photo", fresh.user)),
        None
    ),
    row!(
        "users.vcard",
        WRITE,
        |f, fresh| "GET",
        of(f, &format!("/users/{}/vcard", fresh.user)),
        None
    ),
    row!(
        "users.quickcall",
        NO_PLANE,
        |f, fresh| "GET",
        of(f, &format!("/users/{}/quickcall/101", fresh.user)),
        None
    ),
    row!(
        "accounts.api_key.read",
        WRITE,
        |f, _| "GET",
        of(f, "/api_key"),
        None
    ),
    row!(
        "accounts.api_key.renew",
        [401, 404, 404, 404, 201, 403, 201],
        |_, fresh| "PUT",
        format!("/v2/accounts/{}/api_key", fresh.child),
        Some(json!({}))
    ),
    row!(
        "user_auth.create",
        [201; 7],
        |_, _| "PUT",
        "/v2/user_auth".into(),
        Some(json!({ "credentials": ADMIN_DIGEST, "account_name": "Acme" }))
    ),
    row!(
        "user_auth.read",
        [401, 200, 200, 200, 200, 200, 200],
        |_, fresh| "GET",
        format!("/v2/user_auth/x{}", fresh.token).replace("/xe", "/e"),
        None
    ),
    row!(
        "user_auth.recovery.start",
        [201; 7],
        |_, _| "PUT",
        "/v2/user_auth/recovery".into(),
        Some(
            json!({ "username": "nobody here", "account_name": "Acme", "ui_url": "http://localhost:5173/" })
        )
    ),
    row!(
        "user_auth.recovery.finish",
        [400; 7],
        |_, _| "POST",
        "/v2/user_auth/recovery".into(),
        Some(json!({ "reset_id": "a".repeat(64) }))
    ),
    row!(
        "api_auth.create",
        [404; 7],
        |_, _| "PUT",
        "/v2/api_auth".into(),
        Some(json!({ "api_key": "0".repeat(64) }))
    ),
    row!(
        "token_auth.read",
        [401, 200, 200, 200, 200, 200, 200],
        |_, _| "GET",
        "/v2/token_auth".into(),
        None
    ),
    row!(
        "auth.act",
        [401, 201, 201, 201, 201, 201, 201],
        |_, _| "PUT",
        "/v2/auth".into(),
        Some(json!({ "action": "refresh_token" }))
    ),
    row!(
        "accounts.auth.act",
        [401, 404, 404, 404, 201, 201, 201],
        |_, fresh| "PUT",
        format!("/v2/accounts/{}/auth", fresh.child),
        Some(json!({ "action": "reset_signature_secret" }))
    ),
    row!(
        "users.auth.act",
        [401, 404, 404, 403, 201, 201, 201],
        |f, fresh| "PUT",
        of(f, &format!("/users/{}/auth", fresh.user)),
        Some(json!({ "action": "reset_signature_secret" }))
    ),
    row!(
        "auth.tokeninfo.read",
        [404; 7],
        |_, _| "GET",
        "/v2/auth/tokeninfo".into(),
        None
    ),
    row!(
        "auth.tokeninfo.ask",
        [401; 7],
        |_, _| "POST",
        "/v2/auth/tokeninfo".into(),
        Some(json!({ "token": "a.b.c" }))
    ),
    row!(
        "users.user_auth.impersonate",
        [401, 404, 404, 403, 403, 403, 201],
        |f, fresh| "PUT",
        of(f, &format!("/users/{}/user_auth", fresh.user)),
        Some(json!({ "action": "impersonate_user" }))
    ),
    row!(
        "token_auth.delete",
        [401, 200, 200, 200, 200, 200, 200],
        |_, _| "DELETE",
        "/v2/token_auth".into(),
        None
    ),
];

/// MD5 of `admin:correct horse`, as clients send it.
const ADMIN_DIGEST: &str = "6db079a19b77495f27da5ac6f8e8f33b";
