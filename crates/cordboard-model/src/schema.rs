//! The schema of each kind: the one source for what a field is.
//!
//! A schema is a JSON Schema (2020-12) with `x-` keywords: `x-merge` (how concurrent changes meet), `x-unique`
//! (which values are claimed), `x-secret` (what never leaves), `x-write` and `x-read` (who may write and read it),
//! and `x-crossbar`, `x-crossbar-default`, `x-crossbar-aside` (how the Crossbar dialect shows it). Validation,
//! defaults, coercion, redaction, rights and merge all read it. Keys that no schema names are kept as they came.

mod checks;
mod coerce;
mod crossbar;
mod defaults;
mod load;
mod lookup;
mod metaflows;
mod size;
mod violation;

pub use lookup::MergeClass;
pub use violation::Violation;

pub(crate) use size::DEEPEST;

pub(crate) use lookup::{child, holds_secret, item, merge_class_of, redact};

use crate::mac_address::MacAddress;
use crate::{Document, Fields, Kind, Role, pointer, text};
use serde_json::Value;
use std::sync::OnceLock;

/// How far a value must be unique.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Within {
    /// Among all records of the sync domain.
    Domain,
    /// Among the records of one account.
    Account,
    /// Among the records of one person of an account.
    Owner,
}

/// A field whose value only one record may hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unique {
    /// JSON pointer to the field.
    pub pointer: String,
    /// The name space of the claim, e.g. `account.realm`. Two kinds may share one.
    pub scope: String,
    /// How far the claim reaches.
    pub within: Within,
    /// Which spellings are one value.
    pub form: Form,
}

/// Which spellings of a claimed value are the same one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// As [`text::name_key`].
    Name,
    /// As [`text::account_key`].
    AccountName,
    /// The hexadecimal digits alone, in lower case.
    MacAddress,
}

impl Unique {
    /// What is claimed for this value.
    pub fn key(&self, value: &str) -> String {
        match self.form {
            Form::Name => text::name_key(value),
            Form::AccountName => text::account_key(value),
            Form::MacAddress => value
                .parse::<MacAddress>()
                .map_or_else(|_| text::name_key(value), |mac| mac.as_str().to_owned()),
        }
    }
}

/// The schema of one kind, compiled.
#[derive(Debug)]
pub struct Schema {
    kind: Kind,
    document: Value,
    validator: jsonschema::Validator,
    unique: Vec<Unique>,
    aside: Vec<(String, crossbar::Aside)>,
    shown: crossbar::Shown,
    marks: lookup::Marks,
}

