use super::gates::{GATES, gate, passes};
use super::*;
use proptest::prelude::*;
use serde_json::{Value, json};

fn places(document: Value) -> Vec<(String, String)> {
    let broken = Permissions::from_value(&document).err().unwrap_or_default();
    broken
        .into_iter()
        .map(|wrong| (wrong.path, wrong.rule))
        .collect()
}

#[test]
fn there_are_29_permissions_in_eleven_groups() {
    assert_eq!(Permission::ALL.len(), 29);
    assert_eq!(Permissions::ALL.iter().count(), 29);
    let document = Permissions::NONE.to_value();
    assert_eq!(document.as_object().map(serde_json::Map::len), Some(11));
    assert_eq!(
        document["user_management"],
        json!({"roles": false, "users": false})
    );
    assert_eq!(
        Permissions::of(&[Permission::Meeting]).to_value()["general"],
        json!({"voicemail_view_only": false, "voicemail_full_access": false, "meeting": true})
    );
}

#[test]
fn full_access_needs_the_view_of_the_same() {
    let needs: Vec<_> = Permission::ALL.iter().filter_map(|p| p.needs()).collect();
    assert_eq!(needs.len(), 10);
    assert_eq!(
        Permission::CompanyRecordingFull.needs(),
        Some(Permission::CompanyRecordingView)
    );
    let implied = Permissions::from_value(&json!({"trunk": {"full_access": true}})).unwrap();
    assert!(implied.has(Permission::TrunkView));
    assert_eq!(
        places(json!({"trunk": {"full_access": true, "view_only": false}})),
        [(
            "/permissions/trunk/view_only".to_owned(),
            "dependency".to_owned()
        )]
    );
    assert_eq!(
        places(json!({"trunk": {"full_access": false, "view_only": true}})),
        []
    );
}

#[test]
fn what_is_no_permission_names_its_place() {
    assert_eq!(
        places(
            json!({"general": 7, "trunk": {"fly": false, "view_only": "yes"}, "x": {"y": true}})
        ),
        [
            ("/permissions/general".to_owned(), "type".to_owned()),
            ("/permissions/trunk/fly".to_owned(), "unknown".to_owned()),
            ("/permissions/trunk/view_only".to_owned(), "type".to_owned()),
            ("/permissions/x/y".to_owned(), "unknown".to_owned()),
        ]
    );
    assert_eq!(
        places(json!([])),
        [("/permissions".to_owned(), "type".to_owned())]
    );
}

#[test]
fn built_in_roles_are_found_by_their_exact_names_and_hold_what_they_need() {
    for role in BuiltIn::ALL {
        assert_eq!(role.name().parse(), Ok(role));
        let permissions = role.permissions();
        assert_eq!(
            Permissions::from_value(&permissions.to_value()),
            Ok(permissions),
            "{role}"
        );
    }
    assert!("admin".parse::<BuiltIn>().is_err());
}

#[test]
fn built_in_roles_stand_above_each_other() {
    let covers = |a: BuiltIn, b: BuiltIn| a.permissions().covers(b.permissions());
    for role in BuiltIn::ALL {
        assert!(covers(BuiltIn::SystemAdmin, role), "{role}");
    }
    assert!(covers(BuiltIn::Dealer, BuiltIn::Admin));
    assert!(covers(BuiltIn::Admin, BuiltIn::QueueManager));
    assert!(covers(
        BuiltIn::QueueManager,
        BuiltIn::StandardInternationalUser
    ));
    assert!(covers(
        BuiltIn::StandardInternationalUser,
        BuiltIn::StandardUser
    ));
    assert!(!covers(BuiltIn::Admin, BuiltIn::Dealer));
    assert!(!covers(BuiltIn::QueueManager, BuiltIn::Admin));
    assert!(!covers(
        BuiltIn::StandardUser,
        BuiltIn::StandardInternationalUser
    ));
}

#[test]
fn the_names_of_built_in_roles_are_reserved_in_any_case() {
    let rules = |name: &str| -> Vec<&str> {
        let broken = check_name(name).err().unwrap_or_default();
        broken.into_iter().map(|broken| broken.rule).collect()
    };
    for good in ["Reception", "User", "Back office (2)", "Empfänger"] {
        assert_eq!(check_name(good), Ok(()), "{good}");
    }
    assert_eq!(rules("queuemanager"), ["built_in"]);
    assert_eq!(rules(""), ["length"]);
    assert_eq!(rules(&"x".repeat(65)), ["length"]);
    for bad in [" x", "a/b", "a\nb"] {
        assert_eq!(rules(bad), ["characters"], "{bad}");
    }
}

#[test]
fn admin_or_above_is_admin_to_crossbar() {
    let levels = BuiltIn::ALL.map(|role| (role.name(), PrivLevel::of(role.permissions()).name()));
    assert_eq!(
        levels,
        [
            ("SystemAdmin", "admin"),
            ("Replicator", "user"),
            ("Dealer", "admin"),
            ("Admin", "admin"),
            ("StandardUser", "user"),
            ("StandardInternationalUser", "user"),
            ("QueueManager", "user"),
        ]
    );
    for level in [PrivLevel::Admin, PrivLevel::User] {
        assert_eq!(PrivLevel::of(level.role().permissions()), level);
        assert_eq!(PrivLevel::from_name(level.name()), Some(level));
    }
    assert_eq!(PrivLevel::from_name("root"), None);
}

