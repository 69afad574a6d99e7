//! Changing the settings.

use super::{ID, Settings, completed, record};
use crate::authorise::settings;
use crate::{Engine, Error, Principal, Result, edit, listing};
use cordboard_model::merge::Edit;
use cordboard_model::{Kind, Record, Role};
use cordboard_store::{Assert, Touched};

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
    engine.retry(|| {
        settings(&engine.tree(), principal)?;
        let mut current = record(engine.read()?.as_ref())?;
        current.fields = completed(&current.fields);
        let edited = edit::apply(&current, &input.changes, Role::Admin, engine.now_ms())?;
        if edited.changed.is_empty() {
            return Ok(current);
        }
        let mut next = edited.record;
        next.fields = completed(&next.fields);
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
        engine.set_settings(Settings::of(&next.fields));
        Ok(Record { rev, ..next })
    })
}
