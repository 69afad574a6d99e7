//! What lists and searches know of a record: its label, its place in a list, its flags and its words.

use crate::holidays::kept;
use crate::tree::{FLAG_ENABLED, FLAG_RESELLER, Leaf};
use cordboard_model::text::{name_key, search_words};
use cordboard_model::{Kind, Record};
use cordboard_store::Put;

/// The record with everything the store indexes of it.
pub fn put(record: Record) -> Put {
    let label = record.label();
    let words = match record.kind {
        Kind::User => search_words(&format!(
            "{label} {} {} {} {} {}",
            record.text("extension_number"),
            record.text("username"),
            record.text("first_name"),
            record.text("last_name"),
            record.text("email"),
        )),
        Kind::Account => search_words(&format!("{label} {}", record.text("realm"))),
        Kind::Group => search_words(&label),
        Kind::Phone => search_words(&format!("{label} {}", record.text("mac_address"))),
        _ => Vec::new(),
    };
    let sort_key = match record.kind {
        Kind::Holiday => kept::sort_key(&record),
        _ => name_key(&label),
    };
    Put {
        sort_key,
        label,
        flags: flags(&record),
        words,
        record,
    }
}

fn flags(record: &Record) -> u32 {
    let enabled = if record.flag("enabled", true) {
        FLAG_ENABLED
    } else {
        0
    };
    let reseller = if record.flag("is_reseller", false) {
        FLAG_RESELLER
    } else {
        0
    };
    enabled | reseller
}

/// What the tree shows of an account.
pub fn leaf(account: &Record) -> Leaf {
    let label = account.label();
    Leaf {
        id: account.id,
        sort_key: name_key(&label),
        name: label,
        flags: flags(account),
    }
}
