//! Changing the settings.

use super::{ID, Settings, completed, record, redacted};
use crate::authorise::settings;
use crate::seal::{Seal, seal};
use crate::{Engine, Error, Principal, Result, edit, listing};
use cordboard_model::merge::Edit;
use cordboard_model::{Fields, Kind, Record, Role};
use cordboard_store::{Assert, Touched};
use serde_json::Value;

/// The longest password of a mail server, in bytes. Sealed it is longer.
const PASSWORD_MAX: usize = 1024;

/// Which changes to make.
#[derive(Debug, Clone)]
pub struct Input {
    /// The changes, each with the value the editor saw and the value it wants.
    pub changes: Vec<Edit>,
}

/// Merges the changes into the settings; they hold from the next request on.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Record> {
    // One at a time, so that what is kept in memory is what was written last.
    let _turn = engine.shape();
    let changed = engine.retry(|| {
        settings(&engine.tree(), principal)?;
        let mut current = record(engine.read()?.as_ref())?;
        current.fields = completed(&current.fields);
        let edited = edit::apply(&current, &input.changes, Role::Admin, engine.now_ms())?;
        if edited.changed.is_empty() {
            return Ok(redacted(current));
        }
        let mut next = edited.record;
        next.fields = completed(&next.fields);
        protect_password(engine, &current.fields, &mut next.fields)?;
        let top = engine.tree().root().ok_or(Error::NotInstalled)?;
        let touched = vec![Touched {
            kind: Kind::Settings,
            id: ID,
            account_id: top,
        }];
        let detail = serde_json::json!({ "label": "settings", "changed": edited.changed });
        let mut batch = engine.batch(principal.actor(), "settings.update", touched, detail);
        let (kind, id) = (Kind::Settings, ID);
        batch.asserts.push(match current.rev {
            0 => Assert::Absent { kind, id },
            rev => Assert::Rev { kind, id, rev },
        });
        if current.rev == 0 {
            next.created_ms = next.modified_ms;
        }
        batch.puts.push(listing::put(next.clone()));
        let rev = engine.commit(batch)?;
        engine.set_settings(Settings::of(&next.fields, &engine.pepper));
        Ok(redacted(Record { rev, ..next }))
    })?;
    // Letters may have waited for it.
    engine.post.hurry();
    Ok(changed)
}

/// Seals a password that was typed. One that was kept goes to no other server than before: whoever names another one
/// types it again.
fn protect_password(engine: &Engine, before: &Fields, next: &mut Fields) -> Result<()> {
    let place = |fields: &Fields| {
        let smtp = fields.get("smtp");
        let text = |key: &str| smtp.and_then(|smtp| smtp.get(key)).cloned();
        ["host", "port", "security", "username"].map(text)
    };
    let is_same_place = place(before) == place(next);
    let Some(smtp) = next.get_mut("smtp").and_then(Value::as_object_mut) else {
        return Ok(());
    };
    let typed = smtp.get("password").and_then(Value::as_str);
    let typed = typed.unwrap_or_default().to_owned();
    let known = before.get("smtp").and_then(|smtp| smtp.get("password"));
    let is_known = known.and_then(Value::as_str) == Some(&typed);
    if typed.is_empty() || (is_known && !is_same_place) {
        smtp.shift_remove("password");
    } else if typed.len() > PASSWORD_MAX && !is_known {
        let detail = "use at most 1024 bytes";
        return Err(Error::invalid("/smtp/password", "maxLength", detail));
    } else if !is_known {
        let sealed = seal(&engine.pepper, Seal::MailServer, &typed)?;
        smtp.insert("password".to_owned(), sealed.into());
    }
    Ok(())
}
