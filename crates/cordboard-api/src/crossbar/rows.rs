//! The rows of an account's list, one after the other, for [`Wanted::answer`]: read in pages, and no more than asked.

use super::collection::{Row, Wanted};
use super::failure::Failure;
use cordboard_engine::listing;
use cordboard_engine::scan::{Page, Scan};
use cordboard_model::Record;
use cordboard_store::Cursor;

/// The records of a list from where the wanted page begins. `read` reads one page of them.
pub(super) fn of<'a>(
    wanted: &Wanted,
    mut read: impl FnMut(Scan) -> cordboard_engine::Result<Page> + 'a,
) -> impl Iterator<Item = Result<Record, Failure>> + 'a {
    let is_backwards = wanted.descending;
    // One more tells whether another page follows. Filters may skip rows; then more pages are read.
    let limit = wanted.limit.map(|limit| limit.saturating_add(1));
    let mut next = Some(wanted.after.clone());
    let mut rows = Vec::new().into_iter();
    std::iter::from_fn(move || {
        loop {
            if let Some(record) = rows.next() {
                return Some(Ok(record));
            }
            let scan = Scan {
                after: next.take()?,
                is_backwards,
                limit,
            };
            match read(scan) {
                Ok(page) => {
                    rows = page.rows.into_iter();
                    next = page.next.map(Some);
                }
                Err(error) => return Some(Err(error.into())),
            }
        }
    })
}

/// The place and the times of a record.
pub(super) fn row(record: &Record) -> Row {
    Row {
        place: Cursor {
            sort_key: listing::sort_key(record),
            id: record.id,
        },
        created_ms: record.created_ms,
        modified_ms: record.modified_ms,
    }
}
