//! What the operations about a copy take and give. No secret is in any of it.

use crate::console::shapes::{time, time_or_none};
use cordboard_engine::replica::OfficeCopy;
use cordboard_engine::{Engine, Result};
use cordboard_link::{Kept, Standing, Trouble};
use cordboard_model::merge::Edit;
use cordboard_model::schema::{MergeClass, schema};
use cordboard_model::{Fields, Kind, Record};
use cordboard_sync::client::{Item, Status, Typed};
use cordboard_sync::push::Transaction;
use cordboard_sync::{Key, KindName, Op};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// What a person says to connect.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConnectRequest {
    /// Where the server is, e.g. `https://office.example`.
    pub(super) address: String,
    pub(super) username: String,
    /// The account's realm or name, where the user name alone does not tell.
    pub(super) realm: Option<String>,
    /// It is sent to the server and not kept.
    pub(super) password: String,
    /// Take what is in this computer's own office along, below the account on the server.
    #[serde(default)]
    pub(super) bring: bool,
    /// What the sign-in is sealed with where this computer has no keychain; without it the sign-in ends with the program.
    pub(super) passphrase: Option<String>,
}

/// What opens a sign-in that lies sealed on this computer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnlockRequest {
    pub(super) passphrase: String,
}

/// Whether the exchange is held.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PauseRequest {
    pub(super) paused: bool,
}

/// How a conflict is settled.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Choose {
    /// What is on the server stays.
    Theirs,
    /// What was refused is done after all.
    Mine,
    /// A third value.
    Edited,
}

/// The choice of a person.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettleRequest {
    pub(super) choice: Choose,
    /// The third value, for `edited`.
    #[schema(value_type = Option<Value>)]
    pub(super) value: Option<Value>,
}

/// A conflict was settled.
#[derive(Serialize, ToSchema)]
pub struct Settled {
    /// The place in the outbox, to undo it.
    pub(super) no: u64,
}

/// How this computer and the server stand.
#[derive(Serialize, ToSchema)]
pub struct CopyStatus {
    /// This program can connect its file to a server.
    able: bool,
    /// `none`, `fetching` (until the first picture is complete), `synced`, `waiting`, `needs_you`, `paused`, `offline`,
    /// `signed_out`, `locked` (the passphrase is wanted), `revoked`, `outdated` or `failed`.
    state: &'static str,
    /// The server's address; null while there is no connection.
    address: Option<String>,
    username: Option<String>,
    /// How many transactions the server does not have, or did not show yet.
    waiting: usize,
    /// How many open conflicts, rejections and losses wait for a person.
    needs_you: usize,
    /// How far the first picture is, in percent; null when it is complete.
    percent: Option<u8>,
    /// How many records were fetched of it.
    fetched: u64,
    busy: bool,
    paused: bool,
    /// When the two met last (RFC 3339).
    last_met: Option<String>,
    /// When it is tried again after a failure (RFC 3339).
    next_try: Option<String>,
    /// Where the sign-in is kept: `keychain`, `passphrase` (sealed), `memory`, or null while there is none.
    kept: Option<&'static str>,
    /// This computer has a keychain for the sign-in; without one a passphrase can seal it.
    keychain: bool,
    /// The server tells of news by itself.
    listening: bool,
}

impl CopyStatus {
    /// In a program without a connection.
    pub fn unable() -> Self {
        Self {
            able: false,
            ..Self::of(None, true)
        }
    }

    /// As it stands.
    pub fn of(standing: Option<Standing>, keychain: bool) -> Self {
        let Some(standing) = standing else {
            return Self {
                able: true,
                state: "none",
                address: None,
                username: None,
                waiting: 0,
                needs_you: 0,
                percent: None,
                fetched: 0,
                busy: false,
                paused: false,
                last_met: None,
                next_try: None,
                kept: None,
                keychain,
                listening: false,
            };
        };
        let first = standing.progress.filter(|_| !standing.summary.has_base);
        Self {
            able: true,
            state: state(&standing),
            waiting: standing.summary.waiting,
            needs_you: standing.summary.needs_you + standing.conflicts,
            percent: (!standing.summary.has_base).then_some(first.map_or(0, |first| first.percent)),
            fetched: first.map_or(0, |first| first.records),
            busy: standing.busy,
            paused: standing.server.paused,
            last_met: time_or_none(standing.last_met_ms),
            next_try: time_or_none(standing.next_try_ms),
            kept: standing.kept.map(|kept| match kept {
                Kept::Keychain => "keychain",
                Kept::Passphrase => "passphrase",
                Kept::Memory => "memory",
            }),
            keychain,
            listening: standing.listening,
            address: Some(standing.server.address),
            username: Some(standing.server.username),
        }
    }
}

