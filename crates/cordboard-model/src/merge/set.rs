//! Arrays in which order means nothing: what one side added or removed is added or removed.

use super::same::same;
use serde_json::Value;

/// Longer ones are compared as a whole: comparing each element with each would take too long.
pub(super) const LONGEST: usize = 1_000;

/// Theirs, without what mine removed, with what mine added at the end in mine's order.
pub(super) fn merge(base: &[Value], theirs: &[Value], mine: &[Value]) -> Vec<Value> {
    let holds = |set: &[Value], value: &Value| set.iter().any(|other| same(other, value));
    let mut result: Vec<Value> = theirs
        .iter()
        .filter(|value| holds(mine, value) || !holds(base, value))
        .cloned()
        .collect();
    for value in mine {
        if !holds(base, value) && !holds(&result, value) {
            result.push(value.clone());
        }
    }
    result
}
