//! What is asked of a side, in the dialect that both speak.

use crate::document::Doc;
use crate::failure::Failure;
use crate::pages::each;
use crate::plan::Shown;
use crate::plan::difference::Change;
use crate::side::Side;
use crate::{crossbar, portsip};
use cordboard_engine::remotes::{Dialect, Pair, Remote, Sort};
use cordboard_model::Fields;
use serde_json::Value;
use std::collections::HashSet;

/// Everything that both sides show.
pub(super) async fn both(
    remote: &Remote,
    pairs: &[Pair],
    (there, here): (&impl Side, &impl Side),
) -> Result<Shown, Failure> {
    let theirs = self::there(remote, there).await?;
    let mine = self::here(remote, pairs, &theirs, here).await?;
    let accounts = || pairs.iter().filter(|pair| pair.sort == Sort::Account);
    let ids_there = accounts().map(|pair| pair.there.as_str());
    let ids_here = accounts().map(|pair| pair.here.as_str());
    Ok(Shown {
        left_there: left(remote.dialect, there, ids_there, &theirs).await?,
        left_here: left(remote.dialect, here, ids_here, &mine).await?,
        theirs,
        mine,
    })
}

/// Which of these accounts are on their side, and not among what it shows.
async fn left(
    dialect: Dialect,
    side: &impl Side,
    known: impl Iterator<Item = &str>,
    shown: &[Doc],
) -> Result<HashSet<String>, Failure> {
    if dialect != Dialect::Crossbar {
        return Ok(HashSet::new());
    }
    let shown: HashSet<&str> = shown.iter().map(|doc| doc.id.as_str()).collect();
    let missing = known.filter(|id| !shown.contains(id)).map(str::to_owned);
    let found = each(missing.collect(), |id| async move {
        let is_elsewhere = crossbar::is_elsewhere(side, &id).await?;
        Ok(is_elsewhere.then_some(id))
    });
    Ok(found.await?.into_iter().flatten().collect())
}

/// Every record there.
async fn there(remote: &Remote, side: &impl Side) -> Result<Vec<Doc>, Failure> {
    match remote.dialect {
        Dialect::Crossbar => crossbar::fetch(side, &remote.there).await,
        Dialect::PortSip => portsip::fetch(side).await,
    }
}

/// Every record here that belongs to the remote.
async fn here(
    remote: &Remote,
    pairs: &[Pair],
    theirs: &[Doc],
    side: &impl Side,
) -> Result<Vec<Doc>, Failure> {
    if remote.dialect == Dialect::PortSip {
        return portsip::fetch(side).await;
    }
    let mut tops = pairs.iter().filter(|pair| pair.sort == Sort::Account);
    let known = tops.find(|pair| pair.there == remote.there);
    let root = match known {
        Some(pair) => Some(pair.here.clone()),
        None => {
            let name = theirs
                .first()
                .and_then(|top| top.fields.get("name")?.as_str());
            let parent = remote.here.to_string();
            crossbar::child_named(side, &parent, name.unwrap_or_default()).await?
        }
    };
    let Some(root) = root else {
        return Ok(Vec::new());
    };
    match crossbar::fetch(side, &root).await {
        // Somebody deleted all of it.
        Err(Failure::Refused { status: 404, .. }) => Ok(Vec::new()),
        fetched => fetched,
    }
}

/// Makes a record.
pub(super) async fn create(
    dialect: Dialect,
    side: &impl Side,
    sort: Sort,
    (parent, fields): (&str, &Fields),
) -> Result<Doc, Failure> {
    match dialect {
        Dialect::Crossbar => crossbar::create(side, sort, parent, fields).await,
        Dialect::PortSip => portsip::create(side, sort, parent, fields).await,
    }
}

/// Changes a record.
pub(super) async fn change(
    dialect: Dialect,
    side: &impl Side,
    doc: &Doc,
    changes: &[Change],
) -> Result<Doc, Failure> {
    match dialect {
        Dialect::Crossbar => crossbar::change(side, doc, changes).await,
        Dialect::PortSip => portsip::change(side, doc, changes).await,
    }
}

/// Deletes a record.
pub(super) async fn remove(dialect: Dialect, side: &impl Side, doc: &Doc) -> Result<(), Failure> {
    match dialect {
        Dialect::Crossbar => crossbar::remove(side, doc).await,
        Dialect::PortSip => portsip::remove(side, doc).await,
    }
}

/// What a document says, as one value.
pub(super) fn whole(fields: &Fields) -> Value {
    Value::Object(fields.clone())
}
