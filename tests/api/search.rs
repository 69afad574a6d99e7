//! Search: what is found does not depend on who else is in the installation.

use crate::office::{As, Office, id};
use cordboard_engine::{Engine, listing};
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::memory::MemoryStore;
use cordboard_store::{Batch, ChangeNote, Domain, Put, Snapshot, Store};
use serde_json::{Value, json};
use std::ops::ControlFlow;
use std::sync::Arc;

/// More than one search looks at.
const MANY: u32 = 21_000;
/// More accounts than are searched one by one.
const ACCOUNTS: u32 = 400;

/// The store behind an office, for writing much at once. Users show at once, accounts after [`Store::open_again`].
struct Seeded {
    office: Office,
    store: Arc<MemoryStore>,
    made: u32,
}

impl Seeded {
    fn new() -> Self {
        let store = Arc::new(MemoryStore::new());
        Self {
            office: Office::over(store.clone()),
            store,
            made: 0,
        }
    }

    /// Adds as many records; their ids come after all that were made before, and before those made by verbs.
    fn add(&mut self, kind: Kind, account: &str, fields: &Value, count: u32) {
        let account: Id = account.parse().unwrap();
        let mut note = ChangeNote {
            at_ms: 1,
            actor: None,
            verb: "seed".into(),
            touched: Vec::new(),
            detail: Value::Null,
        };
        note.detail = json!({ "label": "seed" });
        let mut batch = Batch::new(Domain::FIRST, note);
        for _ in 0..count {
            self.made += 1;
            batch.puts.push(self.record(kind, account, fields));
        }
        self.store.commit(batch).unwrap();
    }

    fn record(&self, kind: Kind, account: Id, fields: &Value) -> Put {
        let mut bytes = [0; 16];
        bytes[12..].copy_from_slice(&self.made.to_be_bytes());
        let mut document: Fields = serde_json::from_value(fields.clone()).unwrap();
        if kind == Kind::Account {
            let realm = format!("seeded{}.example", self.made);
            document.insert("realm".into(), realm.into());
        }
        let id = Id::from_bytes(bytes);
        listing::put(Record::new(kind, id, Some(account), document, 1))
    }

    /// As a restart does it: the tree of accounts is read again.
    fn open_again(&mut self) {
        let engine = Arc::new(Engine::open(self.store.clone()).unwrap());
        self.office.router = cordboard_api::router(engine, cordboard_api::Options::default());
    }

    /// How many entries the index of the whole installation has for a prefix.
    fn entries(&self, prefix: &str) -> u32 {
        let snapshot: Box<dyn Snapshot> = self.store.read(Domain::FIRST).unwrap();
        let mut entries = 0;
        let mut count = |_| {
            entries += 1;
            ControlFlow::Continue(())
        };
        snapshot.search(prefix, &mut count).unwrap();
        entries
    }
}

fn named(first: &str, last: &str) -> Value {
    json!({ "first_name": first, "last_name": last })
}

async fn person(office: &Office, account: &str, first: &str, last: &str) -> String {
    let address = format!("/console/accounts/{account}/users");
    let body = json!({ "fields": named(first, last) });
    id(&office.post(&As::Owner, &address, body).await.expect(201))
}

/// The labels found, and whether there may be more.
async fn find(office: &Office, who: &As, text: &str) -> (Vec<String>, bool) {
    let address = format!("/console/search?q={}", text.replace(' ', "+"));
    let answer = office.get(who, &address).await.expect(200);
    let label = |row: &Value| row["label"].as_str().unwrap().to_owned();
    let rows = answer["rows"].as_array().unwrap().iter().map(label);
    (rows.collect(), answer["truncated"].as_bool().unwrap())
}

fn whole(labels: &[&str]) -> (Vec<String>, bool) {
    (labels.iter().map(|label| (*label).into()).collect(), false)
}

