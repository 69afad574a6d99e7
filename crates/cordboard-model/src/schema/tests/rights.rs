//! Who reads and writes which field, and what never leaves.

use super::*;

#[test]
fn redaction_takes_out_secrets_and_nothing_else() {
    let mut user =
        fields(json!({"first_name": "Anna", "sip_secret": "s", "custom": {"sip_secret": "kept"}}));
    of(Kind::User).redact(&mut user);
    assert_eq!(
        Value::Object(user),
        json!({"first_name": "Anna", "custom": {"sip_secret": "kept"}})
    );
}

#[test]
fn redaction_reaches_secrets_inside_objects_and_lists() {
    let node =
        json!({"properties": {"list": {"items": {"properties": {"pin": {"x-secret": true}}}}}});
    let mut document = fields(json!({"list": [{"pin": 1, "name": "a"}, 2]}));
    lookup::redact_fields(&node, &mut document);
    assert_eq!(Value::Object(document), json!({"list": [{"name": "a"}, 2]}));
}

#[test]
fn a_user_writes_his_own_contact_fields_and_not_his_rights() {
    let user = |pointer: &str| of(Kind::User).may_write(pointer, Role::User);
    for pointer in [
        "/first_name",
        "/email",
        "/presence",
        "/do_not_disturb",
        "/do_not_disturb/enabled",
        "/forwarding",
        "/forwarding/available/office_hours/number",
        "/forwarding/exceptions/0/anything",
        "/office_hours/week",
    ] {
        assert!(user(pointer), "{pointer}");
    }
    for pointer in [
        "",
        "/",
        "/username",
        "/extension_number",
        "/role",
        "/enabled",
        "/sip_secret",
        "/custom",
        "/custom/forwarding",
        "no pointer",
        "/role/x",
    ] {
        assert!(!user(pointer), "{pointer}");
    }
}

#[test]
fn an_administrator_writes_everything_but_what_the_engine_computes() {
    let account = |pointer: &str| of(Kind::Account).may_write(pointer, Role::Admin);
    assert!(account("/name") && account("/custom/deep") && account("/office_hours/monday"));
    assert!(!account("/is_reseller") && !account("/is_reseller/x"));
    assert!(of(Kind::Group).may_write("", Role::Admin));
    assert!(!of(Kind::User).may_write("/role_name", Role::Admin));
    assert!(!of(Kind::Account).may_write("/name", Role::User));
}

#[test]
fn an_object_is_writable_only_with_the_right_to_each_field_inside() {
    let node = json!({"properties": {"card": {"x-write": ["admin", "user"], "properties": {
        "phone": {}, "grade": {"x-write": ["admin"]}}}}});
    let may = |path: &str| lookup::may_write(&node, &pointer::tokens(path).unwrap(), Role::User);
    assert!(may("/card/phone"));
    assert!(!may("/card/grade"));
    assert!(!may("/card"));
}

#[test]
fn people_do_not_read_the_administrators_notes_or_keys_no_schema_names() {
    let schema = schema(Kind::User).unwrap();
    let all = json!({ "first_name": "Anna", "notes": "difficult", "x_other": 1, "role": "user" });
    let shown = |role| {
        let mut fields = all.as_object().unwrap().clone();
        schema.hide(&mut fields, role);
        Value::Object(fields)
    };
    assert_eq!(shown(Role::Admin), all);
    assert_eq!(
        shown(Role::User),
        json!({ "first_name": "Anna", "role": "user" })
    );
}

#[test]
fn the_limits_of_an_account_are_written_from_above_and_read_by_its_administrators() {
    let account = of(Kind::Account);
    for pointer in ["/limits", "/limits/users", "/limits/other"] {
        assert!(account.may_write(pointer, Role::Above), "{pointer}");
        assert!(!account.may_write(pointer, Role::Admin), "{pointer}");
        assert!(!account.may_write(pointer, Role::User), "{pointer}");
        assert!(account.travels(pointer, Role::Above), "{pointer}");
        assert!(!account.travels(pointer, Role::Admin), "{pointer}");
    }
    let shown = |role| {
        let mut all = fields(json!({ "name": "A", "limits": { "users": 3 } }));
        account.hide(&mut all, role);
        all.contains_key("limits")
    };
    assert!(shown(Role::Above) && shown(Role::Admin) && !shown(Role::User));
}

#[test]
fn who_administers_an_account_above_writes_and_reads_what_its_own_administrator_does() {
    let account = of(Kind::Account);
    assert!(account.may_write("/name", Role::Above) && account.may_write("/custom", Role::Above));
    assert!(account.may_write("/office_switch", Role::Above));
    assert!(!account.may_write("/is_reseller", Role::Above));
    let mut all = fields(json!({ "name": "A", "notes": "difficult", "x_other": 1 }));
    let before = all.clone();
    account.hide(&mut all, Role::Above);
    assert_eq!(all, before);
}
