//! Copies of an office beside PouchDB: the first picture, a thousand edits, and a meeting at which nothing is new.
//!
//! Both sides keep on disk what they got: PouchDB in LevelDB, its server in LevelDB, Cordboard in SQLite with every
//! write confirmed by the disk. The documents are the same, made by the seeder and read from the copy.

pub(super) mod contact;
mod desk;
mod pouch;

use super::http::{Program, seed_with};
use crate::failure::{Failure, Result};
use desk::{Admin, Desk, Visit};
use std::path::Path;
use std::time::Duration;

/// How many edits are pushed.
const EDITS: usize = 1_000;
/// How often the first picture is taken, each time into an empty file.
const TIMES: usize = 3;

/// What one side needed.
pub(crate) struct Figures {
    documents: usize,
    pull: Duration,
    push: Duration,
    /// A meeting without news: requests, bytes of bodies.
    idle: (u64, u64),
}

impl Figures {
    fn pulled_per_s(&self) -> f64 {
        self.documents as f64 / self.pull.as_secs_f64()
    }

    fn pushed_per_s(&self) -> f64 {
        EDITS as f64 / self.push.as_secs_f64()
    }

    fn print(&self, who: &str) {
        println!(
            "{who:<12} first picture: {} documents in {:.2} s, {:.0}/s; {EDITS} edits: {:.0} ms, {:.0}/s; nothing new: {} requests, {} bytes",
            self.documents,
            self.pull.as_secs_f64(),
            self.pulled_per_s(),
            self.push.as_secs_f64() * 1e3,
            self.pushed_per_s(),
            self.idle.0,
            self.idle.1,
        );
    }
}

pub(crate) fn run(
    (accounts, users): (usize, usize),
    server: &Path,
    alone: bool,
    strict: bool,
) -> Result<()> {
    let dir = tempfile::tempdir()?;
    let data = dir.path().join("server");
    // Documents as large as those that the goals were set with: people who have been there for years.
    let seeded = seed_with(server, &data, (accounts, users), &["--full"])?;
    let program = Program::serve(server, &data)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let admin = runtime.block_on(Admin::sign_in(&program, &seeded))?;
    let mut pulls = Vec::new();
    let mut last = None;
    for time in 0..TIMES {
        let desk = Desk::open(&program, &admin, &dir.path().join(format!("desk{time}")))?;
        let visit = runtime.block_on(desk.meet())?;
        let searchable = runtime.block_on(desk.index())?;
        println!(
            "  {}; searchable {:.0} ms later",
            visit.text(),
            searchable.as_secs_f64() * 1e3
        );
        pulls.push(visit);
        last = Some(desk);
    }
    pulls.sort_by_key(|visit| visit.took);
    let (Some(desk), Some(pull)) = (last, pulls.get(TIMES / 2)) else {
        return Ok(());
    };
    let idle = runtime.block_on(desk.meet())?;
    println!("  nothing new: {}", idle.text());
    let documents = desk.documents()?;
    desk.edit(&documents, EDITS)?;
    let push = runtime.block_on(desk.push())?;
    println!("  {EDITS} edits: {}", push.text());
    let confirmed = runtime.block_on(desk.meet())?;
    println!("  and seen in base: {}", confirmed.text());
    let ours = Figures {
        documents: documents.len(),
        pull: pull.took,
        push: push.took,
        idle: (idle.requests, idle.sent + idle.received),
    };
    ours.print("Cordboard");
    let per_edit = push.sent as f64 / EDITS as f64;
    println!("{:<12} {per_edit:.0} bytes sent for each edited field", "");
    let mut broken = broken_alone(&ours, per_edit);
    if !alone {
        let theirs = pouch::run(dir.path(), &documents, EDITS)?;
        theirs.print("PouchDB");
        broken.extend(broken_beside(&ours, &theirs));
    }
    println!("{}", verdict(&broken));
    match broken.is_empty() || !strict {
        true => Ok(()),
        false => Err(Failure::Program(broken.join("; "))),
    }
}

fn verdict(broken: &[String]) -> String {
    match broken {
        [] => "every figure is as good as it is to be".to_owned(),
        some => some.join("; "),
    }
}

/// What is measured against nothing but a number.
fn broken_alone(ours: &Figures, per_edit: f64) -> Vec<String> {
    let mut broken = Vec::new();
    if per_edit > 120.0 {
        broken.push(format!("{per_edit:.0} bytes for an edited field, not 120"));
    }
    if ours.idle.0 != 1 || ours.idle.1 > 300 {
        broken.push(format!("{:?} for nothing new, not (1, 300)", ours.idle));
    }
    broken
}

fn broken_beside(ours: &Figures, theirs: &Figures) -> Vec<String> {
    let pull = ours.pulled_per_s() / theirs.pulled_per_s();
    let push = ours.pushed_per_s() / theirs.pushed_per_s();
    println!("first picture: {pull:.1} x PouchDB; edits: {push:.1} x PouchDB");
    let mut broken = Vec::new();
    for (what, times, least) in [("first picture", pull, 12.0), ("edits", push, 40.0)] {
        if times < least {
            broken.push(format!("{what}: {times:.1} x PouchDB, not {least}"));
        }
    }
    broken
}

impl Visit {
    fn text(&self) -> String {
        format!(
            "{} requests, {:.0} ms; {} bytes sent, {} received",
            self.requests,
            self.took.as_secs_f64() * 1e3,
            self.sent,
            self.received,
        )
    }
}
