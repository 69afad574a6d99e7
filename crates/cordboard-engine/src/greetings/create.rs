//! Making a greeting of an uploaded file.

use crate::files::{self, sound};
use crate::owned::{self, Owner};
use crate::{Engine, Error, Principal, Result, belongings, claims, listing};
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::Assert;

/// Whose greeting, of which file.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// The account.
    pub account_id: Id,
    /// The person.
    pub user_id: Id,
    /// The uploaded file.
    pub file_id: Id,
}

/// Makes the greeting, not in use yet. The file must be a sound that phones can play.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Record> {
    let owner = Owner::person(input.account_id, input.user_id);
    owned::may_write(engine, principal, owner)?;
    engine.retry(|| {
        let _steady = engine.steady();
        owned::may_write(engine, principal, owner)?;
        let snapshot = engine.read()?;
        owned::create::room_for_one(&*snapshot, Kind::Greeting, owner)?;
        let file = files::find(&*snapshot, principal, owner.account_id, input.file_id)?;
        let bytes = files::bytes(&*snapshot, &file)?;
        sound::check(&bytes)
            .map_err(|broken| Error::invalid("/file_id", broken.rule, broken.sentence))?;
        let mut batch = engine.batch(
            principal.actor(),
            "greeting.create",
            Vec::new(),
            true.into(),
        );
        let kept = files::keep(engine, &mut batch, file, bytes);
        let mut fields = Fields::new();
        fields.insert("file_id".into(), kept.id.to_string().into());
        for (key, of_file) in [
            ("file_name", "name"),
            ("file_size", "size"),
            ("file_mime", "mime"),
            ("file_sha256", "sha256"),
        ] {
            let value = kept.fields.get(of_file).cloned().unwrap_or_default();
            fields.insert(key.into(), value);
        }
        fields.insert("file_url".into(), files::address(&kept).into());
        let kind = Kind::Greeting;
        let input = owned::create::Input {
            kind,
            owner,
            fields,
        };
        let mut record = owned::create::prepare(engine, input)?;
        batch.note.touched.push(belongings::touched(&record)?);
        batch.note.detail = serde_json::json!({ "label": record.label() });
        let id = record.id;
        batch.asserts.push(Assert::Absent { kind, id });
        batch.asserts.extend(owner.assert());
        claims::change(&mut batch, None, Some(&record));
        batch.puts.push(listing::put(record.clone()));
        drop(snapshot);
        record.rev = engine.commit(batch)?;
        Ok(record)
    })
}
