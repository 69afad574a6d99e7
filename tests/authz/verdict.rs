//! What the authorisation tests of all surfaces do alike: which operations a document has, and who got what he should not.

use crate::office::Answer;
use serde_json::Value;
use std::collections::BTreeSet;

/// The operations that an OpenAPI document names.
pub fn documented(document: &Value) -> BTreeSet<&str> {
    let paths = document["paths"].as_object().unwrap().values();
    paths
        .flat_map(|path| path.as_object().unwrap().values())
        .filter_map(|operation| operation["operationId"].as_str())
        .collect()
}

/// Every answer that was not what its row says; all of them are told at once.
#[derive(Default)]
pub struct Verdict(Vec<String>);

impl Verdict {
    /// Takes in what the caller of this name got for an operation.
    pub fn hear(&mut self, operation: &str, caller: &str, answer: &Answer, expected: u16) {
        if answer.status.as_u16() != expected {
            self.0.push(format!(
                "{operation}: {caller} got {} {}, not {expected}",
                answer.status, answer.text
            ));
        }
    }

    /// Fails when there was any.
    pub fn give(&self) {
        assert!(self.0.is_empty(), "{}", self.0.join("\n"));
    }
}
