//! Ending sessions as part of a batch: those of a user one by one, those of a whole account by one line.

use super::cut_off_id;
use crate::{Engine, Result};
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::{Batch, Put};

/// Adds the end of all sessions listed under a user, or under an account (those of its API key), but for one; and of
/// the links that were sent to open another.
pub(crate) fn all(
    engine: &Engine,
    batch: &mut Batch,
    listed_under: Id,
    keep: Option<Id>,
) -> Result<()> {
    let snapshot = engine.read()?;
    for kind in [Kind::Session, Kind::Recovery] {
        let open = snapshot.heads(kind, Some(listed_under), None, usize::MAX)?;
        let ended = open.into_iter().map(|head| head.id);
        let ended = ended.filter(|id| Some(*id) != keep);
        batch.erases.extend(ended.map(|id| (kind, id)));
    }
    Ok(())
}

/// Adds the end of every session in an account, of its users and of its key, however many there are: what was written
/// before this batch no longer counts, for good. To be called when an account is disabled, and for every account that
/// comes back from the recycle bin.
pub(crate) fn whole_account(batch: &mut Batch, account_id: Id, now_ms: i64) {
    let record = Record::new(
        Kind::Session,
        cut_off_id(account_id),
        None,
        Fields::new(),
        now_ms,
    );
    batch.puts.push(Put {
        document: None,
        record,
        sort_key: String::new(),
        label: String::new(),
        flags: 0,
        words: Vec::new(),
    });
}
