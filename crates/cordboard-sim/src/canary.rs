//! Who typed which value for which record, and so who may ever find it (S-38, S-45, S-51).

use crate::office::Office;
use cordboard_model::{Id, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// Every value that was typed, by its number.
#[derive(Debug, Clone, Default)]
pub struct Canaries {
    homes: Vec<(Id, Option<Id>)>,
    seen: BTreeMap<Id, BTreeSet<Id>>,
}

impl Canaries {
    /// A new value for this record, typed by this person.
    pub fn typed(&mut self, record: Id, person: Option<Id>) -> u32 {
        self.homes.push((record, person));
        u32::try_from(self.homes.len() - 1).unwrap_or(u32::MAX)
    }

    /// The person sees these records.
    pub fn saw(&mut self, person: Id, records: Vec<Id>) {
        self.seen.entry(person).or_default().extend(records);
    }

    /// Whether the person ever saw a record.
    pub fn ever_saw(&self, person: Id, record: Id) -> bool {
        self.seen
            .get(&person)
            .is_some_and(|seen| seen.contains(&record))
    }

    /// Whether the person typed this value.
    pub fn is_by(&self, number: u32, person: Id) -> bool {
        let home = self
            .homes
            .get(usize::try_from(number).unwrap_or(usize::MAX));
        home.is_some_and(|(_, author)| *author == Some(person))
    }

    /// The values that a person may find now: his own, those of records that he sees, and those of records that he
    /// saw and that exist no more.
    pub fn allowed(&self, office: &Office, person: Id) -> BTreeSet<u32> {
        let roots = office.roots(person);
        let records = &office.data.records;
        let kinds = [Kind::Account, Kind::User, Kind::Holiday];
        let mut known: BTreeMap<Id, bool> = BTreeMap::new();
        let mut allowed = BTreeSet::new();
        for (number, (home, author)) in self.homes.iter().enumerate() {
            let sees = *known.entry(*home).or_insert_with(|| {
                let found = kinds.iter().find_map(|kind| records.get(&(*kind, *home)));
                match found {
                    Some(record) => office.is_seen(&roots, record),
                    None => self.ever_saw(person, *home),
                }
            });
            if sees || *author == Some(person) {
                allowed.insert(u32::try_from(number).unwrap_or(u32::MAX));
            }
        }
        allowed
    }
}

/// The numbers of the values in a text: `w` or `s`, as `sign` says, with digits behind it and nothing before it that
/// belongs to a word.
pub fn found(text: &str, sign: u8) -> Vec<u32> {
    let bytes = text.as_bytes();
    let mut numbers = Vec::new();
    let mut before = b' ';
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        if *byte == sign && !before.is_ascii_alphanumeric() && before != b'_' {
            let digits = bytes.iter().skip(at).take_while(|b| b.is_ascii_digit());
            let digits: Vec<u8> = digits.copied().collect();
            let number = std::str::from_utf8(&digits).ok();
            numbers.extend(number.and_then(|digits| digits.parse::<u32>().ok()));
        }
        before = *byte;
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::found;

    #[test]
    fn values_are_found_in_a_text_and_words_are_not_taken_for_them() {
        let text = r#"{"name":"w12","realm":"w3.example","notes":"new4","secret":"s5"}"#;
        assert_eq!(found(text, b'w'), [12, 3]);
        assert_eq!(found(text, b's'), [5]);
    }
}
