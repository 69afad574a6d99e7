//! What a softphone's camera reads to register as a phone. It holds the password, so that every look at it is noted.

use super::config::{sip_account, transport};
use super::read_file::find;
use crate::belongings::touched;
use crate::{Engine, Error, Principal, Result};
use cordboard_model::{Id, softphone};
use serde_json::json;

/// Which phone, and by which name phones reach the server.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The phone.
    pub id: Id,
    /// The name of the server, without a port; `None` where no server is: the account's realm then.
    pub host: Option<&'a str>,
}

/// The address with the password (`cordboard_model::softphone`), for those who manage the account's phones.
pub fn run(engine: &Engine, principal: &Principal, input: Input<'_>) -> Result<String> {
    let found = find(engine, principal, input.id)?;
    let realm = found.account.text("realm");
    let host = input.host.unwrap_or(realm);
    let account = sip_account(
        &found.phone,
        found.user.as_ref(),
        (host, transport(&found.phone)),
    );
    if account.auth_name.is_empty() {
        let detail = "this phone has nothing to register with";
        return Err(Error::invalid("/sip/username", "required", detail));
    }
    let about = vec![touched(&found.phone)?];
    let detail = json!({ "label": found.phone.label() });
    engine.commit(engine.batch(principal.actor(), "phone.show_code", about, detail))?;
    Ok(softphone::address(&account))
}
