//! The judge of synchronisation: many copies of an office, one server, a network that loses and repeats, disks that
//! crash, backups that come back, rights that end, all from one seed and all in one thread.
//!
//! A seed makes a [`plan::Plan`]; [`run::run`] plays it with the real state machines of `cordboard-sync` and checks
//! `docs/SYNC.md` after every step, with an oracle that shares no code with what it judges. A plan that fails is
//! made smaller by [`shrink`] and kept as JSON. It never touches a file, a socket, a clock or a thread itself.

pub mod canary;
pub mod check;
pub mod coverage;
pub mod disk;
pub mod feed;
pub mod fields;
pub mod flaw;
pub mod generate;
pub mod network;
pub mod office;
pub mod oracle;
pub mod plan;
pub mod run;
pub mod shrink;
pub mod steps;
pub mod world;

pub use coverage::Coverage;
pub use flaw::Flaw;
pub use plan::{Plan, Step};
pub use run::{Played, run};
