//! A user's photo.

use super::one::{place, show};
use crate::crossbar::answer::Answer;
use crate::crossbar::call::Call;
use crate::crossbar::failure::Failure;
use crate::crossbar::request::Request;
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::prelude::BASE64_STANDARD;
use cordboard_engine::files::picture;
use cordboard_engine::users::photo::{read as reading, remove as removing, write as writing};
use serde_json::json;

const BYTES: &str = "application/octet-stream";
const TEXT: &str = "application/base64";
/// Clients differ in whether they fill the last group.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

pub(super) fn read(call: &Call<'_>) -> Result<Answer, Failure> {
    let photo = reading::run(call.engine, &call.principal, place(call)?)?;
    let answer = if wants_text(call.request) {
        Answer::content(TEXT, BASE64_STANDARD.encode(&photo.bytes))
    } else {
        Answer::content(BYTES, photo.bytes)
    };
    Ok(answer.named("photo"))
}

pub(super) fn write(call: &Call<'_>) -> Result<Answer, Failure> {
    let bytes = submitted(call.request)?;
    let input = writing::Input {
        place: place(call)?,
        mime: Some(picture::mime(&bytes).unwrap_or(BYTES).to_owned()),
        bytes,
    };
    let user = writing::run(call.engine, &call.principal, &input)?;
    Ok(show(user))
}

pub(super) fn remove(call: &Call<'_>) -> Result<Answer, Failure> {
    let user = removing::run(call.engine, &call.principal, place(call)?)?;
    Ok(Answer::ok(json!({})).revision(user.rev))
}

fn wants_text(request: &Request) -> bool {
    let kinds = request.header("accept").unwrap_or_default();
    kinds.to_ascii_lowercase().contains(TEXT)
}

/// The bytes: as they came, or out of their base64 form, or out of JSON that holds this form.
fn submitted(request: &Request) -> Result<Vec<u8>, Failure> {
    if let Some(text) = request.data.as_str() {
        return decoded(text.as_bytes());
    }
    if request.content_type == TEXT || request.raw.starts_with(b"data:") {
        return decoded(&request.raw);
    }
    Ok(request.raw.to_vec())
}

fn decoded(text: &[u8]) -> Result<Vec<u8>, Failure> {
    let comma = text.iter().position(|byte| *byte == b',');
    let text = match comma {
        Some(comma) if text.starts_with(b"data:") => text.get(comma + 1..).unwrap_or_default(),
        _ => text,
    };
    // Lines are broken in letters.
    let text: Vec<u8> = text
        .iter()
        .copied()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    LENIENT.decode(text).map_err(|_| {
        let error = json!({ "message": "the photo is no base64 text", "target": "base64" });
        Failure::field_with("photo", "wrong_format", error)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_with_and_without_prefix_line_breaks_and_padding() {
        for text in [
            "aGVsbG8=",
            "aGVsbG8",
            "aGVs\r\nbG8=\n",
            "data:image/png;base64,aGVsbG8=",
        ] {
            assert_eq!(decoded(text.as_bytes()).unwrap(), b"hello", "{text}");
        }
        assert!(decoded(b"!!!!").is_err());
    }
}
