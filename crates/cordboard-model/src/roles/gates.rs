//! Which permissions an endpoint of the PortSIP dialect asks for, as one table.
//!
//! The vendor does not publish the gates; these are ours. A path that no row names is open to everybody who is
//! signed in, which is right below `/user`, where everybody meets only what is his own. [`gate`] is therefore asked
//! for known operations only, and a test of the dialect has to know all of them.

use super::permission::{Permission as P, Permissions};

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gate {
    /// `GET`, `POST`, or `*` for both.
    pub method: &'static str,
    /// The path below `/api`: `*` is any one segment, `**` at the end any rest, also none.
    pub path: &'static str,
    /// All of them are needed.
    pub needs: &'static [P],
}

const fn row(method: &'static str, path: &'static str, needs: &'static [P]) -> Gate {
    Gate {
        method,
        path,
        needs,
    }
}

/// The table. The first row that fits counts.
#[rustfmt::skip]
pub const GATES: &[Gate] = &[
    row("*", "/roles/**", &[P::Roles]),

    row("GET", "/users/*/balance", &[P::Users, P::BillingView]),
    row("POST", "/users/*/balance", &[P::Users, P::BillingFull]),
    row("*", "/users/*/ms365_binding/**", &[P::Users, P::CompanyFull]),
    row("*", "/users/**", &[P::Users]),
    row("*", "/groups/**", &[P::Users]),

    row("*", "/user/meetings/**", &[P::Meeting]),
    row("*", "/user/cdrs/**", &[P::UserCallLogView]),
    row("POST", "/user/recordings/*/destroy", &[P::UserRecordingFull]),
    row("*", "/user/recordings/**", &[P::UserRecordingView]),
    row("GET", "/user/greetings/**", &[P::VoicemailView]),
    row("POST", "/user/greetings/**", &[P::VoicemailFull]),

    row("POST", "/ingest/**", &[P::CompanyCallLogFull]),
    row("GET", "/call_queues/**", &[P::PhoneSystemView]),
    row("POST", "/call_queues/**", &[P::PhoneSystemFull]),
    row("GET", "/ring_groups/**", &[P::PhoneSystemView]),
    row("POST", "/ring_groups/**", &[P::PhoneSystemFull]),
    row("GET", "/holidays/**", &[P::CompanyView]),
    row("POST", "/holidays/**", &[P::CompanyFull]),
    row("GET", "/cdrs/**", &[P::CompanyCallLogView]),
    row("POST", "/cdrs/**", &[P::CompanyCallLogFull]),
    row("GET", "/recordings/**", &[P::CompanyRecordingView]),
    row("POST", "/recordings/**", &[P::CompanyRecordingFull]),
];

/// Who may change `sms` of a user, also of himself.
pub const SMS: P = P::Users;

/// The permissions that an operation asks for: those of the first row that fits, none when no row does.
/// `path` is below `/api`, with or without its ids filled in.
pub fn gate(method: &str, path: &str) -> &'static [P] {
    GATES
        .iter()
        .find(|row| (row.method == "*" || row.method == method) && fits(row.path, path))
        .map_or(&[], |row| row.needs)
}

/// Whether somebody with these permissions may pass.
pub fn passes(permissions: Permissions, method: &str, path: &str) -> bool {
    gate(method, path)
        .iter()
        .all(|needed| permissions.has(*needed))
}

fn fits(pattern: &str, path: &str) -> bool {
    let mut segments = path.trim_matches('/').split('/');
    for part in pattern.trim_matches('/').split('/') {
        match (part, segments.next()) {
            ("**", _) => return true,
            ("*", Some(_)) => {}
            (part, Some(segment)) if part == segment => {}
            _ => return false,
        }
    }
    segments.next().is_none()
}
