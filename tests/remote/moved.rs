//! Accounts that are moved on one side, on both, or out of what is kept in step.

use crate::bakery::{Bakery, Two};
use crate::office::{Office, Remote, counts};
use reqwest::Method;
use serde_json::{Value, json};

/// Bakery has two accounts below it, one of them with one below itself, pulled into an account that is not the top one.
struct Pulled {
    two: Two,
    /// The account here in which the remote is kept.
    into: String,
    id: String,
    /// Below Bakery, beside its shop.
    north: String,
    /// Below the shop, with a person.
    stand: String,
}

impl Pulled {
    fn new() -> Self {
        let there = Office::new();
        let bakery = Bakery::new(&there);
        let here = Office::new();
        let north = there.put(&path(&bakery.account), json!({ "name": "North" }));
        let stand = there.put(&path(&bakery.shop), json!({ "name": "Stand" }));
        let users = format!("{}/users", path(&stand));
        there.put(
            &users,
            json!({ "first_name": "Lea", "last_name": "Laugen", "username": "lea" }),
        );
        let into = here.put(&path(&here.account), json!({ "name": "Customers" }));
        let address = &there.server.address;
        let id = Remote::add(&here, "crossbar", address, &bakery.account, &into).id;
        let two = Two {
            there,
            here,
            bakery,
        };
        let pulled = Self {
            two,
            into,
            id,
            north,
            stand,
        };
        pulled.remote().done("pull");
        pulled.remote().agrees();
        pulled
    }

    fn remote(&self) -> Remote<'_> {
        Remote {
            here: &self.two.here,
            id: self.id.clone(),
        }
    }

    /// The account here with this name.
    fn here(&self, name: &str) -> String {
        let rows = format!("{}/descendants", path(&self.into));
        let rows = self.two.here.v2(Method::GET, &rows, Value::Null);
        let mut rows = rows.as_array().unwrap().iter();
        let found = rows.find(|row| row["name"] == name);
        found.unwrap()["id"].as_str().unwrap().to_owned()
    }
}

fn path(account: &str) -> String {
    format!("/accounts/{account}")
}

fn move_under(office: &Office, account: &str, to: &str) {
    let path = format!("{}/move", path(account));
    office.v2(Method::POST, &path, json!({ "to": to }));
}

