//! `seed`: data to try things with.

use super::{Office, open, print};
use crate::arguments::Seed;
use crate::failure::Failure;
use cordboard_engine::installation::{install, status};
use cordboard_engine::seed::{demo, random};
use cordboard_engine::{Principal, sessions};
use cordboard_model::Fields;
use serde_json::json;
use std::io::{IsTerminal, Write};

pub(crate) fn run(seed: Seed) -> Result<(), Failure> {
    let office = open(&seed.data)?;
    let installed = status::is_installed(&office.engine);
    if seed.demo {
        if installed {
            return Err(Failure::Installed(seed.data));
        }
        let password = fresh_password();
        let made = demo::run(&office.engine, Some(&password))?;
        announce(&made, &password);
        return Ok(());
    }
    if !installed {
        install_first(&office)?;
    }
    let total = seed.accounts + seed.users;
    let input = random::Input {
        accounts: seed.accounts,
        users: seed.users,
        full: seed.full,
        seed: seed.seed,
    };
    let mut err = std::io::stderr();
    let shown = err.is_terminal();
    random::run(&office.engine, input, &mut |written| {
        if shown {
            let _ = write!(err, "\r{written} of {total} records");
        }
    })?;
    if shown {
        let _ = writeln!(err);
    }
    Ok(())
}

fn install_first(office: &Office) -> Result<(), Failure> {
    let password = fresh_password();
    let mut fields = Fields::new();
    fields.insert("username".into(), "admin".into());
    let input = install::Input {
        organisation: "Seed Telecom".into(),
        realm: "seed.example".into(),
        timezone: Some("Europe/Berlin".into()),
        admin: Some(install::Admin {
            fields,
            password: password.clone(),
        }),
        setup_token: None,
    };
    let made = install::run(&office.engine, &Principal::Owner, input)?;
    announce(&made, &password);
    Ok(())
}

fn fresh_password() -> String {
    sessions::fresh_token().chars().take(16).collect()
}

fn announce(made: &install::Output, password: &str) {
    let answer = json!({
        "account_id": made.account_id.to_string(),
        "user_id": made.user_id.map(|id| id.to_string()),
        "api_key": made.api_key,
        "username": "admin",
        "password": password,
    });
    print(&answer.to_string());
}