#[tokio::test]
async fn a_small_account_finds_its_people_however_many_strangers_have_the_same_name() {
    let mut seeded = Seeded::new();
    let large = seeded.office.account(&seeded.office.root, "Large").await;
    seeded.add(Kind::User, &large, &named("Anna", "Arnold"), MANY);
    let office = &seeded.office;
    let small = office.account(&office.root, "Annex").await;
    let below = office.account(&small, "Ante Room").await;
    office.user(&small, "chief", "admin").await;
    office.user(&small, "clerk", "user").await;
    person(office, &small, "Anna", "Zimmer").await;
    person(office, &below, "Annika", "Yilmaz").await;
    assert!(seeded.entries("an") > MANY);
    let admin = office.sign_in("chief@annex.acme.example").await;
    let clerk = office.sign_in("clerk@annex.acme.example").await;
    for text in ["anna", "anna zim", "zimmer anna"] {
        assert_eq!(find(office, &admin, text).await, whole(&["Anna Zimmer"]));
        assert_eq!(find(office, &clerk, text).await, whole(&["Anna Zimmer"]));
    }
    let all = ["Anna Zimmer", "Annex", "Annika Yilmaz", "Ante Room"];
    assert_eq!(find(office, &admin, "an").await, whole(&all));
    assert_eq!(
        find(office, &clerk, "an").await,
        whole(&["Anna Zimmer", "Annex"])
    );
}

#[tokio::test]
async fn a_person_of_the_top_account_finds_colleagues_among_any_number_of_accounts_below() {
    let mut seeded = Seeded::new();
    let root = seeded.office.root.clone();
    seeded.add(Kind::Account, &root, &json!({ "name": "Annex" }), MANY);
    seeded.open_again();
    let office = &seeded.office;
    office.user(&root, "clerk", "user").await;
    person(office, &root, "Anna", "Zimmer").await;
    person(office, &root, "Annika", "Yilmaz").await;
    let clerk = office.sign_in("clerk").await;
    let both = whole(&["Anna Zimmer", "Annika Yilmaz"]);
    assert_eq!(find(office, &clerk, "ann").await, both);
    assert_eq!(find(office, &clerk, "annex").await, whole(&[]));
}

#[tokio::test]
async fn a_rare_word_finds_its_record_beside_a_common_one_wherever_it_stands() {
    let mut seeded = Seeded::new();
    let root = seeded.office.root.clone();
    seeded.add(Kind::User, &root, &named("Annabell", "Arnold"), MANY);
    seeded.add(Kind::User, &root, &named("Annabell", "Xu"), 1);
    let office = &seeded.office;
    // In one account, and in the index of the whole installation.
    let wanted = whole(&["Annabell Xu"]);
    for text in ["annabell xu", "xu annabell", "annab x"] {
        assert_eq!(find(office, &As::Owner, text).await, wanted, "{text}");
    }
    let empty = json!({ "name": "Customer" });
    seeded.add(Kind::Account, &root, &empty, ACCOUNTS);
    seeded.open_again();
    let office = &seeded.office;
    for text in ["annabell xu", "xu annabell", "annab x"] {
        assert_eq!(find(office, &As::Owner, text).await, wanted, "{text}");
    }
}

#[tokio::test]
async fn an_answer_that_may_not_be_everything_says_so() {
    let mut seeded = Seeded::new();
    let root = seeded.office.root.clone();
    let reseller = seeded.office.account(&root, "Reseller").await;
    seeded.add(Kind::User, &root, &named("Anna", "Arnold"), MANY);
    let customer = json!({ "name": "Customer" });
    seeded.add(Kind::Account, &reseller, &customer, ACCOUNTS);
    seeded.add(Kind::User, &reseller, &named("Anna", "Zimmer"), 1);
    seeded.open_again();
    let office = &seeded.office;
    office.user(&reseller, "chief", "admin").await;
    let admin = office.sign_in("chief@reseller.acme.example").await;
    // The search ended among the strangers; another word tells more.
    assert_eq!(find(office, &admin, "anna").await, (vec![], true));
    let wanted = whole(&["Anna Zimmer"]);
    assert_eq!(find(office, &admin, "anna zim").await, wanted);
    // Two words, each with more entries than are looked at.
    let (rows, truncated) = find(office, &As::Owner, "anna arnold").await;
    assert_eq!((rows.len(), truncated), (20, true));
    // More than the limit, and exactly as many.
    seeded.add(Kind::User, &reseller, &named("Otto", "Ochs"), 20);
    let (rows, truncated) = find(&seeded.office, &admin, "otto").await;
    assert_eq!((rows.len(), truncated), (20, false));
    seeded.add(Kind::User, &reseller, &named("Otto", "Ochs"), 1);
    for text in ["otto", "otto ochs"] {
        let (rows, truncated) = find(&seeded.office, &admin, text).await;
        assert_eq!((rows.len(), truncated), (20, true), "{text}");
    }
}