/// The schema of a kind; `None` for kinds whose documents only the engine writes.
pub fn schema(kind: Kind) -> Option<&'static Schema> {
    static ACCOUNT: OnceLock<Option<Schema>> = OnceLock::new();
    static USER: OnceLock<Option<Schema>> = OnceLock::new();
    static HOLIDAY: OnceLock<Option<Schema>> = OnceLock::new();
    static SETTINGS: OnceLock<Option<Schema>> = OnceLock::new();
    static GROUP: OnceLock<Option<Schema>> = OnceLock::new();
    static PHONE: OnceLock<Option<Schema>> = OnceLock::new();
    static ROLE: OnceLock<Option<Schema>> = OnceLock::new();
    static CALL_QUEUE: OnceLock<Option<Schema>> = OnceLock::new();
    static RING_GROUP: OnceLock<Option<Schema>> = OnceLock::new();
    static CONTACT: OnceLock<Option<Schema>> = OnceLock::new();
    static GREETING: OnceLock<Option<Schema>> = OnceLock::new();
    static SPEED_DIAL: OnceLock<Option<Schema>> = OnceLock::new();
    static CALL: OnceLock<Option<Schema>> = OnceLock::new();
    static RECORDING: OnceLock<Option<Schema>> = OnceLock::new();
    static MESSAGE: OnceLock<Option<Schema>> = OnceLock::new();
    static MEETING: OnceLock<Option<Schema>> = OnceLock::new();
    static CONFLICT: OnceLock<Option<Schema>> = OnceLock::new();
    static REGISTRATION: OnceLock<Option<Schema>> = OnceLock::new();
    static VISITOR: OnceLock<Option<Schema>> = OnceLock::new();
    static ACCOUNT_PROFILE: OnceLock<Option<Schema>> = OnceLock::new();
    static TAG: OnceLock<Option<Schema>> = OnceLock::new();
    static WATCH: OnceLock<Option<Schema>> = OnceLock::new();
    let (cell, source) = match kind {
        Kind::Account => (&ACCOUNT, include_str!("../schemas/account.json")),
        Kind::User => (&USER, include_str!("../schemas/user.json")),
        Kind::Holiday => (&HOLIDAY, include_str!("../schemas/holiday.json")),
        Kind::Settings => (&SETTINGS, include_str!("../schemas/settings.json")),
        Kind::Group => (&GROUP, include_str!("../schemas/group.json")),
        Kind::Phone => (&PHONE, include_str!("../schemas/phone.json")),
        Kind::Role => (&ROLE, include_str!("../schemas/role.json")),
        Kind::CallQueue => (&CALL_QUEUE, include_str!("../schemas/call_queue.json")),
        Kind::RingGroup => (&RING_GROUP, include_str!("../schemas/ring_group.json")),
        Kind::Contact => (&CONTACT, include_str!("../schemas/contact.json")),
        Kind::Greeting => (&GREETING, include_str!("../schemas/greeting.json")),
        Kind::SpeedDial => (&SPEED_DIAL, include_str!("../schemas/speed_dial.json")),
        Kind::Call => (&CALL, include_str!("../schemas/call.json")),
        Kind::Recording => (&RECORDING, include_str!("../schemas/recording.json")),
        Kind::Message => (&MESSAGE, include_str!("../schemas/message.json")),
        Kind::Credential | Kind::Session | Kind::Recovery | Kind::File => return None,
        Kind::CryptoKey | Kind::Progress | Kind::Delivery | Kind::DeliveryLog | Kind::Letter => {
            return None;
        }
        Kind::PhoneFetches => return None,
        Kind::Kiosk => return None,
        Kind::Meeting => (&MEETING, include_str!("../schemas/meeting.json")),
        Kind::Conflict => (&CONFLICT, include_str!("../schemas/conflict.json")),
        Kind::Registration => (&REGISTRATION, include_str!("../schemas/registration.json")),
        Kind::Visitor => (&VISITOR, include_str!("../schemas/visitor.json")),
        Kind::AccountProfile => (
            &ACCOUNT_PROFILE,
            include_str!("../schemas/account_profile.json"),
        ),
        Kind::Tag => (&TAG, include_str!("../schemas/tag.json")),
        Kind::Watch => (&WATCH, include_str!("../schemas/watch.json")),
    };
    // A schema that does not load is a fault of the build; a test loads every one of them.
    cell.get_or_init(|| load::load(kind, source).ok()).as_ref()
}

impl Schema {
    /// The kind it describes.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The JSON Schema itself, without references to other files: for OpenAPI and for forms.
    pub const fn document(&self) -> &Value {
        &self.document
    }

    /// Fills what is absent and has a default, also inside the objects that are there.
    pub fn apply_defaults(&self, fields: &mut Fields) {
        defaults::apply(&self.document, fields);
    }

    /// Turns text into the boolean or number that the schema wants there, if it reads as one. Only dialects
    /// whose clients send forms need this; everybody else sends the right type.
    pub fn coerce(&self, fields: &mut Fields) {
        coerce::coerce(&self.document, fields);
    }

    /// Checks a whole document.
    ///
    /// # Errors
    /// Everything that is wrong with it, sorted by path and rule. No detail repeats a value of the document.
    /// Of a document that is too deep or has too long a list, only that is reported.
    pub fn validate(&self, fields: &Fields) -> Result<(), Vec<Violation>> {
        self.validate_kept(&mut fields.clone())
    }

