//! `init`: a new installation.

use super::{open, print};
use crate::arguments::Init;
use crate::failure::Failure;
use cordboard_engine::Principal;
use cordboard_engine::installation::{install, status};
use cordboard_model::Fields;
use serde_json::json;

pub(crate) fn run(init: Init) -> Result<(), Failure> {
    let office = open(&init.data)?;
    if status::is_installed(&office.engine) {
        return Err(Failure::Installed(init.data));
    }
    let mut fields = Fields::new();
    fields.insert("username".into(), init.username.into());
    let input = install::Input {
        organisation: init.name,
        realm: init.realm,
        timezone: Some(init.timezone),
        admin: Some(install::Admin {
            fields,
            password: init.password,
        }),
        setup_token: None,
    };
    let made = install::run(&office.engine, &Principal::Owner, input)?;
    let answer = json!({
        "account_id": made.account_id.to_string(),
        "user_id": made.user_id.map(|id| id.to_string()),
        "api_key": made.api_key,
    });
    print(&answer.to_string());
    Ok(())
}