#[tokio::test]
async fn what_lies_below_a_moved_account_is_found_under_its_new_parent_and_not_under_the_old_one() {
    let office = Office::new();
    let mut admins = Vec::new();
    let mut parents = Vec::new();
    for name in ["Old", "New"] {
        let account = office.account(&office.root, name).await;
        office.user(&account, "chief", "admin").await;
        let realm = name.to_lowercase();
        admins.push(office.sign_in(&format!("chief@{realm}.acme.example")).await);
        parents.push(account);
    }
    let moved = office.account(&parents[0], "Harbour").await;
    let below = office.account(&moved, "Harbour Pier").await;
    person(&office, &moved, "Hanna", "Harms").await;
    person(&office, &below, "Harry", "Hardy").await;
    let all = whole(&["Hanna Harms", "Harbour", "Harbour Pier", "Harry Hardy"]);
    assert_eq!(find(&office, &admins[0], "har").await, all);
    assert_eq!(find(&office, &admins[1], "har").await, whole(&[]));
    let address = format!("/console/accounts/{moved}");
    let body = json!({ "parent_id": parents[1] });
    office
        .post(&As::Owner, &format!("{address}/move"), body)
        .await
        .expect(200);
    assert_eq!(find(&office, &admins[0], "har").await, whole(&[]));
    assert_eq!(find(&office, &admins[1], "har").await, all);
    // What lies below a deleted account keeps its words, and is not found all the same.
    office
        .delete(&As::Owner, &format!("{address}?with_subtree=true"))
        .await
        .expect(204);
    for who in admins.iter().chain([&As::Owner]) {
        assert_eq!(find(&office, who, "har").await, whole(&[]));
    }
    office
        .post(&As::Owner, &format!("{address}/restore"), json!({}))
        .await
        .expect(200);
    assert_eq!(find(&office, &admins[1], "har").await, all);
}

#[tokio::test]
async fn what_lies_below_a_deleted_account_is_not_found_in_a_large_installation_either() {
    let mut seeded = Seeded::new();
    let root = seeded.office.root.clone();
    let gone = seeded.office.account(&root, "Harbour").await;
    person(&seeded.office, &gone, "Hanna", "Harms").await;
    let customer = json!({ "name": "Customer" });
    seeded.add(Kind::Account, &root, &customer, ACCOUNTS);
    seeded.open_again();
    let office = &seeded.office;
    let address = format!("/console/accounts/{gone}");
    let all = whole(&["Hanna Harms", "Harbour"]);
    assert_eq!(find(office, &As::Owner, "har").await, all);
    office.delete(&As::Owner, &address).await.expect(204);
    assert_eq!(find(office, &As::Owner, "har").await, whole(&[]));
}

#[tokio::test]
async fn a_deleted_person_is_not_found_and_a_restored_one_is() {
    let office = Office::new();
    let anna = person(&office, &office.root, "Anna", "Zimmer").await;
    let address = format!("/console/users/{anna}");
    office.delete(&As::Owner, &address).await.expect(204);
    assert_eq!(find(&office, &As::Owner, "anna").await, whole(&[]));
    office
        .post(&As::Owner, &format!("{address}/restore"), json!({}))
        .await
        .expect(200);
    let wanted = whole(&["Anna Zimmer"]);
    assert_eq!(find(&office, &As::Owner, "anna").await, wanted);
}
