//! Whether bytes are a picture that every browser shows and that cannot run anything: JPEG, PNG, GIF or WebP, told by
//! how they begin.

use cordboard_model::broken_rule::BrokenRule;

/// What the bytes are, if they are a picture.
pub fn mime(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xd8, 0xff, _, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        _ if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => Some("image/webp"),
        _ => None,
    }
}

/// Whether this is what such pictures are called.
pub(crate) fn is_picture(mime: &str) -> bool {
    ["image/jpeg", "image/png", "image/gif", "image/webp"].contains(&mime)
}

/// Checks that the bytes are a picture, and says which.
///
/// # Errors
/// `image` when they begin like none.
pub fn check(bytes: &[u8]) -> Result<&'static str, BrokenRule> {
    mime(bytes).ok_or_else(|| {
        BrokenRule::new(
            "image",
            "The file is no picture: upload a JPEG, PNG, GIF or WebP file.",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_kinds_of_pictures_are_known_by_how_they_begin_and_nothing_else_is() {
        assert_eq!(mime(b"\xff\xd8\xff\xe0"), Some("image/jpeg"));
        assert_eq!(mime(b"\x89PNG\r\n\x1a\n"), Some("image/png"));
        assert_eq!(mime(b"GIF89a"), Some("image/gif"));
        assert_eq!(mime(b"RIFF\0\0\0\0WEBPVP8"), Some("image/webp"));
        for other in [
            &b""[..],
            b"RIFF",
            b"RIFF\x24\0\0\0WAVEfmt ",
            b"<svg onload='x()'/>",
            b"\x89PNG",
        ] {
            assert_eq!(check(other).unwrap_err().rule, "image", "{other:?}");
        }
    }
}
