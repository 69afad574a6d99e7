//! What it costs to find out who calls, beside one bare argon2id.

use super::{median, show};
use crate::failure::{Failure, Result};
use argon2::{Algorithm, Argon2, Params, Version};
use cordboard_engine::account_hint::AccountHint;
use cordboard_engine::digests::{Digest, Method};
use cordboard_engine::installation::install;
use cordboard_engine::sessions::{self, resolve, resolve_digest};
use cordboard_engine::sessions::{sign_in, sign_in_with_digest, sign_in_with_key};
use cordboard_engine::{Engine, Principal, Surroundings, users};
use cordboard_model::Fields;
use cordboard_store::directory;
use cordboard_store::sqlite::Options;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;

const PASSWORD: &str = "correct horse";
const RUNS: usize = 41;

pub(crate) fn run(place: Option<&Path>) -> Result<()> {
    let dir = match place {
        Some(place) => tempfile::tempdir_in(place)?,
        None => tempfile::tempdir()?,
    };
    let opened = directory::open(dir.path(), Options::default())?;
    let surroundings = Surroundings::with_pepper(opened.pepper);
    let engine = Engine::with(Arc::new(opened.store), surroundings)?;
    let made = install_office(&engine)?;

    let floor = median(RUNS, one_argon2)?;
    show("floor: one argon2id (19 MiB, 2 passes)", floor, None);
    let beside = |what: &str, one: &mut dyn FnMut() -> Result<()>| -> Result<()> {
        let time = median(RUNS, one)?;
        show(what, time, Some(("floor", floor)));
        Ok(())
    };
    beside("sign in with the password", &mut || {
        plain(&engine, "admin", PASSWORD)
    })?;
    beside("sign in with the MD5 digest", &mut || {
        digest(&engine, "Acme", "admin", true)
    })?;
    beside("refused: wrong digest", &mut || {
        digest(&engine, "Acme", "nobody", false)
    })?;
    beside("refused: unknown account", &mut || {
        digest(&engine, "Nowhere", "admin", false)
    })?;
    let mut number = 0;
    beside("a user with a password is made", &mut || {
        number += 1;
        user(&engine, made.account_id, number)
    })?;
    let mut token = String::new();
    beside("sign in with an API key", &mut || {
        let input = sign_in_with_key::Input {
            api_key: made.api_key.clone(),
            client: address(),
        };
        token = sign_in_with_key::run(&engine, input)?.token;
        Ok(())
    })?;
    beside("a token is looked up", &mut || {
        let known = resolve::run(&engine, &token)?.principal;
        expect(known != Principal::Anonymous)
    })?;
    let digest = Digest::of(Method::Md5, "admin", PASSWORD);
    beside("a digest sent with each request", &mut || {
        let input = resolve_digest::Input {
            account_id: made.account_id,
            digest: digest.clone(),
            client: None,
        };
        let known = resolve_digest::run(&engine, input)?.principal;
        expect(known != Principal::Anonymous)
    })
}

fn one_argon2() -> Result<()> {
    let wrong = |error: argon2::Error| Failure::Program(error.to_string());
    let params = Params::new(19 * 1024, 2, 1, None).map_err(wrong)?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut out = [0; 32];
    argon
        .hash_password_into(PASSWORD.as_bytes(), b"a salt of 16 byt", &mut out)
        .map_err(wrong)
}

fn install_office(engine: &Engine) -> Result<install::Output> {
    let mut fields = Fields::new();
    fields.insert("username".into(), "admin".into());
    let input = install::Input {
        organisation: "Acme".into(),
        realm: "acme.example".into(),
        timezone: None,
        admin: Some(install::Admin {
            fields,
            password: PASSWORD.into(),
        }),
        setup_token: None,
    };
    Ok(install::run(engine, &Principal::Owner, input)?)
}

/// Another address each time, so that no bucket runs empty.
fn address() -> Option<std::net::IpAddr> {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    Some(Ipv4Addr::from_bits(number).into())
}

fn plain(engine: &Engine, username: &str, password: &str) -> Result<()> {
    let input = sign_in::Input {
        username: username.into(),
        realm: None,
        password: password.into(),
        method: sessions::Method::Console,
    };
    sign_in::run(engine, input)?;
    Ok(())
}

fn digest(engine: &Engine, account: &str, username: &str, right: bool) -> Result<()> {
    let input = sign_in_with_digest::Input {
        account: AccountHint {
            name: Some(account.into()),
            ..AccountHint::default()
        },
        digest: Digest::of(Method::Md5, username, PASSWORD),
        client: address(),
    };
    expect(sign_in_with_digest::run(engine, input).is_ok() == right)
}

fn user(engine: &Engine, account_id: cordboard_model::Id, number: usize) -> Result<()> {
    let mut fields = Fields::new();
    fields.insert("username".into(), format!("user{number}").into());
    let input = users::create::Input {
        account_id,
        fields,
        password: Some(PASSWORD.into()),
        credentials: None,
        role: None,
    };
    users::create::run(engine, &Principal::Owner, input)?;
    Ok(())
}

fn expect(holds: bool) -> Result<()> {
    if holds {
        Ok(())
    } else {
        Err(Failure::Program("it did not do what was measured".into()))
    }
}
