//! Handing over what was done.

use crate::Op;
use cordboard_model::Id;
use serde::{Deserialize, Serialize};

/// The most transactions in one push.
pub const TRANSACTIONS_MAX: usize = 100;

/// Operations that are applied whole or not at all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Transaction {
    /// Made by the sender; the same one is never applied twice.
    pub tx_id: Id,
    /// The sender's own count, without gaps.
    pub client_seq: u64,
    /// When the sender says it was made, in milliseconds since the epoch. Shown, never compared.
    pub made_at_ms: i64,
    /// The version of the schemas it was made with.
    pub schema: u32,
    /// What was done.
    pub ops: Vec<Op>,
}

/// What became of a transaction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It happened as it was sent.
    Applied {
        /// The commit's number.
        seq: u64,
    },
    /// It happened together with what others did to the same fields.
    Merged {
        /// The commit's number.
        seq: u64,
    },
    /// Some of it waits for a person to decide.
    Conflict {
        /// The commit's number.
        seq: u64,
        /// The conflict records that were made.
        conflicts: Vec<Id>,
    },
    /// None of it happened.
    Rejected {
        /// The stable name of the reason.
        code: String,
    },
}
