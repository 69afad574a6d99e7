//! What is wrong with the text of an option, and where.

use winnow::error::ParserError;
use winnow::stream::{Location, Stream};

/// The first place where a text cannot be read on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("at character {position}: {expected} expected")]
pub struct Fault {
    /// The character, counted from 1; one more than there are for the end of the text.
    pub position: usize,
    /// What should have stood there, for people. It never repeats the text.
    pub expected: String,
}

/// The same with the place in bytes, while the text is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FaultAt {
    pub(super) offset: usize,
    pub(super) expected: String,
}

impl FaultAt {
    /// The fault with its place in characters.
    pub(super) fn within(self, text: &str) -> Fault {
        let before = text.char_indices().take_while(|(at, _)| *at < self.offset);
        Fault {
            position: before.count() + 1,
            expected: if self.expected.is_empty() {
                "something else".to_owned()
            } else {
                self.expected
            },
        }
    }
}

impl<I: Stream + Location> ParserError<I> for FaultAt {
    type Inner = Self;

    fn from_input(input: &I) -> Self {
        Self {
            offset: input.current_token_start(),
            expected: String::new(),
        }
    }

    fn or(self, other: Self) -> Self {
        if other.offset >= self.offset {
            other
        } else {
            self
        }
    }

    fn into_inner(self) -> Result<Self::Inner, Self> {
        Ok(self)
    }
}