    /// As [`Schema::validate`], without a copy of the document: it comes back as it was.
    ///
    /// # Errors
    /// As [`Schema::validate`].
    pub fn validate_kept(&self, fields: &mut Fields) -> Result<(), Vec<Violation>> {
        let mut found = Vec::new();
        size::check(&self.document, fields, &mut found);
        if found.is_empty() {
            size::check_bytes(fields, &mut found);
        }
        if found.is_empty() {
            let document = Value::Object(std::mem::take(fields));
            // Most documents are right, and to see that costs less than to look for what is wrong.
            if !self.validator.is_valid(&document) {
                for error in self.validator.iter_errors(&document) {
                    violation::push(&self.document, &error, &mut found);
                }
            }
            checks::check(self.kind, &document, &mut found);
            if let Value::Object(whole) = document {
                *fields = whole;
            }
        }
        if found.is_empty() {
            return Ok(());
        }
        found.sort_by(|a, b| (&a.path, &a.rule, &a.detail).cmp(&(&b.path, &b.rule, &b.detail)));
        found.dedup_by(|later, kept| later.path == kept.path && later.rule == kept.rule);
        Err(found)
    }

    /// The fields whose values are claimed.
    pub fn unique(&self) -> &[Unique] {
        &self.unique
    }

    /// Takes out every secret, wherever it stands.
    pub fn redact(&self, fields: &mut Fields) {
        if self.marks.may_hold_secret(fields) {
            lookup::redact_fields(&self.document, fields);
        }
    }

    /// As [`Self::redact`], of a document that need not be read when none of the keys of secrets stands in it.
    pub fn redact_document(&self, document: &mut Document) {
        if document.may_hold(self.marks.secret_keys()) {
            document.edit(|fields| self.redact(fields));
        }
    }

    /// Takes out what this role does not read: fields whose `x-read` leaves it out and, for all but the
    /// administrator, keys that the schema does not name.
    pub fn hide(&self, fields: &mut Fields, role: Role) {
        if self.marks.reads_everything(role) {
            return;
        }
        fields.retain(|key, _| lookup::may_read(&self.document, key, role));
        lookup::hide(&self.document, fields, role);
    }

    /// Puts what this role does not read back into a document that it was given without and has written anew. A
    /// value that stands there by now is left for [`Schema::may_write`] to judge.
    pub fn keep_unread(&self, current: &Fields, fields: &mut Fields, role: Role) {
        for (key, value) in current {
            if !lookup::may_read(&self.document, key, role) && !fields.contains_key(key) {
                fields.insert(key.clone(), value.clone());
            }
        }
        lookup::keep_unread(&self.document, current, fields, role);
    }

    /// Whether a caller in this role may write the value at this pointer. A value inside a field follows the
    /// field; a value that holds fields needs the right to each of them. Keys that the schema does not name at
    /// the top are the administrator's.
    pub fn may_write(&self, pointer: &str, role: Role) -> bool {
        pointer::tokens(pointer)
            .is_ok_and(|tokens| lookup::may_write(&self.document, &tokens, role))
    }

    /// Whether a copy's transaction of somebody in this role may carry the value at this pointer: what he writes, and what
    /// names bytes, which come beside it. What is computed is the server's to compute again.
    pub fn travels(&self, pointer: &str, role: Role) -> bool {
        match self.merge_class(pointer) {
            MergeClass::Blob => true,
            MergeClass::Server => false,
            _ => self.may_write(pointer, role),
        }
    }

    /// How concurrent changes of the value at this pointer meet.
    pub fn merge_class(&self, pointer: &str) -> MergeClass<'_> {
        pointer::tokens(pointer)
            .ok()
            .and_then(|tokens| lookup::find(&self.document, &tokens))
            .map_or(MergeClass::Map, merge_class_of)
    }
}

/// A schema made up by a test.
#[cfg(test)]
pub(crate) fn of_text(source: &str) -> Schema {
    load::load(Kind::Settings, source).unwrap()
}

#[cfg(test)]
mod tests;
