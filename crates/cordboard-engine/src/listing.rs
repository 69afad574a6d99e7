//! What lists and searches know of a record: its label, its place in a list, its flags and its words.

use crate::tree::{FLAG_ENABLED, FLAG_RESELLER, Leaf};
use cordboard_model::text::{name_key, search_words};
use cordboard_model::{Kind, Record};
use cordboard_store::Put;

/// What a person calls the record.
pub fn label(record: &Record) -> String {
    match record.kind {
        Kind::User => user_name(record),
        _ => record.text("name").to_owned(),
    }
}

/// A user's display name: the one given, else first and last name, else user name, else extension.
fn user_name(record: &Record) -> String {
    let given = record.text("display_name").trim();
    if !given.is_empty() {
        return given.to_owned();
    }
    let both = format!(
        "{} {}",
        record.text("first_name").trim(),
        record.text("last_name").trim()
    );
    let both = both.trim();
    match (
        both,
        record.text("username"),
        record.text("extension_number"),
    ) {
        ("", "", extension) => extension.to_owned(),
        ("", username, _) => username.to_owned(),
        (both, _, _) => both.to_owned(),
    }
}

/// The record with everything the store indexes of it.
pub fn put(record: Record) -> Put {
    let label = label(&record);
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
        _ => Vec::new(),
    };
    let sort_key = match record.kind {
        Kind::Holiday => record.text("from_date").to_owned(),
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
    let label = label(account);
    Leaf {
        id: account.id,
        sort_key: name_key(&label),
        name: label,
        flags: flags(account),
    }
}
