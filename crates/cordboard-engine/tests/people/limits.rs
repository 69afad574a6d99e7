//! The limits of an account: whatever makes a record, there are never more than the account may have.

use crate::office::{OWNER, Office, fields, refused};
use cordboard_engine::belongings::Place;
use cordboard_engine::records::Which;
use cordboard_engine::{
    Error, Principal, Result, accounts, meetings, phones, records, teams, users,
};
use cordboard_model::account_limits::LIMITED;
use cordboard_model::merge::Edit;
use cordboard_model::{Id, Kind, Role};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn edit(path: &str, to: Option<Value>) -> Edit {
    Edit {
        path: path.into(),
        from: None,
        to,
    }
}

/// Sets one limit, whatever it was before.
fn limit(office: &Office, key: &str, to: Option<u64>) {
    let path = format!("/limits/{key}");
    let before = accounts::read::run(&office.engine, &OWNER, office.branch).unwrap();
    let before = before.record.fields.get("limits");
    let from = before.and_then(|limits| limits.get(key)).cloned();
    let change = Edit {
        from,
        ..edit(&path, to.map(Value::from))
    };
    let input = accounts::update::Input {
        id: office.branch,
        changes: vec![change],
    };
    accounts::update::run(&office.engine, &OWNER, input).unwrap();
}

fn count(office: &Office, kind: Kind) -> u64 {
    let snapshot = office.engine.read().unwrap();
    snapshot.count(kind, Some(office.branch)).unwrap()
}

/// Makes one, with a name and numbers that nobody has.
fn make(office: &Office, kind: Kind, number: u32) -> Result<Id> {
    let (engine, account_id) = (&office.engine, office.branch);
    let name = format!("N{number}");
    let made = match kind {
        Kind::User => {
            let input = users::create::Input {
                account_id,
                fields: fields(json!({ "first_name": name })),
                password: None,
                credentials: None,
                role: None,
            };
            return Ok(users::create::run(engine, &OWNER, input)?.record.id);
        }
        Kind::Phone => office.try_phone(account_id, json!({ "name": name }))?,
        Kind::Meeting => {
            let owner_id = office.owner();
            let fields = fields(json!({ "subject": name, "mode": "audio", "timezone": "UTC" }));
            let input = meetings::create::Input {
                account_id,
                owner_id,
                fields,
            };
            meetings::create::run(engine, &OWNER, input)?
        }
        _ => {
            let extension = format!("{}", 3_000 + number);
            let fields = fields(json!({ "name": name, "extension_number": extension }));
            let input = teams::create::Input {
                kind,
                account_id,
                fields,
            };
            teams::create::run(engine, &OWNER, input)?
        }
    };
    Ok(made.id)
}

fn delete(office: &Office, kind: Kind, id: Id) -> Result<()> {
    let engine = &office.engine;
    let place = Place {
        account_id: office.branch,
        id,
    };
    match kind {
        Kind::User => {
            let input = users::delete::Input {
                id,
                account_id: None,
                with_phones: false,
                even_oneself: false,
            };
            users::delete::run(engine, &OWNER, input).map(drop)
        }
        Kind::Meeting => meetings::delete::run(engine, &OWNER, place).map(drop),
        _ => records::delete::run(engine, &OWNER, Which { kind, id }).map(drop),
    }
}

fn restore(office: &Office, kind: Kind, id: Id) -> Result<()> {
    let engine = &office.engine;
    match kind {
        Kind::User => users::restore::run(engine, &OWNER, id).map(drop),
        Kind::Meeting => meetings::restore::run(engine, &OWNER, id),
        _ => records::restore::run(engine, &OWNER, Which { kind, id }).map(drop),
    }
}

fn import(
    office: &Office,
    kind: Kind,
    (first, lines): (u32, u32),
    is_trial: bool,
) -> Vec<Option<Error>> {
    let (engine, account_id) = (&office.engine, office.branch);
    let numbers = first..first + lines;
    if kind == Kind::User {
        let line = |number| users::import::Line {
            fields: fields(json!({ "first_name": format!("N{number}") })),
            password: None,
        };
        let input = users::import::Input {
            account_id,
            lines: numbers.map(line).collect(),
            is_trial,
            ahead: 0,
        };
        let rows = users::import::run(engine, &OWNER, input).unwrap();
        return rows.into_iter().map(|row| row.refused).collect();
    }
    let wish = |number: u32| phones::import::Wish {
        text: format!("00156500{number:04x}"),
        vendor: None,
        owner_id: None,
    };
    let input = phones::import::Input {
        account_id,
        lines: numbers.map(wish).collect(),
        is_trial,
    };
    let rows = phones::import::run(engine, &OWNER, input).unwrap();
    rows.into_iter().map(|row| row.refused).collect()
}

