//! The password policy of a tenant: which passwords of its users are good enough.
//!
//! The policy says nothing about how a password is kept, and nothing in an answer repeats the password.

use crate::broken_rule::{BrokenRule, all_kept};
use crate::char_runs;
use crate::text::name_key;
use serde_json::Value;

/// So many characters that repeat or follow each other are too easy to guess.
const RUN: usize = 3;
/// A word of the account's information counts from this many characters on.
const WORD: usize = 3;

/// What a password must and must not be. The default is the documented one: 6 to 32 characters, every rule on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordPolicy {
    /// The least number of characters, 6 to 32.
    pub min_length: usize,
    /// The greatest number of characters, 6 to 32, not below `min_length`.
    pub max_length: usize,
    /// It must hold a letter.
    pub contains_letters: bool,
    /// It must hold a digit.
    pub contains_numbers: bool,
    /// It must hold an upper-case letter or a special character.
    pub contains_special_letters: bool,
    /// It must not hold three characters in sequence, such as abc or 321.
    pub disable_sequential_characters: bool,
    /// It must not hold the same character three times in a row.
    pub disable_repeating_characters: bool,
    /// It must not hold the user's name, extension or e-mail name.
    pub disable_account_information: bool,
}

impl Default for PasswordPolicy {
    fn default() -> Self {
        Self {
            min_length: 6,
            max_length: 32,
            contains_letters: true,
            contains_numbers: true,
            contains_special_letters: true,
            disable_sequential_characters: true,
            disable_repeating_characters: true,
            disable_account_information: true,
        }
    }
}

impl PasswordPolicy {
    /// What the limits of the length may be.
    pub const LENGTHS: std::ops::RangeInclusive<usize> = 6..=32;

    /// The policy of an account's document. What it does not say takes its default.
    pub fn from_value(policy: &Value) -> Self {
        let default = Self::default();
        let length = |key: &str, default: usize| {
            let said = policy.get(key).and_then(Value::as_u64);
            said.and_then(|said| usize::try_from(said).ok())
                .unwrap_or(default)
        };
        let flag = |key: &str| policy.get(key).and_then(Value::as_bool).unwrap_or(true);
        Self {
            min_length: length("min_length", default.min_length),
            max_length: length("max_length", default.max_length),
            contains_letters: flag("contains_letters"),
            contains_numbers: flag("contains_numbers"),
            contains_special_letters: flag("contains_special_letters"),
            disable_sequential_characters: flag("disable_sequential_characters"),
            disable_repeating_characters: flag("disable_repeating_characters"),
            disable_account_information: flag("disable_account_information"),
        }
    }

    /// Checks the policy itself.
    ///
    /// # Errors
    /// Every rule that is broken: `min_length`, `max_length`, `length_order`.
    pub fn check_itself(&self) -> Result<(), Vec<BrokenRule>> {
        let mut broken = Vec::new();
        for (rule, length) in [
            ("min_length", self.min_length),
            ("max_length", self.max_length),
        ] {
            if !Self::LENGTHS.contains(&length) {
                broken.push(BrokenRule::new(rule, "The length must be 6 to 32."));
            }
        }
        if self.min_length > self.max_length {
            broken.push(BrokenRule::new(
                "length_order",
                "The least length must not be above the greatest.",
            ));
        }
        all_kept(broken)
    }

