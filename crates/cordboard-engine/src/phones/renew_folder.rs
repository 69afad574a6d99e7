//! A new folder for the files of a person's phones, when the old address came into wrong hands.

use super::folder;
use crate::belongings::Place;
use crate::owned::{self, Owner};
use crate::users::{find_in, touched};
use crate::{Engine, Principal, Result, listing};
use cordboard_model::{Id, Kind};
use cordboard_store::Assert;

/// Gives a person a new folder: phones that are to fetch their files need the new address.
pub fn run(engine: &Engine, principal: &Principal, place: Place) -> Result<()> {
    let owner = Owner::person(place.account_id, place.id);
    engine.retry(|| {
        let _steady = engine.steady();
        owned::may_write(engine, principal, owner)?;
        let mut user = find_in(&*engine.read()?, place.account_id, place.id)?;
        let detail = serde_json::json!({ "label": user.label() });
        let about = vec![touched(place.id, place.account_id)];
        let verb = "user.renew_folder";
        let mut batch = engine.batch(principal.actor(), verb, about, detail);
        let (kind, id, rev) = (Kind::User, user.id, user.rev);
        batch.asserts.push(Assert::Rev { kind, id, rev });
        let renewed = Id::from_bytes(rand::random()).to_string();
        user.fields.insert(folder::FIELD.into(), renewed.into());
        user.modified_ms = engine.now_ms();
        batch.puts.push(listing::put(user));
        engine.commit(batch)?;
        Ok(())
    })
}
