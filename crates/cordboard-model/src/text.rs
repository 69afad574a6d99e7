//! Normal forms of text: what makes two names the same, and what a search compares.
//!
//! Names are normalised here, before they reach a store, so that every store agrees on "unique" and on order.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The form under which a name is claimed and sorted: NFKC, trimmed, inner white space to one blank, lower case.
pub fn name_key(name: &str) -> String {
    // Most names are plain ASCII, which is its own normal form.
    if name.is_ascii() {
        return one_blank_between_words(&name.to_ascii_lowercase());
    }
    let folded: String = name.nfkc().flat_map(char::to_lowercase).collect();
    one_blank_between_words(&folded)
}

fn one_blank_between_words(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    key
}

/// The form under which the name of an account is claimed: letters and digits in lower case without accents, so that
/// "Blip #2!" and "blip2" are the same account. A name without any of them is its [`name_key`].
pub fn account_key(name: &str) -> String {
    let mut key = search_key(name);
    key.retain(char::is_alphanumeric);
    if key.is_empty() { name_key(name) } else { key }
}

/// The form a search compares: as [`name_key`], and without accents, so that "muller" finds "Müller".
pub fn search_key(text: &str) -> String {
    if text.is_ascii() {
        return name_key(text);
    }
    let bare: String = text.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    name_key(&bare).replace('ß', "ss")
}

/// The words of a text in search form, without repetition, at most 32.
pub fn search_words(text: &str) -> Vec<String> {
    let key = search_key(text);
    let mut words: Vec<String> = Vec::new();
    for word in key
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if words.len() == 32 {
            break;
        }
        if !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_in_case_width_or_spacing_are_the_same_name() {
        assert_eq!(name_key("  ACME   Telecom "), "acme telecom");
        assert_eq!(name_key("ＡＣＭＥ telecom"), "acme telecom");
        assert_ne!(name_key("Müller"), name_key("Muller"));
    }

    #[test]
    fn account_names_that_differ_in_punctuation_or_accents_only_are_the_same_name() {
        assert_eq!(account_key("Blip#2!Blop"), "blip2blop");
        assert_eq!(account_key(" Müller & Söhne "), "mullersohne");
        assert_eq!(account_key("مكتب الرياض"), "مكتبالرياض");
        assert_eq!(account_key(" ! ?"), "! ?");
    }

    #[test]
    fn a_search_without_accents_finds_the_accented_name() {
        assert_eq!(search_key("Müller-Lüdenscheidt"), "muller-ludenscheidt");
        assert_eq!(search_key("Groß"), "gross");
        assert_eq!(
            search_words("Müller, Anna (anna@acme.example)"),
            ["muller", "anna", "acme", "example"]
        );
    }
}
