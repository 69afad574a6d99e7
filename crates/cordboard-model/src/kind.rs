//! The kinds of record that exist, with the number each has in the store.

use std::fmt;
use std::str::FromStr;

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $number:literal, $name:literal;)*) => {
        /// What a record is. The number is stored and never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Kind { $($(#[$doc])* $variant = $number,)* }

        impl Kind {
            /// Every kind, in the order of the numbers.
            pub const ALL: &'static [Kind] = &[$(Kind::$variant,)*];

            /// The kind's name on every surface, e.g. `account`.
            pub const fn name(self) -> &'static str {
                match self { $(Kind::$variant => $name,)* }
            }

            /// The kind with this stored number.
            pub const fn from_number(number: u8) -> Option<Self> {
                match number { $($number => Some(Kind::$variant),)* _ => None }
            }
        }
    };
}

kinds! {
    /// A tenant: a node of the account tree.
    Account = 1, "account";
    /// A person (or a room) of an account, with an extension and forward rules.
    User = 2, "user";
    /// Days on which other forward rules hold; personal or of the whole account.
    Holiday = 3, "holiday";
    /// Settings of the installation; one record, id all zeros.
    Settings = 4, "settings";
    /// Users and phones that are called together.
    Group = 5, "group";
    /// A phone: a device with its own registration, of one person or of nobody.
    Phone = 6, "phone";
    /// What people of an account may do, beside the built-in roles.
    Role = 7, "role";
    /// A number behind which callers wait for an agent.
    CallQueue = 8, "call_queue";
    /// A number behind which several people are called.
    RingGroup = 9, "ring_group";
    /// Somebody outside, known to one person or to the whole account.
    Contact = 11, "contact";
    /// What callers hear before they leave a message.
    Greeting = 12, "greeting";
    /// A code that stands for a number.
    SpeedDial = 13, "speed_dial";
    /// A call that is over. An entry, never a record.
    Call = 14, "call";
    /// The sound of a call. An entry, never a record.
    Recording = 15, "recording";
    /// A message from or to the outside. An entry, never a record.
    Message = 16, "message";
    /// A meeting room of an account, owned by one of its users. What goes on in it is no part of the record.
    Meeting = 10, "meeting";
    /// A registration that a switch reported: where a phone of a user can be reached.
    Registration = 17, "registration";
    /// Two changes that did not meet, waiting for a person to decide.
    Conflict = 18, "conflict";
    /// Somebody who came to see one of the people of an account: signed in at the reception, and out again.
    Visitor = 20, "visitor";
    /// A plan that a reseller's client account has.
    AccountProfile = 30, "account_profile";
    /// A word with a colour that a reseller puts on client accounts.
    Tag = 31, "tag";
    /// Who is told of changes of client accounts, where and how.
    Watch = 32, "watch";
    /// The password hash of a user, same id as the user. Never in a feed, an answer or a log.
    Credential = 64, "credential";
    /// A signed-in session; the id is derived from the hash of its token. Never in a feed, an answer or a log.
    Session = 65, "session";
    /// A password that is being recovered; the id is derived from the hash of the letter's secret. Never in a feed,
    /// an answer or a log.
    Recovery = 66, "recovery";
    /// A file that was uploaded, with its bytes beside it. It is fetched by a secret address, and never in a feed or a
    /// log.
    File = 67, "file";
    /// A key with which what is sent to watches is signed. Never in a feed or a log; its secret only in an answer to an
    /// admin who asks for it.
    CryptoKey = 68, "crypto_key";
    /// How far a watch has been told; same id as the watch.
    Progress = 69, "progress";
    /// What a watch is to be told. An entry, never a record.
    Delivery = 70, "delivery";
    /// What came of it; same id as the delivery. An entry, never a record.
    DeliveryLog = 71, "delivery_log";
    /// A letter that waits to be sent, was sent, or could not be. An entry, never a record.
    Letter = 72, "letter";
    /// When a phone fetched its file lately; same id as the phone. Never in a feed or a log.
    PhoneFetches = 73, "phone_fetches";
    /// A device at a reception: which line it works, what it may do, and the hash of its PIN. Never in a feed or a log.
    Kiosk = 80, "kiosk";
}

impl Kind {
    /// The number kept in the store.
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// Records that copies of an office share: neither private, nor an entry, nor what only the server itself knows.
    pub const fn is_synced(self) -> bool {
        !self.is_private()
            && !matches!(
                self,
                Kind::Settings | Kind::Registration | Kind::Call | Kind::Recording | Kind::Message
            )
    }

    /// Records that never leave the engine: not by the feed, not by sync, not by any surface.
    pub const fn is_private(self) -> bool {
        matches!(
            self,
            Kind::Credential
                | Kind::Session
                | Kind::Recovery
                | Kind::File
                | Kind::CryptoKey
                | Kind::Progress
                | Kind::Delivery
                | Kind::DeliveryLog
                | Kind::Letter
                | Kind::PhoneFetches
                | Kind::Kiosk
        )
    }
}

/// No kind has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no kind of record with this name")]
pub struct UnknownKind;

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Self, UnknownKind> {
        Kind::ALL
            .iter()
            .copied()
            .find(|kind| kind.name() == name)
            .ok_or(UnknownKind)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_again_by_its_name_and_by_its_number() {
        for kind in Kind::ALL {
            assert_eq!(kind.name().parse(), Ok(*kind));
            assert_eq!(Kind::from_number(kind.number()), Some(*kind));
        }
        assert_eq!("teapot".parse::<Kind>(), Err(UnknownKind));
        assert_eq!(Kind::from_number(0), None);
    }
}
