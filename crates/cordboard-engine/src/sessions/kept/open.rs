//! Opening a session as part of a batch, and forgetting old ones while at it.

use super::{Held, Lender, Method, id_of, token};
use crate::sessions::{KIOSK_LIFETIME_MS, LIFETIME_MS};
use crate::tree::FLAG_ENABLED;
use crate::{Engine, Error, Result};
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::{Assert, Batch, Cursor, Head, Put, Snapshot, Touched};

/// How many sessions of the console one user can have at once; a further sign-in ends the oldest.
const CONSOLE_MAX: usize = 50;
/// How many other sessions one user or one account's key can have at once.
const CLIENTS_MAX: usize = 1000;
/// How many sessions that ran out are forgotten by one sign-in: more than it adds, so that they never pile up.
const FORGOTTEN: usize = 32;

/// Which session to open.
pub(crate) struct Opening {
    /// The account its holder stands on.
    pub(crate) account_id: Id,
    /// The user, if it is one's.
    pub(crate) owner_id: Option<Id>,
    /// How it comes about.
    pub(crate) method: Method,
    /// The admin who acts as the user, and when his own session ends, in milliseconds since the epoch.
    pub(crate) lent_by: Option<(Lender, i64)>,
}

/// A session with the one copy of its token.
pub struct Opened {
    /// The token to send with every request.
    pub token: String,
    /// What the session is.
    pub held: Held,
}

/// Adds a new session to a batch. The caller keeps the tree steady from its decision until the commit, so that an
/// account that is disabled meanwhile ends this session too.
pub(crate) fn add(engine: &Engine, batch: &mut Batch, opening: Opening) -> Result<Opened> {
    let now_ms = engine.now_ms();
    let mut expires_ms = now_ms + lifetime_ms(engine, opening.method);
    if let Some((_, ends_ms)) = opening.lent_by {
        expires_ms = expires_ms.min(ends_ms);
    }
    let mut held = Held {
        id: Id::default(),
        account_id: opening.account_id,
        owner_id: opening.owner_id,
        method: opening.method,
        issued_ms: now_ms,
        expires_ms,
        lent_by: opening.lent_by.map(|(lender, _)| lender),
        locked: false,
    };
    let token = token::mint(&held);
    held.id = id_of(&token);
    let listed_under = opening.owner_id.unwrap_or(opening.account_id);
    forget_old(engine, batch, listed_under, opening.method)?;
    batch.puts.push(put(&held, listed_under));
    Ok(Opened { token, held })
}

/// How long a session lasts, in milliseconds.
fn lifetime_ms(engine: &Engine, method: Method) -> i64 {
    match method {
        Method::Console => LIFETIME_MS,
        Method::UserAuth | Method::ApiAuth => engine
            .settings()
            .crossbar_token_lifetime_s
            .saturating_mul(1000),
        Method::PortSip => 1_800_000,
        Method::Renewal => LIFETIME_MS,
        Method::Kiosk => KIOSK_LIFETIME_MS,
    }
}

fn put(held: &Held, listed_under: Id) -> Put {
    let mut fields = Fields::new();
    let mut set = |key: &str, value: serde_json::Value| fields.insert(key.to_owned(), value);
    set("account_id", held.account_id.to_string().into());
    set("method", held.method.name().into());
    set("expires_ms", held.expires_ms.into());
    if let Some(owner_id) = held.owner_id {
        set("user_id", owner_id.to_string().into());
    }
    if let Some(lender) = held.lent_by {
        let lender = serde_json::json!({
            "session_id": lender.session_id.to_string(),
            "account_id": lender.account_id.to_string(),
            "user_id": lender.owner_id.to_string(),
        });
        set("lent_by", lender);
    }
    let record = Record::new(
        Kind::Session,
        held.id,
        Some(listed_under),
        fields,
        held.issued_ms,
    );
    Put {
        document: None,
        record,
        sort_key: sort_key(held.method, held.expires_ms),
        label: String::new(),
        flags: 0,
        words: Vec::new(),
    }
}

