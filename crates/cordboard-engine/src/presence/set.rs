//! What a person says about himself. "Do not disturb" is a presence here and a switch of the user: they are one thing.

use crate::belongings::Place;
use crate::rewrite::Rewrite;
use crate::users::rewrite;
use crate::{Engine, Principal, Result};
use cordboard_model::Record;
use serde_json::{Value, json};

/// What he says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// He is there.
    Available,
    /// He is away.
    Away,
    /// He is at lunch.
    Lunch,
    /// He is on a business trip.
    BusinessTrip,
    /// He wants no calls. What he said before holds again once he takes it back.
    DoNotDisturb,
}

/// What to set.
#[derive(Debug, Clone)]
pub struct Input {
    /// The user.
    pub user: Place,
    /// What he says; as before when absent.
    pub presence: Option<Presence>,
    /// The note beside it: as before when absent, none when empty.
    pub note: Option<String>,
}

/// Sets it. A person sets his own.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Record> {
    let Input {
        user,
        presence,
        note,
    } = input;
    let input = rewrite::Input {
        place: user,
        rewrite: said(presence, note),
        password: None,
        credentials: None,
        photo: None,
    };
    rewrite::run(engine, principal, &input)
}

/// From the fields as they are to those of somebody who says this: each as before when absent, no note when empty.
pub(crate) fn said(presence: Option<Presence>, note: Option<String>) -> Rewrite {
    Box::new(move |current| {
        let mut fields = current.clone();
        if let Some(presence) = presence {
            let disturb = presence == Presence::DoNotDisturb;
            let mut switch = match fields.get("do_not_disturb") {
                Some(Value::Object(switch)) => switch.clone(),
                _ => cordboard_model::Fields::new(),
            };
            switch.insert("enabled".into(), disturb.into());
            fields.insert("do_not_disturb".into(), Value::Object(switch));
            if let Some(name) = name(presence) {
                fields.insert("presence".into(), json!(name));
            }
        }
        match note.as_deref() {
            None => {}
            Some("") => {
                fields.shift_remove("presence_note");
            }
            Some(note) => {
                fields.insert("presence_note".into(), json!(note));
            }
        }
        Ok(fields)
    })
}

const fn name(presence: Presence) -> Option<&'static str> {
    match presence {
        Presence::Available => Some("available"),
        Presence::Away => Some("away"),
        Presence::Lunch => Some("lunch"),
        Presence::BusinessTrip => Some("business_trip"),
        Presence::DoNotDisturb => None,
    }
}