/// The names of the accounts directly below one.
fn below(office: &Office, account: &str) -> Vec<String> {
    let rows = format!("{}/children", path(account));
    let rows = office.v2(Method::GET, &rows, Value::Null);
    let names = rows.as_array().unwrap().iter();
    let mut names: Vec<_> = names
        .map(|row| row["name"].as_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

fn only_step(plan: &Value) -> &Value {
    let steps = plan["steps"].as_array().unwrap();
    assert_eq!(steps.len(), 1, "{plan:#}");
    &steps[0]
}

#[test]
fn an_account_that_was_moved_there_is_moved_here_by_a_pull_with_all_that_is_below_it() {
    let pulled = Pulled::new();
    let (there, here) = (&pulled.two.there, &pulled.two.here);
    move_under(there, &pulled.two.bakery.shop, &pulled.north);
    let plan = pulled.remote().plan();
    let step = only_step(&plan);
    assert_eq!(
        (&step["what"], &step["sort"]),
        (&json!("meet"), &json!("account"))
    );
    let (bakery, north) = (pulled.here("Bakery"), pulled.here("North"));
    let wanted = json!([{ "path": "/_parent", "from": bakery, "to": north }]);
    assert_eq!(
        (&step["here"], &step["there"], &step["clashes"]),
        (&wanted, &json!([]), &json!([]))
    );
    assert_eq!(
        step["accounts"],
        json!({ &bakery: "Bakery", &north: "North" })
    );
    assert_eq!(
        below(here, &bakery),
        ["Bakery Shop", "North"],
        "a dry run is dry"
    );
    assert_eq!(counts(&pulled.remote().done("push")), (0, 0, 0));
    assert_eq!(counts(&pulled.remote().done("pull")), (0, 1, 0));
    pulled.remote().agrees();
    assert_eq!(below(here, &bakery), ["North"]);
    assert_eq!(below(here, &north), ["Bakery Shop"]);
    let stand = pulled.here("Stand");
    here.find(&format!("{}/users", path(&stand)), "username", "lea");
}

#[test]
fn an_account_that_was_moved_here_is_moved_there_by_a_push_also_below_a_new_one() {
    let pulled = Pulled::new();
    let (there, here) = (&pulled.two.there, &pulled.two.here);
    let new = here.put(&path(&pulled.here("North")), json!({ "name": "Market" }));
    move_under(here, &pulled.here("Stand"), &new);
    here.patch(&path(&pulled.here("Stand")), json!({ "language": "de-DE" }));
    assert_eq!(counts(&pulled.remote().done("pull")), (0, 0, 0));
    let run = pulled.remote().done("push");
    assert_eq!(counts(&run), (1, 1, 0), "{run}");
    pulled.remote().agrees();
    assert_eq!(below(there, &pulled.two.bakery.shop), [""; 0]);
    assert_eq!(below(there, &pulled.north), ["Market"]);
    let stand = there.v2(Method::GET, &path(&pulled.stand), Value::Null);
    assert_eq!(stand["language"], "de-DE");
    let market = there.find(
        &format!("{}/children", path(&pulled.north)),
        "name",
        "Market",
    );
    assert_eq!(below(there, market["id"].as_str().unwrap()), ["Stand"]);
}

#[test]
fn an_account_that_both_sides_moved_waits_for_a_word() {
    for (choice, wanted) in [("theirs", "North"), ("mine", "Bakery")] {
        let pulled = Pulled::new();
        let (there, here) = (&pulled.two.there, &pulled.two.here);
        move_under(there, &pulled.stand, &pulled.north);
        let places = ["Bakery Shop", "North", "Bakery"].map(|name| pulled.here(name));
        let [shop, north, bakery] = &places;
        move_under(here, &pulled.here("Stand"), bakery);
        let plan = pulled.remote().plan();
        let step = only_step(&plan);
        let clash = json!([{ "path": "/_parent", "base": shop, "theirs": north, "mine": bakery }]);
        assert_eq!(step["clashes"], clash);
        assert_eq!(step["accounts"].as_object().unwrap().len(), 3);
        for direction in ["pull", "push"] {
            assert_eq!(counts(&pulled.remote().done(direction)), (0, 0, 0));
        }
        let word = json!([{ "step": step["key"], "path": "/_parent", "choice": choice }]);
        let run = pulled.remote().ordered("push", word, json!([]));
        assert_eq!(run["failures"], json!([]), "{run}");
        pulled.remote().done("pull");
        pulled.remote().agrees();
        let ends = [
            below(
                there,
                if wanted == "North" {
                    &pulled.north
                } else {
                    &pulled.two.bakery.account
                },
            ),
            below(here, if wanted == "North" { north } else { bakery }),
        ];
        for names in ends {
            assert!(names.contains(&"Stand".to_owned()), "{choice}: {names:?}");
        }
    }
}

#[test]
fn an_account_that_was_moved_out_of_the_subtree_there_stays_here_until_somebody_says_otherwise() {
    let pulled = Pulled::new();
    let (there, here) = (&pulled.two.there, &pulled.two.here);
    move_under(there, &pulled.two.bakery.shop, &there.account);
    let plan = pulled.remote().plan();
    let steps = plan["steps"].as_array().unwrap();
    let labels: Vec<_> = steps
        .iter()
        .map(|step| step["label"].as_str().unwrap())
        .collect();
    assert_eq!(labels, ["Bakery Shop", "Stand", "Lea Laugen"], "{plan:#}");
    assert!(
        steps.iter().all(|step| step["what"] == "left_there"),
        "{plan:#}"
    );
    for direction in ["pull", "push"] {
        assert_eq!(counts(&pulled.remote().done(direction)), (0, 0, 0));
    }
    // What is said of deletions does not make it a second time there.
    let again: Vec<_> = steps
        .iter()
        .map(|step| json!({ "step": step["key"], "delete": false }))
        .collect();
    let run = pulled.remote().ordered("push", json!([]), json!(again));
    assert_eq!(counts(&run), (0, 0, 0), "{run}");
    assert_eq!(
        below(here, &pulled.here("Bakery")),
        ["Bakery Shop", "North"]
    );
    // It comes back to another place, and is followed.
    move_under(there, &pulled.two.bakery.shop, &pulled.north);
    assert_eq!(counts(&pulled.remote().done("pull")), (0, 1, 0));
    pulled.remote().agrees();
    assert_eq!(below(here, &pulled.here("North")), ["Bakery Shop"]);
    // It leaves once more, and somebody says that it goes here.
    move_under(there, &pulled.two.bakery.shop, &there.account);
    let plan = pulled.remote().plan();
    let steps = plan["steps"].as_array().unwrap().iter();
    let gone: Vec<_> = steps
        .map(|step| json!({ "step": step["key"], "delete": true }))
        .collect();
    let run = pulled.remote().ordered("pull", json!([]), json!(gone));
    assert_eq!((counts(&run), &run["failures"]), ((0, 0, 3), &json!([])));
    pulled.remote().agrees();
    assert_eq!(below(here, &pulled.here("North")), [""; 0]);
    assert_eq!(
        below(there, &pulled.two.bakery.shop),
        ["Stand"],
        "there it is as it was"
    );
}

#[test]
fn an_account_that_was_moved_out_of_the_subtree_here_is_not_deleted_there() {
    let pulled = Pulled::new();
    let (there, here) = (&pulled.two.there, &pulled.two.here);
    let shop = pulled.here("Bakery Shop");
    move_under(here, &shop, &pulled.into);
    let plan = pulled.remote().plan();
    let steps = plan["steps"].as_array().unwrap();
    assert_eq!(steps.len(), 3, "{plan:#}");
    assert!(
        steps.iter().all(|step| step["what"] == "left_here"),
        "{plan:#}"
    );
    for direction in ["pull", "push"] {
        assert_eq!(counts(&pulled.remote().done(direction)), (0, 0, 0));
    }
    assert_eq!(
        below(there, &pulled.two.bakery.account),
        ["Bakery Shop", "North"]
    );
    move_under(here, &shop, &pulled.here("North"));
    assert_eq!(counts(&pulled.remote().done("push")), (0, 1, 0));
    pulled.remote().agrees();
    assert_eq!(below(there, &pulled.north), ["Bakery Shop"]);
}

#[test]
fn a_move_that_the_other_side_refuses_is_told_and_everything_else_is_done() {
    let pulled = Pulled::new();
    let (there, here) = (&pulled.two.there, &pulled.two.here);
    // Each below the other: there is no tree in which both are true.
    move_under(there, &pulled.two.bakery.shop, &pulled.north);
    move_under(here, &pulled.here("North"), &pulled.here("Bakery Shop"));
    here.patch(&path(&pulled.here("Stand")), json!({ "language": "de-DE" }));
    let run = pulled.remote().run("push");
    assert_eq!(counts(&run), (0, 1, 0), "{run}");
    assert_eq!(run["failures"].as_array().unwrap().len(), 1, "{run}");
    assert_eq!(run["failures"][0]["label"], "North");
    // Once one of them is taken back the rest follows.
    move_under(here, &pulled.here("North"), &pulled.here("Bakery"));
    pulled.remote().done("pull");
    pulled.remote().agrees();
    assert_eq!(below(here, &pulled.here("North")), ["Bakery Shop"]);
}
