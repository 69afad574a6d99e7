//! The rules once more, written down as a table over documents and without any code of the crate, and compared.

use super::*;
use proptest::prelude::*;

#[derive(Debug, Clone)]
struct Setting {
    /// The `fields` of persons 101, 102 and 103.
    people: [Value; 3],
    holiday: bool,
    /// Whether it is Monday noon, else Sunday morning.
    office: bool,
    given: Option<State>,
    caller: &'static str,
}

fn any_action(ring: bool) -> impl Strategy<Value = Value> {
    let number = prop::sample::select(vec!["101", "102", "103", "0170"]).prop_map(forward);
    let plain = |action: &'static str| Just(json!({"action": action})).boxed();
    let mut all = vec![
        number.boxed(),
        plain("forward_to_voicemail"),
        plain("hang_up"),
    ];
    if ring {
        all.push(plain("ring"));
    }
    prop::strategy::Union::new(all)
}

fn any_rules() -> impl Strategy<Value = Value> {
    let state = |ring: bool| {
        let no_answer = (any_action(false), 5u32..40).prop_map(|(mut rule, seconds)| {
            rule["timeout_s"] = json!(seconds);
            rule
        });
        let rule = move || prop::option::of(any_action(ring));
        (rule(), rule(), prop::option::of(no_answer)).prop_map(|(office, non_office, no_answer)| {
            let mut rules = json!({});
            for (key, rule) in [
                ("office_hours", office),
                ("non_office_hours", non_office),
                ("no_answer", no_answer),
            ] {
                if let Some(rule) = rule {
                    rules[key] = rule;
                }
            }
            rules
        })
    };
    prop::collection::vec((Just(()), state(true), state(false)), 7).prop_map(|all| {
        let mut rules = json!({});
        for (state, (_, ringing, diverting)) in State::ALL.iter().zip(all) {
            rules[state.name()] = if matches!(state, State::Available | State::Busy) {
                ringing
            } else {
                diverting
            };
        }
        rules
    })
}

fn any_exception() -> impl Strategy<Value = Value> {
    let mask = prop::sample::select(vec!["030*", "040*", "*", "anonymous"]);
    let applies = prop::sample::select(vec![
        "all_hours",
        "specific_hours",
        "outside_specific_hours",
    ]);
    (
        mask,
        applies,
        any_action(true),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(mask, applies, action, monday, enabled)| {
            let mut exception = action;
            exception["caller_mask"] = json!(mask);
            exception["applies"] = json!(applies);
            exception["hours"] =
                json!({"monday": {"enabled": monday}, "sunday": {"enabled": !monday}});
            exception["enabled"] = json!(enabled);
            exception
        })
}

fn any_person() -> impl Strategy<Value = Value> {
    let presence = prop::sample::select(vec![
        "available",
        "available",
        "away",
        "lunch",
        "business_trip",
    ]);
    let switch = prop::sample::select(vec![false, false, true]);
    let enabled = prop::sample::select(vec![true, true, true, false]);
    (any_rules(), prop::collection::vec(any_exception(), 0..3), presence, switch, enabled).prop_map(
        |(mut forwarding, exceptions, presence, switch, enabled)| {
            forwarding["exceptions"] = json!(exceptions);
            json!({"forwarding": forwarding, "presence": presence, "do_not_disturb": {"enabled": switch}, "enabled": enabled})
        },
    )
}

fn any_setting() -> impl Strategy<Value = Setting> {
    let given = prop::option::of(prop::sample::select(State::ALL.to_vec()));
    let caller = prop::sample::select(vec!["030 1", "0401", "", "anonymous"]);
    (
        prop::array::uniform3(any_person()),
        any::<bool>(),
        any::<bool>(),
        given,
        caller,
    )
        .prop_map(|(people, holiday, office, given, caller)| Setting {
            people,
            holiday,
            office,
            given,
            caller,
        })
}

