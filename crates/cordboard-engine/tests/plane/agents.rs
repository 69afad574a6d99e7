//! Agents of call queues.

use crate::office::{OWNER, Office, fields, refused};
use cordboard_engine::agents::set::Says;
use cordboard_engine::agents::{Agent, read, set};
use cordboard_engine::{listing, registrations};
use cordboard_model::meeting::Command;
use cordboard_model::{Id, Kind, Record};
use serde_json::json;

/// A queue with Anna as its only agent.
fn queue(office: &Office) -> Id {
    let engine = &office.engine;
    let fields = fields(json!({
        "name": "Sales", "extension_number": "800",
        "agents": [{ "user_id": office.anna, "skill_level": 7, "status": "LOGGED_OUT" }],
    }));
    let id = engine.new_id();
    let record = Record::new(
        Kind::CallQueue,
        id,
        Some(office.top),
        fields,
        engine.now_ms(),
    );
    let mut batch = engine.batch(None, "test", Vec::new(), json!({}));
    batch.puts.push(listing::put(record));
    engine.commit(batch).unwrap();
    id
}

fn agent(office: &Office, queue_id: Id) -> Agent {
    Agent {
        user: office.place(office.anna),
        queue_id,
    }
}

fn status(office: &Office, queue: Id) -> String {
    let found = read::run(&office.engine, &OWNER, agent(office, queue)).unwrap();
    assert_eq!(found.skill_level, 7);
    found.status
}

fn says(office: &Office, queue: Id, says: Says) {
    let agent = agent(office, queue);
    let input = set::Input { agent, says };
    set::run(&office.engine, &office.person(office.anna), input).unwrap();
}

#[test]
fn an_agent_is_what_he_says_unless_his_phones_know_better() {
    let office = Office::new();
    let queue = queue(&office);
    assert_eq!(status(&office, queue), "LOGGED_OUT");
    for (said, word) in [
        (Says::LoggedIn, "READY"),
        (Says::Lunch, "LUNCH"),
        (Says::NotReady, "NOT_READY"),
        (Says::WrapUp, "WRAP_UP"),
        (Says::Break, "BREAK"),
        (Says::Ready, "READY"),
    ] {
        says(&office, queue, said);
        assert_eq!(status(&office, queue), word);
    }
    let room = office.room(json!({})).id;
    office.conduct(office.anna, room, Command::Start).unwrap();
    office.invite(office.anna, room, "101").unwrap();
    assert_eq!(status(&office, queue), "OTHER_CALL");
    office.conduct(office.anna, room, Command::Stop).unwrap();
    let phones = registrations::list::run(&office.engine, &OWNER, office.place(office.anna));
    let input = registrations::remove::Input {
        user: office.place(office.anna),
        instance_id: phones.unwrap()[0].instance_id.clone(),
    };
    registrations::remove::run(&office.engine, &OWNER, &input).unwrap();
    assert_eq!(status(&office, queue), "OFFLINE");
    says(&office, queue, Says::LoggedOut);
    assert_eq!(status(&office, queue), "LOGGED_OUT");
}

#[test]
fn nobody_speaks_for_a_colleague_and_a_queue_without_the_person_looks_unknown() {
    let office = Office::new();
    let queue = queue(&office);
    let anna = agent(&office, queue);
    let input = set::Input {
        agent: anna,
        says: Says::Ready,
    };
    let ben = office.person(office.ben);
    assert_eq!(refused(set::run(&office.engine, &ben, input)), "forbidden");
    let agent = Agent {
        user: office.place(office.ben),
        queue_id: queue,
    };
    assert_eq!(
        refused(read::run(&office.engine, &OWNER, agent)),
        "not_found"
    );
}
