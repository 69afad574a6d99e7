//! The client accounts of a reseller.

use super::{Client, client, reseller_of};
use crate::{Engine, Principal, Result};
use cordboard_model::reseller::{matches, status};
use cordboard_model::{Id, Kind, Record};

/// Which of them.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// Those whose admin's name, address or phone number holds this text.
    pub search: Option<String>,
    /// Those that have all of these tools.
    pub tools: Vec<String>,
    /// Those that are `enabled`, or those that are `disabled`.
    pub status: Option<String>,
    /// Those that were made after this moment, in milliseconds since the epoch.
    pub created_after_ms: Option<i64>,
    /// Those that were made before this moment, in milliseconds since the epoch.
    pub created_before_ms: Option<i64>,
}

/// All of them that fit, by name.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Vec<Client>> {
    let reseller = reseller_of(engine, principal)?;
    let ids: Vec<Id> = {
        let tree = engine.tree();
        let children = tree.children_by_name(reseller, None, false);
        children.map(|leaf| leaf.id).collect()
    };
    let snapshot = engine.read()?;
    let mut found = Vec::new();
    for id in ids {
        let Some(account) = snapshot.get(Kind::Account, id)? else {
            continue;
        };
        if !fits(input, reseller, &account) {
            continue;
        }
        let client = client(engine, &*snapshot, account)?;
        let wanted = input.search.as_deref();
        if wanted.is_none_or(|wanted| matches(&client.shown(), wanted)) {
            found.push(client);
        }
    }
    Ok(found)
}

/// What the account alone tells.
fn fits(input: &Input, reseller: Id, account: &Record) -> bool {
    let tools = account.fields.get("resale").and_then(|it| it.get("tools"));
    let has = |tool: &String| {
        let tools = tools.and_then(|tools| tools.as_array());
        tools.is_some_and(|tools| tools.iter().any(|known| known.as_str() == Some(tool)))
    };
    let wanted_status = input.status.as_deref();
    // What went elsewhere between the two readings is left out.
    account.is_live()
        && account.account_id == Some(reseller)
        && input.tools.iter().all(has)
        && wanted_status.is_none_or(|wanted| wanted == status(account))
        && input
            .created_after_ms
            .is_none_or(|ms| account.created_ms > ms)
        && input
            .created_before_ms
            .is_none_or(|ms| account.created_ms < ms)
}
