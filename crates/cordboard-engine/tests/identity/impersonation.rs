//! Acting as another user: who may, and what ends it.

use crate::office::{OWNER, Office, PASSWORD, refused};
use cordboard_engine::sessions::{impersonate, sign_out};
use cordboard_engine::{Principal, audit};
use cordboard_model::{Id, Role};
use serde_json::json;

struct Support {
    office: Office,
    shop: Id,
    anna: Id,
    own: String,
}

fn support() -> Support {
    let office = Office::new();
    let shop = office.account(office.root, "Shop");
    let anna = office.user(shop, "anna");
    let own = office.token("Acme", "admin");
    Support {
        office,
        shop,
        anna,
        own,
    }
}

impl Support {
    fn act(&self) -> cordboard_engine::Result<String> {
        let input = impersonate::Input {
            account_id: self.shop,
            user_id: self.anna,
            token: self.own.clone(),
        };
        let principal = self.office.who(&self.own);
        Ok(impersonate::run(&self.office.engine, &principal, input)?.token)
    }
}

#[test]
fn an_admin_of_the_top_account_acts_as_a_user_and_the_audit_names_him() {
    let support = support();
    let lent = support.act().unwrap();
    let anna = Principal::of_level(support.anna, support.shop, Role::User);
    assert_eq!(support.office.who(&lent), anna);
    let input = audit::Input {
        account_id: None,
        before: None,
        limit: 1,
    };
    let (rows, _) = audit::run(&support.office.engine, &OWNER, input).unwrap();
    assert_eq!(rows[0].change.verb, "session.impersonate");
    assert_eq!(
        rows[0].actor.as_ref().map(|(id, _)| *id),
        Some(support.office.admin)
    );
}

#[test]
fn it_ends_with_the_session_of_the_admin_with_his_role_and_with_the_user() {
    let mut support = support();
    let lent = support.act().unwrap();
    sign_out::run(&support.office.engine, &support.own).unwrap();
    assert!(!support.office.lives(&lent));

    let boss = json!({ "role": "admin" });
    let boss = support.office.user_with(support.office.root, "boss", boss);
    support.own = support.office.token("Acme", "boss");
    let lent = support.act().unwrap();
    support
        .office
        .edit_user(boss, "/role", json!("admin"), json!("user"));
    assert!(!support.office.lives(&lent));
    assert_eq!(refused(support.act()), "not_found");

    support.own = support.office.token("Acme", "admin");
    let lent = support.act().unwrap();
    support
        .office
        .edit_user(support.anna, "/enabled", json!(true), json!(false));
    assert!(!support.office.lives(&lent));
    assert_eq!(refused(support.act()), "forbidden");
}

#[test]
fn nobody_acts_as_another_through_a_session_in_which_he_already_does() {
    let support = support();
    let boss = json!({ "role": "admin" });
    support.office.user_with(support.office.root, "boss", boss);
    let lent = support.act().unwrap();
    let principal = support.office.who(&support.own);
    let input = impersonate::Input {
        account_id: support.shop,
        user_id: support.anna,
        token: lent,
    };
    let twice = impersonate::run(&support.office.engine, &principal, input);
    assert_eq!(refused(twice.map(|opened| opened.token)), "forbidden");
    let console = support.office.plain("boss", PASSWORD).unwrap();
    assert!(support.office.lives(&console));
}
