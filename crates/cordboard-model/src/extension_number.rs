//! Extension numbers as the PortSIP dialect has them, and the allocation of a free one.
//!
//! The canonical schema says which extensions a user may have at all; these rules are asked besides.

use crate::broken_rule::{BrokenRule, all_kept};

/// How many digits an extension number has in the PortSIP dialect.
pub const DIGITS: std::ops::RangeInclusive<usize> = 3..=64;

/// Numbers that the telephone system keeps for itself, with what they are for.
pub const RESERVED: [(&str, &str); 4] = [
    ("555", "announcements and callbacks"),
    ("666", "call parking"),
    ("777", "voicemail"),
    ("888", "call monitoring"),
];

/// Checks an extension number: 3 to 64 digits, and none that the system keeps for itself.
///
/// # Errors
/// Every rule that is broken: `digits`, `length`, `reserved`.
pub fn check(number: &str) -> Result<(), Vec<BrokenRule>> {
    let mut broken = Vec::new();
    if !number.chars().all(|c| c.is_ascii_digit()) {
        broken.push(BrokenRule::new(
            "digits",
            "An extension number is digits only.",
        ));
    }
    if !DIGITS.contains(&number.chars().count()) {
        broken.push(BrokenRule::new(
            "length",
            "An extension number has 3 to 64 digits.",
        ));
    }
    if let Some((_, purpose)) = RESERVED.iter().find(|(reserved, _)| *reserved == number) {
        broken.push(BrokenRule::new(
            "reserved",
            format!("The system keeps this number for {purpose}; take another."),
        ));
    }
    all_kept(broken)
}

/// The first number from `first` on, with at most `tries` looked at, that is free and not reserved.
///
/// `taken` says whether the account uses a number already. `None` when none of them is free.
pub fn first_free(first: u64, tries: u64, taken: impl Fn(&str) -> bool) -> Option<String> {
    (first..first.saturating_add(tries))
        .map(|number| number.to_string())
        .find(|number| check(number).is_ok() && !taken(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(number: &str) -> Vec<&'static str> {
        let broken = check(number).err().unwrap_or_default();
        broken.into_iter().map(|broken| broken.rule).collect()
    }

    #[test]
    fn an_extension_number_is_3_to_64_digits_that_the_system_does_not_need() {
        for good in ["101", "0042", "7777", &"9".repeat(64)] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        assert_eq!(rules("12"), ["length"]);
        assert_eq!(rules(&"9".repeat(65)), ["length"]);
        assert_eq!(rules("10a"), ["digits"]);
        assert_eq!(rules(""), ["length"]);
        for (reserved, _) in RESERVED {
            assert_eq!(rules(reserved), ["reserved"]);
        }
    }

    #[test]
    fn the_first_free_number_is_neither_taken_nor_reserved() {
        let taken = |number: &str| number == "553" || number == "554";
        assert_eq!(first_free(553, 10, taken).as_deref(), Some("556"));
        assert_eq!(first_free(553, 3, taken), None);
        assert_eq!(first_free(u64::MAX, 5, |_| true), None);
    }
}
