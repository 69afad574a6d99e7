//! Which account a client means that names it by its realm, its name, its number or its id.
//!
//! An answer here tells nobody that the account exists: whoever asks proves who he is afterwards.

use crate::{Engine, Result, listing};
use cordboard_model::text::{account_key, name_key};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::ClaimKey;
use std::ops::ControlFlow;

/// The scopes of the claims that accounts are found by.
const REALM: &str = "account.realm";
const NAME: &str = "account.name";
/// How many accounts one number can stand for.
const ACCOUNTS_MAX: usize = 4;
/// How many records with such a word are looked at.
const HITS_MAX: usize = 64;

/// How a client names an account. What stands first and leads to an account counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountHint {
    /// The account itself.
    pub account_id: Option<Id>,
    /// A number that the account, or one of its users, shows to the outside.
    pub phone_number: Option<String>,
    /// The realm.
    pub realm: Option<String>,
    /// The name, in any spelling.
    pub name: Option<String>,
}

impl AccountHint {
    /// The hint as it was given, in one spelling: what attempts are counted by.
    pub(crate) fn spelled(&self) -> String {
        let id = self.account_id.map(|id| id.to_string());
        let number = self.phone_number.as_deref().map(listing::digits);
        let realm = self.realm.as_deref().map(name_key);
        let name = self.name.as_deref().map(account_key);
        let parts = [id, number, realm, name].map(Option::unwrap_or_default);
        parts.join("\n")
    }
}

/// The accounts that may be meant; usually one, none when nothing leads to one.
pub(crate) fn candidates(engine: &Engine, hint: &AccountHint) -> Result<Vec<Id>> {
    if let Some(id) = hint.account_id.filter(|id| engine.tree().contains(*id)) {
        return Ok(vec![id]);
    }
    if let Some(number) = &hint.phone_number {
        let found = by_number(engine, number)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    for (scope, name) in [(REALM, &hint.realm), (NAME, &hint.name)] {
        let Some(name) = name else { continue };
        if let Some(id) = claimed(engine, scope, name)? {
            return Ok(vec![id]);
        }
    }
    Ok(Vec::new())
}

/// The account of this realm, else that of this name.
pub(crate) fn by_realm_or_name(engine: &Engine, text: &str) -> Result<Option<Id>> {
    for scope in [REALM, NAME] {
        if let Some(id) = claimed(engine, scope, text)? {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

fn claimed(engine: &Engine, scope: &str, name: &str) -> Result<Option<Id>> {
    let key = ClaimKey {
        scope: scope.to_owned(),
        account_id: None,
        key: if scope == NAME {
            account_key(name)
        } else {
            name_key(name)
        },
    };
    Ok(engine.read()?.claim(&key)?.map(|(_, id)| id))
}

/// The accounts that show this number to the outside, themselves or through a user.
fn by_number(engine: &Engine, number: &str) -> Result<Vec<Id>> {
    let digits = listing::digits(number);
    if digits.is_empty() {
        return Ok(Vec::new());
    }
    let snapshot = engine.read()?;
    let mut hits = Vec::new();
    snapshot.search(&digits, &mut |hit| {
        if hit.word != digits || hits.len() == HITS_MAX {
            return ControlFlow::Break(());
        }
        hits.push((hit.kind, hit.id));
        ControlFlow::Continue(())
    })?;
    let mut accounts = Vec::new();
    for (kind, id) in hits {
        let shows = |record: &Record| listing::outside_number(record) == digits;
        let Some(record) = snapshot.get(kind, id)?.filter(shows) else {
            continue;
        };
        let account = match kind {
            Kind::Account => Some(record.id),
            Kind::User => record.account_id,
            _ => None,
        };
        let account = account.filter(|id| engine.tree().contains(*id));
        if let Some(account) = account.filter(|id| !accounts.contains(id)) {
            accounts.push(account);
        }
    }
    accounts.truncate(ACCOUNTS_MAX);
    Ok(accounts)
}
