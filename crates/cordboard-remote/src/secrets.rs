//! What must be given to make a person on a server that asks for it, and is known to nobody: somebody sets another later.

use rand::RngExt;

const UPPER: &[u8] = b"BDFHKMPRTVXZ";
const LOWER: &[u8] = b"acegjnqsuwy";
const DIGITS: &[u8] = b"2479";
const MARKS: &[u8] = b"!#%*";

/// A password that any policy takes: neighbours are of different sorts, so that nothing repeats or counts up.
pub(crate) fn password() -> String {
    let mut random = rand::rng();
    let mut text = String::new();
    for _ in 0..5 {
        for pool in [UPPER, DIGITS, LOWER, MARKS] {
            let at = random.random_range(0..pool.len());
            text.extend(pool.get(at).map(|byte| char::from(*byte)));
        }
    }
    text
}

/// Six digits of which no two neighbours are the same or follow each other.
pub(crate) fn pin() -> String {
    let mut random = rand::rng();
    let mut digits: Vec<u8> = Vec::new();
    while digits.len() < 6 {
        let digit: u8 = random.random_range(0..10);
        if digits.last().is_none_or(|last| last.abs_diff(digit) > 1) {
            digits.push(digit);
        }
    }
    digits
        .iter()
        .map(|digit| char::from(b'0' + digit))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use cordboard_model::pin::check_voicemail;

    #[test]
    fn a_made_up_pin_keeps_the_rules_of_pins_and_two_passwords_differ() {
        for _ in 0..200 {
            let pin = pin();
            assert!(check_voicemail(&pin).is_ok(), "{pin}");
        }
        assert_ne!(password(), password());
    }
}