/// The one word for how things stand: what a person must do comes before what goes by itself.
fn state(standing: &Standing) -> &'static str {
    let summary = &standing.summary;
    match standing.trouble {
        Some(Trouble::SignIn) => "signed_out",
        Some(Trouble::Locked) => "locked",
        Some(Trouble::Revoked) => "revoked",
        _ if summary.outdated => "outdated",
        Some(Trouble::Odd | Trouble::File) => "failed",
        _ if summary.needs_you + standing.conflicts > 0 => "needs_you",
        _ if standing.server.paused => "paused",
        Some(Trouble::Unreachable) => "offline",
        None if !summary.has_base => "fetching",
        None if summary.waiting > 0 => "waiting",
        None => "synced",
    }
}

/// One thing that was done to one record.
#[derive(Serialize, ToSchema)]
pub struct Deed {
    /// `create`, `patch`, `move`, `delete` or `restore`.
    verb: &'static str,
    kind: String,
    id: Option<String>,
    /// What the record is called.
    label: String,
    /// What was typed, secrets left out.
    values: Vec<TypedValue>,
}

/// A field and what was typed there.
#[derive(Serialize, ToSchema)]
pub struct TypedValue {
    /// JSON pointer to the field.
    path: String,
    /// Absent for what was taken away, and for secrets.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Value>)]
    value: Option<Value>,
}

/// What waits to be sent, or was sent and is not settled.
#[derive(Serialize, ToSchema)]
pub struct OutboxEntry {
    no: u64,
    /// `waiting` (it can be undone), `sent` or `acked`.
    status: &'static str,
    /// When it was done, as this computer's clock said (RFC 3339).
    made: String,
    deeds: Vec<Deed>,
}

/// What was refused and waits for a person.
#[derive(Serialize, ToSchema)]
pub struct InboxItem {
    no: u64,
    /// `rejected`, `parked` (the right to it was lost) or `lost` (the server was restored without it).
    what: &'static str,
    /// For `rejected`: why.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    /// For `rejected`: the broken rules, in sentences.
    details: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    made: Option<String>,
    deeds: Vec<Deed>,
}

/// Everything that is not settled.
#[derive(Serialize, ToSchema)]
pub struct Waiting {
    outbox: Vec<OutboxEntry>,
    inbox: Vec<InboxItem>,
}

impl Waiting {
    /// As the copy has it.
    pub fn of(copy: &OfficeCopy) -> Result<Self> {
        let label = |key: &Key| label_of(copy.engine(), key);
        let entries = copy.outbox()?;
        let unsettled = entries.into_iter().filter(|entry| !entry.tx.ops.is_empty());
        let outbox = unsettled.map(|entry| OutboxEntry {
            no: entry.no,
            status: match entry.status {
                Status::Waiting => "waiting",
                Status::Sent => "sent",
                Status::Acked(_) => "acked",
            },
            made: time(entry.tx.made_at_ms),
            deeds: deeds(&entry.tx, &label),
        });
        let inbox = copy
            .inbox()?
            .into_iter()
            .map(|(no, item)| item_of(no, item, &label));
        Ok(Self {
            outbox: outbox.collect(),
            inbox: inbox.collect(),
        })
    }
}

fn label_of(engine: &Engine, key: &Key) -> String {
    let found = key
        .kind
        .known()
        .and_then(|kind| engine.read().ok()?.get(kind, key.id).ok()?);
    match found {
        // A conflict is called as what it is about.
        Some(record) if record.kind == Kind::Conflict => record.text("label").to_owned(),
        Some(record) => record.label(),
        None => String::new(),
    }
}

fn item_of(no: u64, item: Item, label: &dyn Fn(&Key) -> String) -> InboxItem {
    match item {
        Item::Rejected { tx, rejection } => InboxItem {
            no,
            what: "rejected",
            code: serde_json::to_value(rejection.code)
                .ok()
                .and_then(|code| Some(code.as_str()?.to_owned())),
            details: rejection
                .violations
                .into_iter()
                .map(|broken| broken.detail)
                .collect(),
            made: Some(time(tx.made_at_ms)),
            deeds: deeds(&tx, label),
        },
        Item::Parked { made_at_ms, typed } => InboxItem {
            no,
            what: "parked",
            code: None,
            details: Vec::new(),
            made: Some(time(made_at_ms)),
            deeds: typed.into_iter().filter_map(typed_deed).collect(),
        },
        Item::Lost { key, label, .. } => InboxItem {
            no,
            what: "lost",
            code: None,
            details: Vec::new(),
            made: None,
            deeds: vec![Deed {
                verb: "delete",
                kind: key.kind.to_string(),
                id: Some(key.id.to_string()),
                label,
                values: Vec::new(),
            }],
        },
    }
}

fn typed_deed(typed: Typed) -> Option<Deed> {
    let (verb, kind, values) = match typed {
        Typed::Create { kind, fields } => ("create", kind.clone(), of_fields(&kind, &fields)),
        Typed::Patch { kind, values } => {
            let values = values.into_iter();
            let values = values.map(|(path, value)| shown(&kind, path, Some(value)));
            ("patch", kind.clone(), values.collect())
        }
        Typed::Other => return None,
    };
    Some(Deed {
        verb,
        kind: kind.to_string(),
        id: None,
        label: String::new(),
        values,
    })
}

