//! Caller masks: which callers an exception speaks of.

use std::fmt;

/// A mask over callers' numbers: `*` for any run of characters, `?` or `X` for one, everything else for itself.
/// `anonymous` matches a caller without a number; so does a mask of nothing but `*`, which is everybody.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CallerMask {
    text: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Part {
    Run,
    One,
    Literal(char),
}

impl CallerMask {
    /// The mask of this text. Every text is a mask; one that is empty matches nobody.
    pub fn new(text: &str) -> Self {
        let parts = caller_number(text)
            .chars()
            .map(|c| match c {
                '*' => Part::Run,
                '?' | 'X' | 'x' => Part::One,
                c => Part::Literal(c),
            })
            .collect();
        Self {
            text: text.trim().to_owned(),
            parts,
        }
    }

    /// The mask as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the mask matches the caller's number; "" and "anonymous" are callers without one.
    pub fn matches(&self, caller: &str) -> bool {
        let number: Vec<char> = caller_number(caller).chars().collect();
        if self.parts.is_empty() {
            return number.is_empty() && is_anonymous(&self.text);
        }
        glob(&self.parts, &number)
    }
}

impl fmt::Display for CallerMask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// A caller's number as masks compare it: without blanks, dashes, dots, slashes and brackets; empty for a caller
/// without a number.
pub fn caller_number(caller: &str) -> String {
    if is_anonymous(caller) {
        return String::new();
    }
    let separator = |c: char| c.is_whitespace() || "-./()[]".contains(c);
    caller.chars().filter(|c| !separator(*c)).collect()
}

fn is_anonymous(text: &str) -> bool {
    text.trim().eq_ignore_ascii_case("anonymous")
}

/// Goes back to the last run only, so the time is at most the product of the lengths.
fn glob(mask: &[Part], number: &[char]) -> bool {
    let (mut at, mut seen) = (0, 0);
    let mut run: Option<(usize, usize)> = None;
    while let Some(c) = number.get(seen) {
        match mask.get(at) {
            Some(Part::Run) => {
                run = Some((at, seen));
                at += 1;
                continue;
            }
            Some(Part::One) => {
                at += 1;
                seen += 1;
                continue;
            }
            Some(Part::Literal(literal)) if literal == c => {
                at += 1;
                seen += 1;
                continue;
            }
            _ => {}
        }
        let Some((run_at, run_seen)) = run else {
            return false;
        };
        at = run_at + 1;
        seen = run_seen + 1;
        run = Some((run_at, seen));
    }
    mask.iter().skip(at).all(|part| *part == Part::Run)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn matches(mask: &str, caller: &str) -> bool {
        CallerMask::new(mask).matches(caller)
    }

    #[test]
    fn digits_match_themselves_whatever_separates_them() {
        assert!(matches("0301234567", "030 / 123-45.67"));
        assert!(matches("+49 (30) 1234", "+49301234"));
        assert!(!matches("030123", "0301234"));
        assert!(!matches("0301234", "030123"));
        assert!(!matches("49301", "+49301"));
    }

    #[test]
    fn a_star_is_any_run_and_a_question_mark_or_x_is_one() {
        assert!(matches("030*", "030") && matches("030*", "0301") && !matches("030*", "031"));
        assert!(matches("*99", "199") && matches("*99", "99") && !matches("*99", "991"));
        assert!(matches("1?3", "123") && matches("1X3", "123") && matches("1x3", "123"));
        assert!(!matches("1?3", "13") && !matches("1?3", "1223"));
        assert!(matches("*12*34*", "0120340") && !matches("*12*34*", "0340120"));
    }

    #[test]
    fn anonymous_is_the_caller_without_a_number() {
        for caller in ["", " ", "anonymous", "Anonymous"] {
            assert!(
                matches("anonymous", caller) && matches("ANONYMOUS", caller),
                "{caller}"
            );
            assert!(
                matches("*", caller) && !matches("?", caller) && !matches("1*", caller),
                "{caller}"
            );
        }
        assert!(!matches("anonymous", "101"));
        assert!(matches("*", "101"));
    }

    #[test]
    fn an_empty_mask_matches_nobody() {
        assert!(!matches("", "") && !matches(" ", "101") && !matches("()", ""));
    }

    #[test]
    fn a_hostile_mask_takes_no_long_time() {
        assert!(!matches(&"*1".repeat(2_000), &"1".repeat(1_999)));
    }

    /// The definition, written down as it is said.
    fn slow(mask: &[char], number: &[char]) -> bool {
        match mask.split_first() {
            None => number.is_empty(),
            Some(('*', rest)) => (0..=number.len()).any(|skip| slow(rest, &number[skip..])),
            Some(('?' | 'X', rest)) => !number.is_empty() && slow(rest, &number[1..]),
            Some((c, rest)) => number.first() == Some(c) && slow(rest, &number[1..]),
        }
    }

    proptest! {
        #[test]
        fn a_mask_agrees_with_its_definition(mask in "[0-2+*?X]{1,7}", number in "[0-2+]{0,8}") {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            prop_assert_eq!(matches(&mask, &number), slow(&chars(&mask), &chars(&number)));
        }
    }
}
