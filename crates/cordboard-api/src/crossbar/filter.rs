//! Filters of lists. They look at the whole document, not at the summary that the list shows, and all must fit.

use super::failure::Failure;
use serde_json::{Map, Value, json};

/// What a filter looks at.
pub(super) struct Candidate<'a> {
    /// The document as the dialect shows it.
    pub(super) document: &'a Map<String, Value>,
    /// When it was made, in Gregorian seconds.
    pub(super) created: i64,
    /// When it was last changed, in Gregorian seconds.
    pub(super) modified: i64,
}

/// All filters of a request.
#[derive(Debug, Default)]
pub(super) struct Filters(Vec<Filter>);

#[derive(Debug)]
enum Filter {
    /// The value at the path is one of these.
    Is(Vec<String>, Vec<String>),
    /// It is none of them.
    IsNot(Vec<String>, Vec<String>),
    /// The list at the path has all, any or none of these.
    Meets(Meeting, Vec<String>, Vec<String>),
    Has(Vec<String>, bool),
    Filled(Vec<String>, bool),
    Time(Instant, Bound, i64),
}

#[derive(Debug, Clone, Copy)]
enum Meeting {
    All,
    Any,
    None,
}

#[derive(Debug, Clone, Copy)]
enum Instant {
    Created,
    Modified,
}

#[derive(Debug, Clone, Copy)]
enum Bound {
    From,
    To,
}

impl Filters {
    /// The filters among the parameters; the others are not ours.
    ///
    /// # Errors
    /// 400 for a bound in time that is no number.
    pub(super) fn of(query: &[(String, String)]) -> Result<Self, Failure> {
        let mut filters = Vec::new();
        for (key, value) in query {
            filters.extend(filter(key, value)?);
        }
        Ok(Self(filters))
    }

    /// True when everything fits without looking.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the candidate fits.
    pub(super) fn fit(&self, candidate: &Candidate<'_>) -> bool {
        self.0.iter().all(|filter| filter.fits(candidate))
    }
}

fn filter(key: &str, value: &str) -> Result<Option<Filter>, Failure> {
    if let Some(path) = key.strip_prefix("filter_array_intersect_") {
        let (meeting, path) = match path.split_once('_') {
            Some(("all", path)) => (Meeting::All, path),
            Some(("any", path)) => (Meeting::Any, path),
            Some(("none", path)) => (Meeting::None, path),
            _ => return Ok(None),
        };
        return Ok(Some(Filter::Meets(meeting, dotted(path), wanted(value))));
    }
    let is = [
        ("filter_any_", true),
        ("filter_none_", false),
        ("filter_not_", false),
        ("filter_", true),
    ];
    for (prefix, positive) in is {
        if let Some(path) = key.strip_prefix(prefix) {
            let (path, wanted) = (dotted(path), wanted(value));
            return Ok(Some(if positive {
                Filter::Is(path, wanted)
            } else {
                Filter::IsNot(path, wanted)
            }));
        }
    }
    Ok(match key {
        "has_key" => Some(Filter::Has(dotted(value), true)),
        "key_missing" | "missing_key" => Some(Filter::Has(dotted(value), false)),
        "has_value" => Some(Filter::Filled(dotted(value), true)),
        "value_missing" | "missing_value" => Some(Filter::Filled(dotted(value), false)),
        "created_from" => Some(time(key, value, Instant::Created, Bound::From)?),
        "created_to" => Some(time(key, value, Instant::Created, Bound::To)?),
        "modified_from" => Some(time(key, value, Instant::Modified, Bound::From)?),
        "modified_to" => Some(time(key, value, Instant::Modified, Bound::To)?),
        _ => None,
    })
}

fn time(key: &str, value: &str, instant: Instant, bound: Bound) -> Result<Filter, Failure> {
    let seconds = value.trim().parse().map_err(|_| {
        let error = json!({ "message": "Value did not match type(s): integer", "target": "integer", "value": value });
        Failure::field_with(key, "type", error)
    })?;
    Ok(Filter::Time(instant, bound, seconds))
}

fn dotted(path: &str) -> Vec<String> {
    path.split('.').map(str::to_owned).collect()
}