/// Sessions are listed by class and end, so that those to forget come first and are found without reading them.
pub(crate) fn sort_key(method: Method, expires_ms: i64) -> String {
    format!("{}{:020}", class(method).0, expires_ms.max(0))
}

fn class(method: Method) -> (char, usize) {
    match method {
        Method::Console => ('c', CONSOLE_MAX),
        Method::UserAuth | Method::ApiAuth | Method::PortSip => ('v', CLIENTS_MAX),
        Method::Renewal => ('r', CLIENTS_MAX),
        Method::Kiosk => ('k', 1),
    }
}

fn forget_old(engine: &Engine, batch: &mut Batch, listed_under: Id, method: Method) -> Result<()> {
    let (prefix, most) = class(method);
    let snapshot = engine.read()?;
    let now = sort_key(method, engine.now_ms());
    let oldest = of_class(snapshot.as_ref(), listed_under, prefix, FORGOTTEN)?;
    let over = oldest.iter().filter(|head| head.sort_key <= now);
    let mut ended: Vec<Id> = over.map(|head| head.id).collect();
    let all = snapshot.count(Kind::Session, Some(listed_under))? as usize;
    if all >= most + ended.len() {
        // Only now is it worth counting those of the class; the new one takes a place too.
        let open = of_class(snapshot.as_ref(), listed_under, prefix, usize::MAX)?;
        let excess = (open.len() + 1).saturating_sub(most).max(ended.len());
        ended = open.iter().take(excess).map(|head| head.id).collect();
    }
    let ended = ended.into_iter().map(|id| (Kind::Session, id));
    batch.erases.extend(ended);
    Ok(())
}

/// The sessions of one class, those that end first before the others.
fn of_class(
    snapshot: &dyn Snapshot,
    listed_under: Id,
    prefix: char,
    limit: usize,
) -> Result<Vec<Head>> {
    let start = Cursor {
        sort_key: prefix.to_string(),
        id: Id::default(),
    };
    let mut heads = snapshot.heads(Kind::Session, Some(listed_under), Some(&start), limit)?;
    heads.retain(|head| head.sort_key.starts_with(prefix));
    Ok(heads)
}

/// What a session of a user is opened for.
pub(crate) struct ForUser<'a> {
    /// The user.
    pub(crate) user: &'a Record,
    /// How it comes about.
    pub(crate) method: Method,
    /// The admin who acts as the user, and when his own session ends.
    pub(crate) lent_by: Option<(Lender, i64)>,
    /// The verb of the change log.
    pub(crate) verb: &'a str,
}

/// A batch that opens a session for a user, provided that he does not change before the commit.
pub(crate) fn for_user(engine: &Engine, asked: ForUser<'_>) -> Result<(Batch, Opened)> {
    let user = asked.user;
    let account_id = user.account_id.ok_or(Error::WrongPassword)?;
    let touched = vec![Touched {
        kind: Kind::User,
        id: user.id,
        account_id,
    }];
    let actor = asked.lent_by.map_or(user.id, |(lender, _)| lender.owner_id);
    let detail = serde_json::json!({ "label": user.label() });
    let mut batch = engine.batch(Some(actor), asked.verb, touched, detail);
    batch.asserts.push(Assert::Rev {
        kind: Kind::User,
        id: user.id,
        rev: user.rev,
    });
    let opening = Opening {
        account_id,
        owner_id: Some(user.id),
        method: asked.method,
        lent_by: asked.lent_by,
    };
    let opened = add(engine, &mut batch, opening)?;
    Ok((batch, opened))
}

/// True when an account is there and not disabled; nothing when it is not there.
pub(crate) fn account_enabled(engine: &Engine, account_id: Option<Id>) -> Option<bool> {
    let tree = engine.tree();
    let leaf = tree.leaf(account_id?)?;
    Some(leaf.flags & FLAG_ENABLED != 0)
}
