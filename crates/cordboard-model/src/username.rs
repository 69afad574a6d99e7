//! User names as the PortSIP dialect has them.
//!
//! Decided where the rules of the field are silent: letters are those of ASCII.

use crate::broken_rule::{BrokenRule, all_kept};

/// How many characters a user name has.
pub const LENGTH: std::ops::RangeInclusive<usize> = 1..=64;

/// Names, in any case, that only a system administrator may bear.
pub const RESERVED: [&str; 4] = ["admin", "system", "administrator", "root"];

/// Checks a user name: 1 to 64 letters, digits and `_ - ' .`, with no dot at either end, and no reserved name.
///
/// # Errors
/// Every rule that is broken: `length`, `characters`, `dot_at_end`, `reserved`.
pub fn check(name: &str, of_system_admin: bool) -> Result<(), Vec<BrokenRule>> {
    let mut broken = Vec::new();
    if !LENGTH.contains(&name.chars().count()) {
        broken.push(BrokenRule::new(
            "length",
            "A user name has 1 to 64 characters.",
        ));
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || "_-'.".contains(c);
    if !name.chars().all(allowed) {
        broken.push(BrokenRule::new(
            "characters",
            "A user name is letters, digits and the characters _ - ' and the dot.",
        ));
    }
    if name.starts_with('.') || name.ends_with('.') {
        broken.push(BrokenRule::new(
            "dot_at_end",
            "A user name neither starts nor ends with a dot.",
        ));
    }
    if !of_system_admin && RESERVED.iter().any(|word| name.eq_ignore_ascii_case(word)) {
        broken.push(BrokenRule::new(
            "reserved",
            "This name is kept for system administrators; take another.",
        ));
    }
    all_kept(broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(name: &str) -> Vec<&'static str> {
        let broken = check(name, false).err().unwrap_or_default();
        broken.into_iter().map(|broken| broken.rule).collect()
    }

    #[test]
    fn a_user_name_is_letters_digits_and_four_marks() {
        for good in ["anna", "o'neill", "a.b-c_d", "101", "x"] {
            assert_eq!(check(good, false), Ok(()), "{good}");
        }
        assert_eq!(rules(""), ["length"]);
        assert_eq!(rules(&"a".repeat(65)), ["length"]);
        for bad in ["anna lee", "anna@acme", "änna", "a/b", "a\nb"] {
            assert_eq!(rules(bad), ["characters"], "{bad}");
        }
        assert_eq!(rules(".anna"), ["dot_at_end"]);
        assert_eq!(rules("anna."), ["dot_at_end"]);
    }

    #[test]
    fn reserved_names_are_for_system_administrators_only() {
        for name in ["admin", "Admin", "ROOT", "system", "administrator"] {
            assert_eq!(rules(name), ["reserved"], "{name}");
            assert_eq!(check(name, true), Ok(()), "{name}");
        }
        assert_eq!(check("admins", false), Ok(()));
    }
}
