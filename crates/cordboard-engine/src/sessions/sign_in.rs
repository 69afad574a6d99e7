//! Signing in with a user name and a password.

use super::{LIFETIME_MS, Session, fresh_token, id_of, role_of, whoami};
use crate::{Engine, Error, Principal, Result, listing, password};
use cordboard_model::text::{account_key, name_key};
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::{Assert, Batch, ClaimKey, Touched};

/// What a person typed.
#[derive(Clone)]
pub struct Input {
    /// `anna`, or `anna@acme.example`.
    pub username: String,
    /// The account's realm or name; without it the part behind the last `@`, else the top account.
    pub realm: Option<String>,
    /// The password.
    pub password: String,
}

/// The new session with the one copy of its token.
pub struct Output {
    /// The token to send with every request.
    pub token: String,
    /// What the session is told about itself.
    pub session: Session,
}

/// How many sessions one user can have at once; a further sign-in ends the oldest.
const SESSIONS_MAX: usize = 50;

/// Opens a session. Every failure looks and lasts the same, whether the user exists or not.
pub fn run(engine: &Engine, input: Input) -> Result<Output> {
    let user = find(engine, &input)?;
    // One name is one count, however it is spelled.
    let counted = match &user {
        Some(user) => user.id.to_string(),
        None => format!(
            "{}\n{}",
            input.realm.as_deref().unwrap_or_default(),
            name_key(&input.username)
        ),
    };
    engine.sign_ins.attempt(&counted, engine.now_ms())?;
    // Decided anew when the password or the user changes meanwhile: an old password opens nothing.
    let opened = engine.retry(|| {
        let user = find(engine, &input)?;
        let credential = match &user {
            Some(user) => engine.live(Kind::Credential, user.id)?,
            None => None,
        };
        let right = password::verify(credential.as_ref(), &input.password)?;
        match (
            user.filter(|user| right && may_sign_in(engine, user)),
            credential,
        ) {
            (Some(user), Some(credential)) => open(engine, &user, &credential),
            _ => Err(Error::WrongPassword),
        }
    })?;
    engine.sign_ins.succeeded(&counted);
    Ok(opened)
}

fn open(engine: &Engine, user: &Record, credential: &Record) -> Result<Output> {
    let now_ms = engine.now_ms();
    let token = fresh_token();
    let account_id = user.account_id.ok_or(Error::WrongPassword)?;
    let mut fields = Fields::new();
    fields.insert("user_id".into(), user.id.to_string().into());
    fields.insert("expires_ms".into(), (now_ms + LIFETIME_MS).into());
    let session = Record::new(Kind::Session, id_of(&token), Some(user.id), fields, now_ms);
    let touched = vec![Touched {
        kind: Kind::User,
        id: user.id,
        account_id,
    }];
    let detail = serde_json::json!({ "label": user.label() });
    let mut batch = engine.batch(Some(user.id), "session.create", touched, detail);
    batch.asserts.push(Assert::Rev {
        kind: Kind::User,
        id: user.id,
        rev: user.rev,
    });
    batch.asserts.push(Assert::Rev {
        kind: Kind::Credential,
        id: user.id,
        rev: credential.rev,
    });
    batch.puts.push(listing::put(session));
    forget_old(engine, &mut batch, user.id)?;
    engine.commit(batch)?;
    let principal = Principal::User {
        user_id: user.id,
        account_id,
        role: role_of(user),
    };
    let session = whoami::run(engine, &principal, Some(now_ms + LIFETIME_MS))?;
    Ok(Output { token, session })
}

/// Sessions that ran out, and the oldest beyond the limit, end when their user signs in again.
fn forget_old(engine: &Engine, batch: &mut Batch, user_id: Id) -> Result<()> {
    let now_ms = engine.now_ms();
    let mut open = engine
        .read()?
        .records(Kind::Session, Some(user_id), None, 10 * SESSIONS_MAX)?;
    open.sort_by_key(|session| std::cmp::Reverse((session.created_ms, session.id)));
    let ended = open.iter().enumerate().filter(|(place, session)| {
        *place + 1 >= SESSIONS_MAX || super::expires_ms(session) <= now_ms
    });
    batch
        .erases
        .extend(ended.map(|(_, session)| (Kind::Session, session.id)));
    Ok(())
}

fn may_sign_in(engine: &Engine, user: &Record) -> bool {
    let tree = engine.tree();
    let account = user.account_id.and_then(|id| tree.leaf(id));
    user.is_live()
        && user.flag("enabled", true)
        && account.is_some_and(|leaf| leaf.flags & crate::tree::FLAG_ENABLED != 0)
}

/// The user by what was typed: first with the whole text as the user name (names may hold an `@`), then split.
fn find(engine: &Engine, input: &Input) -> Result<Option<Record>> {
    if let Some(realm) = input
        .realm
        .as_deref()
        .filter(|realm| !realm.trim().is_empty())
    {
        return by_name(engine, account(engine, realm)?, &input.username);
    }
    let top = engine.tree().root();
    if let Some(user) = by_name(engine, top, &input.username)? {
        return Ok(Some(user));
    }
    match input.username.rsplit_once('@') {
        Some((name, realm)) => by_name(engine, account(engine, realm)?, name),
        None => Ok(None),
    }
}

fn account(engine: &Engine, realm: &str) -> Result<Option<Id>> {
    let snapshot = engine.read()?;
    for (scope, key) in [
        ("account.realm", name_key(realm)),
        ("account.name", account_key(realm)),
    ] {
        let key = ClaimKey {
            scope: scope.into(),
            account_id: None,
            key,
        };
        if let Some((_, id)) = snapshot.claim(&key)? {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

fn by_name(engine: &Engine, account_id: Option<Id>, username: &str) -> Result<Option<Record>> {
    let Some(account_id) = account_id else {
        return Ok(None);
    };
    let key = ClaimKey {
        scope: "user.username".into(),
        account_id: Some(account_id),
        key: name_key(username),
    };
    let snapshot = engine.read()?;
    match snapshot.claim(&key)? {
        Some((Kind::User, id)) => Ok(snapshot.get(Kind::User, id)?),
        _ => Ok(None),
    }
}
