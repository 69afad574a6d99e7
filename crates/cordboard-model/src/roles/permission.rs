//! The permissions, one by one and as a set, and their document.

use crate::broken_rule::BrokenRule;
use crate::{Violation, pointer};
use serde_json::{Map, Value};

macro_rules! permissions {
    ($($(#[$doc:meta])* $variant:ident = $group:literal, $flag:literal;)*) => {
        /// One thing a role may allow.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Permission { $($(#[$doc])* $variant,)* }

        impl Permission {
            /// Every permission, in the order of the documents.
            pub const ALL: &'static [Permission] = &[$(Permission::$variant,)*];

            /// The group in documents, e.g. `user_management`.
            pub const fn group(self) -> &'static str {
                match self { $(Permission::$variant => $group,)* }
            }

            /// The name within the group, e.g. `users`.
            pub const fn flag(self) -> &'static str {
                match self { $(Permission::$variant => $flag,)* }
            }
        }
    };
}

permissions! {
    /// List and play one's own voicemail.
    VoicemailView = "general", "voicemail_view_only";
    /// Delete one's own voicemail and set its greetings.
    VoicemailFull = "general", "voicemail_full_access";
    /// Use meetings.
    Meeting = "general", "meeting";
    /// See the state of the system.
    SystemInformation = "system", "information";
    /// Manage dealers.
    SystemDealer = "system", "dealer";
    /// Manage tenants.
    SystemTenant = "system", "tenant";
    /// View trunks and build call rules on them.
    TrunkView = "trunk", "view_only";
    /// Add, change and delete trunks.
    TrunkFull = "trunk", "full_access";
    /// Read the settings of the account.
    CompanyView = "company", "view_only";
    /// Change the settings of the account.
    CompanyFull = "company", "full_access";
    /// Read the calls of the whole account.
    CompanyCallLogView = "company_call_log", "call_log_view_only";
    /// Manage the calls of the whole account.
    CompanyCallLogFull = "company_call_log", "call_log_full_access";
    /// List the recordings of the whole account.
    CompanyRecordingView = "company_call_log", "call_recording_view_only";
    /// Play, download and delete the recordings of the whole account.
    CompanyRecordingFull = "company_call_log", "call_recording_full_access";
    /// Read settings about calls.
    PhoneSystemView = "phone_system", "view_only";
    /// Change settings about calls.
    PhoneSystemFull = "phone_system", "full_access";
    /// Manage roles.
    Roles = "user_management", "roles";
    /// Manage users.
    Users = "user_management", "users";
    /// Read one's own calls.
    UserCallLogView = "user_call_log", "call_log_view_only";
    /// Manage one's own calls.
    UserCallLogFull = "user_call_log", "call_log_full_access";
    /// List one's own recordings.
    UserRecordingView = "user_call_log", "call_recording_view_only";
    /// Play, download and delete one's own recordings.
    UserRecordingFull = "user_call_log", "call_recording_full_access";
    /// Call numbers of the own country.
    DomesticCalls = "policies", "domestic_calls";
    /// Call extensions.
    InternalCalls = "policies", "internal_calls";
    /// Call other countries.
    InternationalCalls = "policies", "international_calls";
    /// View and download reports.
    CallReportView = "analytics", "call_report_view_only";
    /// Make reports.
    CallReportFull = "analytics", "call_report_full_access";
    /// Read billing.
    BillingView = "billing", "view_only";
    /// Change billing.
    BillingFull = "billing", "full_access";
}

impl Permission {
    /// The permission that this one cannot be without: the view of what it gives full access to.
    pub fn needs(self) -> Option<Permission> {
        let view = self.flag().strip_suffix("full_access")?;
        Permission::ALL.iter().copied().find(|other| {
            other.group() == self.group() && other.flag().strip_suffix("view_only") == Some(view)
        })
    }

    const fn bit(self) -> u32 {
        1 << self as u8
    }
}

/// The permissions of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Permissions(u32);

impl Permissions {
    /// No permission.
    pub const NONE: Self = Self(0);
    /// Every permission.
    pub const ALL: Self = Self((1 << Permission::ALL.len()) - 1);

    /// These and no others, whatever they need.
    pub const fn of(permissions: &[Permission]) -> Self {
        let mut set = Self::NONE;
        let mut rest = permissions;
        while let [first, others @ ..] = rest {
            set = Self(set.0 | first.bit());
            rest = others;
        }
        set
    }

    /// Both sets together.
    pub const fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// This set without the others.
    pub const fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// Whether the set has the permission.
    pub const fn has(self, permission: Permission) -> bool {
        self.0 & permission.bit() != 0
    }

    /// Whether the set has all of the others: somebody with it may give, change and take away a role with those.
    pub const fn covers(self, others: Self) -> bool {
        others.0 & !self.0 == 0
    }

    /// The permissions in the set.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL
            .iter()
            .copied()
            .filter(move |permission| self.has(*permission))
    }

    /// The document: every group with every flag.
    pub fn to_value(self) -> Value {
        let mut groups = Map::new();
        for permission in Permission::ALL {
            let group = groups
                .entry(permission.group())
                .or_insert_with(|| Value::Object(Map::new()));
            if let Some(flags) = group.as_object_mut() {
                flags.insert(permission.flag().to_owned(), self.has(*permission).into());
            }
        }
        Value::Object(groups)
    }

    /// Reads a document. Flags that are absent or `null` are off, except those that another one needs.
    ///
    /// # Errors
    /// Every broken rule, with its place below `/permissions`: `type`, `unknown`, `dependency`.
    pub fn from_value(document: &Value) -> Result<Self, Vec<Violation>> {
        const PATH: &str = "/permissions";
        let object = BrokenRule::new("type", "Permissions are an object of groups.");
        let Some(groups) = document.as_object() else {
            return Err(vec![object.at(PATH)]);
        };
        let mut given = Self::NONE;
        let mut denied = Self::NONE;
        let mut broken = Vec::new();
        for (group, flags) in groups {
            let path = pointer::child(PATH, group);
            let none = Map::new();
            let flags = match flags {
                Value::Null => &none,
                Value::Object(flags) => flags,
                _ => {
                    broken.push(BrokenRule::new("type", "A group is an object of flags.").at(path));
                    continue;
                }
            };
            for (flag, value) in flags {
                let set = match value {
                    Value::Null => continue,
                    Value::Bool(true) => &mut given,
                    Value::Bool(false) => &mut denied,
                    _ => {
                        let wrong = BrokenRule::new("type", "A flag is true or false.");
                        broken.push(wrong.at(pointer::child(&path, flag)));
                        continue;
                    }
                };
                let known = |p: &&Permission| p.group() == group && p.flag() == flag;
                match Permission::ALL.iter().find(known) {
                    Some(permission) => set.0 |= permission.bit(),
                    None => {
                        let wrong = BrokenRule::new("unknown", "There is no such permission.");
                        broken.push(wrong.at(pointer::child(&path, flag)));
                    }
                }
            }
        }
        for needed in given.iter().filter_map(Permission::needs) {
            if denied.has(needed) {
                let wrong = "This cannot be off while full access to the same is on.";
                let path = pointer::child(&pointer::child(PATH, needed.group()), needed.flag());
                broken.push(BrokenRule::new("dependency", wrong).at(path));
            }
        }
        if broken.is_empty() {
            Ok(given.with_needs())
        } else {
            Err(broken)
        }
    }

    fn with_needs(self) -> Self {
        self.iter()
            .filter_map(Permission::needs)
            .fold(self, |set, needed| Self(set.0 | needed.bit()))
    }
}
