//! What is written without being read, and what the engine alone writes.

use super::*;

#[test]
fn a_secret_is_written_without_being_seen_and_the_last_one_wins() {
    let current = json!({"sip_secret": "theirs"});
    assert_eq!(
        after(current.clone(), "/sip_secret", None, Some(json!("mine"))),
        Ok(json!({"sip_secret": "mine"}))
    );
    assert_eq!(
        after(current, "", Some(json!({})), Some(json!({"email": "a@b"}))),
        Ok(json!({"sip_secret": "theirs", "email": "a@b"}))
    );
}

fn schema_with_inner_secret() -> Schema {
    crate::schema::of_text(
        &json!({"type": "object", "properties": {"sip": {"type": "object", "properties": {
            "name": {"type": "string"},
            "password": {"type": "string", "x-secret": true, "x-merge": "secret"}}}}})
        .to_string(),
    )
}

#[test]
fn a_secret_never_stands_in_a_clash() {
    let schema = schema_with_inner_secret();
    let current = fields(json!({"sip": {"name": "theirs", "password": "hunter2"}}));
    let edits = [edit(
        "/sip",
        Some(json!({"name": "base"})),
        Some(json!("gone")),
    )];
    let error = merge(&schema, &current, &edits).unwrap_err();
    assert!(
        matches!(&error, MergeError::Clashes(clashes) if clashes[0].path == "/sip"),
        "{error:?}"
    );
    assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
}

#[test]
fn a_secret_that_the_author_could_not_see_is_no_change_of_somebody_else() {
    let schema = schema_with_inner_secret();
    let current = fields(json!({"sip": {"name": "a", "password": "hunter2"}}));
    let edits = [edit("/sip", Some(json!({"name": "a"})), None)];
    assert_eq!(
        merge(&schema, &current, &edits).unwrap().fields,
        Fields::new()
    );
    let edits = [edit(
        "/sip",
        Some(json!({"name": "a"})),
        Some(json!({"name": "b"})),
    )];
    let merged = merge(&schema, &current, &edits).unwrap();
    assert_eq!(
        Value::Object(merged.fields),
        json!({"sip": {"name": "b", "password": "hunter2"}})
    );
}

#[test]
fn what_the_engine_computes_is_refused_unless_it_is_unchanged() {
    let schema = schema(Kind::Account).unwrap();
    let current = fields(json!({"name": "Acme", "is_reseller": true}));
    let whole = |reseller: bool| {
        edit(
            "",
            Some(json!({"name": "Acme", "is_reseller": true})),
            Some(json!({"name": "B", "is_reseller": reseller})),
        )
    };
    assert!(merge(schema, &current, &[whole(true)]).is_ok());
    for edits in [whole(false), edit("/is_reseller", Some(json!(true)), None)] {
        let Err(MergeError::BadPath { path, .. }) = merge(schema, &current, &[edits]) else {
            panic!()
        };
        assert_eq!(path, "/is_reseller");
    }
}