fn deeds(tx: &Transaction, label: &dyn Fn(&Key) -> String) -> Vec<Deed> {
    let deed = |op: &Op| {
        let key = op.key();
        let (verb, values) = match op {
            Op::Create { kind, fields, .. } => ("create", of_fields(kind, fields)),
            Op::Patch { kind, changes, .. } => {
                let values = changes
                    .iter()
                    .map(|Edit { path, to, .. }| shown(kind, path.clone(), to.clone()));
                ("patch", values.collect())
            }
            Op::Move { .. } => ("move", Vec::new()),
            Op::Delete { .. } => ("delete", Vec::new()),
            Op::Restore { .. } => ("restore", Vec::new()),
        };
        Deed {
            verb,
            kind: key.kind.to_string(),
            id: Some(key.id.to_string()),
            label: match op {
                Op::Create { kind, fields, .. } => named(kind, fields),
                _ => label(&key),
            },
            values,
        }
    };
    tx.ops.iter().map(deed).collect()
}

fn named(kind: &KindName, fields: &Fields) -> String {
    let record = kind
        .known()
        .map(|kind| Record::new(kind, Default::default(), None, fields.clone(), 0));
    record.map(|record| record.label()).unwrap_or_default()
}

fn of_fields(kind: &KindName, fields: &Fields) -> Vec<TypedValue> {
    let all = fields.iter();
    all.map(|(key, value)| shown(kind, format!("/{key}"), Some(value.clone())))
        .collect()
}

fn shown(kind: &KindName, path: String, value: Option<Value>) -> TypedValue {
    let schema = kind.known().and_then(schema);
    let is_secret = schema.is_none_or(|schema| schema.merge_class(&path) == MergeClass::Secret);
    TypedValue {
        value: value.filter(|_| !is_secret),
        path,
    }
}

/// Two changes that did not meet.
#[derive(Serialize, ToSchema)]
pub struct ConflictShown {
    id: String,
    kind: String,
    record_id: String,
    /// What the record is called.
    label: String,
    /// JSON pointer to the field; empty for the whole record.
    path: String,
    /// `field`, `combined_invalid`, `edited_while_deleted`, `changed_while_deleted` or `moved_elsewhere`.
    reason: String,
    /// What was there; absent: nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Value>)]
    base: Option<Value>,
    /// What others made of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Value>)]
    theirs: Option<Value>,
    /// What was wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Value>)]
    mine: Option<Value>,
    /// Who made theirs; null when it is not known.
    theirs_by: Option<String>,
    /// When theirs was written (RFC 3339).
    theirs_at: Option<String>,
    /// Who made mine; null when it is not known.
    mine_by: Option<String>,
    /// When mine was made, as that computer's clock said (RFC 3339).
    made: Option<String>,
    /// It was made on this computer.
    own: bool,
}

/// The open conflicts.
#[derive(Serialize, ToSchema)]
pub struct ConflictList {
    conflicts: Vec<ConflictShown>,
}

impl ConflictList {
    /// As the copy has them.
    pub fn of(engine: &Engine, copy: &OfficeCopy) -> Result<Self> {
        let client = copy.client_id()?.to_string();
        let user = |record: &Record, field: &str| {
            let id = record.text(field).parse().ok()?;
            let name = label_of(engine, &Key::new(Kind::User, id));
            (!name.is_empty()).then_some(name)
        };
        let ms = |record: &Record, field: &str| record.fields.get(field).and_then(Value::as_i64);
        let place = |record: &Record, field: &str| {
            let value = record.fields.get(field).cloned();
            // An account's place is told by the name of the account above.
            match (record.text("reason"), &value) {
                ("moved_elsewhere", Some(Value::String(id))) => {
                    let name = id
                        .parse()
                        .ok()
                        .map(|id| label_of(engine, &Key::new(Kind::Account, id)));
                    name.filter(|name| !name.is_empty())
                        .map(Value::String)
                        .or(value)
                }
                _ => value,
            }
        };
        let shown = |record: Record| ConflictShown {
            id: record.id.to_string(),
            kind: record.text("record_kind").to_owned(),
            record_id: record.text("record_id").to_owned(),
            label: record.text("label").to_owned(),
            path: record.text("path").to_owned(),
            reason: record.text("reason").to_owned(),
            base: place(&record, "base"),
            theirs: place(&record, "theirs"),
            mine: place(&record, "mine"),
            theirs_by: user(&record, "theirs_by"),
            theirs_at: time_or_none(ms(&record, "theirs_at_ms")),
            mine_by: user(&record, "author_id"),
            made: time_or_none(ms(&record, "made_at_ms")),
            own: record.text("client_id") == client,
        };
        let mut open = copy.all_conflicts()?;
        open.sort_by(|one, other| {
            (one.text("label"), one.id).cmp(&(other.text("label"), other.id))
        });
        Ok(Self {
            conflicts: open.into_iter().map(shown).collect(),
        })
    }
}
