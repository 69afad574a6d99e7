//! The tags of a reseller: one word each, shared by all of his clients.

use crate::settle::settle;
use crate::{Engine, Error, Result, claims, listing};
use cordboard_model::schema::schema;
use cordboard_model::text::name_key;
use cordboard_model::{Fields, Id, Kind, Record, Violation};
use cordboard_store::{Batch, ClaimKey, Snapshot};

/// A tag that a client account is to have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tagging {
    /// A tag that is there. It counts where there is no text.
    pub id: Option<String>,
    /// The text of a tag, which is made where it is not there yet.
    pub text: Option<String>,
    /// The colour that the tag is to have from now on.
    pub color: Option<String>,
}

/// The tags with these ids, those that are there.
pub(crate) fn of(snapshot: &dyn Snapshot, reseller: Id, ids: &[Id]) -> Result<Vec<Record>> {
    let mut tags = Vec::with_capacity(ids.len());
    for id in ids {
        let tag = snapshot.get(Kind::Tag, *id)?;
        tags.extend(tag.filter(|tag| tag.is_live() && tag.account_id == Some(reseller)));
    }
    Ok(tags)
}

/// Adds the tags that are to be made or to get another colour to a batch, and gives the ids of all, each once. The
/// caller holds the shape of the tree, so that nobody makes the same tag meanwhile.
pub(crate) fn put(
    engine: &Engine,
    batch: &mut Batch,
    reseller: Id,
    wanted: &[Tagging],
) -> Result<Vec<Id>> {
    let snapshot = engine.read()?;
    let mut made: Vec<Record> = Vec::new();
    let mut ids = Vec::with_capacity(wanted.len());
    for (index, tagging) in wanted.iter().enumerate() {
        let known = match tagging.text.as_deref() {
            Some(text) => {
                let key = name_key(text);
                let just_made = made.iter().find(|tag| name_key(tag.text("name")) == key);
                match just_made {
                    Some(tag) => Some(tag.clone()),
                    None => by_text(&*snapshot, reseller, key)?,
                }
            }
            None => Some(by_id(&*snapshot, reseller, tagging, index)?),
        };
        let mut tag = known.clone().unwrap_or_else(|| {
            let (id, now_ms) = (engine.new_id(), engine.now_ms());
            Record::new(Kind::Tag, id, Some(reseller), Fields::new(), now_ms)
        });
        if known.is_none() {
            let text = tagging.text.clone().unwrap_or_default();
            tag.fields.insert("name".to_owned(), text.into());
        }
        if let Some(color) = &tagging.color {
            tag.fields.insert("color".to_owned(), color.clone().into());
        }
        settle(Kind::Tag, &mut tag.fields);
        if known.as_ref().map(|known| &known.fields) != Some(&tag.fields) {
            validate(&tag.fields, index)?;
            tag.modified_ms = engine.now_ms();
            claims::change(batch, known.as_ref(), Some(&tag));
            batch.puts.push(listing::put(tag.clone()));
            made.retain(|other| other.id != tag.id);
            made.push(tag.clone());
        }
        if !ids.contains(&tag.id) {
            ids.push(tag.id);
        }
    }
    Ok(ids)
}

fn by_text(snapshot: &dyn Snapshot, reseller: Id, key: String) -> Result<Option<Record>> {
    let key = ClaimKey {
        scope: "tag.name".into(),
        account_id: Some(reseller),
        key,
    };
    match snapshot.claim(&key)? {
        Some((Kind::Tag, id)) => Ok(snapshot.get(Kind::Tag, id)?),
        _ => Ok(None),
    }
}

fn by_id(snapshot: &dyn Snapshot, reseller: Id, tagging: &Tagging, index: usize) -> Result<Record> {
    let path = format!("/tags/{index}/id");
    let Some(id) = tagging.id.as_deref() else {
        let detail = "name a tag by its id or its text";
        return Err(Error::invalid(&path, "required", detail));
    };
    let tag = match id.parse() {
        Ok(id) => of(snapshot, reseller, &[id])?.pop(),
        Err(_) => None,
    };
    tag.ok_or_else(|| Error::invalid(&path, "exists", "there is no tag with this id"))
}

fn validate(fields: &Fields, index: usize) -> Result<()> {
    let schema = schema(Kind::Tag).ok_or(Error::NotFound("schema"))?;
    schema.validate(fields).map_err(|found| {
        let there = |violation: Violation| Violation {
            path: match violation.path.as_str() {
                "/name" => format!("/tags/{index}/tag"),
                path => format!("/tags/{index}{path}"),
            },
            ..violation
        };
        Error::Invalid(found.into_iter().map(there).collect())
    })
}

/// Gives an account these tags and no others.
pub(crate) fn give(account: &mut Record, ids: &[Id]) {
    let resale = account.fields.entry("resale");
    let resale = resale.or_insert_with(|| Fields::new().into());
    let Some(resale) = resale.as_object_mut() else {
        return;
    };
    if ids.is_empty() {
        resale.shift_remove("tags");
    } else {
        let ids = ids.iter().map(Id::to_string).collect::<Vec<_>>();
        resale.insert("tags".to_owned(), ids.into());
    }
}
