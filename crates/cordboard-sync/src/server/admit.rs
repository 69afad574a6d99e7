//! Whether a transaction is new: what makes outcomes happen exactly once (S-7 to S-11, S-14).

use crate::limits::RECENT_MAX;
use crate::push::{Outcome, Transaction};
use cordboard_model::Id;
use serde::{Deserialize, Serialize};

/// What the server keeps of a copy, written in the same transaction as each of its outcomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientRow {
    /// Whose copy it is.
    pub user: Option<Id>,
    /// The last number it used.
    pub last_client_seq: u64,
    /// The transactions of its last numbers, the newest last.
    pub recent: Vec<(u64, Id)>,
}

impl ClientRow {
    /// A copy that has sent nothing.
    pub fn new(user: Option<Id>) -> Self {
        Self {
            user,
            last_client_seq: 0,
            recent: Vec::new(),
        }
    }

    /// The row once this transaction has its outcome.
    #[must_use]
    pub fn after(mut self, tx: &Transaction) -> Self {
        self.note(tx);
        self
    }

    /// Notes that this transaction has its outcome.
    pub fn note(&mut self, tx: &Transaction) {
        self.last_client_seq = tx.client_seq;
        self.recent.push((tx.client_seq, tx.tx_id));
        let over = self.recent.len().saturating_sub(RECENT_MAX);
        self.recent.drain(..over);
    }
}

/// What to do with a transaction.
#[derive(Debug, Clone, PartialEq)]
pub enum Admission {
    /// Decide it.
    Fresh,
    /// It was decided before; answer this. With `true` its number is new: keep the client's row.
    Known(Outcome, bool),
    /// The number was used for something else.
    Reset,
    /// A number is missing.
    Expected(u64),
}

/// Looks whether a transaction was decided before. `known` is the outcome under its `tx_id`, if there is one.
pub fn admit(client: &ClientRow, known: Option<Outcome>, tx: &Transaction) -> Admission {
    let next = client.last_client_seq + 1;
    if tx.client_seq > next {
        return Admission::Expected(next);
    }
    if tx.client_seq == next {
        return match known {
            Some(outcome) => Admission::Known(outcome, true),
            None => Admission::Fresh,
        };
    }
    let used = client
        .recent
        .iter()
        .find(|(number, _)| *number == tx.client_seq);
    match (used, known) {
        (Some((_, tx_id)), Some(outcome)) if *tx_id == tx.tx_id => Admission::Known(outcome, false),
        (None, Some(outcome)) => Admission::Known(outcome, false),
        _ => Admission::Reset,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tx(client_seq: u64, id: u8) -> Transaction {
        Transaction {
            tx_id: Id::from_bytes([id; 16]),
            client_seq,
            made_at_ms: 0,
            schema: 1,
            depends_on: Vec::new(),
            ops: Vec::new(),
        }
    }

    #[test]
    fn s9_s11_s14_a_number_is_used_once_and_in_order() {
        let row = ClientRow::new(None).after(&tx(1, 1));
        let applied = Outcome::Applied { seq: 9 };
        let known = || Some(applied.clone());
        assert_eq!(admit(&row, None, &tx(2, 2)), Admission::Fresh);
        assert_eq!(admit(&row, None, &tx(3, 3)), Admission::Expected(2));
        let again = admit(&row, known(), &tx(1, 1));
        assert_eq!(again, Admission::Known(applied.clone(), false));
        assert_eq!(admit(&row, None, &tx(1, 7)), Admission::Reset);
        let renumbered = admit(&ClientRow::new(None), known(), &tx(1, 1));
        assert_eq!(renumbered, Admission::Known(applied, true));
    }
}
