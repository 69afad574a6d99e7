//! Runs of characters that are easy to guess: the same one again and again, or one after the other.

/// Whether the same character stands `length` times in a row.
pub(crate) fn has_repetition(text: &str, length: usize) -> bool {
    has_run(text, length, |a, b| a == b)
}

/// Whether `length` digits or letters follow each other up or down, such as 012, 987 or abc.
pub(crate) fn has_sequence(text: &str, length: usize) -> bool {
    has_run(text, length, follows) || has_run(text, length, |a, b| follows(b, a))
}

/// Whether `b` is the digit or the letter after `a`; case says nothing.
fn follows(a: char, b: char) -> bool {
    let (a, b) = (a.to_ascii_lowercase(), b.to_ascii_lowercase());
    let alike = a.is_ascii_digit() && b.is_ascii_digit()
        || a.is_ascii_lowercase() && b.is_ascii_lowercase();
    alike && u32::from(a) + 1 == u32::from(b)
}

fn has_run(text: &str, length: usize, linked: impl Fn(char, char) -> bool) -> bool {
    let mut run = 0;
    let mut before: Option<char> = None;
    for c in text.chars() {
        run = if before.is_some_and(|before| linked(before, c)) {
            run + 1
        } else {
            1
        };
        if run >= length {
            return true;
        }
        before = Some(c);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repetition_is_the_same_character_in_a_row() {
        assert!(has_repetition("4777", 3) && has_repetition("aaa", 3));
        assert!(!has_repetition("4774", 3) && !has_repetition("474747", 3));
    }

    #[test]
    fn a_sequence_runs_up_or_down_within_digits_or_letters() {
        for text in ["012", "5789", "4321", "xABc", "ZYx"] {
            assert!(has_sequence(text, 3), "{text}");
        }
        for text in ["0135", "8901", "0101", "89a", "@AB", "éfh", ""] {
            assert!(!has_sequence(text, 3), "{text}");
        }
    }
}
