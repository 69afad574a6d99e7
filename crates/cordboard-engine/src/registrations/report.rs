//! Reporting a registration: a switch says where a phone of a user can be reached.

use crate::authorise::{Object, Verb, authorise};
use crate::belongings::Place;
use crate::plane::News;
use crate::users::find_in;
use crate::{Engine, Error, Principal, Result, belongings, phones};
use cordboard_model::{Fields, Id, Kind};
use cordboard_store::Assert;

/// What was reported.
#[derive(Debug, Clone)]
pub struct Input {
    /// The user whose phone it is.
    pub user: Place,
    /// The document, without the user.
    pub fields: Fields,
}

/// Keeps the registration, in the place of an older one of the same instance, and returns its id.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Id> {
    let Place { account_id, id } = input.user;
    let account = Object::Account(account_id);
    authorise(&engine.tree(), principal, Verb::EditPhones, account)?;
    let mut fields = input.fields;
    fields.insert("owner_id".into(), id.to_string().into());
    let made = belongings::prepare(engine, principal, Kind::Registration, account_id, fields)?;
    let instance = made.text("instance_id").to_owned();
    let registration = engine.retry(|| {
        let _steady = engine.steady();
        authorise(&engine.tree(), principal, Verb::EditPhones, account)?;
        find_in(&*engine.read()?, account_id, id)?;
        let known = super::reported(&*engine.read()?, id, account_id)?;
        let mut asserts = vec![Assert::Live {
            kind: Kind::User,
            id,
        }];
        let Some(older) = known
            .into_iter()
            .find(|known| known.text("instance_id") == instance)
        else {
            let record = belongings::insert(
                engine,
                principal,
                "registration.report",
                &made,
                std::mem::take(&mut asserts),
            )?;
            return Ok::<Id, Error>(record.id);
        };
        let mut record = older.clone();
        record.fields = made.fields.clone();
        record.modified_ms = engine.now_ms();
        let edited = crate::edit::Edited {
            record,
            changed: vec!["".to_owned()],
        };
        let verb = "registration.report";
        let record = belongings::replace(engine, principal, verb, (older, edited), asserts)?;
        Ok(record.id)
    })?;
    engine.live.tell(News::Person {
        account_id,
        user_id: id,
        call: false,
    });
    phones::arming::registered(engine, account_id, id);
    Ok(registration)
}
