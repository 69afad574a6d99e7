//! Which bytes a record names (a user's photo, the sound of a greeting), and those bytes on their way between copies and the
//! server (S-56 to S-63): read by whoever may read a record that names them, and sent in pieces before the record that is to
//! name them.
//!
//! The bytes lie in a blob beside the record or beside a file. What was sent lies as a file that nobody uses yet
//! ([`crate::files`]), and is forgotten with those.

pub(crate) mod arrive;
pub mod read;
pub mod write;

use crate::files;
use crate::users::photo::PHOTO;
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::{BlobPut, Snapshot};
use serde_json::Value;

/// How many hexadecimal digits a digest has.
const DIGITS: usize = 64;

/// What a record says of the bytes that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// The record beside which they lie.
    pub(crate) holder: (Kind, Id),
    /// The name of the blob there.
    pub(crate) blob: &'static str,
    /// Their SHA-256, in hexadecimal digits.
    pub(crate) digest: String,
    /// How many there are.
    pub(crate) size: usize,
    /// What they are, e.g. `image/jpeg`.
    pub(crate) mime: String,
    /// What they were called where they came from.
    pub(crate) file_name: String,
    /// The secret half of the address where browsers fetch them.
    pub(crate) key: String,
}

impl Named {
    /// The write that keeps these bytes in their place, or takes them away.
    pub(crate) fn put(&self, bytes: Option<Vec<u8>>) -> BlobPut {
        BlobPut {
            kind: self.holder.0,
            id: self.holder.1,
            name: self.blob.to_owned(),
            mime: self.mime.clone(),
            bytes,
        }
    }

    /// The file beside which they lie, for what names a file.
    pub(crate) fn file(&self, account_id: Id, now_ms: i64) -> Record {
        let mut fields = Fields::new();
        fields.insert("name".into(), self.file_name.as_str().into());
        fields.insert("size".into(), self.size.into());
        fields.insert("mime".into(), self.mime.as_str().into());
        fields.insert("sha256".into(), self.digest.as_str().into());
        fields.insert("key".into(), self.key.as_str().into());
        Record::new(Kind::File, self.holder.1, Some(account_id), fields, now_ms)
    }
}

/// Whether a text is the SHA-256 of something, as it is written here.
pub(crate) fn is_digest(text: &str) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    text.len() == DIGITS && text.bytes().all(is_digit)
}

/// The fields of a record that speak of bytes.
fn said(record: &Record) -> Option<&Fields> {
    match record.kind {
        Kind::User => record.fields.get(PHOTO)?.as_object(),
        Kind::Greeting => Some(&record.fields),
        _ => None,
    }
}

/// Where in a record of this kind a person is told that its bytes are wrong.
pub(crate) const fn place(kind: Kind) -> &'static str {
    match kind {
        Kind::User => "/photo",
        _ => "/file_id",
    }
}

/// The bytes that a record names. Nothing too where it names them in a way that no copy can fetch: older ones have no
/// digest.
pub(crate) fn named(record: &Record) -> Option<Named> {
    let said = said(record)?;
    let text = |key: &str| said.get(key).and_then(Value::as_str).unwrap_or_default();
    let (holder, blob) = match record.kind {
        Kind::User => ((Kind::User, record.id), PHOTO),
        _ => ((Kind::File, text("file_id").parse().ok()?), files::BYTES),
    };
    let size = said.get("file_size").and_then(Value::as_u64)?;
    let key = text("file_url").strip_prefix(&files::address_of(holder.1, ""))?;
    let is_whole = is_digest(text("file_sha256")) && key.parse::<Id>().is_ok();
    is_whole.then(|| Named {
        holder,
        blob,
        digest: text("file_sha256").to_owned(),
        size: usize::try_from(size).unwrap_or(usize::MAX),
        mime: text("file_mime").to_owned(),
        file_name: text("file_name").to_owned(),
        key: key.to_owned(),
    })
}

/// Whether two versions of a record say the same of their bytes.
pub(crate) fn say_the_same(old: Option<&Record>, new: &Record) -> bool {
    const WORDS: [&str; 5] = [
        "file_id",
        "file_size",
        "file_sha256",
        "file_mime",
        "file_url",
    ];
    let (old, new) = (old.and_then(said), said(new));
    WORDS
        .iter()
        .all(|word| old.and_then(|said| said.get(*word)) == new.and_then(|said| said.get(*word)))
}

/// Whether a record names bytes, in whatever way.
pub(crate) fn is_naming(record: &Record) -> bool {
    said(record).is_some_and(|said| said.contains_key("file_url"))
}

