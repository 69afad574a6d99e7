//! Opaque page keys: where a page ended, so that rows that come or go elsewhere do not shift the next one.

use super::failure::Failure;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cordboard_model::Id;
use cordboard_store::Cursor;
use serde_json::json;

/// The first byte of every key; other forms would begin otherwise.
const FORM: u8 = 1;

/// The key behind a row with this sort key and id.
pub(super) fn text(cursor: &Cursor) -> String {
    let mut bytes = Vec::with_capacity(17 + cursor.sort_key.len());
    bytes.push(FORM);
    bytes.extend_from_slice(cursor.id.as_bytes());
    bytes.extend_from_slice(cursor.sort_key.as_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The place that [`text`] wrote.
///
/// # Errors
/// 400 for a text that it did not write.
pub(super) fn read(text: &str) -> Result<Cursor, Failure> {
    let malformed = || {
        let error =
            json!({ "message": "start_key is no key that this server gave out", "value": text });
        Failure::field_with("start_key", "invalid", error)
    };
    let bytes = URL_SAFE_NO_PAD
        .decode(text.trim_end_matches('='))
        .map_err(|_| malformed())?;
    let (form, rest) = bytes.split_first().ok_or_else(malformed)?;
    let (id, sort_key) = rest.split_at_checked(16).ok_or_else(malformed)?;
    let id: [u8; 16] = id.try_into().map_err(|_| malformed())?;
    match std::str::from_utf8(sort_key) {
        Ok(sort_key) if *form == FORM => Ok(Cursor {
            sort_key: sort_key.to_owned(),
            id: Id::from_bytes(id),
        }),
        _ => Err(malformed()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_its_text_form_and_is_safe_in_an_address() {
        let cursor = Cursor {
            sort_key: "Müller & Söhne?".into(),
            id: Id::from_bytes([255; 16]),
        };
        let key = text(&cursor);
        assert!(
            key.chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        );
        assert_eq!(read(&key).unwrap(), cursor);
    }

    #[test]
    fn a_key_that_nobody_gave_out_is_refused_with_400() {
        for bad in ["x", "!!!!", "AA", "g2wAAAABbQAAACBh", "é"] {
            assert_eq!(read(bad).unwrap_err().status, 400, "{bad}");
        }
    }
}
