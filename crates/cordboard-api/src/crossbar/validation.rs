//! Broken rules as Kazoo says them: `{field: {rule: {message, target, value}}}`, several fields and rules at once.

use cordboard_model::schema::Violation;
use serde_json::{Map, Value, json};

/// Fields whose values never come back.
const SECRET: [&str; 6] = [
    "password",
    "pin",
    "credentials",
    "api_key",
    "sip_secret",
    "current_password",
];

/// Broken rules, by field and rule.
#[derive(Debug, Default)]
pub(super) struct Invalid {
    fields: Map<String, Value>,
    /// Rules that want the value beside their message: the path of the value and the name of it in the answer.
    wanted: Vec<Wanted>,
}

#[derive(Debug)]
struct Wanted {
    path: String,
    rule: String,
    name: &'static str,
}

impl Invalid {
    /// One broken rule.
    pub(super) fn one(field: &str, rule: &str, error: Value) -> Self {
        let mut invalid = Self::default();
        invalid.add(field, rule, error);
        invalid
    }

    /// Another broken rule.
    pub(super) fn add(&mut self, field: &str, rule: &str, error: Value) {
        let rules = self
            .fields
            .entry(field)
            .or_insert_with(|| Value::Object(Map::new()));
        if let Some(rules) = rules.as_object_mut() {
            rules.entry(rule).or_insert(error);
        }
    }

    /// Takes in what another one says.
    pub(super) fn join(&mut self, other: Invalid) {
        for (field, rules) in other.fields {
            for (rule, error) in rules.as_object().cloned().unwrap_or_default() {
                self.add(&field, &rule, error);
            }
        }
        self.wanted.extend(other.wanted);
    }

    /// The envelope's data; the values are looked up in the submitted document.
    pub(super) fn render(mut self, submitted: &Value) -> Value {
        for Wanted { path, rule, name } in self.wanted {
            let value = submitted.pointer(&path).filter(|_| !is_secret(&path));
            let error = self
                .fields
                .get_mut(&dotted(&path))
                .and_then(|rules| rules.get_mut(&rule))
                .and_then(Value::as_object_mut);
            if let (Some(error), Some(value)) = (error, value) {
                error.insert(name.to_owned(), value.clone());
            }
        }
        Value::Object(self.fields)
    }
}

/// What the engine found.
pub(super) fn of(found: Vec<Violation>) -> Invalid {
    let mut invalid = Invalid::default();
    for violation in found {
        let field = dotted(&violation.path);
        let rule = violation.rule.as_str();
        let message = message(rule, &violation);
        let mut error = json!({ "message": message });
        if let Some(target) = &violation.target {
            error["target"] = target.clone();
        }
        if rule == "required" {
            error["value"] = field.as_str().into();
        } else if rule == "unique" {
            invalid.want(&violation.path, rule, "cause");
        } else {
            invalid.want(&violation.path, rule, "value");
        }
        invalid.add(&field, rule, error);
    }
    invalid
}

impl Invalid {
    fn want(&mut self, path: &str, rule: &str, name: &'static str) {
        self.wanted.push(Wanted {
            path: path.to_owned(),
            rule: rule.to_owned(),
            name,
        });
    }
}

/// A name that another record holds.
pub(super) fn taken(path: &str) -> Invalid {
    let message = match path {
        "/name" => "Account name already in use",
        "/realm" => "Account realm already in use",
        "/username" => "Username must be unique within account",
        "/mac_address" => "Mac address already in use",
        "/sip/username" => "SIP credentials already in use",
        "/hotdesk/id" => "Hotdesk ID must be unique within account",
        _ => "Value must be unique within account",
    };
    let mut invalid = Invalid::one(&dotted(path), "unique", json!({ "message": message }));
    invalid.want(path, "unique", "cause");
    invalid
}

