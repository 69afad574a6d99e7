//! The folder from which a person's phones fetch their files: the one secret in the address of a file.

use crate::belongings::Place;
use crate::owned::{self, Owner};
use crate::users::{find_in, touched};
use crate::{Engine, Principal, Result, listing};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Assert;

/// The field of a user that holds a folder which took the place of the first one.
const FIELD: &str = "provision_folder";

/// The folder of this user.
pub(crate) fn of(engine: &Engine, user: &Record) -> String {
    match user.text(FIELD) {
        "" => engine.pepper.name_of(&format!("folder|{}", user.id)),
        renewed => renewed.to_owned(),
    }
}

/// Reads the folder of a person.
pub fn read(engine: &Engine, principal: &Principal, place: Place) -> Result<String> {
    let owner = Owner::person(place.account_id, place.id);
    owned::may_read(engine, principal, owner)?;
    let user = find_in(&*engine.read()?, place.account_id, place.id)?;
    Ok(of(engine, &user))
}

/// Gives a person a new folder: phones that are to fetch their files need the new address.
pub fn renew(engine: &Engine, principal: &Principal, place: Place) -> Result<()> {
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
        let folder = Id::from_bytes(rand::random()).to_string();
        user.fields.insert(FIELD.into(), folder.into());
        user.modified_ms = engine.now_ms();
        batch.puts.push(listing::put(user));
        engine.commit(batch)?;
        Ok(())
    })
}
