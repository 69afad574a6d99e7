//! Sync tokens: "what changed in this list since I looked last?", as the PortSIP dialect asks it.
//!
//! A token is a place in the change log for one list of one owner, written so that nobody is tempted to build one.
//! It holds no secret and opens nothing: whoever brings it is authorised for the list as without it. A place that the
//! log no longer reaches, and text that never was a token, are unknown; the client then reads the whole list again.
//!
//! [`diff`] collapses the log: however often an object changed, it is one entry.

use crate::Id;
use std::collections::HashMap;

/// The lists that can be asked for changes. The number is a part of tokens and never changes its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum SyncList {
    /// The calls of a person.
    Cdrs = 1,
    /// The contacts that a person keeps for himself.
    Contacts = 2,
    /// The contacts of the whole account.
    BusinessContacts = 3,
    /// The colleagues.
    ExtensionContacts = 4,
}

impl SyncList {
    /// Every list.
    pub const ALL: [SyncList; 4] = [
        SyncList::Cdrs,
        SyncList::Contacts,
        SyncList::BusinessContacts,
        SyncList::ExtensionContacts,
    ];

    fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|list| *list as u8 == number)
    }
}

/// A place in the change log, for one list of one owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SyncToken {
    /// The installation whose log it is; another's log has other commits under the same numbers.
    pub installation: Id,
    /// The list.
    pub list: SyncList,
    /// The user who asks.
    pub owner: Id,
    /// The last commit that the client knows.
    pub seq: u64,
    /// Calls that started earlier are left out. Milliseconds since the epoch.
    pub from_ms: Option<i64>,
}

/// The token is unknown: the client reads the whole list and asks for a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the sync token is unknown: read the whole list again and ask for a new token")]
pub struct UnknownToken;

const BYTES: usize = 1 + 16 + 16 + 8 + 8 + 4;
/// Stands for "from the beginning".
const BEGINNING: i64 = i64::MIN;

impl SyncToken {
    /// The token as clients keep it: hexadecimal digits.
    pub fn encode(&self) -> String {
        let mut bytes = Vec::with_capacity(BYTES);
        bytes.push(self.list as u8);
        bytes.extend_from_slice(self.installation.as_bytes());
        bytes.extend_from_slice(self.owner.as_bytes());
        bytes.extend_from_slice(&self.seq.to_be_bytes());
        bytes.extend_from_slice(&self.from_ms.unwrap_or(BEGINNING).to_be_bytes());
        bytes.extend_from_slice(&checksum(&bytes).to_be_bytes());
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Reads a token that a client brings for its list.
    ///
    /// `oldest` is the first commit that the log still has, `newest` the last one.
    ///
    /// # Errors
    /// [`UnknownToken`] when it is no token, is one of another installation, list or owner, or speaks of commits
    /// that the log does not have.
    pub fn decode(
        text: &str,
        installation: Id,
        list: SyncList,
        owner: Id,
        log: std::ops::RangeInclusive<u64>,
    ) -> Result<Self, UnknownToken> {
        let token = read(text).ok_or(UnknownToken)?;
        let of_this_list =
            (token.installation, token.list, token.owner) == (installation, list, owner);
        // The commit after the last known one has to be there still, or to come.
        let reached = token
            .seq
            .checked_add(1)
            .is_some_and(|next| next >= *log.start());
        if of_this_list && reached && token.seq <= *log.end() {
            Ok(token)
        } else {
            Err(UnknownToken)
        }
    }

    /// The token of a client that now knows everything up to this commit.
    pub fn advanced_to(self, seq: u64) -> Self {
        Self {
            seq: self.seq.max(seq),
            ..self
        }
    }
}

fn read(text: &str) -> Option<SyncToken> {
    if text.len() != BYTES * 2 || !text.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    let mut bytes = Vec::with_capacity(BYTES);
    for at in (0..text.len()).step_by(2) {
        bytes.push(u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?);
    }
    let (body, sum) = bytes.split_at_checked(BYTES - 4)?;
    if checksum(body).to_be_bytes() != sum {
        return None;
    }
    let (list, rest) = body.split_first()?;
    let (installation, rest) = rest.split_first_chunk::<16>()?;
    let (owner, rest) = rest.split_first_chunk::<16>()?;
    let (seq, rest) = rest.split_first_chunk::<8>()?;
    let (from_ms, _) = rest.split_first_chunk::<8>()?;
    let from_ms = i64::from_be_bytes(*from_ms);
    Some(SyncToken {
        installation: Id::from_bytes(*installation),
        list: SyncList::from_number(*list)?,
        owner: Id::from_bytes(*owner),
        seq: u64::from_be_bytes(*seq),
        from_ms: (from_ms != BEGINNING).then_some(from_ms),
    })
}

/// FNV-1a: enough to tell a mistyped token from a real one; it protects nothing.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |sum, byte| {
        (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    })
}

/// What happened to an object of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeType {
    /// It was not in the list and is now.
    Created,
    /// It was in the list and is another now.
    Updated,
    /// It was in the list and is not any more.
    Deleted,
}

impl ChangeType {
    /// The name in the dialect.
    pub const fn name(self) -> &'static str {
        match self {
            ChangeType::Created => "CREATED",
            ChangeType::Updated => "UPDATED",
            ChangeType::Deleted => "DELETED",
        }
    }
}

/// One commit of the log as the list sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The number of the commit.
    pub seq: u64,
    /// The object.
    pub object: Id,
    /// Whether the object was in the list before the commit.
    pub before: bool,
    /// Whether it is in the list after it.
    pub after: bool,
}

/// What became of each object, and where the client is then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diff {
    /// One entry for each object that is another than the client knows it, by the time of its last change. The
    /// object itself is read afterwards; of a deleted one there is only its id.
    pub entries: Vec<(Id, ChangeType)>,
    /// The last commit that the entries account for.
    pub seq: u64,
}

/// What the client at `since` has to hear of these commits, which are in order and without a gap.
pub fn diff(since: u64, changes: impl IntoIterator<Item = Change>) -> Diff {
    struct Seen {
        before: bool,
        after: bool,
        last: usize,
    }
    let mut seen: HashMap<Id, Seen> = HashMap::new();
    let mut seq = since;
    for (place, change) in changes.into_iter().enumerate() {
        // A client that asks again with an old token has heard of nothing up to its own place.
        if change.seq <= since {
            continue;
        }
        seq = seq.max(change.seq);
        seen.entry(change.object)
            .and_modify(|seen| {
                seen.after = change.after;
                seen.last = place;
            })
            .or_insert(Seen {
                before: change.before,
                after: change.after,
                last: place,
            });
    }
    let mut entries: Vec<(usize, Id, ChangeType)> = seen
        .into_iter()
        .filter_map(|(object, seen)| {
            let change = match (seen.before, seen.after) {
                (false, true) => ChangeType::Created,
                (true, true) => ChangeType::Updated,
                (true, false) => ChangeType::Deleted,
                (false, false) => return None,
            };
            Some((seen.last, object, change))
        })
        .collect();
    entries.sort_unstable_by_key(|(last, _, _)| *last);
    Diff {
        entries: entries
            .into_iter()
            .map(|(_, object, change)| (object, change))
            .collect(),
        seq,
    }
}

#[cfg(test)]
mod tests;
