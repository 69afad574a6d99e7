//! Numbers that a phone can dial: extensions, outside numbers and feature codes.

use crate::broken_rule::BrokenRule;
use crate::caller_mask::caller_number;

/// The most digits of a number.
pub const DIGITS_MAX: usize = 32;

/// The number as it is dialled: without blanks, dashes, dots, slashes and brackets.
///
/// # Errors
/// `dial_number` when what is left is not 1 to 32 digits, `*` or `#`, with a `+` in front if international.
pub fn normal_form(text: &str) -> Result<String, BrokenRule> {
    let number = caller_number(text);
    let digits = number.strip_prefix('+').unwrap_or(&number);
    let dialable = |c: char| c.is_ascii_digit() || c == '*' || c == '#';
    if (1..=DIGITS_MAX).contains(&digits.len()) && digits.chars().all(dialable) {
        Ok(number)
    } else {
        Err(BrokenRule::new(
            "dial_number",
            "A number is 1 to 32 digits, * or #, with + in front if international.",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_loses_what_people_write_between_its_digits() {
        assert_eq!(
            normal_form("+49 (30) 123-45.67").as_deref(),
            Ok("+49301234567")
        );
        assert_eq!(normal_form(" 101 ").as_deref(), Ok("101"));
        assert_eq!(normal_form("*97").as_deref(), Ok("*97"));
    }

    #[test]
    fn what_no_phone_can_dial_is_no_number() {
        for bad in [
            "",
            "+",
            "anonymous",
            "12a",
            "1+2",
            "++1",
            "sip:101@acme",
            &"1".repeat(33),
        ] {
            assert!(normal_form(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn a_normal_form_is_its_own_normal_form(text in "[-0-9+*#() a]{0,40}") {
            if let Ok(number) = normal_form(&text) {
                prop_assert_eq!(normal_form(&number), Ok(number));
            }
        }
    }
}
