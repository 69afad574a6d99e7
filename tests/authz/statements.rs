//! What the console's requests cost the file: few statements, and no more in a large tree than in a small one.

use crate::all_rows;
use crate::fixture::ADMIN;
use crate::fixture::Fixture;
use crate::kiosk::{all_duties, kiosk};
use crate::office::Office;
use cordboard_engine::seed::random;
use cordboard_store::sqlite::{Options, SqliteStore};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most statements that a request which only reads may need, the opening and ending of transactions included.
const MOST: u64 = 10;
/// The admin of the account above all.
const ABOVE: usize = 6;
/// Questions that are asked with POST, since they do not fit into an address.
const ASKED: &[&str] = &[
    "tree_window",
    "list_window",
    "log_window",
    "who_rings",
    "who_rings_week",
    "audit_window",
    "kiosk_people",
];

/// What every question of the table costs in an office of this size, by the operation's name. Each is asked twice:
/// the second time what may be remembered is.
async fn costs(accounts: usize, users: usize) -> BTreeMap<&'static str, u64> {
    let dir = tempfile::tempdir().unwrap();
    let options = Options {
        count_statements: true,
        ..Options::default()
    };
    let store = SqliteStore::open(&dir.path().join("office.cordboard"), options).unwrap();
    let office = Office::filled(Arc::new(store), |engine| {
        let input = random::Input {
            accounts,
            users,
            full: false,
            seed: 7,
        };
        random::run(engine, input, &mut |_| {}).unwrap();
    });
    let fixture = Fixture::over(office).await;
    let people: Vec<_> = (0..users)
        .map(|number| json!({ "fields": { "first_name": format!("Nell {number}") } }))
        .collect();
    let import = format!("/console/accounts/{}/users/import", fixture.account);
    for part in people.chunks(500) {
        let rows = json!({ "lines": part, "dry_run": false });
        fixture
            .office
            .post(&fixture.callers[ABOVE], &import, rows)
            .await
            .expect(200);
    }
    // The account's own part of the tree, which is searched account by account.
    for number in 0..accounts.min(30) {
        fixture
            .office
            .account(&fixture.account, &format!("Branch {number}"))
            .await;
    }
    let kiosk = kiosk(&fixture, all_duties(true)).await;
    let fresh = fixture.fresh(0).await;
    let mut costs = BTreeMap::new();
    for row in all_rows() {
        let (method, path, body) = (row.request)(&fixture, &fresh);
        if method != "GET" && !ASKED.contains(&row.operation) {
            continue;
        }
        let callers = &fixture.callers;
        let admins = [Some(ADMIN), Some(ABOVE), None];
        for place in admins.into_iter().chain(admins) {
            let who = place.map_or(&kiosk, |place| &callers[place]);
            // Nothing else runs on this store; the other tests of this program have theirs in memory.
            let before = SqliteStore::statements_begun();
            let answer = fixture.office.call(who, method, &path, body.clone()).await;
            let cost = SqliteStore::statements_begun() - before;
            if let Some(place) = place {
                let expected = row.expected[place];
                assert_eq!(
                    answer.status, expected,
                    "{}: {}",
                    row.operation, answer.body
                );
            }
            let most = costs.entry(row.operation).or_insert(0);
            *most = cost.max(*most);
        }
    }
    costs
}

#[tokio::test]
async fn no_question_needs_more_than_ten_statements_nor_more_of_them_in_a_larger_tree() {
    let small = costs(2, 4).await;
    let large = costs(800, 60).await;
    assert!(
        small.len() > 20,
        "the table has lost its questions: {small:?}"
    );
    assert!(small["account_read"] > 0, "nothing is counted");
    let costly: Vec<_> = large.iter().filter(|(_, cost)| **cost > MOST).collect();
    assert!(costly.is_empty(), "too many statements: {costly:?}");
    let grown: Vec<_> = large
        .iter()
        .filter(|(operation, cost)| **cost > small[*operation])
        .collect();
    assert!(
        grown.is_empty(),
        "more than in a small tree: {grown:?}, there {small:?}"
    );
}
