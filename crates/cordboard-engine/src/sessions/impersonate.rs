//! Acting as a user of another account: for the support that a top account gives.

use super::kept::Lender;
use super::kept::open::{ForUser, Opened, account_enabled, for_user};
use super::{Method, resolve};
use crate::authorise::{Verb, authorise};
use crate::users::{find, object};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::{Id, Kind};
use cordboard_store::Assert;

/// As whom to act.
#[derive(Clone)]
pub struct Input {
    /// The account of the user.
    pub account_id: Id,
    /// The user.
    pub user_id: Id,
    /// The caller's own token: the new session ends with that one.
    pub token: String,
}

/// Opens a session as the user. The audit names the caller for opening it; what is done in it is told to be the
/// user's, from the entry on that says who began to act as him.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Opened> {
    engine.retry(|| {
        let _steady = engine.steady();
        let (user, account_id) = find(engine, principal, input.user_id)?;
        let asked = object(user.id, account_id);
        authorise(&engine.tree(), principal, Verb::Impersonate, asked)?;
        if account_id != input.account_id {
            return Err(Error::NotFound("user"));
        }
        let own = resolve::run(engine, &input.token)?;
        let own = own.held.filter(|held| held.lent_by.is_none());
        let (Some(own), Some(owner_id)) = (own, principal.actor()) else {
            return Err(Error::Forbidden("sign in yourself to act as another user"));
        };
        let enabled = account_enabled(engine, Some(account_id)) == Some(true);
        if !enabled || !user.flag("enabled", true) {
            return Err(Error::Forbidden("the user is disabled"));
        }
        let lender = Lender {
            session_id: own.id,
            account_id: own.account_id,
            owner_id,
        };
        let asked = ForUser {
            user: &user,
            method: Method::UserAuth,
            lent_by: Some((lender, own.expires_ms)),
            verb: "session.impersonate",
        };
        let (mut batch, opened) = for_user(engine, asked)?;
        batch.asserts.push(Assert::Live {
            kind: Kind::Session,
            id: own.id,
        });
        engine.commit(batch)?;
        Ok(opened)
    })
}
