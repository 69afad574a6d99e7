//! The sound of a simulated recording: a tone, in a WAV file that says what it is.

/// Samples in a second.
const RATE: u32 = 8_000;
/// A recording is this long at least, in milliseconds.
const SHORTEST_MS: i64 = 500;
/// A recording is this long at most, in milliseconds, however long was recorded.
const LONGEST_MS: i64 = 5_000;
/// The remark inside of the file.
const REMARK: &[u8] = b"Simulated recording: no voice\0";

/// A WAV file (PCM, 8 kHz, mono, 8 bit) with a tone of 440 Hz.
pub(super) fn wav(duration_ms: i64) -> Vec<u8> {
    let ms = u32::try_from(duration_ms.clamp(SHORTEST_MS, LONGEST_MS)).unwrap_or_default();
    let samples = RATE / 1000 * ms;
    let remark = chunk(b"ICMT", &[REMARK]);
    let mut format = Vec::with_capacity(16);
    for word in [1u16, 1] {
        format.extend(word.to_le_bytes());
    }
    for long in [RATE, RATE] {
        format.extend(long.to_le_bytes());
    }
    for word in [1u16, 8] {
        format.extend(word.to_le_bytes());
    }
    // A sine at a quarter of full scale.
    let tone: Vec<u8> = (0..samples)
        .map(|n| {
            let angle = f64::from(n) * 440.0 * std::f64::consts::TAU / f64::from(RATE);
            (128.0 + 32.0 * angle.sin()) as u8
        })
        .collect();
    let format = chunk(b"fmt ", &[&format]);
    let remark = chunk(b"LIST", &[b"INFO", &remark]);
    let tone = chunk(b"data", &[&tone]);
    chunk(b"RIFF", &[b"WAVE", &format, &remark, &tone])
}

/// A chunk of a RIFF file: name, length, and content on an even number of bytes.
fn chunk(name: &[u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let mut bytes = Vec::with_capacity(content.len() + 9);
    bytes.extend(name);
    bytes.extend(
        u32::try_from(content.len())
            .unwrap_or(u32::MAX)
            .to_le_bytes(),
    );
    bytes.extend(&content);
    if content.len() % 2 == 1 {
        bytes.push(0);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_a_wav_that_is_not_silent_and_says_that_it_is_simulated() {
        let wav = wav(1_000);
        assert_eq!(&wav[..4], b"RIFF");
        assert_eq!(&wav[8..16], b"WAVEfmt ");
        let length = u32::from_le_bytes(wav[4..8].try_into().unwrap());
        assert_eq!(length as usize, wav.len() - 8);
        assert!(wav.windows(9).any(|part| part == b"Simulated"));
        let sound = &wav[wav.len() - 8_000..];
        assert!(sound.iter().any(|sample| *sample > 150));
        assert!(sound.iter().any(|sample| *sample < 106));
    }
}
