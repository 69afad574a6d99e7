//! What ends a session, and what leaves it alone.

use crate::office::{OWNER, Office, PASSWORD, refused};
use cordboard_engine::sessions::{refresh, revoke, sign_in_with_key, sign_out};
use cordboard_engine::users::set_password;
use cordboard_engine::{Principal, accounts, users};
use cordboard_model::Id;
use serde_json::json;

fn key_token(office: &Office, account: Id) -> String {
    let api_key = cordboard_engine::api_keys::read::run(&office.engine, &OWNER, account).unwrap();
    office.wait(10_000);
    let input = sign_in_with_key::Input {
        api_key,
        client: None,
    };
    sign_in_with_key::run(&office.engine, input).unwrap().token
}

#[test]
fn a_disabled_account_ends_its_sessions_for_good_and_no_others() {
    let office = Office::new();
    let shop = office.account(office.root, "Shop");
    let branch = office.account(shop, "Branch");
    office.user(shop, "anna");
    office.user(branch, "bert");
    let anna = office.token("Shop", "anna");
    let key = key_token(&office, shop);
    let others = [
        office.token("Branch", "bert"),
        office.token("Acme", "admin"),
    ];
    office.edit_account(shop, "/enabled", json!(true), json!(false));
    assert!(!office.lives(&anna) && !office.lives(&key));
    office.edit_account(shop, "/enabled", json!(false), json!(true));
    assert!(!office.lives(&anna) && !office.lives(&key));
    assert!(others.iter().all(|token| office.lives(token)));
    assert!(office.lives(&office.token("Shop", "anna")));
    // Any other change of the account leaves them alone.
    let anna = office.token("Shop", "anna");
    office.edit_account(shop, "/name", json!("Shop"), json!("Store"));
    assert!(office.lives(&anna));
}

#[test]
fn a_deleted_account_and_all_below_it_end_their_sessions_for_good() {
    let office = Office::new();
    let shop = office.account(office.root, "Shop");
    let branch = office.account(shop, "Branch");
    office.user(shop, "anna");
    office.user(branch, "bert");
    let tokens = [
        office.token("Shop", "anna"),
        office.token("Branch", "bert"),
        key_token(&office, branch),
    ];
    let input = accounts::delete::Input {
        id: shop,
        with_subtree: true,
    };
    accounts::delete::run(&office.engine, &OWNER, input).unwrap();
    assert!(!tokens.iter().any(|token| office.lives(token)));
    accounts::restore::run(&office.engine, &OWNER, shop).unwrap();
    assert!(!tokens.iter().any(|token| office.lives(token)));
    assert!(office.lives(&office.token("Branch", "bert")));
}

#[test]
fn a_disabled_or_deleted_user_has_no_session_when_he_comes_back() {
    let office = Office::new();
    let anna = office.user(office.root, "anna");
    let token = office.token("Acme", "anna");
    office.edit_user(anna, "/enabled", json!(true), json!(false));
    assert!(!office.lives(&token));
    office.edit_user(anna, "/enabled", json!(false), json!(true));
    assert!(!office.lives(&token));
    let token = office.token("Acme", "anna");
    let input = users::delete::Input {
        id: anna,
        account_id: None,
        with_phones: false,
        even_oneself: false,
    };
    users::delete::run(&office.engine, &OWNER, input).unwrap();
    users::restore::run(&office.engine, &OWNER, anna).unwrap();
    assert!(!office.lives(&token));
}

#[test]
fn a_new_password_ends_the_sessions_of_clients_too() {
    let office = Office::new();
    let anna = office.user(office.root, "anna");
    let (client, console) = (
        office.token("Acme", "anna"),
        office.plain("anna", PASSWORD).unwrap(),
    );
    let other = office.token("Acme", "admin");
    let input = set_password::Input {
        id: anna,
        password: "another horse".into(),
        current_password: None,
        keep_token: None,
    };
    set_password::run(&office.engine, &OWNER, input).unwrap();
    assert!(!office.lives(&client) && !office.lives(&console) && office.lives(&other));
}

#[test]
fn a_session_ends_by_itself_and_a_refreshed_one_later() {
    let office = Office::new();
    let first = office.token("Acme", "admin");
    office.wait(3_599_000);
    assert!(office.lives(&first));
    let second = refresh::run(&office.engine, &first).unwrap();
    assert_eq!(office.who(&second.token), office.who(&first));
    office.wait(1_000);
    assert!(!office.lives(&first) && office.lives(&second.token));
    assert_eq!(
        refused(refresh::run(&office.engine, &first)),
        "unauthenticated"
    );
    sign_out::run(&office.engine, &second.token).unwrap();
    assert!(!office.lives(&second.token));
}

#[test]
fn a_role_that_is_withdrawn_counts_at_once_and_the_session_goes_on() {
    let office = Office::new();
    let anna = office.user_with(office.root, "anna", json!({ "role": "admin" }));
    let token = office.token("Acme", "anna");
    assert!(office.who(&token).is_admin());
    office.edit_user(anna, "/role", json!("admin"), json!("user"));
    assert!(office.lives(&token) && !office.who(&token).is_admin());
}

#[test]
fn a_user_ends_his_own_sessions_an_admin_those_of_others_and_of_the_key() {
    let office = Office::new();
    let shop = office.account(office.root, "Shop");
    let anna = office.user(shop, "anna");
    let bert = office.user(shop, "bert");
    let token = office.token("Shop", "anna");
    let principal = office.who(&token);
    let end = |principal: &Principal, input| revoke::run(&office.engine, principal, input);
    assert_eq!(
        refused(end(&principal, revoke::Input::User(bert))),
        "forbidden"
    );
    assert_eq!(
        refused(end(&principal, revoke::Input::Key(shop))),
        "forbidden"
    );
    end(&principal, revoke::Input::User(anna)).unwrap();
    assert!(!office.lives(&token));
    let (token, key) = (office.token("Shop", "anna"), key_token(&office, shop));
    end(&OWNER, revoke::Input::Key(shop)).unwrap();
    assert!(office.lives(&token) && !office.lives(&key));
    // The line that a disabled account draws is no session of the key.
    office.edit_account(shop, "/enabled", json!(true), json!(false));
    end(&OWNER, revoke::Input::Key(shop)).unwrap();
    office.edit_account(shop, "/enabled", json!(false), json!(true));
    assert!(!office.lives(&token));
}
