//! Presence in the words of the PortSIP dialect, and back.
//!
//! The canonical user says a presence and has a switch for do not disturb; the dialect has one value for both, and
//! besides a status that comes from the phones.
//!
//! Decided where the rules of the field are silent: `presence` is always what the person said, also during calls and
//! without a phone; those two are told by `status`.

use crate::call_rules::Presence;

/// What a person says, with do not disturb among it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Said {
    /// Wants no calls. The presence is kept behind it, for the time after.
    DoNotDisturb,
    /// Says this.
    Presence(Presence),
}

const NAMES: [(&str, Said); 5] = [
    ("DO_NOT_DISTURB", Said::DoNotDisturb),
    ("AVAILABLE", Said::Presence(Presence::Available)),
    ("AWAY", Said::Presence(Presence::Away)),
    ("BUSINESS_TRIP", Said::Presence(Presence::BusinessTrip)),
    ("LUNCH", Said::Presence(Presence::Lunch)),
];

impl Said {
    /// What a person can say, with its names in the dialect.
    pub const ALL: [(&str, Said); 5] = NAMES;

    /// What a user's record says.
    pub const fn of(presence: Presence, do_not_disturb: bool) -> Self {
        if do_not_disturb {
            Said::DoNotDisturb
        } else {
            Said::Presence(presence)
        }
    }

    /// The name in the dialect.
    pub fn name(self) -> &'static str {
        let found = NAMES.iter().find(|(_, said)| *said == self);
        found.map_or("AVAILABLE", |(name, _)| *name)
    }

    /// What this name of the dialect says.
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, said)| *said)
    }

    /// The presence and the switch that say so, of somebody who said `before` until now.
    pub const fn set_on(self, before: Presence) -> (Presence, bool) {
        match self {
            Said::DoNotDisturb => (before, true),
            Said::Presence(presence) => (presence, false),
        }
    }
}

/// The status that the phones make: `ON_CALL`, `ONLINE` or `OFFLINE`.
pub const fn status(registered: bool, in_call: bool) -> &'static str {
    match (in_call, registered) {
        (true, _) => "ON_CALL",
        (false, true) => "ONLINE",
        (false, false) => "OFFLINE",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_what_is_shown() {
        for (name, said) in Said::ALL {
            assert_eq!(Said::from_name(name), Some(said));
            assert_eq!(said.name(), name);
            let (presence, do_not_disturb) = said.set_on(Presence::Available);
            assert_eq!(Said::of(presence, do_not_disturb), said);
        }
        for only_read in ["ON_CALL", "OFFLINE", "available", ""] {
            assert_eq!(Said::from_name(only_read), None);
        }
    }

    #[test]
    fn do_not_disturb_keeps_the_presence_behind_it() {
        assert_eq!(
            Said::DoNotDisturb.set_on(Presence::Lunch),
            (Presence::Lunch, true)
        );
        assert_eq!(Said::of(Presence::Lunch, true).name(), "DO_NOT_DISTURB");
        assert_eq!(Said::of(Presence::Lunch, false).name(), "LUNCH");
    }

    #[test]
    fn the_status_comes_from_the_phones() {
        assert_eq!(status(false, false), "OFFLINE");
        assert_eq!(status(true, false), "ONLINE");
        assert_eq!(status(true, true), "ON_CALL");
        assert_eq!(status(false, true), "ON_CALL");
    }
}
