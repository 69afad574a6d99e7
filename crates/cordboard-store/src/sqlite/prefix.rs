//! Where the texts with a prefix end, in the order of their bytes.

use rusqlite::types::Value;

/// Greater than every text with this prefix, and no greater than any other text behind them.
pub(super) fn range_end(prefix: &str) -> Value {
    // An empty blob is greater than every text.
    after_prefix(prefix).map_or(Value::Blob(Vec::new()), Value::Text)
}

/// The least text that is greater than every text with this prefix; `None` when there is none. The bytes of
/// UTF-8 sort as the characters do, so the last character that has a successor is replaced by it.
fn after_prefix(prefix: &str) -> Option<String> {
    let (at, successor) = prefix.char_indices().rev().find_map(|(at, last)| {
        // A range over `char` leaps over the surrogates.
        (last..=char::MAX).nth(1).map(|successor| (at, successor))
    })?;
    let mut end = prefix.get(..at)?.to_owned();
    end.push(successor);
    Some(end)
}