#[test]
fn setting_the_level_that_a_role_has_keeps_the_role() {
    let set =
        |level: PrivLevel, role: BuiltIn| level.set_on(role.name(), role.permissions()).to_owned();
    assert_eq!(set(PrivLevel::User, BuiltIn::QueueManager), "QueueManager");
    assert_eq!(set(PrivLevel::Admin, BuiltIn::SystemAdmin), "SystemAdmin");
    assert_eq!(set(PrivLevel::Admin, BuiltIn::QueueManager), "Admin");
    assert_eq!(set(PrivLevel::User, BuiltIn::Dealer), "StandardUser");
}

#[test]
fn operations_ask_for_the_permissions_of_their_group() {
    use Permission as P;
    for (method, path, needs) in [
        ("GET", "/roles", &[P::Roles][..]),
        ("POST", "/roles/Reception/destroy", &[P::Roles]),
        ("GET", "/users", &[P::Users]),
        ("POST", "/users/{id}/phones/{phone_id}/destroy", &[P::Users]),
        ("GET", "/users/{id}/balance", &[P::Users, P::BillingView]),
        ("POST", "/users/{id}/balance", &[P::Users, P::BillingFull]),
        (
            "POST",
            "/users/{id}/ms365_binding",
            &[P::Users, P::CompanyFull],
        ),
        (
            "POST",
            "/users/{id}/ms365_binding/destroy",
            &[P::Users, P::CompanyFull],
        ),
        ("GET", "/groups/{id}/members", &[P::Users]),
        ("GET", "/user", &[]),
        ("POST", "/user/password", &[]),
        ("GET", "/user/balance", &[]),
        (
            "POST",
            "/user/meetings/{id}/participants/invite",
            &[P::Meeting],
        ),
        ("GET", "/user/recordings/{id}", &[P::UserRecordingView]),
        (
            "POST",
            "/user/recordings/{id}/destroy",
            &[P::UserRecordingFull],
        ),
        ("GET", "/user/greetings", &[P::VoicemailView]),
        ("POST", "/user/greetings/{id}/enable", &[P::VoicemailFull]),
        ("POST", "/ingest/cdrs", &[P::CompanyCallLogFull]),
        ("GET", "/userspace", &[]),
    ] {
        assert_eq!(gate(method, path), needs, "{method} {path}");
    }
}

#[test]
fn a_standard_user_passes_no_gate_of_the_administration() {
    let standard = BuiltIn::StandardUser.permissions();
    for path in [
        "/users",
        "/users/1/status",
        "/groups",
        "/roles",
        "/ingest/cdrs",
        "/call_queues",
    ] {
        for method in ["GET", "POST"]
            .into_iter()
            .filter(|m| !(*m == "GET" && path.starts_with("/ingest")))
        {
            assert!(!passes(standard, method, path), "{method} {path}");
            assert!(
                passes(BuiltIn::SystemAdmin.permissions(), method, path),
                "{method} {path}"
            );
        }
    }
    for path in [
        "/user",
        "/user/meetings",
        "/user/cdrs",
        "/user/recordings/1/destroy",
        "/user/greetings",
    ] {
        assert!(passes(standard, "POST", path), "{path}");
    }
}

#[test]
fn reports_of_a_switch_come_from_an_administrator_or_a_replicator() {
    let may: Vec<_> = BuiltIn::ALL
        .into_iter()
        .filter(|role| passes(role.permissions(), "POST", "/ingest/registrations"))
        .collect();
    assert_eq!(
        may,
        [
            BuiltIn::SystemAdmin,
            BuiltIn::Replicator,
            BuiltIn::Dealer,
            BuiltIn::Admin
        ]
    );
}

#[test]
fn every_row_of_the_gates_can_be_reached() {
    for row in GATES {
        let method = if row.method == "*" {
            "POST"
        } else {
            row.method
        };
        let path = row.path.replace("**", "rest");
        assert_eq!(gate(method, &path), row.needs, "{}", row.path);
    }
}

fn any_permissions() -> impl Strategy<Value = Permissions> {
    prop::sample::subsequence(Permission::ALL.to_vec(), 0..=29)
        .prop_map(|permissions| Permissions::of(&permissions))
}

proptest! {
    #[test]
    fn permissions_come_back_from_their_document_unless_a_dependency_is_broken(set in any_permissions()) {
        let whole = set.iter().filter_map(Permission::needs).all(|needed| set.has(needed));
        match Permissions::from_value(&set.to_value()) {
            Ok(read) => prop_assert_eq!((read, whole), (set, true)),
            Err(broken) => prop_assert!(!whole && broken.iter().all(|wrong| wrong.rule == "dependency")),
        }
    }

    #[test]
    fn covering_is_an_order(a in any_permissions(), b in any_permissions(), c in any_permissions()) {
        prop_assert!(a.covers(a) && a.and(b).covers(b) && a.covers(a.without(b)));
        prop_assert!(!(a.covers(b) && b.covers(a)) || a == b);
        prop_assert!(!(a.covers(b) && b.covers(c)) || a.covers(c));
    }
}
