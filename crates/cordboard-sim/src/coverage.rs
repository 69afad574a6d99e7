//! How often the hard cases came up. A judge that never sees them proves nothing.

use std::collections::BTreeMap;

/// The cases that must come up.
pub const HARD: &[&str] = &[
    "applied",
    "merged",
    "conflict",
    "edit of a deleted record",
    "deletion of a changed record",
    "move of a moved account",
    "chain of edits in conflict",
    "conflict settled",
    "rejected: not_found",
    "rejected: parent_deleted",
    "rejected: would_cycle",
    "rejected: unique_taken",
    "rejected: limit_reached",
    "rejected: depends_on",
    "rejected: not_empty",
    "rejected: changed",
    "combination that breaks a rule",
    "outcome told again",
    "number used for something else",
    "another incarnation",
    "losses listed",
    "token below the floor",
    "out of sight",
    "into sight",
    "parked",
    "emptied under its number",
    "wiped",
    "outdated",
    "pages changed while they were read",
    "copy crashed in a write",
    "server crashed in a write",
    "answer that nobody waits for",
    "sums compared",
    "erased record told",
];

/// Counts by the name of the case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage(BTreeMap<&'static str, u64>);

impl Coverage {
    /// It came up.
    pub fn hit(&mut self, case: &'static str) {
        *self.0.entry(case).or_default() += 1;
    }

    /// How often it came up.
    pub fn count(&self, case: &str) -> u64 {
        self.0.get(case).copied().unwrap_or(0)
    }

    /// Adds what another simulation reached.
    pub fn add(&mut self, other: &Coverage) {
        for (case, count) in &other.0 {
            *self.0.entry(case).or_default() += count;
        }
    }

    /// The hard cases that never came up.
    pub fn missing(&self) -> Vec<&'static str> {
        let all = HARD.iter().copied();
        all.filter(|case| self.count(case) == 0).collect()
    }
}
