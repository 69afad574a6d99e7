//! What every backend must do: one list of cases, run against each of them.
//!
//! [`conformance!`](crate::conformance) makes one test of each case; the name of a case is the rule it proves.
//! A case gets an empty store. The suite knows the [`Store`] trait only, never a backend.

// The cases are tests, although they stand in the library so that other backends can run them.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

pub mod blobs;
pub mod claims;
pub mod commits;
pub mod entries;
pub mod lists;
pub mod log;
pub mod records;
pub mod search;
pub mod slots;
pub mod view;

use crate::{Batch, BlobPut, ChangeNote, Claim, ClaimKey, Domain, Entry, Put, Result, Seq, Store};
use cordboard_model::{Fields, Id, Kind, Record};
use serde_json::Value;

/// The domain that most cases use.
pub const HERE: Domain = Domain::FIRST;

/// Makes one `#[test]` of every case. The argument is an expression that gives `(guard, store)`: an empty store,
/// and whatever must live as long as it does.
#[macro_export]
macro_rules! conformance {
    ($open:expr) => {
        $crate::conformance! { @groups $open;
            records {
                what_was_never_written_is_not_there
                a_record_comes_back_as_it_was_written_with_the_number_of_its_commit
                a_document_that_need_not_be_read_says_the_same
                a_second_put_replaces_the_first
                of_two_puts_of_one_record_in_a_batch_the_last_one_stays
                ids_are_unique_within_a_kind_only
                many_records_are_read_at_once_and_what_is_not_there_is_left_out
                an_erased_record_is_gone
                erasing_what_is_not_there_is_no_error
                a_record_put_and_erased_in_one_batch_is_gone
                an_erased_id_can_be_used_again
                a_document_comes_back_byte_for_byte
                a_document_of_ten_megabytes_comes_back
                times_and_numbers_come_back_at_their_limits
                the_deepest_document_that_is_accepted_can_be_read
                a_document_that_could_not_be_read_again_is_refused
            }
            blobs {
                what_was_never_kept_is_not_there
                a_blob_comes_back_byte_for_byte_with_what_it_is
                a_blob_of_eight_megabytes_comes_back
                a_piece_of_a_blob_is_what_the_whole_has_there
                a_piece_tells_how_long_the_whole_is_also_where_there_is_nothing_of_it
                a_short_blob_leaves_nothing_of_the_long_one_that_was_there
                a_second_blob_of_a_name_replaces_the_first
                of_two_writes_of_one_blob_in_a_batch_the_last_one_stays
                a_blob_is_removed_and_removing_it_again_is_no_error
                blobs_are_told_apart_by_kind_record_and_name
                a_long_blob_is_removed_and_erased_whole
                the_blobs_of_an_erased_record_are_gone_and_no_others
                a_record_in_the_recycle_bin_keeps_its_blobs
                writing_a_record_leaves_its_blobs_alone
                a_refused_batch_keeps_no_blob_and_removes_none
                a_snapshot_does_not_see_later_blobs
                domains_do_not_share_blobs
            }
            slots {
                a_slot_comes_back_with_the_number_of_its_commit_until_it_is_removed
                slots_are_listed_by_key_and_by_the_commit_that_wrote_them
                a_refused_batch_fills_no_slot
                a_space_is_emptied_whole_before_slots_are_filled_and_no_other_is
                a_batch_can_ask_that_nothing_was_committed_since
                what_changed_since_a_commit_comes_by_its_number_and_each_commit_whole
            }
            entries {
                what_never_happened_is_not_there
                an_entry_comes_back_as_it_was_written_with_the_number_of_its_commit
                a_second_entry_of_an_id_replaces_the_first_and_stands_in_one_place
                the_newest_entry_comes_first_and_the_greater_id_of_one_moment
                an_account_has_what_happened_to_all_its_people_newest_first
                pages_of_every_size_give_each_entry_once_in_the_same_order
                a_span_begins_with_its_first_and_ends_before_its_last_moment
                entries_are_told_apart_by_kind_and_person
                what_came_since_a_commit_is_given_in_the_order_of_the_commits
                an_erased_entry_is_gone_with_its_blobs
                a_refused_batch_enters_nothing
                a_snapshot_does_not_see_later_entries
                domains_do_not_share_entries
                an_entry_is_no_record
            }
            lists {
                a_list_is_ordered_by_the_bytes_of_the_sort_key_then_by_id
                pages_of_every_size_give_each_record_once_in_the_same_order
                a_page_starts_behind_a_cursor_whose_record_is_gone
                a_limit_of_zero_gives_nothing_and_the_largest_one_gives_all
                a_list_holds_one_account_and_one_kind
                the_records_without_an_account_have_a_list_of_their_own
                a_deleted_record_is_got_but_not_listed
                a_restored_record_is_listed_again
                a_record_that_moves_or_is_renamed_stands_in_one_place_only
                an_edit_that_keeps_the_place_is_seen_in_the_list
                each_head_gives_every_live_record_by_account_sort_key_and_id
                a_list_read_backwards_is_the_same_list_in_pages_of_every_size
                sort_keys_with_nul_and_empty_sort_keys_are_kept_apart
            }
            claims {
                a_claim_is_held_by_who_took_it
                a_claim_of_another_record_is_refused_and_names_the_holder
                a_claim_that_the_record_already_holds_is_no_error
                a_released_claim_can_be_taken
                releasing_what_nobody_holds_is_no_error
                a_claim_that_is_taken_if_it_is_free_leaves_the_holder_and_goes_to_the_first
                two_records_can_swap_names_in_one_batch
                two_records_cannot_take_one_name_in_one_batch
                a_claim_is_unique_within_its_scope_and_account
                erasing_a_record_does_not_release_its_claims
                of_many_threads_that_take_one_name_exactly_one_gets_it
            }
            commits {
                an_empty_store_stands_at_zero
                commits_are_numbered_from_one_without_gaps
                an_empty_batch_is_a_commit_too
                a_revision_that_holds_lets_the_batch_pass
                a_revision_that_does_not_hold_is_stale
                a_live_record_is_asserted_and_a_deleted_or_missing_one_is_stale
                absence_is_asserted_and_even_a_deleted_record_breaks_it
                there_is_room_up_to_the_limit_counting_live_records_of_the_kind_and_account
                of_many_threads_that_want_the_last_place_exactly_one_gets_it
                a_refused_batch_changes_nothing_and_uses_no_number
                a_snapshot_does_not_see_later_commits
                a_snapshot_of_nothing_stays_one_of_nothing
                snapshots_of_different_moments_live_side_by_side
                domains_do_not_see_each_other
                of_two_writers_on_one_revision_exactly_one_wins
                numbers_are_gap_free_and_in_commit_order_under_eight_threads
                a_reader_never_sees_half_a_commit
                a_thousand_puts_in_one_batch_are_one_commit
            }
            log {
                a_change_is_read_as_it_was_noted
                changes_are_read_forwards_in_pages
                history_is_read_backwards_and_stops_when_told
                reading_beyond_either_end_gives_nothing
                the_log_of_a_snapshot_ends_where_the_snapshot_does
            }
            search {
                a_word_is_found_by_each_of_its_prefixes
                hits_come_in_the_order_of_the_words
                a_search_stops_when_told
                prefixes_of_any_script_find_exactly_their_words
                the_empty_prefix_finds_every_word
                a_prefix_is_no_pattern
                a_deleted_record_is_not_found
                changed_words_replace_the_old_ones
                an_erased_record_is_not_found
                a_restored_record_is_found_again
                a_hit_names_the_record_and_its_account
                a_search_in_an_account_finds_its_own_records_of_the_kind_only
                a_search_in_an_account_stops_when_told
                a_search_among_accounts_finds_the_kinds_that_were_asked_for_in_all_of_them
                the_words_of_a_moved_record_are_found_in_its_new_account_only
            }
        }
    };
    (@groups $open:expr; $($group:ident { $($case:ident)* })*) => {
        $(mod $group {
            $(#[test] fn $case() {
                let (_guard, store) = $open;
                $crate::suite::$group::$case(&store);
            })*
        })*
    };
}

