//! The roles that every installation has and nobody changes.

use super::permission::{Permission as P, Permissions};
use std::fmt;
use std::str::FromStr;

/// A role that every installation has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BuiltIn {
    /// Administers the whole installation.
    SystemAdmin,
    /// Another program, such as a switch that reports calls.
    Replicator,
    /// Administers the accounts that it sold.
    Dealer,
    /// Administers one account.
    Admin,
    /// Works for himself; what a new user is.
    StandardUser,
    /// The same, and may call other countries.
    StandardInternationalUser,
    /// Looks after queues and people.
    QueueManager,
}

const STANDARD: Permissions = Permissions::of(&[
    P::VoicemailView,
    P::VoicemailFull,
    P::Meeting,
    P::UserCallLogView,
    P::UserCallLogFull,
    P::UserRecordingView,
    P::UserRecordingFull,
    P::DomesticCalls,
    P::InternalCalls,
]);
const STANDARD_INTERNATIONAL: Permissions = STANDARD.and(Permissions::of(&[P::InternationalCalls]));
/// What concerns the whole installation.
const SYSTEM: Permissions =
    Permissions::of(&[P::SystemInformation, P::SystemDealer, P::SystemTenant]);
const QUEUE_MANAGER: Permissions = STANDARD_INTERNATIONAL.and(Permissions::of(&[
    P::TrunkView,
    P::CompanyView,
    P::CompanyCallLogView,
    P::CompanyRecordingView,
    P::PhoneSystemView,
    P::PhoneSystemFull,
    P::Users,
    P::CallReportView,
    P::CallReportFull,
]));
const REPLICATOR: Permissions = Permissions::of(&[
    P::SystemInformation,
    P::TrunkView,
    P::CompanyView,
    P::CompanyCallLogView,
    P::CompanyCallLogFull,
    P::CompanyRecordingView,
    P::CompanyRecordingFull,
    P::PhoneSystemView,
]);

impl BuiltIn {
    /// Every built-in role.
    pub const ALL: [BuiltIn; 7] = [
        BuiltIn::SystemAdmin,
        BuiltIn::Replicator,
        BuiltIn::Dealer,
        BuiltIn::Admin,
        BuiltIn::StandardUser,
        BuiltIn::StandardInternationalUser,
        BuiltIn::QueueManager,
    ];

    /// What a new user is who is given no role.
    pub const OF_A_NEW_USER: BuiltIn = BuiltIn::StandardUser;

    /// The name, which is the key of the role; no other role may bear it.
    pub const fn name(self) -> &'static str {
        match self {
            BuiltIn::SystemAdmin => "SystemAdmin",
            BuiltIn::Replicator => "Replicator",
            BuiltIn::Dealer => "Dealer",
            BuiltIn::Admin => "Admin",
            BuiltIn::StandardUser => "StandardUser",
            BuiltIn::StandardInternationalUser => "StandardInternationalUser",
            BuiltIn::QueueManager => "QueueManager",
        }
    }

    /// What the role is, for people.
    pub const fn description(self) -> &'static str {
        match self {
            BuiltIn::SystemAdmin => "Administers the whole installation.",
            BuiltIn::Replicator => "Another program, such as a switch that reports calls.",
            BuiltIn::Dealer => "Administers the accounts that it sold.",
            BuiltIn::Admin => "Administers the account.",
            BuiltIn::StandardUser => "Manages what is his own and calls within the country.",
            BuiltIn::StandardInternationalUser => {
                "Manages what is his own and calls every country."
            }
            BuiltIn::QueueManager => "Looks after call queues and users, and reads reports.",
        }
    }

    /// What the role may do.
    pub const fn permissions(self) -> Permissions {
        match self {
            BuiltIn::SystemAdmin => Permissions::ALL,
            BuiltIn::Replicator => REPLICATOR,
            BuiltIn::Dealer => Permissions::ALL.without(Permissions::of(&[P::SystemInformation])),
            BuiltIn::Admin => Permissions::ALL.without(SYSTEM),
            BuiltIn::StandardUser => STANDARD,
            BuiltIn::StandardInternationalUser => STANDARD_INTERNATIONAL,
            BuiltIn::QueueManager => QUEUE_MANAGER,
        }
    }
}

/// No built-in role has this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no built-in role has this name")]
pub struct NotBuiltIn;

impl FromStr for BuiltIn {
    type Err = NotBuiltIn;

    /// The role with exactly this name.
    fn from_str(name: &str) -> Result<Self, NotBuiltIn> {
        let found = BuiltIn::ALL.into_iter().find(|role| role.name() == name);
        found.ok_or(NotBuiltIn)
    }
}

impl fmt::Display for BuiltIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