/// Who rings, how long, and where it ends, as `(final, target)`.
type Expected = (Vec<String>, u32, (&'static str, String));

/// The rules of one person as one lookup: the action, and the no-answer rule with its seconds.
fn look_up(setting: &Setting, fields: &Value, state: &str) -> (Value, Value) {
    let open = setting.office && !setting.holiday;
    let default_no_answer = json!({"action": "forward_to_voicemail", "timeout_s": 60});
    let rules = &fields["forwarding"][state];
    let rings = state == "available" || state == "busy";
    let no_answer = if !rings || rules["no_answer"].is_null() {
        default_no_answer
    } else {
        rules["no_answer"].clone()
    };
    let day = if setting.office { "monday" } else { "sunday" };
    for exception in fields["forwarding"]["exceptions"].as_array().unwrap() {
        let anonymous = setting.caller.is_empty() || setting.caller == "anonymous";
        let caller = match exception["caller_mask"].as_str().unwrap() {
            "*" => true,
            "anonymous" => anonymous,
            mask => !anonymous && setting.caller[..3] == mask[..3],
        };
        let inside = !setting.holiday && exception["hours"][day]["enabled"] == true;
        let hours = match exception["applies"].as_str().unwrap() {
            "specific_hours" => inside,
            "outside_specific_hours" => !inside,
            _ => true,
        };
        if exception["enabled"] == true && caller && hours {
            return (exception.clone(), no_answer);
        }
    }
    let rule = &rules[if open {
        "office_hours"
    } else {
        "non_office_hours"
    }];
    if !rule.is_null() {
        return (rule.clone(), no_answer);
    }
    let action = if rings {
        "ring"
    } else {
        "forward_to_voicemail"
    };
    (json!({"action": action}), no_answer)
}

fn expected(setting: &Setting) -> Expected {
    let (mut rings, mut seconds, mut seen, mut at) = (Vec::new(), 0, vec![0], 0);
    loop {
        let fields = &setting.people[at];
        let me = (101 + at).to_string();
        let voicemail = ("voicemail", me.clone());
        let given = setting.given.filter(|_| seen.len() == 1).map(State::name);
        let own = if fields["do_not_disturb"]["enabled"] == true {
            "do_not_disturb"
        } else {
            fields["presence"].as_str().unwrap()
        };
        let state = given.unwrap_or(own);
        if fields["enabled"] == false {
            return (rings, seconds, voicemail);
        }
        let (mut action, no_answer) = look_up(setting, fields, state);
        if action["action"] == "ring" {
            if state != "offline" {
                rings.push(me.clone());
                seconds += u32::try_from(no_answer["timeout_s"].as_u64().unwrap()).unwrap();
            }
            action = no_answer;
        }
        match action["action"].as_str().unwrap() {
            "hang_up" => return (rings, seconds, ("hang_up", String::new())),
            "forward_to_number" => match action["number"].as_str().unwrap() {
                outside @ "0170" => {
                    rings.push(outside.to_owned());
                    return (rings, seconds, ("external", outside.to_owned()));
                }
                number => {
                    let next = number.parse::<usize>().unwrap() - 101;
                    if seen.contains(&next) {
                        return (rings, seconds, voicemail);
                    }
                    seen.push(next);
                    at = next;
                }
            },
            _ => return (rings, seconds, voicemail),
        }
    }
}

fn answer(setting: &Setting) -> Answer {
    let holidays: Vec<Record> = if setting.holiday {
        let day = if setting.office {
            "2026-11-23"
        } else {
            "2026-11-22"
        };
        vec![record(
            Kind::Holiday,
            9,
            json!({"name": "Feast", "from_date": day, "to_date": day}),
        )]
    } else {
        Vec::new()
    };
    let people: Vec<Person> = (1u8..)
        .zip(&setting.people)
        .map(|(n, fields)| person_with(n, fields.clone(), &holidays))
        .collect();
    let when = if setting.office { noon() } else { sunday() };
    ask_at(&people[0], &people, setting.caller, when, setting.given)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_answer_is_the_one_of_the_table(setting in any_setting()) {
        let answer = answer(&setting);
        let (rings, seconds, (ends, target)) = expected(&setting);
        prop_assert_eq!(ringing(&answer), rings);
        prop_assert_eq!(answer.outcome.seconds.unwrap_or(0), seconds);
        prop_assert_eq!(serde_json::to_value(answer.outcome.ends).unwrap(), ends);
        prop_assert_eq!(&answer.outcome.target, &target);
    }

    #[test]
    fn every_call_ends_once_and_says_so_last(setting in any_setting()) {
        let answer = answer(&setting);
        let ends = |step: &Step| matches!(step.code, StepCode::Voicemail | StepCode::HangUp | StepCode::ExternalNumber);
        prop_assert_eq!(answer.steps.iter().filter(|step| ends(step)).count(), 1);
        prop_assert!(answer.steps.last().is_some_and(ends));
        prop_assert!(answer.steps.iter().all(|step| step.text.ends_with('.')));
        prop_assert!(answer.steps.iter().filter(|step| step.code == StepCode::FollowsExtension).count() <= MAX_HOPS);
    }

    #[test]
    fn a_holiday_beats_every_week(setting in any_setting()) {
        let setting = Setting { holiday: true, ..setting };
        prop_assert_eq!(answer(&setting).hours, Hours::Holiday);
    }

    #[test]
    fn no_record_makes_the_question_fail(user in crate::forwarding::tests::any_json(), account in crate::forwarding::tests::any_json()) {
        let with = |kind, key: &str, value: &Value| record(kind, 1, json!({key: value, "extension_number": value, "timezone": value}));
        let person = Person::from_records(
            &with(Kind::User, "forwarding", &user),
            &with(Kind::Account, "office_hours", &account),
            &[with(Kind::Holiday, "from_date", &account)],
        );
        prop_assert!(!ask(&person).steps.is_empty());
    }
}
