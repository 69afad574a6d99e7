//! Showing what a template makes of a change, before a watch has it.

use crate::{Engine, Error, Principal, Result, accounts, clients};
use cordboard_model::Fields;
use cordboard_model::reseller::{Client, resource};
use cordboard_model::webhook::template::Template;
use serde_json::Value;

/// What is to be tried.
#[derive(Debug, Clone)]
pub struct Input {
    /// The template; nothing for the payload itself.
    pub template: Option<Value>,
    /// Whether the account as it was before comes along.
    pub adds_previous: bool,
}

/// The body that the caller's own account would make, as a trial delivery does.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Value> {
    let account_id = clients::reseller_of(engine, principal)?;
    let account = accounts::find(engine, account_id)?;
    let shown: Fields = resource(&Client {
        account: &account,
        admin: None,
        profile_name: None,
        tags: &[],
    });
    let mut payload = shown.clone();
    if input.adds_previous {
        payload.insert("previousData".to_owned(), shown.into());
    }
    let payload = Value::Object(payload);
    let Some(template) = &input.template else {
        return Ok(payload);
    };
    Template::parse(template)
        .and_then(|template| template.fill(&payload))
        .map_err(|wrong| Error::invalid("/template", "template", wrong.to_string()))
}
