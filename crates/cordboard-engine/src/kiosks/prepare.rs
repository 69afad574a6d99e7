//! Preparing a kiosk: an admin names it and gets the code with which it is enrolled, once, within ten minutes.

use super::{CODE, CODE_LIFETIME_MS, CODE_UNTIL, LINE, NAME, PIN, code_key};
use crate::authorise::{Object, Verb, authorise};
use crate::principal::Duties;
use crate::{Engine, Error, Principal, Result, accounts, listing, password, users};
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::{Assert, Claim};
use rand::seq::IndexedRandom;
use serde_json::json;

/// Letters and digits that nobody mistakes for one another.
const TYPED: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// Characters of a code: 40 bits, for ten minutes.
const CODE_LENGTH: usize = 8;
/// How many kiosks an account can have.
const KIOSKS_MAX: u64 = 100;

/// The kiosk.
#[derive(Clone)]
pub struct Input {
    /// Its account.
    pub account_id: Id,
    /// What people call it.
    pub name: String,
    /// The user whose calls it works, if any.
    pub line_id: Option<Id>,
    /// With what somebody gets out of it: 4 to 12 digits.
    pub pin: String,
    /// What it may do besides looking and working calls.
    pub duties: Duties,
}

/// A kiosk that waits for its device.
pub struct Output {
    /// The kiosk.
    pub id: Id,
    /// The one copy of the code.
    pub code: String,
    /// Until when it can be used, in milliseconds since the epoch.
    pub code_until_ms: i64,
}

/// Prepares it. Admins of the account may.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Output> {
    let account = Object::Account(input.account_id);
    authorise(&engine.tree(), principal, Verb::EditKiosks, account)?;
    check(input)?;
    let pin = password::hash(&[], &input.pin)?;
    let code = fresh_code();
    let code_until_ms = engine.now_ms() + CODE_LIFETIME_MS;
    let id = engine.new_id();
    engine.retry(|| {
        let _steady = engine.steady();
        authorise(&engine.tree(), principal, Verb::EditKiosks, account)?;
        let key = code_key(&code);
        let mut fields = Fields::new();
        let mut set = |key: &str, value: serde_json::Value| fields.insert(key.to_owned(), value);
        set(NAME, input.name.trim().into());
        set(PIN, pin.as_str().into());
        set(CODE, key.key.as_str().into());
        set(CODE_UNTIL, code_until_ms.into());
        let duties = input.duties;
        set(
            "duties",
            json!({
                "presence": duties.presence, "hours": duties.hours,
                "meetings": duties.meetings, "visitors": duties.visitors,
            }),
        );
        let snapshot = engine.read()?;
        if let Some(line) = input.line_id {
            users::find_in(&*snapshot, input.account_id, line).map_err(|_| {
                Error::invalid("/line_id", "unknown", "choose a person of the account")
            })?;
            set(LINE, line.to_string().into());
        }
        if snapshot.count(Kind::Kiosk, Some(input.account_id))? >= KIOSKS_MAX {
            let detail = "an account has at most 100 kiosks; revoke one first";
            return Err(Error::invalid("", "maxItems", detail));
        }
        let record = Record::new(
            Kind::Kiosk,
            id,
            Some(input.account_id),
            fields,
            engine.now_ms(),
        );
        let touched = vec![accounts::touched(input.account_id)];
        let detail = json!({ "label": record.label() });
        let mut batch = engine.batch(principal.actor(), "kiosk.prepare", touched, detail);
        batch.asserts.push(Assert::Live {
            kind: Kind::Account,
            id: input.account_id,
        });
        batch.take.push(Claim {
            key,
            kind: Kind::Kiosk,
            id,
        });
        batch.puts.push(listing::put(record));
        engine.commit(batch)?;
        Ok(())
    })?;
    Ok(Output {
        id,
        code: shown(&code),
        code_until_ms,
    })
}

fn check(input: &Input) -> Result<()> {
    let name = input.name.trim().chars().count();
    if !(1..=64).contains(&name) {
        let detail = "give it a name of at most 64 characters";
        return Err(Error::invalid("/name", "length", detail));
    }
    let digits = input.pin.chars().all(|digit| digit.is_ascii_digit());
    if !digits || !(4..=12).contains(&input.pin.len()) {
        let detail = "use 4 to 12 digits";
        return Err(Error::invalid("/pin", "pin", detail));
    }
    Ok(())
}

fn fresh_code() -> String {
    let mut random = rand::rng();
    let letter = |_| TYPED.choose(&mut random).copied().map(char::from);
    (0..CODE_LENGTH).filter_map(letter).collect()
}

/// In two halves, as people read it to each other.
fn shown(code: &str) -> String {
    let (first, second) = code.split_at(code.len() / 2);
    format!("{first}-{second}")
}
