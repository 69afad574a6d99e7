//! What letters say, in the language of their reader.
//!
//! The texts stand in the catalogues of `letters/`. Values come in once, each on one line, and are never looked at again.

use super::letter::Sort;
use crate::{Engine, Result, accounts};
use cordboard_model::{Id, Record};
use serde_json::{Map, Value};
use std::sync::OnceLock;

/// The catalogues; the first one is for readers of other languages.
const CATALOGUES: [(&str, &str); 3] = [
    ("en", include_str!("../../letters/en.json")),
    ("de", include_str!("../../letters/de.json")),
    ("ar", include_str!("../../letters/ar.json")),
];

/// Subject and text of a letter in a language.
pub(crate) fn write(sort: Sort, language: &str, values: &[(&str, &str)]) -> (String, String) {
    let filled = |part: &str| {
        fill(
            text_of(language, &format!("{}_{part}", sort.name())),
            values,
        )
    };
    (filled("subject"), filled("text"))
}

/// The language of a user: his own, else that of his account.
pub(crate) fn language_of(engine: &Engine, user: &Record) -> Result<String> {
    let own = user.text("language");
    let account_id: Option<Id> = user.account_id.filter(|_| own.is_empty());
    match account_id {
        Some(id) => Ok(accounts::find(engine, id)?.text("language").to_owned()),
        None => Ok(own.to_owned()),
    }
}

fn catalogues() -> &'static [(&'static str, Map<String, Value>)] {
    static READ: OnceLock<Vec<(&str, Map<String, Value>)>> = OnceLock::new();
    READ.get_or_init(|| {
        // A catalogue that cannot be read is a fault of the build; a test reads every one of them.
        let read = |source| serde_json::from_str(source).unwrap_or_default();
        let all = CATALOGUES.iter();
        all.map(|(name, source)| (*name, read(source))).collect()
    })
}

fn text_of(language: &str, key: &str) -> &'static str {
    let wanted = language.split(['-', '_']).next().unwrap_or_default();
    let all = catalogues();
    let named = |(name, _): &&(&str, _)| name.eq_ignore_ascii_case(wanted);
    let known = all.iter().find(named).or(all.first());
    let text = known.and_then(|(_, texts)| texts.get(key)?.as_str());
    text.unwrap_or_default()
}

fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, behind) = after.split_once("}}").unwrap_or((after, ""));
        filled.push_str(before);
        let value = values.iter().find(|(known, _)| *known == name);
        let value = value.map_or("", |(_, value)| value);
        filled.extend(value.chars().filter(|c| !c.is_control()));
        rest = behind;
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_catalogue_has_every_letter_with_the_same_values_in_it() {
        let holes = |text: &Value| {
            let mut holes: Vec<String> = text
                .as_str()
                .unwrap()
                .split("{{")
                .skip(1)
                .map(|part| part.split_once("}}").unwrap().0.to_owned())
                .collect();
            holes.sort();
            holes
        };
        let (_, first) = &catalogues()[0];
        assert_eq!(first.len(), Sort::ALL.len() * 2);
        for (name, texts) in catalogues() {
            for sort in Sort::ALL {
                for part in ["subject", "text"] {
                    let key = format!("{}_{part}", sort.name());
                    assert_eq!(holes(&texts[&key]), holes(&first[&key]), "{name} {key}");
                    assert!(!texts[&key].as_str().unwrap().is_empty(), "{name} {key}");
                }
            }
        }
    }

    #[test]
    fn a_letter_is_in_the_language_of_its_reader_and_values_come_in_once() {
        let values = [("account", "{{name}}\r\nBcc: x"), ("name", "Anna")];
        let (subject, _) = write(Sort::SignUp, "de-AT", &values);
        assert_eq!(subject, "Willkommen bei {{name}}Bcc: x");
        let (subject, text) = write(Sort::Recovery, "fr", &values);
        assert_eq!(subject, "Your new password");
        assert!(text.starts_with("Hello Anna,\n"), "{text}");
    }
}
