//! One broken rule of a single value, before anybody knows where in a document the value stands.
//!
//! The small rules (PINs, passwords, numbers, names) answer with these; whoever holds the document adds the path.

use crate::Violation;

/// A rule that a value breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{sentence}")]
pub struct BrokenRule {
    /// The rule's short name, for programs, e.g. `sequential_digits`.
    pub rule: &'static str,
    /// A sentence for people. It says what to do and never repeats the value.
    pub sentence: String,
}

impl BrokenRule {
    /// A broken rule with this name and sentence.
    pub fn new(rule: &'static str, sentence: impl Into<String>) -> Self {
        Self {
            rule,
            sentence: sentence.into(),
        }
    }

    /// The same as a broken rule of a document; `path` is the JSON pointer to the value.
    pub fn at(self, path: impl Into<String>) -> Violation {
        Violation::new(path, self.rule, self.sentence)
    }
}

/// The outcome of a check that names every rule that is broken.
pub(crate) fn all_kept(broken: Vec<BrokenRule>) -> Result<(), Vec<BrokenRule>> {
    if broken.is_empty() {
        Ok(())
    } else {
        Err(broken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_rule_keeps_its_words_when_it_gets_its_place() {
        let violation = BrokenRule::new("digits", "Write digits.").at("/voicemail_pin");
        assert_eq!(violation.path, "/voicemail_pin");
        assert_eq!(
            (violation.rule.as_str(), violation.detail.as_str()),
            ("digits", "Write digits.")
        );
    }
}
