//! JSON without repeated keys. Kazoo refuses a body that says a key twice, because readers differ in which of the
//! two they believe.

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

/// Reads a JSON text.
///
/// # Errors
/// A sentence that says what is wrong, and never repeats the body.
pub(crate) fn parse(bytes: &[u8]) -> Result<Value, String> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    Once.deserialize(&mut reader)
        .and_then(|()| reader.end())
        .map_err(|error| explain(&error))?;
    serde_json::from_slice(bytes).map_err(|error| explain(&error))
}

fn explain(error: &serde_json::Error) -> String {
    let place = format!("line {} column {}", error.line(), error.column());
    if error.is_data() {
        format!("an object has the same key twice: look at {place}")
    } else {
        format!("the body is no JSON: look at {place}")
    }
}

/// Walks through a value and keeps nothing of it.
#[derive(Clone, Copy)]
struct Once;

impl<'de> DeserializeSeed<'de> for Once {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Once {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON in which no object has a key twice")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(self)?.is_some() {}
        Ok(())
    }

    // A number comes as an object with one private key as well, which is no repetition.
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let mut known: HashSet<Cow<'de, str>> = HashSet::new();
        while let Some(key) = entries.next_key::<Cow<'de, str>>()? {
            if !known.insert(key) {
                return Err(serde::de::Error::custom("a key stands twice"));
            }
            entries.next_value_seed(self)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use serde_json::json;

    #[test]
    fn a_key_that_stands_twice_in_one_object_is_refused_wherever_the_object_stands() {
        assert!(parse(br#"{"a":1,"a":1}"#).is_err());
        assert!(parse(br#"{"data":{"list":[{"a":1,"\u0061":2}]}}"#).is_err());
        assert_eq!(
            parse(br#"{"a":{"a":1.50},"b":{"a":null}}"#).unwrap()["b"],
            json!({ "a": null })
        );
    }

    #[test]
    fn what_is_no_json_is_refused_without_repeating_it() {
        for text in ["{secret", "", "{} x", "nul"] {
            let error = parse(text.as_bytes()).unwrap_err();
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
