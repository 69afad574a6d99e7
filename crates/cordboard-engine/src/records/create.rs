//! Adding a record to an account, by the rules of its kind.

use super::read::{View, view};
use super::verbs;
use crate::owned::{self, Owner};
use crate::{Engine, Principal, Result, groups, phones, teams};
use cordboard_model::{Fields, Id, Kind};

/// What to make where.
#[derive(Debug, Clone)]
pub struct Input {
    /// What it is.
    pub kind: Kind,
    /// Its account.
    pub account_id: Id,
    /// The document.
    pub fields: Fields,
}

/// Makes it.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<View> {
    let Input {
        kind,
        account_id,
        fields,
    } = input;
    verbs(kind)?;
    let record = match kind {
        Kind::Phone => phones::create::run(
            engine,
            principal,
            phones::create::Input { account_id, fields },
        ),
        Kind::Group => groups::create::run(
            engine,
            principal,
            groups::create::Input { account_id, fields },
        ),
        Kind::Contact => {
            let owner = Owner::account(account_id);
            let input = owned::create::Input {
                kind,
                owner,
                fields,
            };
            owned::create::run(engine, principal, input)
        }
        _ => {
            let input = teams::create::Input {
                kind,
                account_id,
                fields,
            };
            teams::create::run(engine, principal, input)
        }
    }?;
    view(engine, principal, record, account_id)
}
