//! The fields of a user as one table: where each stands in the canonical document, who writes it, and what is shown
//! when nothing is there.

use crate::portsip::shape::{
    COUNT, INTERFACE, LONG, Member, Of, TEXT, TRANSPORT, joined, member, required,
};
use cordboard_model::portsip_forwarding::RULE_FIELDS;
use serde_json::{Value, json};

/// Who writes a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mask {
    /// Nobody; it is computed.
    Nobody,
    /// Whoever makes the user, who must give it; it stays.
    NeedsCreator,
    /// Those who manage users, also later.
    Manager,
    /// They, and the user himself.
    Everybody,
    /// The same, and whoever makes the user must give it.
    NeedsEverybody,
}

/// Where a field stands in the canonical document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// Under this key.
    Key(&'static str),
    /// In an object under this key.
    Inside(&'static str, &'static str),
    /// Among the forward rules.
    Rule,
    /// The exceptions among them.
    Exceptions,
    /// The hours.
    Hours,
    /// Elsewhere: it is computed.
    Computed,
}

/// What is shown when nothing is there.
#[derive(Debug, Clone, Copy)]
pub(super) enum Absent {
    Null,
    Flag(bool),
    Word(&'static str),
    EmptyList,
}

impl Absent {
    pub(super) fn value(self) -> Value {
        match self {
            Absent::Null => Value::Null,
            Absent::Flag(flag) => flag.into(),
            Absent::Word(word) => word.into(),
            Absent::EmptyList => json!([]),
        }
    }
}

/// A field.
#[derive(Debug, Clone, Copy)]
pub(super) struct UserField {
    pub(super) name: &'static str,
    pub(super) of: Of,
    pub(super) at: At,
    pub(super) mask: Mask,
    pub(super) absent: Absent,
    /// It stands in lists.
    pub(super) is_listed: bool,
}

const fn field(name: &'static str, of: Of, at: At, mask: Mask, absent: Absent) -> UserField {
    UserField {
        name,
        of,
        at,
        mask,
        absent,
        is_listed: false,
    }
}

const fn listed(name: &'static str, of: Of, at: At, mask: Mask, absent: Absent) -> UserField {
    UserField {
        is_listed: true,
        ..field(name, of, at, mask, absent)
    }
}

const SMS: Of = Of::Word(&["DISABLE", "ALLOW", "ALLOW_WITH_SENDER_ID"]);
const CLOCK: Of = Of::Word(&["DISABLE", "12_HOUR_CLOCK", "24_HOUR_CLOCK"]);
/// Those of a user say which of them he shows first.
const CALLER_IDS: Of = Of::List(&Of::Object(&[
    member("provider_id", TEXT),
    member("caller_id", Of::Text(1, 64)),
    member("preferred", Of::Flag),
    member("description", Of::Text(0, 1024)),
]));
const BLFS: Of = Of::List(&Of::Object(&[
    member("key", TEXT),
    member("value", TEXT),
    member("first_name", TEXT),
    member("last_name", TEXT),
]));
const TRANSPORTS: Of = Of::List(&Of::Object(&[
    member("protocol", TRANSPORT),
    member("port", Of::Whole(0, 65535)),
    member(
        "verification",
        Of::Word(&["DISABLE", "OPTIONAL", "MANDATORY"]),
    ),
]));
const SHORT: Of = Of::Text(0, 32);
const LINE: Of = Of::Text(0, 128);
const NAME: Of = Of::Text(1, 64);

use Absent::{EmptyList, Flag, Null, Word};
use At::{Computed, Exceptions, Hours, Inside, Key};
use Mask::{Everybody, Manager, NeedsCreator, NeedsEverybody, Nobody};

/// The fields beside the sixteen forward rules, which [`RULE_FIELDS`] has.
#[rustfmt::skip]
pub(super) const FIELDS: &[UserField] = &[
    listed("id", TEXT, Computed, Nobody, Null),
    listed("created_at", Of::Time, Computed, Nobody, Null),
    listed("role", NAME, Computed, NeedsCreator, Null),
    listed("enabled", Of::Flag, Key("enabled"), Manager, Flag(true)),
    listed("name", NAME, Key("username"), NeedsCreator, Null),
    listed("extension_number", Of::Text(3, 64), Key("extension_number"), NeedsCreator, Null),
    listed("email", LINE, Key("email"), NeedsEverybody, Null),
    listed("display_name", Of::Text(0, 1024), Key("display_name"), NeedsEverybody, Null),
    listed("mobile_phone", SHORT, Key("mobile"), Everybody, Null),
    listed("work_phone", SHORT, Key("work_phone"), Everybody, Null),
    listed("home_phone", SHORT, Key("home_phone"), Everybody, Null),
    listed("address", LINE, Key("address"), Everybody, Null),
    listed("department", LINE, Key("department"), Everybody, Null),
    field("enable_audio_recording", Of::Flag, Key("enable_audio_recording"), Everybody, Flag(false)),
    field("enable_video_recording", Of::Flag, Key("enable_video_recording"), Everybody, Flag(false)),
    field("enable_dnd", Of::Flag, Inside("do_not_disturb", "enabled"), Everybody, Flag(false)),
    field("enable_acb", Of::Flag, Key("enable_acb"), Everybody, Flag(false)),
    field("enable_hot_desking", Of::Flag, Inside("hotdesk", "enabled"), Everybody, Flag(false)),
    field("anonymous_outbound_calls", Of::Flag, Key("anonymous_outbound_calls"), Everybody, Flag(false)),
    field("delivery_outbound_cid", Of::Flag, Key("delivery_outbound_cid"), Everybody, Flag(true)),
    // The schema has it that only managers write it; the dialect shows it to everybody.
    field("sms", SMS, Key("sms"), Everybody, Word("DISABLE")),
    field("outbound_caller_ids", CALLER_IDS, Key("outbound_caller_ids"), Everybody, EmptyList),
    field("custom_options", Of::Text(0, LONG), Key("custom_options"), Everybody, Null),
    field("office_hours", Of::Any, Hours, Everybody, Null),
    field("custom_forward_rules", Of::List(&Of::Any), Exceptions, Everybody, EmptyList),
    field("voicemail_prompt", Of::Text(0, 64), Key("voicemail_prompt"), Everybody, Null),
    field("enable_voicemail_pin", Of::Flag, Key("enable_voicemail_pin"), Everybody, Flag(true)),
    field("voicemail_pin", Of::Text(6, 10), Key("voicemail_pin"), NeedsEverybody, Null),
    field("enable_voicemail_notify", Of::Flag, Key("enable_voicemail_notify"), Everybody, Flag(false)),
    field("voicemail_play_datetime", CLOCK, Key("voicemail_play_datetime"), Everybody, Word("DISABLE")),
    field("interface", INTERFACE, Key("interface"), Everybody, Word("WEB_DOMAIN")),
    field("preferred_transport", TRANSPORT, Key("preferred_transport"), Everybody, Word("UDP")),
    field("blfs", BLFS, Key("blfs"), Everybody, EmptyList),
    listed("avatar_file_name", TEXT, Computed, Nobody, Null),
    listed("avatar_file_size", COUNT, Computed, Nobody, Null),
    listed("avatar_file_url", TEXT, Computed, Nobody, Null),
    field("profile", TEXT, Key("profile_id"), Nobody, Null),
    listed("sync_type", Of::Word(&["Microsoft 365"]), Computed, Nobody, Null),
];

/// Where the account keeps the transports that its users may use; the user reads them, nobody writes them here.
const OWN: UserField = field("transports", TRANSPORTS, Computed, Nobody, EmptyList);

const fn rule(index: usize) -> UserField {
    // A rule is an object; what is in it is the model's matter.
    field(RULE_FIELDS[index].name, Of::Any, At::Rule, Everybody, Null)
}

/// How many fields there are with the forward rules.
const COUNT_ALL: usize = FIELDS.len() + RULE_FIELDS.len();

const ALL_FIELDS: [UserField; COUNT_ALL] = {
    let mut all = [OWN; COUNT_ALL];
    let mut index = 0;
    while index < FIELDS.len() {
        all[index] = FIELDS[index];
        index += 1;
    }
    while index < COUNT_ALL {
        all[index] = rule(index - FIELDS.len());
        index += 1;
    }
    all
};

/// Every field of a user.
pub(super) const ALL: &[UserField] = &ALL_FIELDS;

/// What an operation speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// A read, by those who manage users.
    Shown,
    /// A list.
    Listed,
    /// Making a user.
    Create,
    /// Changing another.
    Manage,
    /// Changing oneself.
    Own,
}

