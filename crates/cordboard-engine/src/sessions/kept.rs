//! The records of sessions: how one is opened, looked up and ended, whoever asks for it.
//!
//! A session is listed under its user, or under its account when an API key opened it. Never decides who may open or
//! end one.

pub mod end;
pub mod open;
pub mod token;

use cordboard_model::{Id, Record};
use sha2::{Digest, Sha256};

/// How a session came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// A person signed in to the console.
    Console,
    /// A client signed in for a user.
    UserAuth,
    /// An account's API key.
    ApiAuth,
    /// A client of the PortSIP dialect signed in for a user.
    PortSip,
    /// The other half of such a sign-in: it opens the next session and nothing else.
    Renewal,
    /// A device at a reception was enrolled with a code.
    Kiosk,
}

impl Method {
    const ALL: [Method; 6] = [
        Method::Console,
        Method::UserAuth,
        Method::ApiAuth,
        Method::PortSip,
        Method::Renewal,
        Method::Kiosk,
    ];

    /// The name in tokens and records.
    pub const fn name(self) -> &'static str {
        match self {
            Method::Console => "console",
            Method::UserAuth => "cb_user_auth",
            Method::ApiAuth => "cb_api_auth",
            Method::PortSip => "portsip",
            Method::Renewal => "renewal",
            Method::Kiosk => "kiosk",
        }
    }

    fn named(name: &str) -> Self {
        let known = Self::ALL.into_iter().find(|method| method.name() == name);
        known.unwrap_or(Method::Console)
    }
}

/// What a session's record says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Under which number it is kept.
    pub id: Id,
    /// The account its holder stands on.
    pub account_id: Id,
    /// The user, or for [`Method::Kiosk`] the device; `None` for a session that an API key opened.
    pub owner_id: Option<Id>,
    /// How it came about.
    pub method: Method,
    /// When it was opened, in milliseconds since the epoch.
    pub issued_ms: i64,
    /// When it ends, in milliseconds since the epoch.
    pub expires_ms: i64,
    /// The session of the admin who acts as this user.
    pub lent_by: Option<Lender>,
    /// Its screen is locked.
    pub locked: bool,
}

/// The admin who acts as another user: the session lives no longer than his own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lender {
    /// His session.
    pub session_id: Id,
    /// His account.
    pub account_id: Id,
    /// He himself.
    pub owner_id: Id,
}

/// The id under which the session of a token is stored. The token itself is stored nowhere.
pub(crate) fn id_of(token: &str) -> Id {
    let digest = Sha256::digest(token.as_bytes());
    let mut bytes = [0u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    Id::from_bytes(bytes)
}

/// Where it is kept since when an account's sessions count: those written before are over.
pub(crate) fn cut_off_id(account_id: Id) -> Id {
    id_of(&format!("cut-off of {account_id}"))
}

fn id_in(fields: &cordboard_model::Fields, key: &str) -> Option<Id> {
    fields.get(key)?.as_str()?.parse().ok()
}

/// What the record of a session says; nothing when it is no session of anybody.
pub(crate) fn held(session: &Record) -> Option<Held> {
    let fields = &session.fields;
    let owner_id = id_in(fields, "user_id");
    let lender = || {
        let lent_by = fields.get("lent_by")?.as_object()?;
        Some(Lender {
            session_id: id_in(lent_by, "session_id")?,
            account_id: id_in(lent_by, "account_id")?,
            owner_id: id_in(lent_by, "user_id")?,
        })
    };
    Some(Held {
        id: session.id,
        account_id: id_in(fields, "account_id")?,
        owner_id,
        method: Method::named(session.text("method")),
        issued_ms: session.created_ms,
        expires_ms: fields.get("expires_ms")?.as_i64()?,
        lent_by: lender(),
        locked: session.flag("locked", false),
    })
}
