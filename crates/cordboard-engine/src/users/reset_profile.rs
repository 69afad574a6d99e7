//! A fresh provisioning profile: the secret place where a user's phones and apps fetch their settings.

use super::assign::{self, Assignment};
use crate::authorise::Verb;
use crate::belongings::Place;
use crate::phones::folder;
use crate::sessions::fresh_token;
use crate::{Engine, Principal, Result};
use cordboard_model::Record;

/// How many characters a profile's name has.
const LENGTH: usize = 32;

/// Gives the user a new profile and his phones a new folder; the old ones lead nowhere from then on.
pub fn run(engine: &Engine, principal: &Principal, place: Place) -> Result<Record> {
    let asked = Assignment {
        place,
        verb: "user.reset_profile",
        needs: Verb::EditUser,
        ends_sessions: false,
    };
    let fresh: String = fresh_token().chars().take(LENGTH).collect();
    let folder = folder::fresh();
    assign::run(engine, principal, &asked, |current| {
        let mut changed = current.clone();
        let profile = fresh.clone();
        changed.fields.insert("profile_id".into(), profile.into());
        let folder = folder.clone();
        changed.fields.insert(folder::FIELD.into(), folder.into());
        Ok(changed)
    })
}
