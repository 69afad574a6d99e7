//! Sign-ins cost from a purse per address and account: who tries often has to wait.

use crate::server::PASSWORD;
use crate::world::{sign_in, tenant};
use serde_json::{Value, json};

#[test]
fn a_sign_in_costs_thirty_five_and_an_empty_purse_refuses() {
    let tenant = tenant();
    tenant.user(json!({ "username": "spender", "password": PASSWORD }));
    let caller = tenant.world.nobody().at_address(120);
    let mut answers = Vec::new();
    for _ in 0..8 {
        let answer = sign_in(&caller, &tenant.name, "spender", PASSWORD);
        let tokens = &answer.body["tokens"];
        let (consumed, remaining) = (tokens["consumed"].as_u64(), tokens["remaining"].as_u64());
        assert!(
            consumed.is_some_and(|consumed| consumed >= 35),
            "{}",
            answer.text()
        );
        if answer.status == 429 {
            assert!(
                remaining.is_some_and(|remaining| remaining < 35),
                "{}",
                answer.text()
            );
            let data = answer.refused(429, "too_many_requests");
            assert_eq!(data["message"], "too many requests");
            answers.push(429);
            break;
        }
        assert!(
            remaining.is_some_and(|remaining| remaining <= 65),
            "{}",
            answer.text()
        );
        answer.made();
        answers.push(201);
    }
    assert_eq!(answers.last(), Some(&429), "{answers:?}");
    assert!(answers.len() >= 3, "{answers:?}");
}

#[test]
fn refused_sign_ins_cost_as_much_and_other_addresses_and_accounts_are_not_touched() {
    let tenant = tenant();
    tenant.user(json!({ "username": "other", "password": PASSWORD }));
    let caller = tenant.world.nobody().at_address(121);
    let mut last = Value::Null;
    for _ in 0..8 {
        let answer = sign_in(&caller, &tenant.name, "other", "wrong");
        last = json!(answer.status);
        if answer.status == 429 {
            break;
        }
        answer.refused(401, "invalid_credentials");
    }
    assert_eq!(last, 429);
    // The right password does not help now; from another address it does.
    assert_eq!(
        sign_in(&caller, &tenant.name, "other", PASSWORD).status,
        429
    );
    sign_in(
        &tenant.world.nobody().at_address(122),
        &tenant.name,
        "other",
        PASSWORD,
    )
    .made();
    let second = crate::world::tenant();
    second.user(json!({ "username": "other", "password": PASSWORD }));
    sign_in(&caller, &second.name, "other", PASSWORD).made();
}

#[test]
fn other_requests_are_not_limited() {
    let tenant = tenant();
    for _ in 0..150 {
        tenant.root.get(&tenant.path("")).ok();
    }
}
