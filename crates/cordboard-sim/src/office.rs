//! The server of a simulation: its data in maps, run by the real deciding code.

use crate::flaw::{Flaw, blind};
use crate::network::{Answer, Request};
use crate::oracle::Oracle;
use cordboard_model::unique_names::UniqueName;
use cordboard_model::{Id, Kind, Record};
use cordboard_sync::push::{PushResult, Rejection, Stop};
use cordboard_sync::server::decide::Writes;
use cordboard_sync::server::feed::{Gone, Told, answer, page};
use cordboard_sync::server::{
    Admission, Author, ClientRow, Moved, Position, Verdict, admit, decide,
};
use cordboard_sync::upgrade::{self, Step};
use cordboard_sync::{
    Hello, HelloAnswer, Op, Outcome, PullAnswer, PullRequest, PushAnswer, PushRequest, Transaction,
    Welcome,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a backup of the server holds.
#[derive(Debug, Clone, Default)]
pub struct Data {
    /// Changes with each restore.
    pub incarnation: Id,
    /// The last commit.
    pub seq: u64,
    /// Below it moves and tombstones are forgotten.
    pub floor: u64,
    /// Every record, those in the recycle bin among them.
    pub records: BTreeMap<(Kind, Id), Record>,
    /// Who has which name.
    pub names: BTreeMap<UniqueName, (Kind, Id)>,
    /// What was moved or made.
    pub moves: Vec<Moved>,
    /// What was erased.
    pub gone: Vec<Gone>,
    /// Ids that are never used again.
    pub erased: BTreeSet<Id>,
    /// The copies.
    pub clients: BTreeMap<Id, ClientRow>,
    /// What became of transactions, and whose they were.
    pub outcomes: BTreeMap<Id, (Option<Id>, Outcome)>,
    /// How often each transaction had an effect.
    pub effects: BTreeMap<Id, u32>,
    /// Who wrote each record last.
    pub writers: BTreeMap<(Kind, Id), Option<Id>>,
    /// The tops of what each person may see.
    pub rights: BTreeMap<Id, BTreeSet<Id>>,
    /// The version of the schemas.
    pub schema: u32,
    /// The oldest version that is taken.
    pub schema_min: u32,
}

/// What the judge learns of each commit.
#[derive(Debug, Clone)]
pub struct Commit {
    /// The transaction as it was decided.
    pub tx: Transaction,
    /// Whose it was.
    pub author: Author,
    /// The records before, of those that were written.
    pub before: BTreeMap<(Kind, Id), Record>,
    /// What became of it.
    pub outcome: Outcome,
    /// All records after it.
    pub after: BTreeMap<(Kind, Id), Record>,
    /// How many names were kept after it.
    pub names: usize,
}

/// The server.
#[derive(Debug, Clone)]
pub struct Office {
    /// What survives a crash.
    pub data: Data,
    /// Decides the same on its own.
    pub oracle: Oracle,
    /// The data put aside.
    pub backup: Option<(Data, Oracle)>,
    /// What is broken on purpose.
    pub flaw: Option<Flaw>,
    /// The clock, in milliseconds.
    pub now_ms: i64,
    /// The next write is torn after this share of 256.
    pub crash: Option<u8>,
    /// What was decided since the judge looked last.
    pub commits: Vec<Commit>,
    /// How often the data were restored.
    pub restores: u8,
}

/// The one step from version 1 to 2: `x_future` is called `x_later`.
pub const STEPS: &[Step] = &[Step {
    to: 2,
    document: |_, fields| {
        if let Some(value) = fields.shift_remove("x_future") {
            fields.insert("x_later".into(), value);
        }
    },
    change: |_, edit| {
        if edit.path == "/x_future" {
            edit.path = "/x_later".into();
        }
    },
}];

impl Office {
    /// Puts a record in without a transaction: the office as it begins.
    pub fn begin_with(&mut self, record: Record) {
        let (kind, id) = (record.kind, record.id);
        for name in cordboard_model::unique_names::unique_names(&record) {
            self.data.names.insert(name, (kind, id));
        }
        self.data.seq += 1;
        let mut record = record;
        record.rev = self.data.seq;
        if kind == Kind::Account {
            let seq = self.data.seq;
            self.data.moves.push(Moved {
                kind,
                id,
                from: None,
                seq,
            });
        }
        self.oracle.begin_with(&record);
        self.data.records.insert((kind, id), record);
    }

    /// The tops of what a person may see and that are still there.
    pub fn roots(&self, person: Id) -> Vec<Id> {
        let all = self.data.rights.get(&person).into_iter().flatten();
        all.copied()
            .filter(|id| self.data.records.contains_key(&(Kind::Account, *id)))
            .collect()
    }

    /// Answers a request of a person. Nothing: the program crashed.
    pub fn answer(&mut self, person: Id, request: Request) -> Option<Answer> {
        match request {
            Request::Hello(hello) => Some(Answer::Hello(self.hello(person, &hello))),
            Request::Push(push) => self.push(person, push).map(Answer::Push),
            Request::Pull(pull) => Some(Answer::Pull(self.pull(person, &pull), None)),
        }
    }

    fn hello(&self, person: Id, hello: &Hello) -> HelloAnswer {
        if self.roots(person).is_empty() {
            return HelloAnswer::Revoked;
        }
        let row = self.data.clients.get(&hello.client_id);
        if row.is_some_and(|row| row.user != Some(person)) {
            return HelloAnswer::Reset;
        }
        HelloAnswer::Welcome(Welcome {
            incarnation: self.data.incarnation,
            schema: self.data.schema,
            schema_min: self.data.schema_min,
            last_client_seq: row.map_or(0, |row| row.last_client_seq),
            server_time_ms: self.now_ms,
        })
    }

    fn push(&mut self, person: Id, push: PushRequest) -> Option<PushAnswer> {
        if push.incarnation != self.data.incarnation {
            return Some(PushAnswer::Incarnation);
        }
        if self.roots(person).is_empty() {
            return Some(PushAnswer::Revoked);
        }
        if push.schema < self.data.schema_min {
            let (results, stop) = (Vec::new(), Some(Stop::Outdated));
            return Some(PushAnswer::Results { results, stop });
        }
        let mut results = Vec::new();
        let mut stop = None;
        for tx in push.txs {
            let row = match self.data.clients.get(&push.client_id) {
                Some(row) if row.user != Some(person) => {
                    stop = Some(Stop::Reset);
                    break;
                }
                Some(row) => row.clone(),
                None => ClientRow::new(Some(person)),
            };
            let known = self.known(person, &tx);
            let admission = match self.flaw {
                Some(Flaw::NoDedupe) => Admission::Fresh,
                _ => admit(&row, known, &tx),
            };
            let outcome = match admission {
                Admission::Expected(number) => {
                    stop = Some(Stop::Expected(number));
                    break;
                }
                Admission::Reset => {
                    stop = Some(Stop::Reset);
                    break;
                }
                Admission::Known(outcome, false) => outcome,
                Admission::Known(outcome, true) => {
                    self.data.clients.insert(push.client_id, row.after(&tx));
                    outcome
                }
                Admission::Fresh => {
                    let author = Author {
                        user: Some(person),
                        client: push.client_id,
                    };
                    self.decide(author, &tx, Some(row))?
                }
            };
            results.push(PushResult {
                client_seq: tx.client_seq,
                tx_id: tx.tx_id,
                outcome,
            });
        }
        Some(PushAnswer::Results { results, stop })
    }

    fn known(&self, person: Id, tx: &Transaction) -> Option<Outcome> {
        let (user, outcome) = self.data.outcomes.get(&tx.tx_id)?;
        (*user == Some(person)).then(|| outcome.clone())
    }

    /// Decides a transaction and writes everything about it, or crashes before anything is written.
    pub fn decide(
        &mut self,
        author: Author,
        tx: &Transaction,
        row: Option<ClientRow>,
    ) -> Option<Outcome> {
        let mut tx = Transaction {
            ops: upgrade::ops(self.steps(), tx.schema, &tx.ops),
            ..tx.clone()
        };
        let asked = tx.clone();
        if self.flaw == Some(Flaw::NoBase) {
            tx = blind(&tx, |kind, id| self.data.records.get(&(kind, id)).cloned());
        }
        let world = crate::world::View {
            office: self,
            person: author.user,
        };
        let Ok(verdict) = decide(&world, author, &tx, self.now_ms);
        let crash = self.crash.take();
        if crash.is_some_and(|at| at < 128) {
            return None;
        }
        let mut before = BTreeMap::new();
        let outcome = match verdict {
            Verdict::No(rejection) => Outcome::Rejected(rejection),
            Verdict::Yes(writes) => {
                for record in &writes.records {
                    let key = (record.kind, record.id);
                    if let Some(old) = self.data.records.get(&key) {
                        before.insert(key, old.clone());
                    }
                }
                self.write(writes, author)
            }
        };
        if outcome.seq().is_some() && !tx.ops.is_empty() {
            *self.data.effects.entry(tx.tx_id).or_default() += 1;
        }
        if let Some(row) = row {
            self.data.clients.insert(author.client, row.after(&tx));
        }
        let kept = (author.user, outcome.clone());
        self.data.outcomes.insert(tx.tx_id, kept);
        self.commits.push(Commit {
            tx: asked,
            author,
            before,
            outcome: outcome.clone(),
            after: self.data.records.clone(),
            names: self.data.names.len(),
        });
        // It is written, and nobody hears of it.
        crash.is_none().then_some(outcome)
    }

    fn write(&mut self, writes: Writes, author: Author) -> Outcome {
        self.data.seq += 1;
        let seq = self.data.seq;
        let outcome = writes.outcome(seq);
        for name in &writes.release {
            self.data.names.remove(name);
        }
        for (name, kind, id) in writes.take {
            self.data.names.insert(name, (kind, id));
        }
        for moved in writes.moves {
            self.data.moves.push(Moved { seq, ..moved });
        }
        for mut record in writes.records {
            record.rev = seq;
            let key = (record.kind, record.id);
            self.data.writers.insert(key, author.user);
            self.data.records.insert(key, record);
        }
        outcome
    }

    fn pull(&self, person: Id, pull: &PullRequest) -> PullAnswer {
        if pull.incarnation != self.data.incarnation {
            return PullAnswer::Incarnation;
        }
        let roots = self.roots(person);
        if roots.is_empty() {
            return PullAnswer::Revoked;
        }
        let from: Option<Position> = match &pull.token {
            None => None,
            Some(token) => match serde_json::from_str(token) {
                Ok(position) => Some(position),
                Err(_) => return PullAnswer::Resync,
            },
        };
        let scope = match self.flaw {
            Some(Flaw::NoScope) => vec![self.top()],
            _ => roots.clone(),
        };
        let wish = (pull.limit, pull.check);
        let Ok(mut told) = page(self, self.data.incarnation, &scope, from.as_ref(), wish);
        if let (Some(Flaw::NoLeave), Told::Page(page, _)) = (self.flaw, &mut told) {
            page.leave.clear();
        }
        answer(told, |position| {
            serde_json::to_string(position).unwrap_or_default()
        })
    }

    /// The account above all.
    pub fn top(&self) -> Id {
        let mut accounts = self.data.records.values();
        let top = accounts.find(|r| r.kind == Kind::Account && r.account_id.is_none());
        top.map_or_else(Id::default, |record| record.id)
    }

    fn steps(&self) -> &'static [Step] {
        if self.data.schema > 1 { STEPS } else { &[] }
    }

    /// Erases records in the recycle bin for good, with everything below an account.
    pub fn erase(&mut self, kind: Kind, id: Id) {
        let mut keys: BTreeSet<(Kind, Id)> = BTreeSet::from([(kind, id)]);
        loop {
            let below: Vec<(Kind, Id)> = self
                .data
                .records
                .values()
                .filter(|record| {
                    let above = record.account_id.map(|id| (Kind::Account, id));
                    above.is_some_and(|above| keys.contains(&above))
                        || (record.kind == Kind::Conflict && {
                            let about = record.text("record_id").parse().unwrap_or_default();
                            keys.iter().any(|(_, id)| *id == about)
                        })
                })
                .map(|record| (record.kind, record.id))
                .filter(|key| !keys.contains(key))
                .collect();
            if below.is_empty() {
                break;
            }
            keys.extend(below);
        }
        self.data.seq += 1;
        for key in keys {
            if let Some(record) = self.data.records.remove(&key) {
                self.data.erased.insert(record.id);
                self.data.gone.push(Gone {
                    kind: record.kind,
                    id: record.id,
                    account_id: record.account_id,
                    seq: self.data.seq,
                });
                self.oracle.erase(record.id);
            }
        }
        let records = &self.data.records;
        self.data.names.retain(|_, key| records.contains_key(key));
    }

    /// Forgets moves and tombstones.
    pub fn raise_floor(&mut self) {
        self.data.floor = self.data.seq;
        self.data.moves.clear();
        self.data.gone.clear();
    }

    /// Replaces the data with those put aside.
    pub fn restore(&mut self) -> bool {
        let Some((data, oracle)) = self.backup.clone() else {
            return false;
        };
        self.restores = self.restores.wrapping_add(1);
        self.data = data;
        self.oracle = oracle;
        self.data.incarnation = Id::from_bytes([0xe0 ^ self.restores; 16]);
        true
    }

    /// A transaction of somebody at the server.
    pub fn transaction(&self, tx_id: Id, ops: Vec<Op>) -> Transaction {
        Transaction {
            tx_id,
            client_seq: 0,
            made_at_ms: self.now_ms,
            schema: self.data.schema,
            depends_on: Vec::new(),
            ops,
        }
    }
}

/// Whether a transaction was rejected.
pub fn rejected(outcome: &Outcome) -> Option<&Rejection> {
    match outcome {
        Outcome::Rejected(rejection) => Some(rejection),
        _ => None,
    }
}
