//! Whether a person can be reached: his phones, whether he is on a call, and what he says himself.

use crate::authorise::{Object, Verb, authorise};
use crate::belongings::Place;
use crate::plane::Registration;
use crate::plane::live::Engaged;
use crate::users::{find_in, object};
use crate::{Engine, Principal, Result, registrations};
use cordboard_model::Record;

/// What a person's phones say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// None of them can be reached.
    Offline,
    /// At least one can.
    Online,
    /// He is on a call.
    OnCall,
}

/// Whether a person can be reached.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// The user, with what he says himself.
    pub user: Record,
    /// What his phones say.
    pub status: Status,
    /// Whether a phone of his rings.
    pub rings: bool,
    /// Where they can be reached.
    pub registrations: Vec<Registration>,
}

/// Reads it. A person without the admin role reads his own.
pub fn run(engine: &Engine, principal: &Principal, user: Place) -> Result<Output> {
    let account = Object::Account(user.account_id);
    authorise(&engine.tree(), principal, Verb::ReadAccount, account)?;
    let record = find_in(&*engine.read()?, user.account_id, user.id)?;
    let person = object(user.id, user.account_id);
    authorise(&engine.tree(), principal, Verb::ReadUser, person)?;
    let registrations = registrations::of(engine, &record, user.account_id)?;
    let engaged = engine.live.engaged(user.id);
    let status = match engaged {
        Engaged::OnCall => Status::OnCall,
        _ if registrations.is_empty() => Status::Offline,
        _ => Status::Online,
    };
    Ok(Output {
        user: record,
        status,
        rings: engaged == Engaged::Ringing,
        registrations,
    })
}
