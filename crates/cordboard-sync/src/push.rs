//! Handing over what was done.

use crate::Op;
use cordboard_model::{Id, Violation};
use serde::{Deserialize, Serialize};

/// Operations that are applied whole or not at all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Transaction {
    /// Made by the sender; the same one is never applied twice.
    pub tx_id: Id,
    /// The sender's own count, without gaps.
    pub client_seq: u64,
    /// When the sender says it was made, in milliseconds since the epoch. Shown, never compared.
    pub made_at_ms: i64,
    /// The version of the schemas it was made with.
    pub schema: u32,
    /// Earlier transactions, not acknowledged when this one was made, that touched the same records.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<Id>,
    /// What was done.
    pub ops: Vec<Op>,
}

/// Transactions in the order of their numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushRequest {
    /// The copy.
    pub client_id: Id,
    /// The server's data as the copy knows them.
    pub incarnation: Id,
    /// The version of the schemas that the copy's program knows; its transactions may be older.
    pub schema: u32,
    /// At most [`crate::limits::TRANSACTIONS_MAX`].
    pub txs: Vec<Transaction>,
}

/// Why a transaction was rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// A record is not there, or not for this author.
    NotFound,
    /// The author may see it and not do this.
    Forbidden,
    /// The new record's id is another's.
    IdExists,
    /// An account above is in the recycle bin.
    ParentDeleted,
    /// The account would lie below itself.
    WouldCycle,
    /// Too many accounts would lie above each other.
    TooDeep,
    /// Another record has a name that must be unique.
    UniqueTaken,
    /// The account has as many of a kind of record as it may.
    LimitReached,
    /// The account has accounts below it, and the deletion does not say that they go, too.
    NotEmpty,
    /// It needs a record that a rejected transaction would have made.
    DependsOn,
    /// It settles a conflict that changed meanwhile.
    Changed,
    /// The result breaks a rule, or the operation cannot be understood.
    Invalid,
    /// It holds more operations than one transaction may.
    TooLarge,
}

/// Why a transaction was rejected, with what helps its author.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rejection {
    /// The reason.
    pub code: Code,
    /// Which of the operations, counted from 0.
    pub op: u32,
    /// The broken rules, for `invalid`; the place of the name, for `unique_taken`; the limit, for `limit_reached`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub violations: Vec<Broken>,
}

/// A rule that the result would break.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Broken {
    /// JSON pointer to the value.
    pub path: String,
    /// The rule's short name.
    pub rule: String,
    /// A sentence for people.
    pub detail: String,
}

impl From<Violation> for Broken {
    fn from(violation: Violation) -> Self {
        Self {
            path: violation.path,
            rule: violation.rule,
            detail: violation.detail,
        }
    }
}

/// What became of a transaction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It happened as it was sent.
    Applied {
        /// The commit's number.
        seq: u64,
    },
    /// It happened together with what others did to the same records.
    Merged {
        /// The commit's number.
        seq: u64,
    },
    /// Some of it waits for a person to decide.
    Conflict {
        /// The commit's number.
        seq: u64,
        /// The conflict records.
        conflicts: Vec<Id>,
    },
    /// None of it happened.
    Rejected(Rejection),
}

impl Outcome {
    /// The commit that holds it; nothing for a rejected one.
    pub fn seq(&self) -> Option<u64> {
        match self {
            Outcome::Applied { seq } | Outcome::Merged { seq } | Outcome::Conflict { seq, .. } => {
                Some(*seq)
            }
            Outcome::Rejected(_) => None,
        }
    }
}

/// One answer to one transaction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushResult {
    /// The sender's number.
    pub client_seq: u64,
    /// The transaction.
    pub tx_id: Id,
    /// What became of it.
    pub outcome: Outcome,
}

/// Why the rest of a push was not looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stop {
    /// The numbers are not this client's (S-14).
    Reset,
    /// A number is missing; this one is expected (S-11).
    Expected(u64),
    /// The client is too old (S-6).
    Outdated,
}

/// The answer to a push.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PushAnswer {
    /// What became of the transactions, as far as they were looked at.
    Results {
        /// In the order of the request.
        results: Vec<PushResult>,
        /// Why the rest was not looked at.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stop: Option<Stop>,
    },
    /// The server's data are others (S-5).
    Incarnation,
    /// The caller has no access any more (S-47).
    Revoked,
}
