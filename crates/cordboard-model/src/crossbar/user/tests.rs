use super::*;

fn fields(value: Value) -> Fields {
    value.as_object().unwrap().clone()
}

/// What is stored after a client, an admin, wrote this document.
fn write(current: &Fields, document: Fields) -> Fields {
    replaced(current, document, Role::Admin).unwrap()
}

#[test]
fn the_extension_tells_presence_id_and_internal_number_and_is_not_kept_for_that() {
    let stored = fields(
        json!({"first_name": "Anna", "extension_number": "101", "role": "admin", "enabled": true}),
    );
    let shown = document(stored.clone());
    assert_eq!(shown["presence_id"], "101");
    assert_eq!(shown["caller_id"], json!({"internal": {"number": "101"}}));
    assert_eq!(shown["priv_level"], "admin");
    let kept = write(&stored, shown);
    for key in ["presence_id", "extension_number", "role"] {
        assert_eq!(kept.get(key), stored.get(key), "{key}");
    }
    assert_eq!(kept["caller_id"], json!({}));
    assert_eq!(document(kept.clone()), document(stored.clone()));
}

#[test]
fn own_presence_id_and_internal_number_stay() {
    let stored = fields(json!({"extension_number": "101"}));
    let sent = fields(
        json!({"presence_id": "7", "caller_id": {"internal": {"name": "A", "number": "8"}}}),
    );
    let shown = document(write(&stored, sent));
    assert_eq!(shown["presence_id"], "7");
    assert_eq!(
        shown["caller_id"],
        json!({"internal": {"name": "A", "number": "8"}})
    );
    let same = fields(json!({"presence_id": "101", "caller_id": {"internal": {"number": "101"}}}));
    let kept = write(
        &fields(json!({"extension_number": "101", "presence_id": "101",
        "caller_id": {"internal": {"number": "101"}}})),
        same.clone(),
    );
    assert_eq!(
        (&kept["presence_id"], &kept["caller_id"]),
        (&same["presence_id"], &same["caller_id"])
    );
}

#[test]
fn the_privilege_level_is_the_role() {
    let admin = write(&Fields::new(), fields(json!({"priv_level": "admin"})));
    assert_eq!(admin, fields(json!({"role": "admin"})));
    let replaced = write(&admin, fields(json!({"first_name": "A"})));
    assert_eq!(replaced["role"], "admin");
    let found =
        super::replaced(&admin, fields(json!({"priv_level": "root"})), Role::Admin).unwrap_err();
    assert_eq!(
        (found[0].path.as_str(), found[0].rule.as_str()),
        ("/priv_level", "enum")
    );
    assert_eq!(found[0].target, Some(json!(["user", "admin"])));
}

#[test]
fn a_forward_reaches_the_rules_and_null_takes_it_out() {
    let on = write(
        &Fields::new(),
        fields(json!({"call_forward": {"enabled": "true", "number": "5"}})),
    );
    assert_eq!(on["forwarding"]["busy"]["office_hours"]["number"], "5");
    let shown = document(on.clone());
    assert_eq!(shown["call_forward"]["enabled"], true);
    assert_eq!(shown["call_forward"]["substitute"], true);
    assert!(!shown.contains_key("forwarding"));
    assert_eq!(document(write(&on, shown.clone())), shown);
    let off = write(&on, fields(json!({"call_forward": null})));
    assert_eq!(off["forwarding"], json!({}));
    assert_eq!(document(off.clone()).get("call_forward"), None);
}

#[test]
fn only_a_new_user_name_has_to_fit_and_names_are_not_empty() {
    let check = |current: Value, sent: Value| {
        let found = super::replaced(&fields(current), fields(sent), Role::Admin);
        found
            .err()
            .unwrap_or_default()
            .into_iter()
            .map(|v| (v.path, v.rule))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        check(json!({"username": "o'neil"}), json!({"username": "o'neil"})),
        []
    );
    for bad in ["o'neil", "a b", "größe"] {
        let wanted = [("/username".to_owned(), "pattern".to_owned())];
        assert_eq!(
            check(json!({}), json!({ "username": bad })),
            wanted,
            "{bad}"
        );
    }
    assert_eq!(check(json!({}), json!({"username": "a+b@c.d_e-F9"})), []);
    assert_eq!(
        check(json!({}), json!({"first_name": ""})),
        [("/first_name".to_owned(), "minLength".to_owned())]
    );
}