/// The digests that a document names, wherever they stand in it.
pub(crate) fn digests_in(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value
                    .as_str()
                    .filter(|text| key == "file_sha256" && is_digest(text))
                {
                    Some(digest) => found.push(digest.to_owned()),
                    None => digests_in(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| digests_in(item, found)),
        _ => {}
    }
}

/// The most bytes that travel in one piece.
pub const PIECE_MAX: usize = 256 * 1024;

/// A piece that waits for the others, beside the place of the whole, under the place of its first byte.
pub(crate) fn piece(whole: BlobPut, from: usize, bytes: Option<Vec<u8>>) -> BlobPut {
    BlobPut {
        name: format!("{} from {from}", whole.name),
        bytes,
        ..whole
    }
}

/// The first `received` bytes, from the pieces that wait beside the place of the whole.
pub(crate) fn waiting(
    snapshot: &dyn Snapshot,
    whole: &BlobPut,
    received: usize,
) -> crate::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(received);
    while bytes.len() < received {
        let place = piece(whole.clone(), bytes.len(), None);
        let next = snapshot.blob(place.kind, place.id, &place.name)?;
        let next = next.filter(|next| !next.bytes.is_empty());
        bytes.extend(next.ok_or(crate::Error::NotFound("piece"))?.bytes);
    }
    Ok(bytes)
}

/// The pieces that make up the first `received` bytes, as they are taken away.
pub(crate) fn without_pieces(whole: &BlobPut, received: usize) -> impl Iterator<Item = BlobPut> {
    let places = (0..received).step_by(PIECE_MAX);
    places.map(|from| piece(whole.clone(), from, None))
}

/// How many bytes of it came so far; absent when all did.
const RECEIVED: &str = "received";

/// The place of what somebody sends with this digest: the same whenever he goes on.
fn sent_to(user: Option<Id>, digest: &str) -> Id {
    let user = user.map(|id| id.to_string()).unwrap_or_default();
    let name = files::digest(format!("sent by {user}: {digest}").as_bytes());
    let half = name.get(..32).and_then(|half| half.parse().ok());
    half.unwrap_or_default()
}

/// What somebody sent with this digest, whole or not.
fn sent(
    snapshot: &dyn Snapshot,
    user: Option<Id>,
    digest: &str,
) -> cordboard_store::Result<Option<Record>> {
    let found = snapshot.get(Kind::File, sent_to(user, digest))?;
    Ok(found.filter(|file| file.text("sha256") == digest))
}

/// How many bytes there are.
fn received(file: &Record) -> usize {
    let number = |key| file.fields.get(key).and_then(Value::as_u64);
    let so_far = number(RECEIVED).or(number("size")).unwrap_or(0);
    usize::try_from(so_far).unwrap_or(usize::MAX)
}

fn is_whole(file: &Record) -> bool {
    !file.fields.contains_key(RECEIVED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn user(photo: Value) -> Record {
        let fields = json!({ "first_name": "Carl", "photo": photo });
        let fields = fields.as_object().unwrap().clone();
        Record::new(Kind::User, Id::from_bytes([7; 16]), None, fields, 0)
    }

    #[test]
    fn a_record_names_bytes_only_with_their_digest_and_an_address_of_its_own() {
        let (id, other) = ("07".repeat(16), "08".repeat(16));
        let photo = |digest: &str, id: &str| {
            json!({ "file_name": "c.png", "file_size": 3, "file_mime": "image/png",
                "file_sha256": digest, "file_url": format!("/api/blobs/{id}{id}") })
        };
        let digest = files::digest(b"abc");
        let named = named(&user(photo(&digest, &id))).unwrap();
        assert_eq!((named.digest.as_str(), named.size), (digest.as_str(), 3));
        assert_eq!(named.holder, (Kind::User, Id::from_bytes([7; 16])));
        for wrong in [
            photo(&digest, &other),
            photo(&digest.to_uppercase(), &id),
            photo("", &id),
            json!({ "file_url": "x" }),
            json!("x"),
        ] {
            assert_eq!(super::named(&user(wrong.clone())), None, "{wrong}");
        }
    }

    #[test]
    fn digests_are_found_wherever_a_document_names_them() {
        let digest = files::digest(b"abc");
        let mut found = Vec::new();
        digests_in(
            &json!([{ "photo": { "file_sha256": digest } }, { "file_sha256": "x" }]),
            &mut found,
        );
        assert_eq!(found, [digest]);
    }
}
