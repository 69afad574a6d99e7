//! Handing out the password again: the next file that the phone fetches holds it, as after the phone was set back to how
//! it was delivered.

use super::{arming, log, read_file};
use crate::belongings::touched;
use crate::{Engine, Error, Principal, Result};
use cordboard_model::Id;
use serde_json::json;

/// Arms the phone's file until the next registration, for those who manage the account's phones. It is noted in the
/// audit, as long as there was anything to do.
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<()> {
    let found = read_file::find(engine, principal, id)?;
    if found.vendor.is_none() {
        let detail = "this phone has no file: its vendor is not one whose files can be written";
        return Err(Error::invalid(
            "/provision/endpoint_brand",
            "required",
            detail,
        ));
    }
    let about = vec![touched(&found.phone)?];
    let detail = json!({ "label": found.phone.label() });
    let actor = principal.actor();
    let note = || engine.batch(actor, "phone.rearm", about.clone(), detail.clone());
    log::edit(engine, &found.phone, note, |log| {
        arming::arm(engine, &found, log);
    })
}
