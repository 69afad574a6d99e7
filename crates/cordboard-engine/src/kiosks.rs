//! The verbs on kiosks: devices at a reception, and what is done there.
//!
//! A kiosk is enrolled with a short code that an admin reads to it, and from then on known by a token of its own that
//! opens the reception and nothing else ([`crate::authorise`] has its table). It is no person: nobody signs in at it.

pub mod board;
pub mod call;
pub mod calls;
pub mod enrol;
pub mod leave;
pub mod list;
pub mod look;
pub mod meetings;
pub mod note;
pub mod people;
pub mod photo;
pub mod play;
pub mod prepare;
pub mod resolve;
pub mod revoke;
pub mod set_presence;
pub mod switch_hours;

mod tiles;

use crate::authorise::{Object, Verb, authorise};
use crate::principal::{Duties, Kiosk};
use crate::{Engine, Principal, Result, sessions};
use cordboard_model::{Id, Record};
use cordboard_store::ClaimKey;

/// How long a code can be used, in milliseconds: ten minutes.
pub const CODE_LIFETIME_MS: i64 = 10 * 60 * 1000;

const NAME: &str = "name";
const LINE: &str = "line_id";
const PIN: &str = "pin";
const CODE: &str = "code";
const CODE_UNTIL: &str = "code_until_ms";
const ENROLLED: &str = "enrolled_ms";

/// The kiosk of a record, as the caller that it is.
pub(crate) fn principal(record: &Record) -> Option<Principal> {
    let duty = |key: &str| {
        let duties = record.fields.get("duties");
        duties
            .and_then(|duties| duties.get(key)?.as_bool())
            .unwrap_or(false)
    };
    Some(Principal::Kiosk(Kiosk {
        id: record.id,
        account_id: record.account_id?,
        line: record.text(LINE).parse().ok(),
        duties: Duties {
            presence: duty("presence"),
            hours: duty("hours"),
            meetings: duty("meetings"),
            visitors: duty("visitors"),
        },
    }))
}

/// The caller as a kiosk that may do this in its account.
pub(crate) fn attending(engine: &Engine, principal: &Principal, verb: Verb) -> Result<Kiosk> {
    let kiosk = principal.kiosk()?;
    let account = Object::Account(kiosk.account_id);
    authorise(&engine.tree(), principal, verb, account)?;
    Ok(kiosk)
}

/// Under which name a code that waits for its kiosk is found. The code itself is stored nowhere.
fn code_key(code: &str) -> ClaimKey {
    let letters: String = code
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    ClaimKey {
        scope: "kiosk.code".into(),
        account_id: None,
        key: sessions::id_of(&format!("kiosk code {letters}")).to_string(),
    }
}

/// The claim of the code for which a record waits.
fn waiting(record: &Record) -> Option<ClaimKey> {
    let key = record.text(CODE);
    (!key.is_empty()).then(|| ClaimKey {
        scope: "kiosk.code".into(),
        account_id: None,
        key: key.to_owned(),
    })
}

fn number(record: &Record, key: &str) -> Option<i64> {
    record.fields.get(key)?.as_i64()
}

/// The live user of the account with this id.
pub(crate) fn colleague(engine: &Engine, account_id: Id, id: Id) -> Result<Record> {
    crate::users::find_in(&*engine.read()?, account_id, id)
}
