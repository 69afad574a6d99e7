//! Ending every session of a user, or every session that an account's API key opened.

use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Principal, Result, accounts, users};
use cordboard_model::Id;

/// Whose sessions to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// Those of a user, who may be the caller himself.
    User(Id),
    /// Those of an account's API key.
    Key(Id),
}

/// Ends them, the caller's own too.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<()> {
    engine.retry(|| {
        let (listed_under, touched, label) = match input {
            Input::User(id) => {
                let (user, account_id) = users::find(engine, principal, id)?;
                let asked = users::object(id, account_id);
                authorise(&engine.tree(), principal, Verb::EndSessions, asked)?;
                (id, users::touched(id, account_id), user.label())
            }
            Input::Key(id) => {
                let asked = Object::Account(id);
                authorise(&engine.tree(), principal, Verb::EndSessions, asked)?;
                let account = accounts::find(engine, id)?;
                (id, accounts::touched(id), account.label())
            }
        };
        let detail = serde_json::json!({ "label": label });
        let mut batch = engine.batch(
            principal.actor(),
            "session.delete_all",
            vec![touched],
            detail,
        );
        super::end_all(engine, &mut batch, listed_under, None)?;
        engine.commit(batch)?;
        Ok(())
    })
}
