//! Moving a user to the recycle bin. His sessions end, his names become free, his password is kept for a restore.

use super::{find, object, refuse_above, touched};
use crate::authorise::{Verb, authorise};
use crate::{Engine, Error, Principal, Result, belongings, listing, sessions};
use cordboard_model::{Id, Kind, Record};

/// Whom to delete, and what with him.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// The user.
    pub id: Id,
    /// The account he must belong to; `None`: any that the caller sees.
    pub account_id: Option<Id>,
    /// Delete his phones too; without this they stay, and name an owner who is gone.
    pub with_phones: bool,
    /// An admin may delete himself too, which he cannot undo.
    pub even_oneself: bool,
}

/// What was deleted.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// The user as he was last; secret fields are taken out.
    pub user: Record,
    /// His phones that went with him.
    pub phones: Vec<Id>,
}

/// Deletes the user, with all that goes with him or not at all.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Output> {
    engine.retry(|| {
        // Phones are written under the same lock, shared: while it is held alone none is added to those that go.
        let _alone = input.with_phones.then(|| engine.shape());
        let _steady = (!input.with_phones).then(|| engine.steady());
        let (current, account_id) = find(engine, principal, input.id)?;
        if input.account_id.is_some_and(|wanted| wanted != account_id) {
            return Err(Error::NotFound("user"));
        }
        authorise(
            &engine.tree(),
            principal,
            if input.even_oneself {
                Verb::DeleteAnyUser
            } else {
                Verb::DeleteUser
            },
            object(input.id, account_id),
        )?;
        refuse_above(principal, &current)?;
        let phones = if input.with_phones {
            listing::linked(&*engine.read()?, (Kind::Phone, account_id), input.id)?
        } else {
            Vec::new()
        };
        let mut about = vec![touched(input.id, account_id)];
        for phone in &phones {
            about.push(belongings::touched(phone)?);
        }
        let detail = serde_json::json!({ "label": current.label() });
        let mut batch = engine.batch(principal.actor(), "user.delete", about, detail);
        sessions::end_all(engine, &mut batch, input.id, None)?;
        let now_ms = engine.now_ms();
        let mut user = belongings::into_bin(&mut batch, current, now_ms);
        let phones: Vec<Id> = phones
            .into_iter()
            .map(|phone| belongings::into_bin(&mut batch, phone, now_ms).id)
            .collect();
        user.rev = engine.commit(batch)?;
        if let Some(schema) = cordboard_model::schema::schema(Kind::User) {
            schema.redact(&mut user.fields);
        }
        Ok(Output { user, phones })
    })
}
