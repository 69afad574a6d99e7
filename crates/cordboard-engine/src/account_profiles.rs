//! The plans that client accounts can have. They belong to the account at the top and are the same for every reseller.
//!
//! One is there from the start, under the name `default`, without anybody having written it.

pub mod create;
pub mod delete;
pub mod list;
pub mod rename;

use crate::{Error, Result};
use cordboard_model::reseller::{DEFAULT_PROFILE, profile_id};
use cordboard_model::{Kind, Record};
use cordboard_store::Snapshot;

/// The name of the plan that is there from the start.
const DEFAULT_NAME: &str = "Default";

/// A plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// What accounts name it by.
    pub id: String,
    /// What people call it.
    pub name: String,
}

impl Profile {
    fn of(record: &Record) -> Self {
        Self {
            id: record.id.to_string(),
            name: record.text("name").to_owned(),
        }
    }
}

/// The name of a plan; nothing when there is no such plan.
pub(crate) fn name_of(snapshot: &dyn Snapshot, id: &str) -> Result<Option<String>> {
    if id == DEFAULT_PROFILE {
        return Ok(Some(DEFAULT_NAME.to_owned()));
    }
    let Ok(id) = id.parse() else {
        return Ok(None);
    };
    let record = snapshot.get(Kind::AccountProfile, id)?;
    let record = record.filter(Record::is_live);
    Ok(record.map(|record| record.text("name").to_owned()))
}

/// Refuses an account that names a plan that is not there.
pub(crate) fn check(snapshot: &dyn Snapshot, account: &Record) -> Result<()> {
    match name_of(snapshot, profile_id(account))? {
        Some(_) => Ok(()),
        None => Err(Error::invalid(
            "/resale/profile_id",
            "exists",
            "there is no account profile with this id",
        )),
    }
}
