//! The shapes of bodies and answers, as data: bodies are checked against them, and the OpenAPI document is made from
//! them.
//!
//! Checked are types, lengths, bounds, words and presence. Rules that look further are the model's. `null` counts as
//! absent, since that is how the dialect writes absent values; keys that no shape knows are left to the operation.

use chrono::DateTime;
use cordboard_model::schema::Violation;
use cordboard_model::{Fields, pointer};
use serde_json::{Map, Value, json};

/// A key of an object.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member {
    /// The key.
    pub(crate) name: &'static str,
    /// What stands there.
    pub(crate) of: Of,
    /// Whether it must be there.
    pub(crate) is_required: bool,
}

/// What a value is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Of {
    /// A text of so many characters.
    Text(usize, usize),
    /// A whole number within these bounds.
    Whole(i64, i64),
    /// Any number.
    Number,
    /// True or false.
    Flag,
    /// An instant as RFC 3339 writes it.
    Time,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A list of such values.
    List(&'static Of),
    /// An object with these keys.
    Object(&'static [Member]),
    /// Anything; somebody else looks at it.
    Any,
}

/// The longest text where the dialect names no limit.
pub(crate) const LONG: usize = 100_000;
/// Any text.
pub(crate) const TEXT: Of = Of::Text(0, LONG);
/// A whole number that is not negative.
pub(crate) const COUNT: Of = Of::Whole(0, i64::MAX);

/// A key that may be absent.
pub(crate) const fn member(name: &'static str, of: Of) -> Member {
    Member {
        name,
        of,
        is_required: false,
    }
}

/// A key that must be there.
pub(crate) const fn required(name: &'static str, of: Of) -> Member {
    Member {
        name,
        of,
        is_required: true,
    }
}

/// How many keys these lists have together.
pub(crate) const fn total(parts: &[&[Member]]) -> usize {
    let (mut count, mut index) = (0, 0);
    while index < parts.len() {
        count += parts[index].len();
        index += 1;
    }
    count
}

/// These lists one after the other; `N` is [`total`] of them.
pub(crate) const fn join<const N: usize>(parts: &[&[Member]]) -> [Member; N] {
    let mut members = [member("", Of::Any); N];
    let (mut at, mut index) = (0, 0);
    while index < parts.len() {
        let part = parts[index];
        let mut inner = 0;
        while inner < part.len() {
            members[at] = part[inner];
            (at, inner) = (at + 1, inner + 1);
        }
        index += 1;
    }
    members
}

/// The same keys, none of which must be there.
pub(crate) const fn optional<const N: usize>(members: &[Member]) -> [Member; N] {
    let mut all = [member("", Of::Any); N];
    let mut index = 0;
    while index < N {
        all[index] = member(members[index].name, members[index].of);
        index += 1;
    }
    all
}

/// One list of several: `joined!(HEAD, REST)`. A part in square brackets may be absent: `joined!([HEAD], REST)`.
macro_rules! joined {
    ($($part:tt),+ $(,)?) => {{
        const PARTS: &[&[$crate::portsip::shape::Member]] = &[$($crate::portsip::shape::part!($part)),+];
        const ALL: [$crate::portsip::shape::Member; $crate::portsip::shape::total(PARTS)] =
            $crate::portsip::shape::join(PARTS);
        &ALL
    }};
}

macro_rules! part {
    ([$members:ident]) => {
        &$crate::portsip::shape::optional::<{ $members.len() }>($members)
    };
    ($members:tt) => {
        $members
    };
}

pub(crate) use {joined, part};

/// Words that several resources use.
pub(crate) const TRANSPORT: Of = Of::Word(&["UDP", "TCP", "TLS"]);
/// Which address of the server phones and apps are told.
pub(crate) const INTERFACE: Of = Of::Word(&[
    "WEB_DOMAIN",
    "PUBLIC_IPV4",
    "PUBLIC_IPV6",
    "PRIVATE_IPV4",
    "PRIVATE_IPV6",
    "SBC_DOMAIN",
]);
/// What happened to an object of a list that a client follows.
pub(crate) const CHANGE: Of = Of::Word(&["CREATED", "UPDATED", "DELETED"]);
/// A number that may be shown to those who are called.
pub(crate) const CALLER_ID: &[Member] = &[
    member("provider_id", TEXT),
    member("caller_id", Of::Text(1, 64)),
    member("description", Of::Text(0, 1024)),
];
/// Several of them.
pub(crate) const CALLER_IDS: Of = Of::List(&Of::Object(CALLER_ID));
/// An answer that is an id.
pub(crate) const ID: &[Member] = &[required("id", TEXT)];
/// An answer that is a token.
pub(crate) const TOKEN: &[Member] = &[required("token", TEXT)];

/// Everything that is wrong with an object.
pub(crate) fn check(members: &[Member], object: &Fields) -> Vec<Violation> {
    let mut found = Vec::new();
    check_object("", members, object, &mut found);
    found
}

fn check_object(path: &str, members: &[Member], object: &Fields, found: &mut Vec<Violation>) {
    for member in members {
        let path = pointer::child(path, member.name);
        match object.get(member.name) {
            None | Some(Value::Null) if member.is_required => {
                found.push(Violation::new(path, "required", "give it a value"));
            }
            None | Some(Value::Null) => {}
            Some(value) => check_value(path, &member.of, value, found),
        }
    }
}

fn check_value(path: String, of: &Of, value: &Value, found: &mut Vec<Violation>) {
    let wrong = match (of, value) {
        (Of::Any, _) | (Of::Number, Value::Number(_)) | (Of::Flag, Value::Bool(_)) => None,
        (Of::Text(min, max), Value::String(text)) => length(text.chars().count(), *min, *max),
        (Of::Whole(min, max), Value::Number(number)) => match number.as_i64() {
            None => Some((
                "type",
                "a whole number belongs here".to_owned(),
                json!("integer"),
            )),
            Some(number) if number < *min => {
                Some(("minimum", format!("at least {min}"), json!(min)))
            }
            Some(number) if number > *max => {
                Some(("maximum", format!("at most {max}"), json!(max)))
            }
            Some(_) => None,
        },
        (Of::Time, Value::String(text)) => DateTime::parse_from_rfc3339(text).err().map(|_| {
            let detail = "an instant is written like 2026-01-31T09:30:00Z".to_owned();
            ("wrong_format", detail, json!("date-time"))
        }),
        (Of::Word(words), Value::String(text)) => (!words.contains(&text.as_str())).then(|| {
            let detail = format!("one of {}", words.join(", "));
            ("enum", detail, json!(words))
        }),
        (Of::List(of), Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                check_value(pointer::child(&path, &index.to_string()), of, item, found);
            }
            None
        }
        (Of::Object(members), Value::Object(object)) => {
            check_object(&path, members, object, found);
            None
        }
        (of, _) => Some((
            "type",
            format!("this is {}", of.article()),
            json!(of.json_type()),
        )),
    };
    if let Some((rule, detail, target)) = wrong {
        found.push(Violation::new(path, rule, detail).with_target(target));
    }
}

