//! Enrolling a kiosk with its code: the device gets its token, and the code is used up.

use super::{CODE, CODE_UNTIL, ENROLLED, code_key, number, waiting};
use crate::sessions::Method;
use crate::sessions::kept::open::{Opened, Opening, account_enabled, add};
use crate::{Engine, Error, Result, accounts, listing};
use cordboard_model::{Kind, Record};
use cordboard_store::Assert;
use std::net::IpAddr;

/// What a device sends.
#[derive(Clone)]
pub struct Input {
    /// The code that an admin read to it; case and dashes do not matter.
    pub code: String,
    /// Where the device is; `None` inside the program.
    pub client: Option<IpAddr>,
}

/// Enrols the device. A code that is unknown, used, too old, or of an account that is disabled looks the same.
pub fn run(engine: &Engine, input: &Input) -> Result<Opened> {
    let client = input.client.map(|client| client.to_string());
    let name = format!("kiosk at {}", client.unwrap_or_default());
    engine.sign_ins.attempt(&name, engine.now_ms())?;
    let key = code_key(&input.code);
    let opened = engine.retry(|| {
        let _steady = engine.steady();
        let Some((Kind::Kiosk, id)) = engine.read()?.claim(&key)? else {
            return Err(unknown());
        };
        let kiosk = engine
            .live(Kind::Kiosk, id)?
            .filter(|kiosk| number(kiosk, CODE_UNTIL) > Some(engine.now_ms()))
            .filter(|kiosk| account_enabled(engine, kiosk.account_id) == Some(true))
            .ok_or_else(unknown)?;
        open(engine, kiosk)
    })?;
    engine.sign_ins.succeeded(&name);
    Ok(opened)
}

fn open(engine: &Engine, kiosk: Record) -> Result<Opened> {
    let account_id = kiosk.account_id.ok_or_else(unknown)?;
    let touched = vec![accounts::touched(account_id)];
    let detail = serde_json::json!({ "label": kiosk.label() });
    let mut batch = engine.batch(None, "kiosk.enrol", touched, detail);
    batch.asserts.push(Assert::Rev {
        kind: Kind::Kiosk,
        id: kiosk.id,
        rev: kiosk.rev,
    });
    batch.release.extend(waiting(&kiosk));
    let opening = Opening {
        account_id,
        owner_id: Some(kiosk.id),
        method: Method::Kiosk,
        lent_by: None,
    };
    let opened = add(engine, &mut batch, opening)?;
    let mut kiosk = kiosk;
    kiosk.fields.shift_remove(CODE);
    kiosk.fields.shift_remove(CODE_UNTIL);
    kiosk.fields.insert(ENROLLED.into(), engine.now_ms().into());
    kiosk.modified_ms = engine.now_ms();
    batch.puts.push(listing::put(kiosk));
    engine.commit(batch)?;
    Ok(opened)
}

fn unknown() -> Error {
    let detail = "this code is unknown, too old, or was used already; ask for a new one";
    Error::invalid("/code", "unknown", detail)
}
