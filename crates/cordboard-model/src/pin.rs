//! PINs: what a person types on a phone's keypad to open a mailbox, a meeting or a door.
//!
//! Decided where the rules of the field are silent: a sequence counts in both directions, so 321 is as bad as 123.

use crate::broken_rule::{BrokenRule, all_kept};
use crate::char_runs;
use std::ops::RangeInclusive;

/// How many digits a voicemail PIN has.
pub const VOICEMAIL_DIGITS: RangeInclusive<usize> = 6..=10;
/// How many digits the PINs of a meeting room have.
pub const MEETING_DIGITS: RangeInclusive<usize> = 3..=6;
/// How many digits the password of a door phone has.
pub const DOOR_DIGITS: RangeInclusive<usize> = 4..=8;

/// So many digits in a row, or in a sequence, are too easy to guess.
const RUN: usize = 3;

/// Checks a voicemail PIN: 6 to 10 digits, no digit three times in a row, no three digits in sequence.
///
/// # Errors
/// Every rule that is broken: `digits`, `length`, `repeated_digits`, `sequential_digits`.
pub fn check_voicemail(pin: &str) -> Result<(), Vec<BrokenRule>> {
    let mut broken = check_digits(pin, VOICEMAIL_DIGITS);
    if char_runs::has_repetition(pin, RUN) {
        broken.push(BrokenRule::new(
            "repeated_digits",
            "The PIN must not hold the same digit three times in a row, such as 111.",
        ));
    }
    if char_runs::has_sequence(pin, RUN) {
        broken.push(BrokenRule::new(
            "sequential_digits",
            "The PIN must not hold three digits in sequence, such as 123 or 987.",
        ));
    }
    all_kept(broken)
}

/// Checks a PIN of a meeting room, for those who join or for its administrator: 3 to 6 digits.
///
/// # Errors
/// Every rule that is broken: `digits`, `length`.
pub fn check_meeting(pin: &str) -> Result<(), Vec<BrokenRule>> {
    all_kept(check_digits(pin, MEETING_DIGITS))
}

/// Checks the password of a door phone: 4 to 8 digits.
///
/// # Errors
/// Every rule that is broken: `digits`, `length`.
pub fn check_door(password: &str) -> Result<(), Vec<BrokenRule>> {
    all_kept(check_digits(password, DOOR_DIGITS))
}

fn check_digits(pin: &str, length: RangeInclusive<usize>) -> Vec<BrokenRule> {
    let mut broken = Vec::new();
    if !pin.chars().all(|c| c.is_ascii_digit()) {
        broken.push(BrokenRule::new("digits", "Write digits only, 0 to 9."));
    }
    if !length.contains(&pin.chars().count()) {
        let (from, to) = (length.start(), length.end());
        broken.push(BrokenRule::new(
            "length",
            format!("Write {from} to {to} digits."),
        ));
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rules(outcome: Result<(), Vec<BrokenRule>>) -> Vec<&'static str> {
        let broken = outcome.err().unwrap_or_default();
        broken.into_iter().map(|broken| broken.rule).collect()
    }

    #[test]
    fn a_voicemail_pin_is_6_to_10_digits_hard_to_guess() {
        for good in ["147258", "1472580369", "112211", "901901"] {
            assert_eq!(check_voicemail(good), Ok(()), "{good}");
        }
        assert_eq!(rules(check_voicemail("14725")), ["length"]);
        assert_eq!(rules(check_voicemail("14725803691")), ["length"]);
        assert_eq!(rules(check_voicemail("14725a")), ["digits"]);
        assert_eq!(rules(check_voicemail("411172")), ["repeated_digits"]);
        assert_eq!(rules(check_voicemail("701258")), ["sequential_digits"]);
        assert_eq!(rules(check_voicemail("798741")), ["sequential_digits"]);
        assert_eq!(rules(check_voicemail("")), ["length"]);
    }

    #[test]
    fn a_meeting_pin_is_3_to_6_digits_and_a_door_password_4_to_8() {
        for good in ["123", "000000"] {
            assert_eq!(check_meeting(good), Ok(()), "{good}");
        }
        assert_eq!(rules(check_meeting("12")), ["length"]);
        assert_eq!(rules(check_meeting("1234567")), ["length"]);
        assert_eq!(rules(check_meeting("12#")), ["digits"]);
        assert_eq!(check_door("12345678"), Ok(()));
        assert_eq!(rules(check_door("123")), ["length"]);
    }

    #[test]
    fn digits_of_other_scripts_are_no_digits_of_a_keypad() {
        assert_eq!(rules(check_meeting("١٢٣")), ["digits"]);
    }

    proptest! {
        #[test]
        fn every_broken_rule_is_named_once_and_never_repeats_the_pin(pin in "[0-9a]{5,12}") {
            let mut rules = Vec::new();
            for broken in check_voicemail(&pin).err().unwrap_or_default() {
                prop_assert!(!broken.sentence.contains(&pin));
                prop_assert!(!rules.contains(&broken.rule));
                rules.push(broken.rule);
            }
        }
    }
}
