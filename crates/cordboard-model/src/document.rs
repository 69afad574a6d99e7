//! A document on its way between a file and the wire: text until somebody reads it.
//!
//! Responsible for handing text on as it is, and for holding none that could not be read later. It never decides what
//! stands in a document.

mod splice;

use crate::Fields;
use memchr::memmem;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;
use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

/// Text with fewer opening brackets than this is not nested deeper than serde_json reads: 127 levels.
const BRACKETS_PLAIN: usize = 127;

/// The fields of a record, as text or as values. Whoever looks at a field of a text has all of it read, once.
#[derive(Clone)]
pub struct Document(Held);

#[derive(Clone)]
enum Held {
    /// An object that can be read, and what was read.
    Text(Box<RawValue>, OnceLock<Fields>),
    Values(Fields),
}

impl Document {
    /// A document that somebody told.
    ///
    /// # Errors
    /// When it is no object, or cannot be read.
    pub fn told(text: Box<RawValue>) -> serde_json::Result<Self> {
        match is_plain(text.get()) {
            true => Ok(Self(Held::Text(text, OnceLock::new()))),
            // What may not be readable is read here and now.
            false => serde_json::from_str::<Fields>(text.get()).map(Self::from),
        }
    }

    /// These keys of it, as far as it has them. Costs much less than reading all of a text.
    pub fn some(&self, keys: &[&str]) -> Fields {
        if let Held::Text(text, _) = &self.0
            && self.is_text()
        {
            let mut reader = serde_json::Deserializer::from_str(text.get());
            return Chosen(keys).deserialize(&mut reader).unwrap_or_default();
        }
        let found = self.iter().filter(|(key, _)| keys.contains(&key.as_str()));
        found
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect()
    }

    /// The same with other values under some keys, or without them; nothing when it is not text. What stands under other keys
    /// is copied as it is, and not read.
    ///
    /// # Errors
    /// When the result could not be read.
    pub fn with(&self, changes: &[(&str, Option<&Value>)]) -> Option<serde_json::Result<Self>> {
        match &self.0 {
            Held::Text(text, _) if self.is_text() => {
                let text = splice::splice(text.get(), changes);
                let text = text.and_then(RawValue::from_string);
                Some(text.and_then(Self::told))
            }
            _ => None,
        }
    }

    /// Whether one of these texts stands anywhere in it; `true` when that is not known without looking closer.
    pub fn may_hold(&self, texts: &[memmem::Finder<'_>]) -> bool {
        match &self.0 {
            Held::Text(text, _) => {
                let text = text.get().as_bytes();
                texts.iter().any(|finder| finder.find(text).is_some())
            }
            Held::Values(_) => true,
        }
    }

    /// Whether it is text, of which reading [some](Self::some) costs little.
    pub fn is_text(&self) -> bool {
        matches!(&self.0, Held::Text(_, read) if read.get().is_none())
    }

    /// Its values, when it is not text.
    pub const fn as_values(&self) -> Option<&Fields> {
        match &self.0 {
            Held::Text(..) => None,
            Held::Values(fields) => Some(fields),
        }
    }

    /// How many bytes it has as text; 0 when it is values.
    pub fn room(&self) -> usize {
        match &self.0 {
            Held::Text(text, _) => text.get().len(),
            Held::Values(_) => 0,
        }
    }

    /// Writes to it.
    pub fn edit(&mut self, with: impl FnOnce(&mut Fields)) {
        let mut fields = std::mem::take(self).into_fields();
        with(&mut fields);
        *self = fields.into();
    }

    /// Its values.
    pub fn into_fields(self) -> Fields {
        match self.0 {
            Held::Text(text, read) => read.into_inner().unwrap_or_else(|| values(&text)),
            Held::Values(fields) => fields,
        }
    }

    /// Its text, or the values when it was written to or never was text.
    ///
    /// # Errors
    /// The values.
    pub fn into_text(self) -> Result<String, Fields> {
        match self.0 {
            Held::Text(text, _) => Ok(Box::<str>::from(text).into()),
            Held::Values(fields) => Err(fields),
        }
    }

    fn fields(&self) -> &Fields {
        match &self.0 {
            Held::Text(text, read) => read.get_or_init(|| values(text)),
            Held::Values(fields) => fields,
        }
    }
}

/// That it can be read was made sure when it became a document.
fn values(text: &RawValue) -> Fields {
    serde_json::from_str(text.get()).unwrap_or_default()
}

/// Whether JSON text is an object that is certain to be read as it stands. Not certain are deep nesting, escapes, which may
/// hold half of a character, and the keys that serde_json reserves for itself.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    text.starts_with('{')
        && brackets(bytes) < BRACKETS_PLAIN
        && memmem::find(bytes, br"\u").is_none()
        && memmem::find(bytes, b"$serde_json").is_none()
}

/// How many `{` and `[` there are. The two differ in one bit, and pieces whose count fits a byte are counted many bytes at once.
fn brackets(bytes: &[u8]) -> usize {
    let of_piece = |piece: &[u8]| {
        let open = piece.iter().map(|byte| u8::from(byte | 0x20 == b'{'));
        usize::from(open.fold(0u8, u8::wrapping_add))
    };
    bytes.chunks(255).map(of_piece).sum()
}

impl Default for Document {
    fn default() -> Self {
        Fields::new().into()
    }
}

impl From<Fields> for Document {
    fn from(fields: Fields) -> Self {
        Self(Held::Values(fields))
    }
}

impl Deref for Document {
    type Target = Fields;

    fn deref(&self) -> &Fields {
        self.fields()
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fields().fmt(f)
    }
}

impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        let texts = (&self.0, &other.0);
        matches!(texts, (Held::Text(one, _), Held::Text(other, _)) if one.get() == other.get())
            || self.fields() == other.fields()
    }
}

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Held::Text(text, _) => text.serialize(serializer),
            Held::Values(fields) => fields.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Box::<RawValue>::deserialize(deserializer)?;
        Self::told(text).map_err(serde::de::Error::custom)
    }
}

/// Reads an object, and of it the values of some keys.
struct Chosen<'a>(&'a [&'a str]);

impl<'de> DeserializeSeed<'de> for Chosen<'_> {
    type Value = Fields;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Fields, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Chosen<'_> {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
        let mut found = Fields::new();
        while let Some(key) = map.next_key_seed(Key(self.0))? {
            match key {
                Some(key) => drop(found.insert(key.to_owned(), map.next_value()?)),
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(found)
    }
}

/// A key, if it is one of these.
struct Key<'a>(&'a [&'a str]);

impl<'de, 'a> DeserializeSeed<'de> for Key<'a> {
    type Value = Option<&'a str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'a> Visitor<'_> for Key<'a> {
    type Value = Option<&'a str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.0.iter().find(|known| **known == key).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn told(text: &str) -> serde_json::Result<Document> {
        Document::told(RawValue::from_string(text.to_owned())?)
    }

    #[test]
    fn text_is_handed_on_as_it_came_and_read_when_somebody_looks() {
        let text = r#"{"b": 1.50, "a":[ 1 ]}"#;
        let document = told(text).unwrap();
        assert_eq!(serde_json::to_string(&document).unwrap(), text);
        assert_eq!(document.get("a"), Some(json!([1])).as_ref());
        assert_eq!(document.into_text(), Ok(text.to_owned()));
    }

    #[test]
    fn what_was_written_to_is_no_longer_the_text() {
        let mut document = told(r#"{"a":1,"b":2}"#).unwrap();
        document.edit(|fields| drop(fields.shift_remove("a")));
        assert_eq!(serde_json::to_string(&document).unwrap(), r#"{"b":2}"#);
        assert!(document.into_text().is_err());
    }

    #[test]
    fn what_could_not_be_read_later_is_refused_at_once() {
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(200), "]".repeat(200));
        let half = r#"{"a":"\ud800"}"#;
        for text in [&deep, half, "[]", "1", "null", r#""{""#] {
            assert!(told(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_can_be_read_is_taken_however_it_is_spelt() {
        for text in [
            r#"{"a":"\u00e4"}"#,
            r#"{"$serde_json::private::Number":"1"}"#,
            "{}",
        ] {
            let read: Fields = serde_json::from_str(text).unwrap();
            assert_eq!(told(text).unwrap().into_fields(), read);
        }
    }

    #[test]
    fn brackets_are_counted_however_many_and_wherever_they_are() {
        let text = format!("{}{}{{a", "[x".repeat(400), "{".repeat(300));
        assert_eq!(brackets(text.as_bytes()), 701);
        assert_eq!(brackets("}];é\u{7b5b}".as_bytes()), 0);
    }

    proptest! {
        #[test]
        fn other_values_under_some_keys_stand_where_a_map_would_have_them(
            values in proptest::collection::vec(("[a-d\"\\\\ä]{0,2}", any::<i32>()), 0..6),
            changes in proptest::collection::vec(("[a-d\"\\\\ä]{0,2}", proptest::option::of(any::<i32>())), 0..4),
            is_wide in any::<bool>(),
        ) {
            let fields: Fields = values
                .into_iter()
                .map(|(key, value)| (key, json!({ "in": [value, "}, \"a\":"] })))
                .collect();
            let changes: Vec<(String, Option<Value>)> = changes
                .into_iter()
                .map(|(key, value)| (key, value.map(|value| json!([value]))))
                .collect();
            let text = match is_wide {
                true => serde_json::to_string_pretty(&fields).unwrap(),
                false => serde_json::to_string(&fields).unwrap(),
            };
            let mut whole = fields;
            let mut last: Vec<(&str, Option<&Value>)> = Vec::new();
            for (key, value) in &changes {
                last.retain(|(known, _)| known != key);
                last.push((key, value.as_ref()));
            }
            for (key, value) in &last {
                match value {
                    Some(value) => drop(whole.insert((*key).to_owned(), (*value).clone())),
                    None => drop(whole.shift_remove(*key)),
                }
            }
            let document = told(&text).unwrap().with(&last).unwrap().unwrap();
            prop_assert!(document.is_text());
            let read = document.into_fields();
            prop_assert_eq!(read.keys().collect::<Vec<_>>(), whole.keys().collect::<Vec<_>>());
            prop_assert_eq!(read, whole);
        }

        #[test]
        fn some_keys_are_those_of_the_whole(
            values in proptest::collection::vec(("[a-c\"\\\\ä]{0,2}", any::<i32>()), 0..6),
            keys in proptest::collection::vec("[a-c\"\\\\ä]{0,2}", 0..4),
        ) {
            let fields: Fields = values
                .into_iter()
                .map(|(key, value)| (key, json!({ "in": [value] })))
                .collect();
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            let document = told(&serde_json::to_string(&fields).unwrap()).unwrap();
            let mut whole = fields.clone();
            whole.retain(|key, _: &mut Value| keys.contains(&key.as_str()));
            prop_assert_eq!(&document.some(&keys), &whole);
            prop_assert_eq!(&Document::from(fields.clone()).some(&keys), &whole);
            prop_assert_eq!(document.into_fields(), fields);
        }
    }
}