/// The dotted path of a JSON pointer.
fn dotted(pointer: &str) -> String {
    pointer
        .trim_start_matches('/')
        .split('/')
        .map(|token| token.replace("~1", "/").replace("~0", "~"))
        .collect::<Vec<_>>()
        .join(".")
}

fn is_secret(path: &str) -> bool {
    path.rsplit('/').any(|token| SECRET.contains(&token))
}

/// Kazoo's words, which clients show; our own for rules that it does not have.
fn message(rule: &str, violation: &Violation) -> String {
    let told = |target: &Value| {
        Some(match rule {
            "minLength" => format!("String must be at least {target} characters"),
            "maxLength" => format!("String must not be more than {target} characters"),
            "minimum" => format!("Value must be at least {target}"),
            "maximum" => format!("Value must be at most {target}"),
            "minItems" => format!("The list must have at least {target} items"),
            "maxItems" => format!("The list must not have more than {target} items"),
            "pattern" => format!("Failed to match pattern '{}'", target.as_str()?),
            "type" => match target {
                Value::Array(types) => {
                    let types: Vec<&str> = types.iter().filter_map(Value::as_str).collect();
                    format!("Value did not match type(s): {}", types.join(", "))
                }
                kind => format!("Value did not match type(s): {}", kind.as_str()?),
            },
            _ => return None,
        })
    };
    match rule {
        "required" => "Field is required but missing".to_owned(),
        "enum" => "Value not found in enumerated list of values".to_owned(),
        "additionalProperties" => {
            "Strict checking of data is enabled; only include schema-defined properties".to_owned()
        }
        _ => violation
            .target
            .as_ref()
            .and_then(told)
            .unwrap_or_else(|| violation.detail.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn violation(path: &str, rule: &str) -> Violation {
        Violation::new(path, rule, "say it differently")
    }

    #[test]
    fn every_broken_rule_stands_under_the_dotted_path_of_its_field() {
        let found = vec![
            violation("/caller_id/external/number", "maxLength"),
            violation("/caller_id/external/number", "pattern"),
            violation("/first_name", "required"),
            violation("/email", "wrong_format").with_target("email"),
        ];
        let submitted = json!({ "caller_id": { "external": { "number": "12" } }, "email": "abc" });
        let data = of(found).render(&submitted);
        assert_eq!(
            data["caller_id.external.number"]["maxLength"]["value"],
            "12"
        );
        assert!(data["caller_id.external.number"]["pattern"].is_object());
        assert_eq!(data["email"]["wrong_format"]["value"], "abc");
        let required = json!({ "message": "Field is required but missing", "value": "first_name" });
        assert_eq!(data["first_name"]["required"], required);
    }

    #[test]
    fn rules_are_told_in_kazoos_words() {
        let text = |rule: &str, target: Value| {
            let found = violation("/x", rule).with_target(target);
            of(vec![found]).render(&json!({}))["x"][rule]["message"].clone()
        };
        assert_eq!(
            text("minLength", json!(3)),
            "String must be at least 3 characters"
        );
        assert_eq!(
            text("pattern", json!("^a$")),
            "Failed to match pattern '^a$'"
        );
        assert_eq!(
            text("type", json!(["string", "null"])),
            "Value did not match type(s): string, null"
        );
        assert_eq!(
            text("enum", json!(["a"])),
            "Value not found in enumerated list of values"
        );
        assert_eq!(text("after_from", json!(1)), "say it differently");
    }

    #[test]
    fn a_secret_never_comes_back() {
        let data =
            of(vec![violation("/password", "minLength")]).render(&json!({ "password": "geheim" }));
        assert!(!data.to_string().contains("geheim"));
    }

    #[test]
    fn a_name_that_is_taken_comes_back_as_the_cause() {
        let data = taken("/realm").render(&json!({ "realm": "a.b" }));
        let unique = json!({ "message": "Account realm already in use", "cause": "a.b" });
        assert_eq!(data["realm"]["unique"], unique);
    }
}