/// The id with this number.
pub fn id(number: u32) -> Id {
    let mut bytes = [0; 16];
    bytes[12..].copy_from_slice(&number.to_be_bytes());
    Id::from_bytes(bytes)
}

/// The document written here as JSON.
pub fn fields(json: &str) -> Fields {
    serde_json::from_str(json).unwrap()
}

/// A user of account 1 with this name, which is also its sort key and its word.
pub fn user(number: u32, name: &str) -> Put {
    put(Kind::User, number, Some(id(1)), name)
}

pub fn put(kind: Kind, number: u32, account_id: Option<Id>, name: &str) -> Put {
    let mut document = Fields::new();
    document.insert("name".to_owned(), name.into());
    Put {
        document: None,
        record: Record::new(kind, id(number), account_id, document, 1_000),
        sort_key: name.to_owned(),
        label: name.to_owned(),
        flags: 0,
        words: vec![name.to_owned()],
    }
}

pub fn deleted(mut put: Put) -> Put {
    put.record.deleted_ms = Some(2_000);
    put
}

pub fn note(verb: &str) -> ChangeNote {
    ChangeNote {
        at_ms: 1_000,
        actor: None,
        verb: verb.to_owned(),
        touched: Vec::new(),
        detail: Value::Null,
    }
}

/// A batch for [`HERE`] that writes nothing yet.
pub fn batch() -> Batch {
    Batch::new(HERE, note("test"))
}

