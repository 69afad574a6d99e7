//! Free text over a list.

use super::Folded;
use crate::text::search_key;

/// What somebody looks for: alternatives with `or` between them, of each all words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Search {
    alternatives: Vec<Vec<String>>,
}

impl Search {
    /// Reads a text; every text can be searched for. One without words is passed by everything.
    pub fn new(text: &str) -> Self {
        let mut alternatives = vec![Vec::new()];
        for word in text.split_whitespace() {
            if word.eq_ignore_ascii_case("or") {
                alternatives.push(Vec::new());
            } else if let Some(words) = alternatives.last_mut() {
                words.push(search_key(word));
            }
        }
        alternatives.retain(|words| !words.is_empty());
        Self { alternatives }
    }

    /// Whether all words of an alternative stand somewhere in these texts, without regard to case and accents.
    pub fn matches<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> bool {
        if self.alternatives.is_empty() {
            return true;
        }
        let texts: Vec<String> = texts.into_iter().map(search_key).collect();
        let stands = |word: &String| texts.iter().any(|text| text.contains(word.as_str()));
        self.alternatives
            .iter()
            .any(|words| words.iter().all(stands))
    }

    /// The same of texts that are folded already. No word reaches from one line into the next, as words have no white
    /// space.
    pub fn matches_folded(&self, folded: &Folded) -> bool {
        let stands = |word: &String| folded.lines().contains(word.as_str());
        let has_all = |words: &Vec<String>| words.iter().all(stands);
        self.alternatives.is_empty() || self.alternatives.iter().any(has_all)
    }
}
