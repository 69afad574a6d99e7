//! Lists as CSV: one row an object, one column a path through the objects, joined with `_`.

use serde_json::Value;
use std::collections::HashMap;

/// The table; empty for an empty list. Columns stand in the order in which they first appear.
pub(super) fn table(rows: &[Value]) -> String {
    let mut columns: Vec<String> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut lines: Vec<Vec<String>> = Vec::with_capacity(rows.len());
    for row in rows {
        let mut line = Vec::new();
        flatten(row, String::new(), &mut |path, text| {
            let next = columns.len();
            let at = *known.entry(path.clone()).or_insert(next);
            if at == next {
                columns.push(path);
            }
            if line.len() <= at {
                line.resize(at + 1, String::new());
            }
            if let Some(cell) = line.get_mut(at) {
                *cell = text;
            }
        });
        lines.push(line);
    }
    if rows.is_empty() {
        return String::new();
    }
    let mut table = columns
        .iter()
        .map(|name| cell(name))
        .collect::<Vec<_>>()
        .join(",");
    for mut line in lines {
        line.resize(columns.len(), String::new());
        table.push_str("\r\n");
        table.push_str(
            &line
                .iter()
                .map(|text| cell(text))
                .collect::<Vec<_>>()
                .join(","),
        );
    }
    table.push_str("\r\n");
    table
}

fn flatten(value: &Value, path: String, put: &mut impl FnMut(String, String)) {
    let below = |key: &str| {
        if path.is_empty() {
            key.to_owned()
        } else {
            format!("{path}_{key}")
        }
    };
    match value {
        Value::Object(fields) => {
            for (key, inner) in fields {
                flatten(inner, below(key), put);
            }
        }
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            for (number, inner) in items.iter().enumerate() {
                flatten(inner, below(&(number + 1).to_string()), put);
            }
        }
        Value::Array(items) => {
            let words: Vec<String> = items.iter().map(plain).collect();
            put(path, words.join(","));
        }
        other => put(path, plain(other)),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Quoted where it must be. A text that a spreadsheet would take for a formula is kept from being one.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '@', '\t', '\r'])
        || (text.starts_with(['+', '-']) && text.contains(|c: char| c.is_alphabetic() || c == '('));
    let guarded = if formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if guarded.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

#[cfg(test)]
mod tests {
    use super::table;
    use serde_json::json;

    #[test]
    fn the_columns_are_the_paths_of_all_rows() {
        let rows = [
            json!({ "id": "1", "a": { "b": 2 }, "flags": ["x", "y"] }),
            json!({ "id": "3", "note": "say \"hi\"" }),
        ];
        assert_eq!(
            table(&rows),
            "id,a_b,flags,note\r\n1,2,\"x,y\",\r\n3,,,\"say \"\"hi\"\"\"\r\n"
        );
        assert_eq!(table(&[]), "");
    }

    #[test]
    fn a_cell_is_never_a_formula_and_a_phone_number_stays_one() {
        let text = table(&[json!({ "a": "=cmd()", "b": "+49 30 1", "c": "+sum(1)" })]);
        assert_eq!(text, "a,b,c\r\n'=cmd(),+49 30 1,'+sum(1)\r\n");
    }
}