impl UserField {
    /// Whether the field belongs there.
    pub(super) const fn is_of(&self, used: Use) -> bool {
        match used {
            Use::Shown => true,
            Use::Listed => self.is_listed,
            Use::Create => !matches!(self.mask, Nobody),
            Use::Manage => matches!(self.mask, Manager | Everybody | NeedsEverybody),
            Use::Own => matches!(self.mask, Everybody | NeedsEverybody),
        }
    }

    const fn member(&self, used: Use) -> Member {
        match (used, self.mask) {
            (Use::Create, NeedsCreator | NeedsEverybody) => required(self.name, self.of),
            _ => member(self.name, self.of),
        }
    }
}

const fn count(used: Use) -> usize {
    let (mut count, mut index) = (0, 0);
    while index < ALL.len() {
        count += ALL[index].is_of(used) as usize;
        index += 1;
    }
    count
}

const fn members<const N: usize>(used: Use) -> [Member; N] {
    let mut members = [member("", Of::Any); N];
    let (mut at, mut index) = (0, 0);
    while index < ALL.len() {
        if ALL[index].is_of(used) {
            members[at] = ALL[index].member(used);
            at += 1;
        }
        index += 1;
    }
    members
}

/// What those who manage users read.
pub(super) const SHOWN: &[Member] = &members::<{ count(Use::Shown) }>(Use::Shown);
/// What a user reads of himself.
pub(super) const SHOWN_OWN: &[Member] = joined!(SHOWN, OFFERED);
/// What a list has of each user.
pub(super) const LISTED: &[Member] = &members::<{ count(Use::Listed) }>(Use::Listed);
/// What whoever makes a user gives.
pub(super) const CREATE: &[Member] = joined!(NEW, SECRETS);
/// What those who manage users change.
pub(super) const MANAGE: &[Member] = &members::<{ count(Use::Manage) }>(Use::Manage);
/// What a user changes of himself.
pub(super) const CHANGE_OWN: &[Member] = joined!(CHANGED, AVATAR);

const OFFERED: &[Member] = &[member("transports", TRANSPORTS)];
const NEW: &[Member] = &members::<{ count(Use::Create) }>(Use::Create);
const SECRETS: &[Member] = &[
    required("password", TEXT),
    required("extension_password", Of::Text(1, 256)),
];
const CHANGED: &[Member] = &members::<{ count(Use::Own) }>(Use::Own);
const AVATAR: &[Member] = &[member("avatar_file_id", TEXT)];
