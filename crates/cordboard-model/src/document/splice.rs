//! Other values under some keys of an object's text, without reading the rest.

use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::fmt;

/// What is to stand under a key; nothing takes it out.
type Change<'a> = (&'a str, Option<&'a Value>);

/// Each key comes once among the changes.
pub(super) fn splice(text: &str, changes: &[Change<'_>]) -> serde_json::Result<String> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let entries = Entries(changes).deserialize(&mut reader)?;
    let mut spliced = Spliced {
        text: String::with_capacity(text.len() + 128),
        is_empty: true,
    };
    spliced.text.push('{');
    let mut found = vec![false; changes.len()];
    // Behind the bracket, or behind the entry before.
    let mut from = text.find('{').map_or(0, |at| at + 1);
    for (change, value) in entries {
        let end = end_of(text, value);
        let begin = end - value.get().len();
        match change {
            None => spliced.entry(text.get(from..end)),
            Some(at) => {
                if let Some(seen) = found.get_mut(at) {
                    *seen = true;
                }
                if let Some((_, Some(value))) = changes.get(at) {
                    spliced.entry(text.get(from..begin));
                    spliced.text.push_str(&serde_json::to_string(value)?);
                }
            }
        }
        from = end;
    }
    for ((key, value), _) in changes.iter().zip(&found).filter(|(_, found)| !**found) {
        if let Some(value) = value {
            let key = serde_json::to_string(key)?;
            spliced.entry(Some(&key));
            spliced.text.push(':');
            spliced.text.push_str(&serde_json::to_string(value)?);
        }
    }
    spliced.text.push('}');
    Ok(spliced.text)
}

struct Spliced {
    text: String,
    is_empty: bool,
}

impl Spliced {
    /// An entry, or its beginning, with or without the comma that stands before it.
    fn entry(&mut self, text: Option<&str>) {
        let text = text.unwrap_or_default().trim_start();
        let text = text.strip_prefix(',').unwrap_or(text);
        if !self.is_empty {
            self.text.push(',');
        }
        self.is_empty = false;
        self.text.push_str(text);
    }
}

/// Where a value ends that is a part of the text.
fn end_of(text: &str, value: &RawValue) -> usize {
    let value = value.get();
    value.as_ptr() as usize - text.as_ptr() as usize + value.len()
}

/// The values of an object, each with the place of its key among the changes.
struct Entries<'a>(&'a [Change<'a>]);

impl<'de> DeserializeSeed<'de> for Entries<'_> {
    type Value = Vec<(Option<usize>, &'de RawValue)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Entries<'_> {
    type Value = Vec<(Option<usize>, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::with_capacity(48);
        while let Some(entry) = map.next_entry_seed(Place(self.0), std::marker::PhantomData)? {
            entries.push(entry);
        }
        Ok(entries)
    }
}

/// The place of a key among the changes.
struct Place<'a>(&'a [Change<'a>]);

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Place<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.0.iter().position(|(known, _)| *known == key))
    }
}
