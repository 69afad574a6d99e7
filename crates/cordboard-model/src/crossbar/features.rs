//! Which features a user has, as lists of the Crossbar dialect name them.

use crate::{Fields, call_forward};
use serde_json::Value;

/// The names of a user's features, of his own fields, in Crossbar's order: what a screen has switched on
/// (`smartpbx`), then hot desk, forwarding, caller id, voicemail by e-mail, music, do not disturb.
pub fn of_user(fields: &Fields) -> Vec<String> {
    let on = |key: &str| fields.get(key).is_some_and(|value| flag(value, "enabled"));
    let forward = call_forward::shown(fields).unwrap_or_default();
    let external = fields.get("caller_id").and_then(|id| id.get("external"));
    let voicemail = fields.get("vm_to_email_enabled").and_then(Value::as_bool);
    let known = [
        ("hotdesk", on("hotdesk")),
        ("call_forward", call_forward::is_on(&forward)),
        ("call_forward_failover", call_forward::is_failover(&forward)),
        (
            "caller_id",
            external.is_some_and(|id| has_text(id, "number")),
        ),
        ("vm_to_email", voicemail.unwrap_or(true)),
        ("music_on_hold", has_music(fields)),
        ("do_not_disturb", on("do_not_disturb")),
        ("ctu", on("ctu")),
        ("desktop", on("desktop")),
    ];
    let known = known.into_iter().filter(|(_, has)| *has);
    let mut names = switched_on(fields);
    names.extend(known.map(|(name, _)| name.to_owned()));
    names
}

/// The names of a group's features: what a screen has switched on, then music.
pub fn of_group(fields: &Fields) -> Vec<String> {
    let mut names = switched_on(fields);
    if has_music(fields) {
        names.push("music_on_hold".to_owned());
    }
    names
}

fn switched_on(fields: &Fields) -> Vec<String> {
    let named = fields.get("smartpbx").and_then(Value::as_object);
    let on = named
        .into_iter()
        .flatten()
        .filter(|(_, value)| flag(value, "enabled"));
    on.map(|(name, _)| name.clone()).collect()
}

fn has_music(fields: &Fields) -> bool {
    fields
        .get("music_on_hold")
        .is_some_and(|music| has_text(music, "media_id"))
}

fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool) == Some(true)
}

fn has_text(value: &Value, key: &str) -> bool {
    value
        .get(key)
        .and_then(Value::as_str)
        .is_some_and(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(value: Value) -> Vec<String> {
        of_user(value.as_object().unwrap())
    }

    #[test]
    fn a_fresh_user_has_voicemail_by_e_mail_alone() {
        assert_eq!(of(json!({})), ["vm_to_email"]);
        assert_eq!(of(json!({"vm_to_email_enabled": false})), [""; 0]);
    }

    #[test]
    fn features_come_in_crossbars_order() {
        let all = json!({"desktop": {"enabled": true}, "ctu": {"enabled": true}, "do_not_disturb": {"enabled": true},
            "music_on_hold": {"media_id": "x"}, "caller_id": {"external": {"number": "1"}},
            "call_forward": {"failover": true}, "hotdesk": {"enabled": true},
            "smartpbx": {"conferencing": {"enabled": true}, "faxing": {"enabled": false}}});
        assert_eq!(
            of(all),
            [
                "conferencing",
                "hotdesk",
                "call_forward_failover",
                "caller_id",
                "vm_to_email",
                "music_on_hold",
                "do_not_disturb",
                "ctu",
                "desktop"
            ]
        );
        let group =
            json!({"music_on_hold": {"media_id": "x"}, "smartpbx": {"a": {"enabled": true}}});
        assert_eq!(of_group(group.as_object().unwrap()), ["a", "music_on_hold"]);
    }

    #[test]
    fn forwarding_is_a_feature_by_unconditional_or_without_it_by_enabled() {
        let to = |number: &str| {
            let rule = json!({"action": "forward_to_number", "number": number});
            let both = json!({"office_hours": rule, "non_office_hours": rule});
            json!({"available": both, "busy": both, "offline": both})
        };
        let features =
            |object: Value, rules: Value| of(json!({"call_forward": object, "forwarding": rules}));
        let forward = |enabled: bool| json!({"enabled": enabled, "number": "5"});
        let with = |root: bool, always: bool| json!({"enabled": root, "number": "5", "unconditional": forward(always)});
        assert_eq!(features(with(true, false), json!({})), ["vm_to_email"]);
        assert_eq!(
            features(with(true, true), to("5")),
            ["call_forward", "vm_to_email"]
        );
        assert_eq!(
            features(with(false, true), to("5")),
            ["call_forward", "vm_to_email"]
        );
        assert_eq!(
            features(forward(true), to("5")),
            ["call_forward", "vm_to_email"]
        );
        assert_eq!(
            of(json!({"forwarding": to("5")})),
            ["call_forward", "vm_to_email"]
        );
        let offline = json!({"offline": to("5")["offline"]});
        assert_eq!(
            of(json!({"forwarding": offline})),
            ["call_forward_failover", "vm_to_email"]
        );
    }
}