pub fn puts(puts: impl IntoIterator<Item = Put>) -> Batch {
    Batch {
        puts: puts.into_iter().collect(),
        ..batch()
    }
}

pub fn write(store: &dyn Store, written: impl IntoIterator<Item = Put>) -> Seq {
    store.commit(puts(written)).unwrap()
}

pub fn get(store: &dyn Store, kind: Kind, number: u32) -> Option<Record> {
    store.read(HERE).unwrap().get(kind, id(number)).unwrap()
}

pub fn key(scope: &str, account_id: Option<Id>, name: &str) -> ClaimKey {
    ClaimKey {
        scope: scope.to_owned(),
        account_id,
        key: name.to_owned(),
    }
}

/// The claim of a name of account 1 by the user with this number.
pub fn claim(number: u32, name: &str) -> Claim {
    Claim {
        key: key("user.username", Some(id(1)), name),
        kind: Kind::User,
        id: id(number),
    }
}

pub fn takes(taken: impl IntoIterator<Item = Claim>) -> Batch {
    Batch {
        take: taken.into_iter().collect(),
        ..batch()
    }
}

/// The blob with this name of the user with this number; `None` removes it.
pub fn blob(number: u32, name: &str, bytes: Option<&[u8]>) -> BlobPut {
    BlobPut {
        kind: Kind::User,
        id: id(number),
        name: name.to_owned(),
        mime: "image/png".to_owned(),
        bytes: bytes.map(<[u8]>::to_vec),
    }
}

/// The call with this number of the user with that one, at this time.
pub fn entry(number: u32, owner: u32, at_ms: i64) -> Entry {
    let mut document = Fields::new();
    document.insert("caller".to_owned(), number.to_string().into());
    Entry {
        kind: Kind::Call,
        id: id(number),
        account_id: id(1),
        owner_id: id(owner),
        at_ms,
        rev: 0,
        fields: document,
    }
}

pub fn entries(entries: impl IntoIterator<Item = Entry>) -> Batch {
    Batch {
        entries: entries.into_iter().collect(),
        ..batch()
    }
}

pub fn blobs(kept: impl IntoIterator<Item = BlobPut>) -> Batch {
    Batch {
        blobs: kept.into_iter().collect(),
        ..batch()
    }
}

/// Which record the commit reports as changed meanwhile.
pub fn stale(result: Result<Seq>) -> (Kind, Id) {
    match result {
        Err(crate::Error::Stale { kind, id }) => (kind, id),
        other => panic!("stale was expected, not {other:?}"),
    }
}

/// Which claim the commit reports as taken, and by whom.
pub fn taken(result: Result<Seq>) -> (ClaimKey, (Kind, Id)) {
    match result {
        Err(crate::Error::Taken { key, holder }) => (key, holder),
        other => panic!("taken was expected, not {other:?}"),
    }
}
