//! A page of an account's list with whole documents, from either end.
//!
//! It reads on until the page is full of what the caller sees, and never to the end of the list for a page at its
//! beginning.

use crate::{Result, listing};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{Cursor, Snapshot};

/// How many records are read at once when nobody says how long a page is.
const CHUNK: usize = 256;

/// Which page.
#[derive(Debug, Clone, Default)]
pub struct Scan {
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// From the end of the list towards its beginning.
    pub is_backwards: bool,
    /// How many rows; `None`: all.
    pub limit: Option<usize>,
}

/// A page of records, in the order that was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// What the caller may read of each.
    pub rows: Vec<Record>,
    /// Where to go on; nothing after the last page.
    pub next: Option<Cursor>,
}

/// Reads a page of the list. `view` says what the caller reads of a record, nothing when he does not see it.
pub(crate) fn of_list(
    snapshot: &dyn Snapshot,
    (kind, account_id): (Kind, Id),
    scan: &Scan,
    view: impl Fn(Record) -> Option<Record>,
) -> Result<Page> {
    let mut filling = Filling::new(scan);
    let mut after = scan.after.clone();
    // One more than the page holds tells whether there is another.
    let mut size = scan.limit.map_or(CHUNK, |limit| limit.saturating_add(1));
    loop {
        size = size.clamp(1, CHUNK);
        let account_id = Some(account_id);
        let records = if scan.is_backwards {
            snapshot.records_back(kind, account_id, after.as_ref(), size)?
        } else {
            snapshot.records(kind, account_id, after.as_ref(), size)?
        };
        let is_last = records.len() < size;
        after = records.last().map(cursor);
        for record in records {
            if !filling.add(record, &view) {
                return Ok(filling.done(true));
            }
        }
        if is_last {
            return Ok(filling.done(false));
        }
        size = CHUNK;
    }
}

/// Reads a page of records that were found otherwise.
pub(crate) fn of_found(
    mut records: Vec<Record>,
    scan: &Scan,
    view: impl Fn(Record) -> Option<Record>,
) -> Page {
    let place = |record: &Record| (listing::sort_key(record), record.id);
    records.sort_by_cached_key(place);
    if scan.is_backwards {
        records.reverse();
    }
    let mut filling = Filling::new(scan);
    for record in records {
        let is_before = scan.after.as_ref().is_some_and(|after| {
            let (place, end) = (place(&record), (after.sort_key.clone(), after.id));
            if scan.is_backwards {
                place >= end
            } else {
                place <= end
            }
        });
        if !is_before && !filling.add(record, &view) {
            return filling.done(true);
        }
    }
    filling.done(false)
}

/// The place of a record in its list.
fn cursor(record: &Record) -> Cursor {
    Cursor {
        sort_key: listing::sort_key(record),
        id: record.id,
    }
}

/// A page that is being filled.
struct Filling<'a> {
    scan: &'a Scan,
    rows: Vec<Record>,
    /// The place of the last row of a full page.
    last: Option<Cursor>,
}

impl<'a> Filling<'a> {
    fn new(scan: &'a Scan) -> Self {
        Self {
            scan,
            rows: Vec::new(),
            last: None,
        }
    }

    /// Adds the record if it belongs here; false when it does and the page is full.
    fn add(&mut self, record: Record, view: impl Fn(Record) -> Option<Record>) -> bool {
        let is_full = self
            .scan
            .limit
            .is_some_and(|limit| self.rows.len() >= limit);
        // Only the row that fills the page tells where the next one begins; its view may no longer say.
        let fills = self.scan.limit == Some(self.rows.len() + 1);
        let place = fills.then(|| cursor(&record));
        let Some(shown) = view(record) else {
            return true;
        };
        if is_full {
            return false;
        }
        self.last = place;
        self.rows.push(shown);
        true
    }

    fn done(self, has_more: bool) -> Page {
        Page {
            rows: self.rows,
            next: self.last.filter(|_| has_more),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cordboard_model::Fields;
    use cordboard_store::{Batch, ChangeNote, Domain, MemoryStore, Store};
    use serde_json::json;

    fn id(number: u16) -> Id {
        let mut bytes = [0; 16];
        bytes[14..].copy_from_slice(&number.to_be_bytes());
        Id::from_bytes(bytes)
    }

    fn group(number: u16) -> Record {
        let mut fields = Fields::new();
        // Several groups share a name.
        fields.insert("name".into(), json!(format!("g{:03}", number / 3)));
        fields.insert("number".into(), json!(number));
        Record::new(Kind::Group, id(number), Some(id(0)), fields, 0)
    }

    fn store(count: u16) -> MemoryStore {
        let note = ChangeNote {
            at_ms: 0,
            actor: None,
            verb: "test".into(),
            touched: Vec::new(),
            detail: json!(null),
        };
        let mut batch = Batch::new(Domain::FIRST, note);
        batch.puts = (1..=count).map(|n| listing::put(group(n))).collect();
        let store = MemoryStore::new();
        store.commit(batch).unwrap();
        store
    }

    fn numbers(page: &Page) -> Vec<u64> {
        let number = |row: &Record| row.fields["number"].as_u64().unwrap();
        page.rows.iter().map(number).collect()
    }

    #[test]
    fn pages_of_any_size_hold_every_seen_row_once_in_either_direction() {
        let store = store(700);
        let snapshot = store.read(Domain::FIRST).unwrap();
        // What the reader does not see is in no page, and no page is cut short by it.
        let view = |row: Record| (row.fields["number"].as_u64().unwrap() % 2 == 1).then_some(row);
        let wanted: Vec<u64> = (1..=700).filter(|n| n % 2 == 1).collect();
        for size in [1, 2, 50, 174, 349, 350, 351, 1000] {
            for is_backwards in [false, true] {
                for is_found in [false, true] {
                    let mut seen = Vec::new();
                    let mut after = None;
                    loop {
                        let scan = Scan {
                            after,
                            is_backwards,
                            limit: Some(size),
                        };
                        let page = if is_found {
                            of_found((1..=700).map(group).collect(), &scan, view)
                        } else {
                            of_list(&*snapshot, (Kind::Group, id(0)), &scan, view).unwrap()
                        };
                        seen.extend(numbers(&page));
                        assert!(page.rows.len() == size || page.next.is_none());
                        after = page.next;
                        if after.is_none() {
                            break;
                        }
                    }
                    if is_backwards {
                        seen.reverse();
                    }
                    assert_eq!(seen, wanted, "{size} {is_backwards} {is_found}");
                }
            }
        }
    }

    #[test]
    fn a_page_that_holds_the_rest_exactly_is_the_last_one() {
        let store = store(4);
        let snapshot = store.read(Domain::FIRST).unwrap();
        let scan = Scan {
            limit: Some(4),
            ..Scan::default()
        };
        let page = of_list(&*snapshot, (Kind::Group, id(0)), &scan, Some).unwrap();
        assert_eq!((numbers(&page), page.next), (vec![1, 2, 3, 4], None));
        let all = of_list(&*snapshot, (Kind::Group, id(0)), &Scan::default(), Some).unwrap();
        assert_eq!(all.rows.len(), 4);
    }
}
