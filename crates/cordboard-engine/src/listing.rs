//! What lists and searches know of a record: its label, its place in a list, its flags and its words.

use crate::Result;
use crate::digests::finders;
use crate::files;
use crate::holidays::kept;
use crate::tree::{FLAG_ENABLED, FLAG_LIMITED, FLAG_RESELLER, Leaf};
use crate::users::photo::PHOTO;
use cordboard_model::account_limits::is_limited;
use cordboard_model::text::{name_key, search_words};
use cordboard_model::{Document, Fields, Id, Kind, Record, Schema, schema};
use cordboard_store::{Put, Snapshot};
use serde_json::Value;
use std::borrow::Cow;
use std::ops::ControlFlow;
use std::sync::LazyLock;

/// What a word begins with that leads from one record to another. No search looks for it: the words that a person
/// types hold letters and digits only.
const LINK: char = '@';

/// The word under which the admins of an account are found.
pub(crate) const ADMIN: &str = "@admin";

/// The word under which the admins of this user name are found, in whatever account they are.
pub(crate) fn admin_word(username: &str) -> String {
    format!("{LINK}={}", name_key(username))
}

/// The record with everything the store indexes of it.
pub fn put(record: Record) -> Put {
    let label = record.label();
    let mut words = match record.kind {
        Kind::User => {
            let mut words = search_words(&format!(
                "{label} {} {} {} {} {}",
                record.text("extension_number"),
                record.text("username"),
                record.text("first_name"),
                record.text("last_name"),
                record.text("email"),
            ));
            if record.text("role") == "admin" {
                words.push(ADMIN.to_owned());
                words.push(admin_word(record.text("username")));
            }
            words
        }
        Kind::Account => search_words(&format!("{label} {}", record.text("realm"))),
        Kind::Group => {
            let mut words = search_words(&label);
            words.extend(members(&record).map(link));
            words
        }
        Kind::Phone => phone_words(&record, &label),
        Kind::Contact => {
            let mut words = search_words(&format!(
                "{label} {} {}",
                record.text("company"),
                record.text("email")
            ));
            words.push(owner(&record));
            words
        }
        Kind::Greeting | Kind::SpeedDial => vec![owner(&record)],
        Kind::CallQueue | Kind::RingGroup => {
            let number = record.text("extension_number");
            let mut words = search_words(&format!("{label} {number}"));
            words.extend(people(&record).map(link));
            words
        }
        Kind::Meeting => meeting_words(&record, &label),
        Kind::Registration => vec![owner(&record)],
        Kind::Credential => finders(&record.fields).map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    words.extend(Some(outside_number(&record)).filter(|number| !number.is_empty()));
    Put {
        document: None,
        sort_key: sort_key(&record),
        label,
        flags: flags(&record),
        words,
        record,
    }
}

/// What is read of a user's document to index it, besides his unique names.
const OF_USERS: [&str; 11] = [
    "display_name",
    "first_name",
    "last_name",
    "username",
    "extension_number",
    "email",
    "role",
    "enabled",
    "is_reseller",
    "caller_id",
    PHOTO,
];

/// With them.
static INDEXED: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let unique = schema(Kind::User).map(Schema::unique).unwrap_or_default();
    let names = unique.iter();
    let names = names.filter_map(|unique| unique.pointer.split('/').nth(1));
    OF_USERS.into_iter().chain(names).collect()
});

/// Under which keys stands what lists, searches, names and bytes need of a user.
pub(crate) fn of_users() -> impl Iterator<Item = &'static str> {
    INDEXED.iter().copied()
}

/// What lists, searches, names and bytes need of a document. People are most of what a server tells a copy: of a user's text
/// the rest is not read.
pub(crate) fn indexed(kind: Kind, document: &Document) -> Cow<'_, Fields> {
    match kind == Kind::User && document.is_text() {
        true => Cow::Owned(document.some(&INDEXED)),
        false => Cow::Borrowed(document),
    }
}

/// A record that the server told, as far as it is [indexed], and its document when that is not all of it.
pub(crate) fn read(told: Record<Document>) -> (Record, Option<Document>) {
    let indexed = match indexed(told.kind, &told.fields) {
        Cow::Owned(indexed) => indexed,
        Cow::Borrowed(_) => return (told.map(Document::into_fields), None),
    };
    let mut document = None;
    let record = told.map(|whole| {
        document = Some(whole);
        indexed
    });
    (record, document)
}

/// What lists of the account are ordered by.
pub fn sort_key(record: &Record) -> String {
    match record.kind {
        Kind::Holiday => kept::sort_key(record),
        Kind::File => files::sort_key(record),
        // Those who are there before those who have left, the newest first.
        Kind::Visitor => {
            let left = u8::from(!record.text("left_at").is_empty());
            format!("{left}{:020}", i64::MAX - record.created_ms)
        }
        _ => name_key(&record.label()),
    }
}

/// The live records of this kind and account that name the person: the phones he owns, the groups he is in.
pub fn linked(
    snapshot: &dyn Snapshot,
    (kind, account_id): (Kind, Id),
    person: Id,
) -> Result<Vec<Record>> {
    let mut ids = Vec::new();
    snapshot.search_in(kind, Some(account_id), &link(person), &mut |hit| {
        ids.push(hit.id);
        ControlFlow::Continue(())
    })?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = snapshot.get_many(&[kind], &ids)?;
    // In the order of the index, as the callers have always got them.
    found.sort_by_key(|record| record.id);
    Ok(found)
}