impl Office {
    /// Somebody of the branch whose rooms the meetings are; he counts among its users.
    fn owner(&self) -> Id {
        let snapshot = self.engine.read().unwrap();
        let heads = snapshot.heads(Kind::User, Some(self.branch), None, 1);
        heads.unwrap()[0].id
    }
}

#[derive(Debug, Clone)]
enum Step {
    Make(usize),
    Delete(usize, usize),
    Restore(usize, usize),
    Import(bool, u32),
    Limit(usize, Option<u64>),
}

fn step() -> impl Strategy<Value = Step> {
    let kind = 0..LIMITED.len();
    prop_oneof![
        4 => kind.clone().prop_map(Step::Make),
        2 => (kind.clone(), 0..8_usize).prop_map(|(kind, which)| Step::Delete(kind, which)),
        2 => (kind.clone(), 0..8_usize).prop_map(|(kind, which)| Step::Restore(kind, which)),
        1 => (any::<bool>(), 1..5_u32).prop_map(|(people, lines)| Step::Import(people, lines)),
        2 => (kind, prop::option::of(0..5_u64)).prop_map(|(kind, most)| Step::Limit(kind, most)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_way_of_adding_records_leads_beyond_the_limit_and_none_is_refused_below_it(
        steps in prop::collection::vec(step(), 1..40)
    ) {
        let office = Office::new();
        office.user(office.branch, "Owner");
        let mut limits: BTreeMap<Kind, u64> = BTreeMap::new();
        let mut made: BTreeMap<Kind, Vec<Id>> = BTreeMap::new();
        for (number, step) in steps.into_iter().enumerate() {
            let number = 10 * number as u32;
            let kind = match &step {
                Step::Make(at) | Step::Delete(at, _) | Step::Restore(at, _) | Step::Limit(at, _) => LIMITED[*at].0,
                Step::Import(people, _) => if *people { Kind::User } else { Kind::Phone },
            };
            let before = count(&office, kind);
            let has_room = limits.get(&kind).is_none_or(|most| before < *most);
            let ids = made.entry(kind).or_default();
            match step {
                Step::Make(_) => {
                    let tried = make(&office, kind, number);
                    prop_assert_eq!(tried.is_ok(), has_room, "{:?}", tried);
                    match tried {
                        Ok(id) => ids.push(id),
                        Err(error) => prop_assert_eq!(error.code(), "limit_reached"),
                    }
                }
                Step::Delete(_, which) => if let Some(id) = ids.get(which) {
                    let _ = delete(&office, kind, *id);
                },
                Step::Restore(_, which) => if let Some(id) = ids.get(which) {
                    let tried = restore(&office, kind, *id);
                    let brought_back = count(&office, kind) > before;
                    prop_assert!(has_room || !brought_back);
                    match tried {
                        Ok(_) => {}
                        // Its number was given to another one meanwhile.
                        Err(error) if error.code() == "taken" => prop_assert!(!brought_back),
                        Err(error) => {
                            prop_assert!(!has_room, "{}", error);
                            prop_assert_eq!(error.code(), "limit_reached");
                        }
                    }
                },
                Step::Import(_, lines) => {
                    let said: Vec<bool> = import(&office, kind, (number, lines), true).iter().map(Option::is_some).collect();
                    let done = import(&office, kind, (number, lines), false);
                    prop_assert_eq!(&said, &done.iter().map(Option::is_some).collect::<Vec<_>>());
                    let fits = limits.get(&kind).map_or(lines as u64, |most| most.saturating_sub(before).min(lines as u64));
                    prop_assert_eq!(count(&office, kind), before + fits);
                }
                Step::Limit(at, most) => {
                    limit(&office, LIMITED[at].1, most);
                    match most {
                        Some(most) => limits.insert(kind, most),
                        None => limits.remove(&kind),
                    };
                    prop_assert_eq!(count(&office, kind), before, "a lower limit removes nothing");
                }
            }
            let now = count(&office, kind);
            let most = limits.get(&kind).copied().unwrap_or(u64::MAX);
            prop_assert!(now <= most.max(before), "{} of {}", now, most);
        }
    }
}

#[test]
fn of_many_who_want_the_last_place_exactly_one_gets_it() {
    let office = Office::new();
    limit(&office, "users", Some(1));
    let made = std::thread::scope(|scope| {
        let office = &office;
        let threads = (0..8).map(|number| scope.spawn(move || make(office, Kind::User, number)));
        let threads: Vec<_> = threads.collect();
        let made = threads.into_iter().map(|thread| thread.join().unwrap());
        let (made, refused): (Vec<_>, Vec<_>) = made.partition(Result::is_ok);
        assert!(
            refused
                .into_iter()
                .all(|refused| refused.unwrap_err().code() == "limit_reached")
        );
        made.len()
    });
    assert_eq!((made, count(&office, Kind::User)), (1, 1));
}

#[test]
fn an_accounts_own_admin_reads_its_limits_and_does_not_set_them() {
    let office = Office::new();
    limit(&office, "phones", Some(2));
    let anna = office.user(office.branch, "Anna");
    let own = Principal::of_level(anna, office.branch, Role::Admin);
    let view = accounts::read::run(&office.engine, &own, office.branch).unwrap();
    assert_eq!(view.record.fields["limits"], json!({ "phones": 2 }));
    assert_eq!(view.usage["users"], 1);
    assert!(view.may.edit && !view.may.set_limits);
    let key = Principal::Key {
        account_id: office.branch,
    };
    for who in [&own, &key] {
        for (path, to) in [
            ("/limits/phones", Some(json!(9))),
            ("/limits/users", Some(json!(9))),
            ("/limits", None),
        ] {
            let input = accounts::update::Input {
                id: office.branch,
                changes: vec![edit(path, to)],
            };
            let tried = accounts::update::run(&office.engine, who, input);
            assert_eq!(refused(tried), "forbidden", "{path}");
        }
        let input = accounts::rewrite::Input {
            id: office.branch,
            rewrite: Box::new(|fields| {
                let mut fields = fields.clone();
                fields.shift_remove("limits");
                Ok(fields)
            }),
        };
        let tried = accounts::rewrite::run(&office.engine, who, input);
        assert_eq!(refused(tried), "forbidden");
    }
    // The top account has nobody above it.
    let top = accounts::read::run(&office.engine, &OWNER, office.top).unwrap();
    assert!(top.may.edit && !top.may.set_limits);
    let person = office.person(office.branch, anna);
    let view = accounts::read::run(&office.engine, &person, office.branch).unwrap();
    assert!(!view.record.fields.contains_key("limits") && view.usage.is_empty());
}

#[test]
fn an_account_is_made_with_its_limits_and_its_first_admin_counts() {
    let office = Office::new();
    let input = |users: u64| accounts::create::Input {
        parent_id: office.branch,
        fields: fields(json!({ "name": "Shop", "limits": { "users": users } })),
        admin: Some(cordboard_engine::installation::install::Admin {
            fields: fields(json!({ "username": "anna" })),
            password: "correct horse".into(),
        }),
        ..Default::default()
    };
    let tried = accounts::create::run(&office.engine, &OWNER, input(0));
    assert_eq!(refused(tried), "limit_reached");
    let made = accounts::create::run(&office.engine, &OWNER, input(1)).unwrap();
    let shop = Office {
        branch: made.record.id,
        ..office
    };
    assert_eq!(
        refused(make(&shop, Kind::User, 1)),
        "limit_reached",
        "the admin is the one"
    );
}

#[test]
fn the_limits_of_an_account_say_nothing_of_the_accounts_below_it() {
    let office = Office::new();
    let input = accounts::create::Input {
        parent_id: office.branch,
        fields: fields(json!({ "name": "Shop" })),
        ..Default::default()
    };
    let shop = accounts::create::run(&office.engine, &OWNER, input).unwrap();
    limit(&office, "users", Some(1));
    office.user(shop.record.id, "Bert");
    office.user(shop.record.id, "Carl");
    make(&office, Kind::User, 1).unwrap();
    assert_eq!(refused(make(&office, Kind::User, 2)), "limit_reached");
}
