//! Making somebody a favourite of a person, or no favourite any more.

use super::VERB;
use crate::owned::{self, Owner, Thing};
use crate::users::{find_in, touched};
use crate::{Engine, Principal, Result, listing};
use cordboard_model::{Id, Kind};
use cordboard_store::Assert;
use serde_json::Value;

/// Who is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A contact of the account.
    Contact(Id),
    /// A user of the account.
    Colleague(Id),
}

/// Whose favourites, and what to make of whom.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// Whose favourites.
    pub owner: Owner,
    /// Who is meant.
    pub of: Of,
    /// A favourite from now on, or not any more.
    pub is_favorite: bool,
}

/// Makes him one, or none. Nothing happens when that is so already.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<()> {
    let Input {
        owner,
        of,
        is_favorite,
    } = input;
    let account_id = owner.account_id;
    engine.retry(|| {
        let _steady = engine.steady();
        owned::may_write(engine, principal, owner)?;
        let snapshot = engine.read()?;
        let user_id = owner.user_id.unwrap_or_default();
        let mut user = find_in(&*snapshot, account_id, user_id)?;
        let id = match of {
            Of::Contact(id) => {
                let (kind, owner) = (Kind::Contact, Owner::account(account_id));
                owned::find(&*snapshot, Thing { kind, owner, id })?.id
            }
            Of::Colleague(id) => find_in(&*snapshot, account_id, id)?.id,
        };
        let wanted = Value::from(id.to_string());
        let list = user
            .fields
            .entry("favorites")
            .or_insert_with(|| Value::Array(Vec::new()));
        let Some(list) = list.as_array_mut() else {
            return Ok(());
        };
        if list.contains(&wanted) == is_favorite {
            return Ok(());
        }
        match is_favorite {
            true => list.push(wanted),
            false => list.retain(|known| *known != wanted),
        }
        let detail = serde_json::json!({ "label": user.label(), "favorite": id.to_string() });
        let about = vec![touched(user_id, account_id)];
        let mut batch = engine.batch(principal.actor(), VERB, about, detail);
        let (kind, rev) = (Kind::User, user.rev);
        let id = user_id;
        batch.asserts.push(Assert::Rev { kind, id, rev });
        user.modified_ms = engine.now_ms();
        if let Some(schema) = cordboard_model::schema::schema(kind) {
            schema
                .validate(&user.fields)
                .map_err(crate::Error::Invalid)?;
        }
        batch.puts.push(listing::put(user));
        drop(snapshot);
        engine.commit(batch)?;
        Ok(())
    })
}
