//! The accounts directly below one, as the clients of a reseller: each with its first admin, its profile and its tags.
//!
//! Responsible for which accounts are whose clients and by what names they are found. The records are those of every
//! other surface; there is no copy.

pub mod add_tags;
pub mod create;
pub mod delete;
pub mod list;
pub mod read;
pub mod sign_in;
pub(crate) mod sso;
pub mod tags;
pub mod update;

use crate::authorise::{Object, Verb, authorise, scope};
use crate::{Engine, Error, Principal, Result, account_profiles, listing};
use cordboard_model::reseller::{self, profile_id, tag_ids};
use cordboard_model::text::name_key;
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{ClaimKey, Snapshot};
use std::ops::ControlFlow;

/// A client account with all that is shown of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Client {
    /// The account.
    pub account: Record,
    /// The user of its admins who was made first.
    pub admin: Option<Record>,
    /// The name of its profile.
    pub profile_name: Option<String>,
    /// Its tags.
    pub tags: Vec<Record>,
    /// With this token its reseller acts as the account. Never in a log or a feed.
    pub sso_token: String,
}

impl Client {
    /// What the dialect shows of it.
    pub fn shown(&self) -> reseller::Client<'_> {
        reseller::Client {
            account: &self.account,
            admin: self.admin.as_ref(),
            profile_name: self.profile_name.as_deref(),
            tags: &self.tags,
        }
    }
}

/// The account on which a caller stands who may look after clients.
pub fn reseller_of(engine: &Engine, principal: &Principal) -> Result<Id> {
    let tree = engine.tree();
    let account_id = scope(&tree, principal)?;
    authorise(&tree, principal, Verb::Resell, Object::Account(account_id))?;
    Ok(account_id)
}

/// The live client that a text names: its id, the reseller's own number for it, or its first admin's user name.
pub(crate) fn find(engine: &Engine, reseller: Id, name: &str) -> Result<Record> {
    let snapshot = engine.read()?;
    let snapshot = snapshot.as_ref();
    let by_number = || -> Result<Option<Id>> {
        let key = ClaimKey {
            scope: "account.client_id".into(),
            account_id: Some(reseller),
            key: name_key(name),
        };
        Ok(snapshot.claim(&key)?.map(|(_, id)| id))
    };
    let by_id = name.parse::<Id>().ok();
    let by_id = by_id.filter(|id| is_client(engine, reseller, *id));
    let found = match by_id {
        Some(id) => Some(id),
        None => match by_number()? {
            Some(id) => Some(id),
            None => by_username(engine, snapshot, reseller, name)?,
        },
    };
    let account = match found.filter(|id| is_client(engine, reseller, *id)) {
        Some(id) => snapshot.get(Kind::Account, id)?,
        None => None,
    };
    account
        .filter(Record::is_live)
        .ok_or(Error::NotFound("account"))
}

fn is_client(engine: &Engine, reseller: Id, id: Id) -> bool {
    engine.tree().parent(id) == Some(reseller)
}

/// The client whose first admin has this user name.
pub(crate) fn by_username(
    engine: &Engine,
    snapshot: &dyn Snapshot,
    reseller: Id,
    username: &str,
) -> Result<Option<Id>> {
    let word = listing::admin_word(username);
    let mut candidates = Vec::new();
    snapshot.search(&word, &mut |hit| {
        if hit.word == word && hit.kind == Kind::User {
            candidates.extend(hit.account_id.map(|account_id| (hit.id, account_id)));
        }
        ControlFlow::Continue(())
    })?;
    for (user_id, account_id) in candidates {
        let is_his = is_client(engine, reseller, account_id);
        if is_his && first_admin_id(snapshot, account_id)? == Some(user_id) {
            return Ok(Some(account_id));
        }
    }
    Ok(None)
}

/// The user of an account's admins who was made first.
pub(crate) fn first_admin_id(snapshot: &dyn Snapshot, account_id: Id) -> Result<Option<Id>> {
    let mut first: Option<Id> = None;
    snapshot.search_in(Kind::User, Some(account_id), listing::ADMIN, &mut |hit| {
        first = Some(first.map_or(hit.id, |known| known.min(hit.id)));
        ControlFlow::Continue(())
    })?;
    Ok(first)
}

/// The account with all that is shown of it.
pub(crate) fn client(engine: &Engine, snapshot: &dyn Snapshot, account: Record) -> Result<Client> {
    let admin = match first_admin_id(snapshot, account.id)? {
        Some(id) => snapshot.get(Kind::User, id)?,
        None => None,
    };
    let reseller = account.account_id.ok_or(Error::NotFound("account"))?;
    Ok(Client {
        admin,
        profile_name: account_profiles::name_of(snapshot, profile_id(&account))?,
        tags: tags::of(snapshot, reseller, &tag_ids(&account))?,
        sso_token: sso::token(engine, snapshot, account.id)?,
        account,
    })
}
