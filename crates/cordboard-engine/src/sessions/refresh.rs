//! A further session for whoever has one: the same holder, and a whole lifetime from now.

use super::kept::open::{ForUser, Opened, Opening, account_enabled, add, for_user};
use super::{Held, resolve};
use crate::{Engine, Error, Result};
use cordboard_model::Kind;
use cordboard_store::{Assert, Touched};

/// Opens the session. The old one goes on until it ends by itself.
pub fn run(engine: &Engine, token: &str) -> Result<Opened> {
    engine.retry(|| {
        let _steady = engine.steady();
        let resolved = resolve::run(engine, token)?;
        let held = resolved.held.ok_or(Error::Unauthenticated)?;
        if account_enabled(engine, Some(held.account_id)) != Some(true) {
            return Err(Error::Unauthenticated);
        }
        open(engine, &held)
    })
}

fn open(engine: &Engine, held: &Held) -> Result<Opened> {
    let session = engine
        .live(Kind::Session, held.id)?
        .ok_or(Error::Unauthenticated)?;
    // No longer than the session that lends its admin.
    let lent_by = held.lent_by.map(|lender| (lender, held.expires_ms));
    let (mut batch, opened) = match held.owner_id {
        Some(user_id) => {
            let user = engine
                .live(Kind::User, user_id)?
                .ok_or(Error::Unauthenticated)?;
            let asked = ForUser {
                user: &user,
                method: held.method,
                lent_by,
                verb: "session.create",
            };
            for_user(engine, asked)?
        }
        None => for_key(engine, held)?,
    };
    // A session that was ended meanwhile has no successor.
    batch.asserts.push(Assert::Rev {
        kind: Kind::Session,
        id: session.id,
        rev: session.rev,
    });
    engine.commit(batch)?;
    Ok(opened)
}

fn for_key(engine: &Engine, held: &Held) -> Result<(cordboard_store::Batch, Opened)> {
    let account_id = held.account_id;
    let touched = vec![Touched {
        kind: Kind::Account,
        id: account_id,
        account_id,
    }];
    let label = engine.tree().leaf(account_id).map(|leaf| leaf.name.clone());
    let detail = serde_json::json!({ "label": label });
    let mut batch = engine.batch(None, "session.create", touched, detail);
    let opening = Opening {
        account_id,
        owner_id: None,
        method: held.method,
        lent_by: None,
    };
    let opened = add(engine, &mut batch, opening)?;
    Ok((batch, opened))
}
