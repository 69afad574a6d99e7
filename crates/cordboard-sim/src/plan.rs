//! What happens in a simulation: a list of steps, as data. Numbers choose among what is there when the step comes, so
//! that a plan stays meaningful when steps are taken out of it.

use serde::{Deserialize, Serialize};

/// One thing that happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "the fields choose which copy, record or person; what is done says the step"
)]
pub enum Step {
    /// A person changes a field on a copy.
    Edit { copy: u8, record: u16, field: u16 },
    /// A person changes several records in one go.
    EditPair {
        copy: u8,
        record: u16,
        other: u16,
        field: u16,
    },
    /// A person makes a record.
    Create { copy: u8, kind: u8, under: u16 },
    /// A person makes an account with a user below it in one go.
    CreatePair { copy: u8, under: u16 },
    /// A person moves an account.
    Move { copy: u8, account: u16, under: u16 },
    /// A person deletes a record.
    Delete {
        copy: u8,
        record: u16,
        with_subtree: bool,
    },
    /// A person brings a record back.
    Restore { copy: u8, record: u16 },
    /// A person settles a conflict.
    Settle { copy: u8, conflict: u16, how: u8 },
    /// A person takes back what was not sent.
    Undo { copy: u8, entry: u16 },
    /// Somebody at the server changes a field, like a plain REST caller.
    ServerEdit { record: u16, field: u16 },
    /// Somebody at the server moves an account.
    ServerMove { account: u16, under: u16 },
    /// Somebody at the server deletes a record.
    ServerDelete { record: u16 },
    /// A person may see one more account.
    Grant { person: u8, account: u16 },
    /// A person may see one account less.
    Revoke { person: u8, account: u16 },
    /// A record in the recycle bin is erased.
    Erase { record: u16 },
    /// The server forgets old moves and tombstones.
    RaiseFloor,
    /// A copy hears that there is something new.
    Poke { copy: u8 },
    /// A copy asks for the sum.
    Check { copy: u8 },
    /// A copy sends what it has to ask, if it waits for nothing.
    Send { copy: u8 },
    /// A message arrives.
    Deliver { message: u16 },
    /// A message is lost.
    Drop { message: u16 },
    /// A message will arrive twice.
    Duplicate { message: u16 },
    /// A copy gives up waiting.
    TimeOut { copy: u8 },
    /// A copy has, or has no more, a network.
    Partition { copy: u8, cut: bool },
    /// Time goes by.
    Tick { ms: u32 },
    /// The next write of a copy is torn after this share of 256 of it, and its program starts again.
    CrashCopy { copy: u8, at: u8 },
    /// The next write of the server is torn, and it starts again.
    CrashServer { at: u8 },
    /// A copy's file is put aside.
    BackupCopy { copy: u8 },
    /// A copy's file is replaced with the one put aside.
    RestoreCopy { copy: u8 },
    /// A copy's file is replaced with another computer's of the same person.
    CloneCopy { copy: u8 },
    /// The server's data are put aside.
    BackupServer,
    /// The server's data are replaced with those put aside.
    RestoreServer,
    /// The server gets the next version of the schemas.
    UpgradeServer,
    /// The server takes no older versions any more.
    RequireUpgrade,
    /// A copy's program gets the next version.
    UpgradeCopy { copy: u8 },
    /// Everything heals, and everybody talks until there is nothing left to say; then all must agree.
    Settled,
}

/// A whole simulation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The seed that made it; for people.
    pub seed: u64,
    /// How many records a page of a pull has.
    pub page: u8,
    /// What happens, in order. At the end everything settles.
    pub steps: Vec<Step>,
}
