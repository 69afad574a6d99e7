//! Lists of phones as people have them: a line for each, with its address and whatever else stands beside it.
//!
//! Responsible for finding the address, the vendor and the model in a line, and for what is left. Who is meant by what is
//! left is the engine's matter, since it knows the people.

use crate::mac_address::MacAddress;
use crate::phone_catalogue::{model_of, vendor_of_address};
use crate::phone_config::Vendor;

/// What one line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The phone's address.
    pub mac: MacAddress,
    /// Who makes it: as the line says, as its model says, or as its address says.
    pub vendor: Option<Vendor>,
    /// Its model, as the line writes it or, where it is known, as it is called.
    pub model: Option<String>,
    /// The rest, cell by cell.
    pub rest: Vec<String>,
}

/// Reads a line, such as `001565AABBCC`, `00:15:65:aa:bb:cc; T46U; Anna Lee` or `Lobby 0015.65aa.bbcc`; `None` when there
/// is no address in it.
pub fn read(line: &str) -> Option<Line> {
    let mut cells: Vec<String> = line
        .split(['\t', ';', ',', '|'])
        .flat_map(|cell| quoted(cell).map(str::to_owned))
        .collect();
    let mut mac = None;
    for cell in &mut cells {
        if mac.is_none() {
            mac = take_mac(cell);
        }
    }
    let mac = mac?;
    let mut line = Line {
        vendor: None,
        model: None,
        rest: Vec::new(),
        mac,
    };
    for cell in cells {
        take_kind(&cell, &mut line);
    }
    line.vendor = line.vendor.or_else(|| vendor_of_address(&line.mac));
    Some(line)
}

/// A cell without the blanks and quotes around it, unless nothing is left.
fn quoted(cell: &str) -> Option<&str> {
    let cell = cell.trim().trim_matches('"').trim();
    Some(cell).filter(|cell| !cell.is_empty())
}

/// Takes the first word of the cell that is an address out of it, with what labels of boxes write in front (`MAC:`).
fn take_mac(cell: &mut String) -> Option<MacAddress> {
    let words: Vec<&str> = cell.split_whitespace().collect();
    let (place, mac) = words
        .iter()
        .enumerate()
        .find_map(|(place, word)| Some((place, mac_of(word)?)))?;
    let is_mark = |word: &&str| {
        let word = word.trim_end_matches([':', '=']);
        word.eq_ignore_ascii_case("mac")
    };
    let before = words.get(..place)?.iter().copied();
    let after = words.get(place + 1..)?.iter().copied();
    let left: Vec<&str> = before.filter(|word| !is_mark(word)).chain(after).collect();
    *cell = left.join(" ");
    Some(mac)
}

fn mac_of(word: &str) -> Option<MacAddress> {
    let word = match word.get(..4) {
        Some(mark) if mark.eq_ignore_ascii_case("mac:") || mark.eq_ignore_ascii_case("mac=") => {
            word.get(4..)?
        }
        _ => word,
    };
    if let Ok(mac) = word.parse() {
        return Some(mac);
    }
    // Switches write it in three groups of four.
    let groups: Vec<&str> = word.split('.').collect();
    let is_grouped = groups.len() == 3 && groups.iter().all(|group| group.len() == 4);
    is_grouped.then(|| groups.concat().parse().ok()).flatten()
}

/// Takes vendor and model out of a cell; what is left goes to the rest.
fn take_kind(cell: &str, line: &mut Line) {
    let mut left = Vec::new();
    for word in cell.split_whitespace() {
        if line.vendor.is_none()
            && let Some(vendor) = Vendor::from_name(word)
        {
            line.vendor = Some(vendor);
        } else if line.model.is_none()
            && let Some((vendor, _)) = model_of(word)
        {
            line.vendor = line.vendor.or(Some(vendor));
            line.model = Some(plain_model(word));
        } else {
            left.push(word);
        }
    }
    if !left.is_empty() {
        line.rest.push(left.join(" "));
    }
}

/// The model as it is written on the phone, without the word in front that boxes add.
fn plain_model(word: &str) -> String {
    let word = word.to_ascii_uppercase();
    match word.strip_prefix("SIP-") {
        Some(rest) => rest.to_owned(),
        None => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn seen(line: &str) -> (String, Option<Vendor>, String, Vec<String>) {
        let line = read(line).unwrap();
        let model = line.model.unwrap_or_default();
        (line.mac.to_string(), line.vendor, model, line.rest)
    }

    #[test]
    fn an_address_is_found_in_every_way_people_write_it_down() {
        for line in [
            "001565AABBCC",
            "  00:15:65:aa:bb:cc ",
            "00-15-65-AA-BB-CC",
            "0015.65aa.bbcc",
            "MAC:001565AABBCC",
            "MAC: 001565aabbcc",
            "\"001565aabbcc\"",
        ] {
            let none = Vec::<String>::new();
            let found = (
                "001565aabbcc".to_owned(),
                Some(Vendor::Yealink),
                String::new(),
                none,
            );
            assert_eq!(seen(line), found, "{line}");
        }
    }

    #[test]
    fn vendor_and_model_are_told_from_names() {
        let (_, vendor, model, rest) = seen("Anna Lee\t001565aabbcc\tYealink SIP-T46U");
        assert_eq!((vendor, model.as_str()), (Some(Vendor::Yealink), "T46U"));
        assert_eq!(rest, ["Anna Lee"]);
        let (_, vendor, model, rest) = seen("aabbcc000001;D785;102;Lobby, left");
        assert_eq!((vendor, model.as_str()), (Some(Vendor::Snom), "D785"));
        assert_eq!(rest, ["102", "Lobby", "left"]);
        assert_eq!(seen("Lobby aabbcc000001 snom").1, Some(Vendor::Snom));
        assert_eq!(seen("aabbcc000001").1, None);
    }

    #[test]
    fn a_line_without_an_address_is_none() {
        for line in ["", "Name;MAC;Model", "00156565", "001565aabbcg", "Anna"] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    proptest! {
        #[test]
        fn no_line_makes_reading_fail(line in any::<String>()) {
            let _ = read(&line);
        }
    }
}
