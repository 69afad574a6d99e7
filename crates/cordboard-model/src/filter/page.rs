//! The window of a list that is answered.

use crate::broken_rule::BrokenRule;

/// Which objects of the whole list are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Page {
    /// How many objects at the start are left out.
    pub skip: usize,
    /// How many objects at most are answered, 1 to 100.
    pub top: usize,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            skip: 0,
            top: Self::TOP_MAX,
        }
    }
}

impl Page {
    /// The largest page, and the default one.
    pub const TOP_MAX: usize = 100;

    /// Reads `skip`, a whole number up to 2,147,483,647.
    ///
    /// # Errors
    /// `skip` when it is anything else.
    pub fn parse_skip(text: &str) -> Result<usize, BrokenRule> {
        match whole(text).filter(|skip| *skip <= i32::MAX as usize) {
            Some(skip) => Ok(skip),
            None => Err(BrokenRule::new(
                "skip",
                "skip is a whole number, 0 or more.",
            )),
        }
    }

    /// Reads `top`, 1 to 100.
    ///
    /// # Errors
    /// `top` when it is anything else.
    pub fn parse_top(text: &str) -> Result<usize, BrokenRule> {
        match whole(text).filter(|top| (1..=Self::TOP_MAX).contains(top)) {
            Some(top) => Ok(top),
            None => Err(BrokenRule::new("top", "top is a whole number, 1 to 100.")),
        }
    }

    /// The objects of the page.
    pub fn of<T>(self, list: impl IntoIterator<Item = T>) -> Vec<T> {
        list.into_iter().skip(self.skip).take(self.top).collect()
    }
}

/// Digits only: a sign, which Rust would read, is no digit.
fn whole(text: &str) -> Option<usize> {
    text.bytes()
        .all(|c| c.is_ascii_digit())
        .then(|| text.parse().ok())?
}
