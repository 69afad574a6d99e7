//! Speed dials: a code of one or two digits that stands for a number.

use crate::broken_rule::{BrokenRule, all_kept};
use crate::dial_number;

/// The longest description, in characters.
pub const DESCRIPTION_MAX: usize = 1024;

/// The two tables of speed dials that a person has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Table {
    /// Eight codes, 2 to 9.
    Eight,
    /// A hundred codes, 00 to 99.
    Hundred,
}

impl Table {
    /// Both tables.
    pub const ALL: [Table; 2] = [Table::Eight, Table::Hundred];

    /// The name in the PortSIP dialect.
    pub const fn name(self) -> &'static str {
        match self {
            Table::Eight => "speed_dial_8",
            Table::Hundred => "speed_dial_100",
        }
    }

    /// Whether the table has this code.
    pub fn has(self, code: &str) -> bool {
        match (self, code.as_bytes()) {
            (Table::Eight, [digit]) => (b'2'..=b'9').contains(digit),
            (Table::Hundred, [tens, ones]) => tens.is_ascii_digit() && ones.is_ascii_digit(),
            _ => false,
        }
    }

    /// Checks a code.
    ///
    /// # Errors
    /// `code` when the table does not have it.
    pub fn check_code(self, code: &str) -> Result<(), BrokenRule> {
        if self.has(code) {
            return Ok(());
        }
        let sentence = match self {
            Table::Eight => "The code is one digit, 2 to 9.",
            Table::Hundred => "The code is two digits, 00 to 99.",
        };
        Err(BrokenRule::new("code", sentence))
    }
}

/// Checks a whole speed dial.
///
/// # Errors
/// Every rule that is broken: `code`, `dial_number`, `description`.
pub fn check(
    table: Table,
    code: &str,
    number: &str,
    description: &str,
) -> Result<(), Vec<BrokenRule>> {
    let mut broken = Vec::new();
    broken.extend(table.check_code(code).err());
    broken.extend(dial_number::normal_form(number).err());
    if description.chars().count() > DESCRIPTION_MAX {
        broken.push(BrokenRule::new(
            "description",
            "The description may have at most 1024 characters.",
        ));
    }
    all_kept(broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_have_eight_and_a_hundred_codes() {
        let codes: Vec<String> = (0..10)
            .map(|code| code.to_string())
            .chain((0..100).map(|code| format!("{code:02}")))
            .collect();
        for (table, count) in [(Table::Eight, 8), (Table::Hundred, 100)] {
            assert_eq!(codes.iter().filter(|code| table.has(code)).count(), count);
        }
        for bad in ["", "1", "0", "100", "a", "é", "2 "] {
            assert!(
                Table::ALL
                    .iter()
                    .all(|table| table.check_code(bad).is_err()),
                "{bad}"
            );
        }
    }

    #[test]
    fn a_speed_dial_names_everything_that_is_wrong_with_it() {
        assert_eq!(check(Table::Eight, "2", "+49 30 1234", "Office"), Ok(()));
        let broken = check(Table::Eight, "22", "office", &"x".repeat(1025)).unwrap_err();
        let rules: Vec<_> = broken.iter().map(|broken| broken.rule).collect();
        assert_eq!(rules, ["code", "dial_number", "description"]);
    }
}
