//! Plays a plan: the office, the copies and the network in one thread, with every rule checked on the way.

use crate::canary::Canaries;
use crate::coverage::Coverage;
use crate::disk::Disk;
use crate::fields;
use crate::flaw::Flaw;
use crate::generate::COPIES;
use crate::network::Network;
use crate::office::{Data, Office};
use crate::oracle::Oracle;
use crate::plan::{Plan, Step};
use cordboard_model::{Id, Kind, Record};
use cordboard_sync::client::Pace;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// One copy of the office on one computer.
#[derive(Debug, Clone)]
pub struct Copy {
    /// Whose it is.
    pub person: Id,
    /// Its file.
    pub disk: Disk,
    /// A file put aside.
    pub backup: Option<Disk>,
    /// The question it waits for the answer to.
    pub waiting: Option<u64>,
    /// When it tries again.
    pub pace: Pace,
    /// Its next write is torn after this share of 256.
    pub crash: Option<u8>,
    /// It was told that it has no access.
    pub revoked: bool,
}

/// A rule that was broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The step, counted from 0; the number of steps for what showed when everything had settled.
    pub step: usize,
    /// The invariant and what is wrong.
    pub what: String,
}

/// What came of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Played {
    /// The first rule that was broken, if one was.
    pub broken: Option<Broken>,
    /// The hard cases that came up.
    pub coverage: Coverage,
    /// A digest of every message and file: the same for the same plan.
    pub history: u64,
}

/// Everything at one moment.
pub struct Sim {
    /// The server.
    pub office: Office,
    /// The copies.
    pub copies: Vec<Copy>,
    /// What is under way.
    pub network: Network,
    /// Who typed what, for which record.
    pub canaries: Canaries,
    /// What came up.
    pub coverage: Coverage,
    /// Records in a page.
    pub page: usize,
    pub(crate) history: DefaultHasher,
    pub(crate) made: u64,
    pub(crate) questions: u64,
}

/// The result of a step: what is wrong, if anything.
pub type Checked = Result<(), String>;

/// Plays a plan to its end, or to the first rule that is broken.
pub fn run(plan: &Plan, flaw: Option<Flaw>) -> Played {
    let mut sim = Sim::new(usize::from(plan.page.max(1)), flaw);
    let mut broken = None;
    let end = [Step::Settled];
    for (index, step) in plan.steps.iter().chain(&end).enumerate() {
        if let Err(what) = sim.play(step).and_then(|()| sim.check()) {
            broken = Some(Broken { step: index, what });
            break;
        }
    }
    for copy in &sim.copies {
        copy.disk.text().hash(&mut sim.history);
    }
    format!("{:?}", sim.office.data.records).hash(&mut sim.history);
    Played {
        broken,
        coverage: sim.coverage,
        history: sim.history.finish(),
    }
}

impl Sim {
    /// A small office: a top account, two resellers with customers, users and holidays; three people with four copies.
    pub fn new(page: usize, flaw: Option<Flaw>) -> Self {
        let office = Office {
            data: Data {
                incarnation: Id::from_bytes([0xe0; 16]),
                schema: 1,
                schema_min: 1,
                ..Data::default()
            },
            oracle: Oracle::default(),
            backup: None,
            flaw,
            now_ms: 1_000,
            crash: None,
            commits: Vec::new(),
            restores: 0,
        };
        let mut sim = Self {
            office,
            copies: Vec::new(),
            network: Network::new(usize::from(COPIES)),
            canaries: Canaries::default(),
            coverage: Coverage::default(),
            page,
            history: DefaultHasher::new(),
            made: 0,
            questions: 0,
        };
        sim.furnish();
        sim
    }

    fn furnish(&mut self) {
        let top = self.add(Kind::Account, None);
        let north = self.add(Kind::Account, Some(top));
        let south = self.add(Kind::Account, Some(top));
        // There is room for one more than the two who work there.
        let limits = json!({ "users": 3 });
        let cafe = self.add_with(Kind::Account, Some(north), Some(("limits", limits)));
        let hotel = self.add(Kind::Account, Some(north));
        let school = self.add(Kind::Account, Some(south));
        for account in [top, north, cafe, cafe, hotel, school] {
            self.add(Kind::User, Some(account));
        }
        self.add(Kind::Holiday, Some(cafe));
        let people = [self.next_id(), self.next_id(), self.next_id()];
        let rights = [vec![top], vec![north], vec![cafe, school]];
        for (person, roots) in people.into_iter().zip(rights) {
            let roots: BTreeSet<Id> = roots.into_iter().collect();
            self.office.data.rights.insert(person, roots);
        }
        for copy in 0..COPIES {
            let person = match copy {
                0 => people[0],
                2 => people[2],
                _ => people[1],
            };
            let client = self.next_id();
            self.copies.push(Copy {
                person,
                disk: Disk::new(client, person),
                backup: None,
                waiting: None,
                pace: Pace::default(),
                crash: None,
                revoked: false,
            });
        }
        self.see();
    }

    fn add(&mut self, kind: Kind, account: Option<Id>) -> Id {
        self.add_with(kind, account, None)
    }

    fn add_with(&mut self, kind: Kind, account: Option<Id>, field: Option<(&str, Value)>) -> Id {
        let id = self.next_id();
        let number = self.canaries.typed(id, None);
        let mut fields = fields::fresh(kind, number);
        fields.extend(field.map(|(key, value)| (key.to_owned(), value)));
        let record = Record::new(kind, id, account, fields, 0);
        self.office.begin_with(record);
        id
    }

    /// A fresh id; later ones are greater.
    pub fn next_id(&mut self) -> Id {
        self.made += 1;
        Id::from_parts(self.made * 1_000, [0x5a; 10])
    }

    /// Remembers what everybody can see now.
    pub(crate) fn see(&mut self) {
        let people: Vec<Id> = self.office.data.rights.keys().copied().collect();
        for person in people {
            let seen: Vec<Id> = self
                .office
                .expected(person)
                .keys()
                .map(|(_, id)| *id)
                .collect();
            self.canaries.saw(person, seen);
        }
    }
}