    /// Checks a password of a user. `about_the_user` are the user's name, extension, e-mail address and the like.
    ///
    /// # Errors
    /// Every rule that is broken, by the name of the policy's field; `length` for both limits.
    pub fn check(&self, password: &str, about_the_user: &[&str]) -> Result<(), Vec<BrokenRule>> {
        let mut broken = Vec::new();
        let length = password.chars().count();
        if !(self.min_length..=self.max_length).contains(&length) {
            let (from, to) = (self.min_length, self.max_length);
            let sentence = format!("The password must have {from} to {to} characters.");
            broken.push(BrokenRule::new("length", sentence));
        }
        let mut must = |wanted: bool, kept: bool, rule, sentence: &str| {
            if wanted && !kept {
                broken.push(BrokenRule::new(rule, sentence));
            }
        };
        must(
            self.contains_letters,
            password.chars().any(char::is_alphabetic),
            "contains_letters",
            "The password must hold a letter.",
        );
        must(
            self.contains_numbers,
            password.chars().any(char::is_numeric),
            "contains_numbers",
            "The password must hold a digit.",
        );
        must(
            self.contains_special_letters,
            password.chars().any(is_special),
            "contains_special_letters",
            "The password must hold an upper-case letter or a special character, such as ! or -.",
        );
        must(
            self.disable_sequential_characters,
            !char_runs::has_sequence(password, RUN),
            "disable_sequential_characters",
            "The password must not hold three characters in sequence, such as abc or 321.",
        );
        must(
            self.disable_repeating_characters,
            !char_runs::has_repetition(password, RUN),
            "disable_repeating_characters",
            "The password must not hold the same character three times in a row.",
        );
        must(
            self.disable_account_information,
            !holds_information(password, about_the_user),
            "disable_account_information",
            "The password must not hold the user's name, extension or e-mail name.",
        );
        all_kept(broken)
    }
}

fn is_special(c: char) -> bool {
    c.is_uppercase() || !(c.is_alphanumeric() || c.is_whitespace())
}

/// Whether a word about the user stands in the password; of an e-mail address only the name before the @ counts.
fn holds_information(password: &str, about_the_user: &[&str]) -> bool {
    let password = name_key(password);
    about_the_user.iter().any(|text| {
        let name = text.split('@').next().unwrap_or_default();
        let words = name.split_whitespace().map(name_key);
        words
            .filter(|word| word.chars().count() >= WORD)
            .any(|word| password.contains(&word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANNA: &[&str] = &["anna.lee", "101", "anna@acme.example", "Anna Lee"];

    fn rules(outcome: Result<(), Vec<BrokenRule>>) -> Vec<&'static str> {
        let broken = outcome.err().unwrap_or_default();
        broken.into_iter().map(|broken| broken.rule).collect()
    }

    #[test]
    fn by_default_every_rule_is_on() {
        let policy = PasswordPolicy::default();
        assert_eq!(policy.check_itself(), Ok(()));
        for good in ["Tr4velling", "tr4v-lling", "ÜberW4sser"] {
            assert_eq!(policy.check(good, ANNA), Ok(()), "{good}");
        }
        for (password, rule) in [
            ("Tr4v", "length"),
            ("Tr4vellingTr4vellingTr4vellingTr4v", "length"),
            ("4-7-2-9-", "contains_letters"),
            ("Travelling", "contains_numbers"),
            ("tr4velling", "contains_special_letters"),
            ("Tr4vabcing", "disable_sequential_characters"),
            ("Tr4v321ing", "disable_sequential_characters"),
            ("Tr4vellllng", "disable_repeating_characters"),
            ("Tr4v-101-ing", "disable_account_information"),
            ("ANNA-tr4v", "disable_account_information"),
        ] {
            assert_eq!(rules(policy.check(password, ANNA)), [rule], "{password}");
        }
    }

    #[test]
    fn a_rule_that_is_off_is_not_asked() {
        let policy = PasswordPolicy {
            contains_letters: false,
            contains_numbers: false,
            contains_special_letters: false,
            disable_sequential_characters: false,
            disable_repeating_characters: false,
            disable_account_information: false,
            ..PasswordPolicy::default()
        };
        for good in ["aaaaaa", "123456", "anna.lee"] {
            assert_eq!(policy.check(good, ANNA), Ok(()), "{good}");
        }
        assert_eq!(rules(policy.check("12345", ANNA)), ["length"]);
    }

    #[test]
    fn short_words_about_the_user_do_not_count() {
        let policy = PasswordPolicy::default();
        assert_eq!(
            policy.check("Tr4v-ed-ing", &["Ed", "", "x@acme.example"]),
            Ok(())
        );
    }

    #[test]
    fn a_policy_keeps_its_own_limits() {
        let policy = |min_length, max_length| PasswordPolicy {
            min_length,
            max_length,
            ..PasswordPolicy::default()
        };
        assert_eq!(
            rules(policy(5, 33).check_itself()),
            ["min_length", "max_length"]
        );
        assert_eq!(rules(policy(20, 10).check_itself()), ["length_order"]);
    }
}