fn length(count: usize, min: usize, max: usize) -> Option<(&'static str, String, Value)> {
    if count < min {
        Some((
            "minLength",
            format!("at least {min} characters"),
            json!(min),
        ))
    } else if count > max {
        Some(("maxLength", format!("at most {max} characters"), json!(max)))
    } else {
        None
    }
}

impl Of {
    const fn json_type(&self) -> &'static str {
        match self {
            Of::Text(..) | Of::Time | Of::Word(_) => "string",
            Of::Whole(..) => "integer",
            Of::Number => "number",
            Of::Flag => "boolean",
            Of::List(_) => "array",
            Of::Object(_) | Of::Any => "object",
        }
    }

    const fn article(&self) -> &'static str {
        match self {
            Of::Text(..) | Of::Time | Of::Word(_) => "a text",
            Of::Whole(..) => "a whole number",
            Of::Number => "a number",
            Of::Flag => "true or false",
            Of::List(_) => "a list",
            Of::Object(_) | Of::Any => "an object",
        }
    }

    fn schema(&self) -> Value {
        let mut schema = Map::new();
        let mut set = |key: &str, value: Value| schema.insert(key.to_owned(), value);
        if !matches!(self, Of::Any) {
            set("type", self.json_type().into());
        }
        match self {
            Of::Text(min, max) => {
                if *min > 0 {
                    set("minLength", (*min).into());
                }
                if *max < LONG {
                    set("maxLength", (*max).into());
                }
            }
            Of::Whole(min, max) => {
                if *min > i64::MIN {
                    set("minimum", (*min).into());
                }
                if *max < i64::MAX {
                    set("maximum", (*max).into());
                }
            }
            Of::Time => {
                set("format", "date-time".into());
            }
            Of::Word(words) => {
                set("enum", json!(words));
            }
            Of::List(of) => {
                set("items", of.schema());
            }
            Of::Object(members) => return schema_of(members),
            Of::Number | Of::Flag | Of::Any => {}
        }
        Value::Object(schema)
    }
}

/// The JSON Schema of an object.
pub(crate) fn schema_of(members: &[Member]) -> Value {
    let properties: Map<String, Value> = members
        .iter()
        .map(|member| (member.name.to_owned(), member.of.schema()))
        .collect();
    let mut schema = json!({ "type": "object", "properties": properties });
    let required = members.iter().filter(|member| member.is_required);
    let required: Vec<&str> = required.map(|member| member.name).collect();
    if let (false, Some(schema)) = (required.is_empty(), schema.as_object_mut()) {
        schema.insert("required".into(), json!(required));
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: &[Member] = &[
        required("code", Of::Text(1, 1)),
        member("count", Of::Whole(-1, 8)),
        member("items", Of::List(&Of::Object(&[required("on", Of::Flag)]))),
        member("at", Of::Time),
        member("mode", Of::Word(&["AUDIO", "VIDEO"])),
    ];

    fn rules(body: Value) -> Vec<(String, String)> {
        let found = check(SHAPE, body.as_object().unwrap());
        found.into_iter().map(|v| (v.path, v.rule)).collect()
    }

    #[test]
    fn a_body_is_told_all_that_is_wrong_with_it_and_where() {
        let body = json!({
            "code": "22", "count": 9, "items": [{ "on": true }, { "on": 1 }, {}], "at": "noon", "mode": "audio",
        });
        let said = rules(body);
        let said: Vec<_> = said
            .iter()
            .map(|(path, rule)| (path.as_str(), rule.as_str()))
            .collect();
        assert_eq!(
            said,
            [
                ("/code", "maxLength"),
                ("/count", "maximum"),
                ("/items/1/on", "type"),
                ("/items/2/on", "required"),
                ("/at", "wrong_format"),
                ("/mode", "enum"),
            ]
        );
        assert_eq!(rules(json!({}))[0].1, "required");
    }

    #[test]
    fn null_is_absent_and_unknown_keys_are_not_looked_at() {
        let body = json!({ "code": "2", "count": null, "items": null, "teapot": [1] });
        assert!(rules(body).is_empty());
    }
}
