//! Adding a call queue or a ring group to an account.

use super::{check_people, may_write};
use crate::{Engine, Error, Principal, Result, belongings};
use cordboard_model::extension_number;
use cordboard_model::schema::Violation;
use cordboard_model::{Fields, Id, Kind, Record};

/// What to make where.
#[derive(Debug, Clone)]
pub struct Input {
    /// A queue or a ring group.
    pub kind: Kind,
    /// Its account.
    pub account_id: Id,
    /// The document.
    pub fields: Fields,
}

/// Makes it. Its number is none that the telephone system keeps for itself.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Record> {
    let Input {
        kind, account_id, ..
    } = input;
    may_write(engine, principal, account_id)?;
    let record = belongings::prepare(engine, principal, kind, account_id, input.fields)?;
    check_number(&record)?;
    engine.retry(|| {
        let _steady = engine.steady();
        may_write(engine, principal, account_id)?;
        let asserts = check_people(&*engine.read()?, None, &record)?;
        belongings::insert(
            engine,
            principal,
            &format!("{kind}.create"),
            &record,
            asserts,
        )
    })
}

pub(crate) fn check_number(team: &Record) -> Result<()> {
    let number = team.text("extension_number");
    extension_number::check(number).map_err(|broken| {
        let violations = broken.into_iter();
        let path = "/extension_number";
        Error::Invalid(
            violations
                .map(|broken| Violation::new(path, broken.rule, broken.sentence))
                .collect(),
        )
    })
}
