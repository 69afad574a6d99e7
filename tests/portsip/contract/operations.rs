//! The documented operations, read from the table beside this file.

use serde_json::Value;
use std::collections::BTreeMap;

/// Keys, each with what stands inside.
pub type Keys = BTreeMap<String, Inside>;

#[derive(Debug, Clone, PartialEq)]
pub enum Inside {
    /// A value, or something that is not described.
    Value,
    Object(Keys),
    List(Keys),
}

#[derive(Debug, Default)]
pub struct Operation {
    pub method: String,
    /// Below `/api/`, with placeholders.
    pub path: String,
    pub status: u16,
    /// The keys of the body.
    pub takes: Keys,
    /// The keys of the answer.
    pub gives: Keys,
}

impl Operation {
    pub fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

/// All of them, in the table's order.
pub fn all() -> Vec<Operation> {
    let mut shapes = BTreeMap::new();
    let mut rows: Vec<(String, Vec<String>)> = Vec::new();
    for line in joined(include_str!("operations.txt")) {
        if let Some(shape) = line.strip_prefix('@') {
            let (name, keys) = shape.split_once(' ').unwrap();
            shapes.insert(name.to_owned(), keys.to_owned());
        } else if line.starts_with("  ") {
            rows.last_mut().unwrap().1.push(line.trim().to_owned());
        } else {
            rows.push((line, Vec::new()));
        }
    }
    let read = |(head, more): (String, Vec<String>)| {
        let words: Vec<&str> = head.split(' ').collect();
        let [method, path, status] = words[..] else {
            panic!("{head}")
        };
        let keys = |start: &str| {
            let text = more.iter().find_map(|line| line.strip_prefix(start));
            text.map(|text| keys(text, &shapes)).unwrap_or_default()
        };
        Operation {
            method: method.into(),
            path: path.into(),
            status: status.parse().unwrap(),
            takes: keys("takes "),
            gives: keys("gives "),
        }
    };
    rows.into_iter().map(read).collect()
}

/// The lines without remarks, each with those that continue it.
fn joined(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let told = |line: &&str| !line.is_empty() && !line.starts_with('#');
    for line in text.lines().filter(told) {
        match line.strip_prefix("    ") {
            Some(more) => {
                let last = lines.last_mut().unwrap();
                last.push(' ');
                last.push_str(more);
            }
            None => lines.push(line.to_owned()),
        }
    }
    lines
}

fn keys(text: &str, shapes: &BTreeMap<String, String>) -> Keys {
    let text = text.replace('{', " { ").replace('}', " } ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut at = 0;
    let keys = read(&words, &mut at, shapes);
    assert_eq!(at, words.len(), "{text}");
    keys
}

fn read(words: &[&str], at: &mut usize, shapes: &BTreeMap<String, String>) -> Keys {
    let mut found = Keys::new();
    while let Some(word) = words.get(*at).filter(|word| **word != "}") {
        *at += 1;
        if let Some(shape) = word.strip_prefix('@') {
            found.extend(keys(&shapes[shape], shapes));
            continue;
        }
        let name = word.trim_end_matches("[]").to_owned();
        let is_list = name.len() < word.len();
        let mut inside = Inside::Value;
        if words.get(*at) == Some(&"{") {
            *at += 1;
            let keys = read(words, at, shapes);
            *at += 1;
            inside = match is_list {
                true => Inside::List(keys),
                false => Inside::Object(keys),
            };
        }
        found.insert(name, inside);
    }
    found
}

/// Where a JSON Schema has other keys than these. What a schema leaves open fits.
pub fn unlike_schema(keys: &Keys, schema: &Value, path: &str, wrong: &mut Vec<String>) {
    let Some(properties) = schema["properties"].as_object() else {
        if schema.get("type").is_some() && !keys.is_empty() {
            wrong.push(format!("{path}: no keys are described"));
        }
        return;
    };
    for name in properties.keys().filter(|name| !keys.contains_key(*name)) {
        wrong.push(format!("{path}.{name}: is not documented"));
    }
    for (name, inside) in keys {
        let path = format!("{path}.{name}");
        match (properties.get(name), inside) {
            (None, _) => wrong.push(format!("{path}: is missing")),
            (Some(_), Inside::Value) => {}
            (Some(schema), Inside::Object(keys)) => unlike_schema(keys, schema, &path, wrong),
            (Some(schema), Inside::List(keys)) => {
                unlike_schema(keys, &schema["items"], &path, wrong);
            }
        }
    }
}

/// Where a value has other keys than these. Lists must hold something, so that there is something to see.
pub fn unlike_value(keys: &Keys, value: &Value, path: &str, wrong: &mut Vec<String>) {
    let Some(object) = value.as_object() else {
        wrong.push(format!("{path}: {value} is no object"));
        return;
    };
    for name in object.keys().filter(|name| !keys.contains_key(*name)) {
        wrong.push(format!("{path}.{name}: is not documented"));
    }
    for (name, inside) in keys {
        let path = format!("{path}.{name}");
        match (object.get(name), inside) {
            (None, _) => wrong.push(format!("{path}: is missing")),
            (Some(_), Inside::Value) => {}
            (Some(value), Inside::Object(keys)) => unlike_value(keys, value, &path, wrong),
            (Some(value), Inside::List(keys)) => {
                let items = value.as_array().cloned().unwrap_or_default();
                if items.is_empty() {
                    wrong.push(format!("{path}: {value} shows nothing"));
                }
                for item in items {
                    unlike_value(keys, &item, &path, wrong);
                }
            }
        }
    }
}
