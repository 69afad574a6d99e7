//! What a request asks of the store does not grow with the tree.

use crate::office::{As, Office, id};
use cordboard_engine::seed::random;
use cordboard_model::{Document, Id, Kind, Record};
use cordboard_store::memory::MemoryStore;
use cordboard_store::{
    Batch, Blob, BlobPiece, Change, ClaimKey, Cursor, Domain, Entry, EntryQuery, Head, Hit, Result,
    Seq, Slot, Snapshot, Store,
};
use serde_json::{Value, json};
use std::ops::{ControlFlow, Range};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A store that counts what it is asked: each question is one statement of SQL, and each row that it hands out.
struct Counting {
    store: MemoryStore,
    asked: Arc<AtomicUsize>,
}

struct View<'a> {
    snapshot: Box<dyn Snapshot + 'a>,
    asked: &'a AtomicUsize,
}

impl Store for Counting {
    fn read(&self, domain: Domain) -> Result<Box<dyn Snapshot + '_>> {
        let snapshot = self.store.read(domain)?;
        Ok(Box::new(View {
            snapshot,
            asked: &self.asked,
        }))
    }

    fn commit(&self, batch: Batch) -> Result<Seq> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.store.commit(batch)
    }
}

impl View<'_> {
    fn ask(&self) -> &dyn Snapshot {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.snapshot.as_ref()
    }

    fn row(&self) {
        self.asked.fetch_add(1, Ordering::Relaxed);
    }
}