/// How many such records there are, counted up to `most`.
pub(crate) fn count_linked(
    snapshot: &dyn Snapshot,
    (kind, account_id): (Kind, Id),
    person: Id,
    most: usize,
) -> Result<usize> {
    let mut count = 0;
    snapshot.search_in(kind, Some(account_id), &link(person), &mut |_| {
        count += 1;
        match count < most {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    })?;
    Ok(count)
}

fn link(person: Id) -> String {
    format!("{LINK}{person}")
}

/// Leads from a person to what is his, and from nobody to what belongs to the account.
fn owner(record: &Record) -> String {
    link(record.text("owner_id").parse().unwrap_or_default())
}

/// The agents of a queue, the members of a ring group.
fn people(record: &Record) -> impl Iterator<Item = Id> {
    let list = |key| record.fields.get(key).and_then(Value::as_array);
    let agents = list("agents").into_iter().flatten();
    let members = list("members").into_iter().flatten();
    agents
        .filter_map(|agent| agent.get("user_id"))
        .chain(members)
        .filter_map(|id| id.as_str()?.parse().ok())
}

/// The users among the members of a group.
fn members(group: &Record) -> impl Iterator<Item = Id> {
    let endpoints = group.fields.get("endpoints").and_then(Value::as_object);
    let is_user = |endpoint: &Value| endpoint.get("type").and_then(Value::as_str) == Some("user");
    endpoints
        .into_iter()
        .flatten()
        .filter(move |(_, endpoint)| is_user(endpoint))
        .filter_map(|(id, _)| id.parse().ok())
}

/// A phone is found by its address in any spelling, and by its owner.
fn phone_words(phone: &Record, label: &str) -> Vec<String> {
    let address = phone.text("mac_address");
    let digits: String = address
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let sip = phone.fields.get("sip").and_then(|sip| sip.get("username"));
    let name = sip.and_then(Value::as_str).unwrap_or_default();
    let mut words = search_words(&format!("{label} {address} {digits} {name}"));
    words.extend(phone.text("owner_id").parse().ok().map(link));
    words
}

/// A meeting is found by its subject and its number, and by its owner.
fn meeting_words(meeting: &Record, label: &str) -> Vec<String> {
    let mut words = search_words(&format!("{label} {}", meeting.text("extension_number")));
    words.extend(meeting.text("owner_id").parse().ok().map(link));
    words
}

/// The digits of the number that an account or a user shows to the outside, or "".
pub(crate) fn outside_number(record: &Record) -> String {
    if !matches!(record.kind, Kind::Account | Kind::User) {
        return String::new();
    }
    let number = record
        .fields
        .get("caller_id")
        .and_then(|caller_id| caller_id.pointer("/external/number")?.as_str());
    digits(number.unwrap_or_default())
}

/// The digits of a number, however it is written; "" when there are too few of them for a number outside.
pub(crate) fn digits(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if (5..=20).contains(&digits.len()) {
        digits
    } else {
        String::new()
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
    let limited = if record.kind == Kind::Account && is_limited(&record.fields) {
        FLAG_LIMITED
    } else {
        0
    };
    enabled | reseller | limited
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{blobs, claims};
    use serde_json::json;
    use serde_json::value::to_raw_value;

    /// Something for a place that a schema describes, different for each `number`.
    fn sample(node: &Value, number: u32) -> Value {
        match node.get("type").and_then(Value::as_str) {
            Some("object") => {
                let inner = node.get("properties").and_then(Value::as_object);
                let inner = inner.into_iter().flatten();
                inner
                    .map(|(key, node)| (key.clone(), sample(node, number)))
                    .collect()
            }
            Some("array") => json!([]),
            Some("boolean") => (number == 1).into(),
            Some("integer" | "number") => number.into(),
            // A number outside has at least five digits.
            _ => format!("admin{number}0000{number}").into(),
        }
    }

    fn told(fields: &Fields) -> Record<Document> {
        let id = Id::from_bytes([7; 16]);
        let user = Record::new(Kind::User, id, Some(id), fields.clone(), 0);
        user.map(|fields| Document::told(to_raw_value(&fields).unwrap()).unwrap())
    }

    fn agree(fields: &Fields) {
        let (part, document) = read(told(fields));
        let whole = told(fields).map(Document::into_fields);
        assert_eq!(document.unwrap().into_fields(), *fields);
        assert_eq!(claims::of(&part), claims::of(&whole));
        let digest = |user| blobs::named(user).map(|named| named.digest);
        assert_eq!(digest(&part), digest(&whole));
        let (part, whole) = (put(part), put(whole));
        let indexed = |put: Put| (put.sort_key, put.label, put.flags, put.words);
        assert_eq!(indexed(part), indexed(whole));
    }

    #[test]
    fn of_a_user_as_text_everything_is_read_that_anything_is_indexed_by() {
        let schema = schema(Kind::User).unwrap();
        let properties = schema.document()["properties"].as_object().unwrap();
        let all: Fields = properties
            .iter()
            .map(|(key, node)| (key.clone(), sample(node, 1)))
            .collect();
        agree(&all);
        for (key, node) in properties {
            // Without it, alone, and with another value.
            let mut fewer = all.clone();
            fewer.remove(key);
            agree(&fewer);
            agree(&[(key.clone(), sample(node, 1))].into_iter().collect());
            fewer.insert(key.clone(), sample(node, 2));
            agree(&fewer);
        }
        let mut admin = all;
        admin.insert("role".to_owned(), "admin".into());
        agree(&admin);
        let id = Id::from_bytes([7; 16]);
        let photo = json!({
            "file_url": files::address_of(id, &id.to_string()),
            "file_sha256": "ab".repeat(32),
            "file_size": 3,
        });
        admin.insert(PHOTO.to_owned(), photo);
        assert!(blobs::named(&told(&admin).map(Document::into_fields)).is_some());
        agree(&admin);
    }
}