/// The value, or the members of the JSON list that it is.
fn wanted(value: &str) -> Vec<String> {
    match serde_json::from_str(value) {
        Ok(Value::Array(items)) => items.iter().map(plain).collect(),
        _ => vec![value.to_owned()],
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// What stands at the dotted path.
pub(super) fn at<'a>(document: &'a Map<String, Value>, path: &[String]) -> Option<&'a Value> {
    let (first, rest) = path.split_first()?;
    rest.iter()
        .try_fold(document.get(first)?, |value, key| value.get(key))
        .filter(|value| !value.is_null())
}

impl Filter {
    fn fits(&self, candidate: &Candidate<'_>) -> bool {
        let document = candidate.document;
        match self {
            Filter::Is(path, wanted) => is(at(document, path), wanted),
            Filter::IsNot(path, wanted) => !is(at(document, path), wanted),
            Filter::Meets(meeting, path, wanted) => {
                let have: Vec<String> = match at(document, path) {
                    Some(Value::Array(items)) => items.iter().map(plain).collect(),
                    Some(single) => vec![plain(single)],
                    None => Vec::new(),
                };
                let has = |text: &String| have.contains(text);
                match meeting {
                    Meeting::All => wanted.iter().all(has),
                    Meeting::Any => wanted.iter().any(has),
                    Meeting::None => !wanted.iter().any(has),
                }
            }
            Filter::Has(path, there) => at(document, path).is_some() == *there,
            Filter::Filled(path, filled) => at(document, path).is_some_and(is_filled) == *filled,
            Filter::Time(instant, bound, seconds) => {
                let when = match instant {
                    Instant::Created => candidate.created,
                    Instant::Modified => candidate.modified,
                };
                match bound {
                    Bound::From => when >= *seconds,
                    Bound::To => when <= *seconds,
                }
            }
        }
    }
}

fn is(value: Option<&Value>, wanted: &[String]) -> bool {
    match value {
        None => false,
        Some(Value::Array(items)) => items.iter().any(|item| wanted.contains(&plain(item))),
        Some(value) => wanted.contains(&plain(value)),
    }
}

fn is_filled(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The document of Kazoo's own filter tests, in our words.
    fn fits(key: &str, value: &str) -> bool {
        let document = json!({
            "id": "d1", "name": "Bo", "enabled": true, "count": 3,
            "ui": { "source": "csv", "empty": "" }, "flags": ["a", "b"], "nothing": null
        });
        let filters = Filters::of(&[(key.to_owned(), value.to_owned())]).unwrap();
        assert!(!filters.is_empty());
        filters.fit(&Candidate {
            document: document.as_object().unwrap(),
            created: 63_599_884_144,
            modified: 63_599_884_200,
        })
    }

    #[test]
    fn a_filter_compares_text_forms_at_a_dotted_path() {
        assert!(fits("filter_ui.source", "csv") && !fits("filter_ui.source", "api"));
        assert!(fits("filter_enabled", "true") && fits("filter_count", "3"));
        assert!(fits("filter_name", r#"["Al","Bo"]"#) && fits("filter_flags", "b"));
        assert!(fits("filter_not_name", "Al") && fits("filter_not_missing", "x"));
        assert!(!fits("filter_not_name", "Bo") && !fits("filter_name.first", "Bo"));
    }

    #[test]
    fn lists_of_values_meet_by_any_all_or_none() {
        assert!(fits("filter_any_name", r#"["Bo"]"#) && !fits("filter_none_name", r#"["Bo"]"#));
        let meets =
            |how: &str, with: &str| fits(&format!("filter_array_intersect_{how}_flags"), with);
        assert!(meets("all", r#"["a","b"]"#) && !meets("all", r#"["a","c"]"#));
        assert!(meets("any", r#"["c","b"]"#) && !meets("any", r#"["c"]"#));
        assert!(meets("none", r#"["c"]"#) && !meets("none", r#"["a"]"#));
    }

    #[test]
    fn keys_and_values_are_there_or_missing() {
        assert!(fits("has_key", "ui.empty") && !fits("has_value", "ui.empty"));
        assert!(fits("value_missing", "ui.empty") && fits("key_missing", "nothing"));
        assert!(fits("has_value", "enabled") && !fits("has_key", "ui.other"));
    }

    #[test]
    fn bounds_in_time_include_both_ends() {
        assert!(fits("created_from", "63599884144") && fits("created_to", "63599884144"));
        assert!(!fits("created_from", "63599884145") && !fits("modified_to", "63599884199"));
        assert!(Filters::of(&[("created_to".into(), "soon".into())]).is_err());
    }
}
