//! Whether bytes are a sound that phones can play: WAV or MP3, told by how they begin.

use cordboard_model::broken_rule::BrokenRule;

/// What the bytes are, if they are a sound.
pub fn mime(bytes: &[u8]) -> Option<&'static str> {
    if is_wav(bytes) {
        Some("audio/wav")
    } else if is_mp3(bytes) {
        Some("audio/mpeg")
    } else {
        None
    }
}

/// Whether this is what such sounds are called.
pub(crate) fn is_sound(mime: &str) -> bool {
    ["audio/wav", "audio/mpeg"].contains(&mime)
}

/// Checks that the bytes are a sound.
///
/// # Errors
/// `audio` when they begin neither as WAV nor as MP3.
pub fn check(bytes: &[u8]) -> Result<(), BrokenRule> {
    match mime(bytes) {
        Some(_) => Ok(()),
        None => Err(BrokenRule::new(
            "audio",
            "The file is no sound: upload a WAV or MP3 file.",
        )),
    }
}

/// `RIFF`, a length, `WAVE`, and a first chunk.
fn is_wav(bytes: &[u8]) -> bool {
    bytes.len() >= 20 && bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WAVE")
}

/// An ID3 tag, or the head of a frame of layer 3 with a bit rate and a sampling rate that exist.
fn is_mp3(bytes: &[u8]) -> bool {
    match bytes {
        [b'I', b'D', b'3', ..] => bytes.len() > 10,
        [0xff, second, third, _, ..] => {
            let (version, layer) = ((second >> 3) & 3, (second >> 1) & 3);
            let (bit_rate, sampling) = (third >> 4, (third >> 2) & 3);
            second & 0xe0 == 0xe0
                && version != 1
                && layer == 1
                && (1..15).contains(&bit_rate)
                && sampling != 3
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wav_and_mp3_are_sounds_and_nothing_else_is() {
        let wav = b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0";
        assert_eq!(mime(wav), Some("audio/wav"));
        assert_eq!(mime(b"ID3\x04\0\0\0\0\0\0\0"), Some("audio/mpeg"));
        assert_eq!(mime(&[0xff, 0xfb, 0x90, 0x64]), Some("audio/mpeg"));
        for other in [
            &b""[..],
            b"RIFF",
            b"RIFF\x24\0\0\0AVI LIST\0\0\0\0\0\0",
            b"<html></html>",
            &[0xff, 0xd8, 0xff, 0xe0],
            &[0xff, 0xfb, 0xf0, 0x64],
            &[0x89, b'P', b'N', b'G', 0, 0],
        ] {
            assert_eq!(check(other).unwrap_err().rule, "audio", "{other:?}");
        }
    }
}
