//! Dropping a registration: the phone cannot be reached until it registers again.

use crate::authorise::{Object, Verb, authorise};
use crate::belongings::Place;
use crate::plane::{News, turn};
use crate::users::{find_in, object as person};
use crate::{Engine, Error, Principal, Result, belongings, calls};
use cordboard_model::Kind;

/// Which registration.
#[derive(Debug, Clone)]
pub struct Input {
    /// The user whose phone it is.
    pub user: Place,
    /// Which of his phones.
    pub instance_id: String,
}

/// Drops it. Whoever may change the user may.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<()> {
    let Place { account_id, id } = input.user;
    let object = Object::Account(account_id);
    authorise(&engine.tree(), principal, Verb::ReadAccount, object)?;
    let user = find_in(&*engine.read()?, account_id, id)?;
    authorise(
        &engine.tree(),
        principal,
        Verb::EditUser,
        person(id, account_id),
    )?;
    let account = engine
        .live(Kind::Account, account_id)?
        .ok_or(Error::NotFound("account"))?;
    let line = calls::line(&user, &account);
    let by_plane = engine
        .plane()
        .is_some_and(|plane| plane.drop_registration(&line, &input.instance_id));
    turn::hear(engine);
    let kept = engine.retry(|| {
        let _steady = engine.steady();
        let known = super::reported(&*engine.read()?, id, account_id)?;
        let found = known
            .into_iter()
            .find(|known| known.text("instance_id") == input.instance_id);
        found
            .map(|record| belongings::remove(engine, principal, "registration.remove", record))
            .transpose()
    })?;
    if kept.is_some() {
        engine.live.tell(News::Person {
            account_id,
            user_id: id,
            call: false,
        });
    }
    if by_plane || kept.is_some() {
        Ok(())
    } else {
        Err(Error::NotFound("registration"))
    }
}
