//! Making a watch.

use super::{MOST, check, redacted};
use crate::deliveries::index;
use crate::{Engine, Error, Principal, Result, belongings, clients};
use cordboard_model::{Fields, Kind, Record};

/// Makes a watch over the clients of the caller's account. It is told of what changes from now on.
pub fn run(engine: &Engine, principal: &Principal, fields: Fields) -> Result<Record> {
    let account_id = clients::reseller_of(engine, principal)?;
    let record = belongings::prepare(engine, principal, Kind::Watch, account_id, fields)?;
    check(engine, account_id, &record)?;
    let made = engine.retry(|| {
        let _steady = engine.steady();
        clients::reseller_of(engine, principal)?;
        if engine.read()?.count(Kind::Watch, Some(account_id))? >= MOST {
            let detail = format!("there are {MOST} watches already; delete some that nobody needs");
            return Err(Error::invalid("", "maxItems", detail));
        }
        belongings::insert(engine, principal, "watch.create", &record, Vec::new())
    })?;
    index::refresh(engine, account_id)?;
    Ok(redacted(made))
}
