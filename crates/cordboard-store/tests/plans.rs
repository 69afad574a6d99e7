//! How SQLite finds what is asked: by keys and indexes, never by looking through a table.

#![allow(clippy::unwrap_used)]

use cordboard_store::SqliteStore;
use cordboard_store::sqlite::Options;
use cordboard_store::suite::{user, write};
use rusqlite::Connection;

/// The plan of every list and search is one walk of one index: no sorting, no look at the whole table.
#[test]
fn lists_read_the_covering_index_and_nothing_is_sorted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cordboard.db");
    let store = SqliteStore::open(&path, Options::default()).unwrap();
    write(&store, [user(1, "anna")]);
    let file = Connection::open(&path).unwrap();
    rusqlite::vtab::array::load_module(&file).unwrap();
    for (name, sql) in SqliteStore::statements() {
        let mut statement = file.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let parameters = vec![rusqlite::types::Null; statement.parameter_count()];
        let rows = statement
            .query_map(rusqlite::params_from_iter(parameters), |row| {
                row.get::<_, String>(3)
            })
            .unwrap();
        let plan = rows.collect::<Result<Vec<_>, _>>().unwrap();
        // A list that was bound is walked through: it is as long as the question.
        let plan = plan.into_iter().filter(|line| {
            !line.starts_with("SCAN rarray")
                && !line.starts_with("SCAN wanted")
                && !line.starts_with("LIST SUBQUERY")
        });
        let plan = plan.collect::<Vec<_>>().join("; ");
        assert!(
            !plan.contains("SCAN") && !plan.contains("TEMP B-TREE"),
            "{name}: {plan}"
        );
        if ["heads", "count", "counts", "each_head"].contains(&name) {
            assert!(
                plan.contains("USING COVERING INDEX record_listed"),
                "{name}: {plan}"
            );
        }
        let index = match name {
            "search" => "SEARCH word USING PRIMARY KEY (domain=? AND term>? AND term<?)",
            "search_in" => {
                "SEARCH word USING COVERING INDEX word_of_account \
                 (domain=? AND account_id=? AND kind=? AND term>? AND term<?)"
            }
            "get_many" => {
                "SEARCH record USING INDEX sqlite_autoindex_record_1 (domain=? AND kind=? AND id=?)"
            }
            "search_among" => {
                "SEARCH word USING COVERING INDEX word_of_account \
                 (domain=? AND account_id=? AND kind=? AND term>? AND term<?)"
            }
            // A walk over the domain's whole table would also be called a search.
            "terms" => {
                "SEARCH record USING INDEX sqlite_autoindex_record_1 (domain=? AND kind=? AND id=?)"
            }
            "move_word" | "remove_word" => {
                "SEARCH word USING PRIMARY KEY (domain=? AND term=? AND kind=? AND id=?)"
            }
            "blob" | "blob_first" | "remove_blob" => {
                "SEARCH blob USING INDEX sqlite_autoindex_blob_1 (domain=? AND kind=? AND id=? AND name=?)"
            }
            "blob_parts" => {
                "SEARCH blob_part USING INDEX sqlite_autoindex_blob_part_1 \
                 (domain=? AND kind=? AND id=? AND name=? AND at>? AND at<?)"
            }
            "blob_end" | "remove_blob_parts" => {
                "SEARCH blob_part USING INDEX sqlite_autoindex_blob_part_1 (domain=? AND kind=? AND id=? AND name=?)"
            }
            "erase_blob_parts" => {
                "SEARCH blob_part USING INDEX sqlite_autoindex_blob_part_1 (domain=? AND kind=? AND id=?)"
            }
            "erase_blobs" => {
                "SEARCH blob USING INDEX sqlite_autoindex_blob_1 (domain=? AND kind=? AND id=?)"
            }
            _ => continue,
        };
        assert_eq!(plan, index, "{name}");
    }
}
