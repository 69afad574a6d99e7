//! In which order the rows of a list stand, and which of them match.

use cordboard_model::Fields;
use cordboard_model::text::search_key;
use serde_json::Value;
use std::cmp::Ordering;

/// What a cell is ordered by. Numbers that are written as text (extensions) are ordered as numbers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// A number, by its digits: as many as it has, then which.
    Digits(usize, String),
    /// A text, without case and accents.
    Text(String),
}

/// The key of a cell; nothing for an empty one.
pub(super) fn key(cell: Option<&Value>) -> Option<Key> {
    let text = match cell? {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => u8::from(*flag).to_string(),
        _ => return None,
    };
    if text.is_empty() {
        return None;
    }
    Some(if text.bytes().all(|byte| byte.is_ascii_digit()) {
        let digits = text.trim_start_matches('0').to_owned();
        Key::Digits(digits.len(), digits)
    } else {
        Key::Text(search_key(&text))
    })
}

/// Empty cells stand at the end, whichever way the list is turned.
pub(super) fn compare(one: &Option<Key>, other: &Option<Key>, descending: bool) -> Ordering {
    match (one, other) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(one), Some(other)) if descending => other.cmp(one),
        (Some(one), Some(other)) => one.cmp(other),
    }
}

/// Every word stands somewhere in the row's texts.
pub(super) fn matches(cells: &Fields, words: &[String]) -> bool {
    words.iter().all(|word| {
        let holds = |(column, cell): (&String, &Value)| {
            // Ids are no words that anybody types.
            !column.ends_with("_id")
                && cell
                    .as_str()
                    .is_some_and(|text| search_key(text).contains(word.as_str()))
        };
        cells.iter().any(holds)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn extensions_are_ordered_as_numbers_and_empty_cells_stand_last_either_way() {
        let mut cells = vec![json!("200"), json!(""), json!("1000"), json!("99")];
        for (descending, wanted) in [
            (false, ["99", "200", "1000", ""]),
            (true, ["1000", "200", "99", ""]),
        ] {
            cells.sort_by(|a, b| compare(&key(Some(a)), &key(Some(b)), descending));
            assert_eq!(cells, wanted);
        }
    }

    #[test]
    fn every_word_must_be_found_and_ids_are_not_searched() {
        let cells = json!({ "name": "Anna Grün", "email": "a@x.example", "owner_id": "abc" });
        let cells = cells.as_object().unwrap();
        let found = |text: &str| {
            let words: Vec<String> = text.split(' ').map(search_key).collect();
            matches(cells, &words)
        };
        assert!(found("anna x.ex") && found("grun"));
        assert!(!found("anna bert"));
        assert!(!found("abc"));
    }
}