impl Snapshot for View<'_> {
    fn seq(&self) -> Result<Seq> {
        self.ask().seq()
    }

    fn get(&self, kind: Kind, id: Id) -> Result<Option<Record>> {
        self.ask().get(kind, id)
    }

    fn told(&self, kind: Kind, id: Id) -> Result<Option<Record<Document>>> {
        self.ask().told(kind, id)
    }

    fn get_many(&self, kinds: &[Kind], ids: &[Id]) -> Result<Vec<Record>> {
        self.ask().get_many(kinds, ids)
    }

    fn blob(&self, kind: Kind, id: Id, name: &str) -> Result<Option<Blob>> {
        self.ask().blob(kind, id, name)
    }

    fn blob_piece(
        &self,
        kind: Kind,
        id: Id,
        name: &str,
        range: Range<usize>,
    ) -> Result<Option<BlobPiece>> {
        self.ask().blob_piece(kind, id, name, range)
    }

    fn entry(&self, kind: Kind, id: Id) -> Result<Option<Entry>> {
        self.ask().entry(kind, id)
    }

    fn entries(&self, query: &EntryQuery) -> Result<Vec<Entry>> {
        self.ask().entries(query)
    }

    fn entries_since(
        &self,
        kind: Kind,
        owner_id: Id,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<Entry>> {
        self.ask().entries_since(kind, owner_id, after, limit)
    }

    fn account_entries(
        &self,
        kind: Kind,
        account_id: Id,
        span: Range<i64>,
        limit: usize,
    ) -> Result<Vec<Entry>> {
        self.ask().account_entries(kind, account_id, span, limit)
    }

    fn count_entries(&self, kind: Kind, owner_id: Id) -> Result<u64> {
        self.ask().count_entries(kind, owner_id)
    }

    fn slot(&self, space: &str, key: &[u8]) -> Result<Option<Slot>> {
        self.ask().slot(space, key)
    }

    fn slots_since(&self, space: &str, after: Seq, limit: usize) -> Result<Vec<(Vec<u8>, Slot)>> {
        self.ask().slots_since(space, after, limit)
    }

    fn slots(&self, space: &str, prefix: &[u8]) -> Result<Vec<(Vec<u8>, Slot)>> {
        self.ask().slots(space, prefix)
    }

    fn each_slot(
        &self,
        space: &str,
        visit: &mut dyn FnMut(&[u8], &Slot) -> Result<()>,
    ) -> Result<()> {
        self.ask().each_slot(space, visit)
    }

    fn changed_since(&self, after: Seq, limit: usize) -> Result<Vec<Record<Document>>> {
        self.ask().changed_since(after, limit)
    }

    fn each_rev(
        &self,
        visit: &mut dyn FnMut(Kind, Id, Option<Id>, Seq) -> Result<()>,
    ) -> Result<()> {
        self.ask().each_rev(visit)
    }

    fn heads(
        &self,
        kind: Kind,
        account_id: Option<Id>,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Vec<Head>> {
        self.ask().heads(kind, account_id, after, limit)
    }

    fn records(
        &self,
        kind: Kind,
        account_id: Option<Id>,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Vec<Record>> {
        self.ask().records(kind, account_id, after, limit)
    }

    fn records_back(
        &self,
        kind: Kind,
        account_id: Option<Id>,
        before: Option<&Cursor>,
        limit: usize,
    ) -> Result<Vec<Record>> {
        self.ask().records_back(kind, account_id, before, limit)
    }

    fn each_record(
        &self,
        kind: Kind,
        account_id: Option<Id>,
        visit: &mut dyn FnMut(Record) -> Result<()>,
    ) -> Result<()> {
        self.ask().each_record(kind, account_id, &mut |record| {
            self.row();
            visit(record)
        })
    }

    fn count(&self, kind: Kind, account_id: Option<Id>) -> Result<u64> {
        self.ask().count(kind, account_id)
    }

    fn each_head(&self, kind: Kind, visit: &mut dyn FnMut(Head)) -> Result<()> {
        self.ask().each_head(kind, &mut |head| {
            self.row();
            visit(head);
        })
    }

    fn claim(&self, key: &ClaimKey) -> Result<Option<(Kind, Id)>> {
        self.ask().claim(key)
    }

    fn search(&self, prefix: &str, visit: &mut dyn FnMut(Hit) -> ControlFlow<()>) -> Result<()> {
        self.ask().search(prefix, &mut |hit| {
            self.row();
            visit(hit)
        })
    }

    fn search_among(
        &self,
        kinds: &[Kind],
        accounts: &[Id],
        prefix: &str,
        visit: &mut dyn FnMut(Hit) -> ControlFlow<()>,
    ) -> Result<()> {
        self.ask()
            .search_among(kinds, accounts, prefix, &mut |hit| {
                self.row();
                visit(hit)
            })
    }

    fn search_in(
        &self,
        kind: Kind,
        account_id: Option<Id>,
        prefix: &str,
        visit: &mut dyn FnMut(Hit) -> ControlFlow<()>,
    ) -> Result<()> {
        self.ask().search_in(kind, account_id, prefix, &mut |hit| {
            self.row();
            visit(hit)
        })
    }

    fn changes(&self, after: Seq, limit: usize) -> Result<Vec<Change>> {
        self.ask().changes(after, limit)
    }

    fn history(
        &self,
        before: Option<Seq>,
        visit: &mut dyn FnMut(Change) -> ControlFlow<()>,
    ) -> Result<()> {
        self.ask().history(before, visit)
    }
}

/// What the requests ask of the store of an installation with this many accounts, each by its path.
async fn asked(accounts: usize) -> Vec<(&'static str, usize)> {
    let asked = Arc::new(AtomicUsize::new(0));
    let store = Counting {
        store: MemoryStore::new(),
        asked: Arc::clone(&asked),
    };
    let seed = random::Input {
        accounts,
        users: 0,
        full: false,
        seed: 7,
    };
    let office = Office::filled(Arc::new(store), |engine| {
        random::run(engine, seed, &mut |_| {}).unwrap();
    });
    let admin = office.sign_in("admin").await;
    let below = office.account(&office.root, "Below").await;
    for number in 0..60 {
        office.account(&below, &format!("Lower {number}")).await;
        office
            .account(&office.root, &format!("Beside {number}"))
            .await;
        let fields = json!({ "fields": { "first_name": format!("N{number}") } });
        let users = format!("/console/accounts/{below}/users");
        office.post(&As::Owner, &users, fields).await.expect(201);
    }
    let user = office.user(&below, "anna", "user").await;
    let top = &office.root;
    let requests = [
        ("children", format!("/v2/accounts/{top}/children")),
        ("fifty lower ones", format!("/v2/accounts/{below}/children")),
        ("descendants", format!("/v2/accounts/{top}/descendants")),
        ("siblings", format!("/v2/accounts/{below}/siblings")),
        ("tree", format!("/v2/accounts/{below}/tree")),
        ("account", format!("/v2/accounts/{below}")),
        ("users", format!("/v2/accounts/{below}/users")),
        ("user", format!("/v2/accounts/{below}/users/{user}")),
    ];
    let mut counts = Vec::new();
    for (name, path) in requests {
        let get = || office.get(&admin, &path);
        let rows = get().await.expect(200)["data"].clone();
        assert!(
            rows.as_array().is_none_or(|rows| !rows.is_empty()),
            "{name}: {rows}"
        );
        let before = asked.load(Ordering::Relaxed);
        get().await.expect(200);
        counts.push((name, asked.load(Ordering::Relaxed) - before));
    }
    counts
}

#[tokio::test]
async fn what_a_request_asks_of_the_store_does_not_grow_with_the_tree() {
    let (small, large) = (asked(200).await, asked(3000).await);
    for ((name, few), (_, many)) in small.iter().zip(&large) {
        assert!(
            many <= few,
            "{name}: {few} with 200 accounts, {many} with 3000"
        );
    }
    let most = |name: &str| {
        large
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, count)| *count)
    };
    // A user, its account, the session and who asks; a page of users is one list more, not one question a row. A page
    // of accounts may ask once for each of its rows.
    for (name, limit) in [
        ("user", 8),
        ("account", 8),
        ("users", 10),
        ("tree", 12),
        ("fifty lower ones", 64),
        ("children", 64),
        ("descendants", 64),
        ("siblings", 64),
    ] {
        assert!(
            most(name).is_some_and(|count| count <= limit),
            "{name}: {:?}",
            most(name)
        );
    }
}

#[tokio::test]
async fn one_installation_answers_both_surfaces() {
    let office = Office::new();
    let As::Token(token) = office.sign_in("admin").await else {
        panic!("no token");
    };
    let account = office.account(&office.root, "Shared").await;
    let path = format!("/v2/accounts/{account}");
    let read = office.get(&As::Token(token), &path).await.expect(200);
    assert_eq!(
        (read["data"]["name"].as_str(), id(&read["data"])),
        (Some("Shared"), account)
    );
    assert_ne!(read["data"]["realm"], Value::Null);
}
