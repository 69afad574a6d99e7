//! A fresh provisioning profile: the secret place where a user's phones and apps fetch their settings.

use super::assign::{self, Assignment};
use crate::authorise::Verb;
use crate::belongings::Place;
use crate::sessions::fresh_token;
use crate::{Engine, Principal, Result};
use cordboard_model::Record;

/// How many characters a profile's name has.
const LENGTH: usize = 32;

/// Gives the user a new profile; the old one leads nowhere from then on.
pub fn run(engine: &Engine, principal: &Principal, place: Place) -> Result<Record> {
    let asked = Assignment {
        place,
        verb: "user.reset_profile",
        needs: Verb::EditUser,
        ends_sessions: false,
    };
    let fresh: String = fresh_token().chars().take(LENGTH).collect();
    assign::run(engine, principal, &asked, |current| {
        let mut changed = current.clone();
        let profile = fresh.clone();
        changed.fields.insert("profile_id".into(), profile.into());
        Ok(changed)
    })
}
