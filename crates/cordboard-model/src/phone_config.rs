//! The files that phones fetch to know their account: one pure function from a phone's settings to the text of the file
//! in its vendor's format.
//!
//! The text holds the SIP password, so it is made when it is fetched and kept nowhere. Names and labels are escaped, and
//! lose what no screen prints, so that none of them breaks a file or adds a setting of its own; what a phone works with
//! (passwords, hosts, numbers) is written as it is or refused ([`Unwritable`]).
//!
//! Sources: the vendors' provisioning guides and the open templates made from them. What those leave open is left
//! out, so that the phone keeps its own setting: time zones that a vendor writes as a code of its own, languages without
//! a known name, codecs of vendors other than Yealink.

mod fanvil;
mod grandstream;
mod language;
mod poly;
mod request;
mod snom;
mod text;
mod yealink;

#[cfg(test)]
mod tests;

pub use language::Language;
pub use request::{POLY_FIRST, Request};
pub use text::Unwritable;

use crate::mac_address::MacAddress;
use std::fmt;

/// The vendors whose files can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Vendor {
    /// Lines of `key = value`.
    Yealink,
    /// XML, asked for by the MAC address in upper case.
    Snom,
    /// XML.
    Fanvil,
    /// XML with numbered settings.
    Grandstream,
    /// XML with settings as attributes.
    Poly,
}

impl Vendor {
    /// Every vendor.
    pub const ALL: [Vendor; 5] = [
        Vendor::Yealink,
        Vendor::Snom,
        Vendor::Fanvil,
        Vendor::Grandstream,
        Vendor::Poly,
    ];

    /// The vendor with this name, in any case; `None` when its files are unknown here.
    pub fn from_name(name: &str) -> Option<Self> {
        let is = |known: &str| name.trim().eq_ignore_ascii_case(known);
        match () {
            () if is("yealink") => Some(Vendor::Yealink),
            () if is("snom") => Some(Vendor::Snom),
            () if is("fanvil") => Some(Vendor::Fanvil),
            () if is("grandstream") => Some(Vendor::Grandstream),
            () if is("poly") || is("polycom") => Some(Vendor::Poly),
            () => None,
        }
    }

    /// What the vendor is called.
    pub const fn name(self) -> &'static str {
        match self {
            Vendor::Yealink => "Yealink",
            Vendor::Snom => "Snom",
            Vendor::Fanvil => "Fanvil",
            Vendor::Grandstream => "Grandstream",
            Vendor::Poly => "Poly",
        }
    }

    /// Whether a phone keeps a setting that its file does not name any more, so that a secret which it has can be left out.
    ///
    /// * Yealink: yes. Only what a `.boot` file with `overwrite_mode = 1` includes sets the rest back, and no such file is
    ///   served here.
    /// * Snom: yes. A setting stays in the phone until a file says another value of it.
    /// * Fanvil and Grandstream: yes. A file changes the settings that it names.
    /// * Poly: no. A phone takes its settings anew from its files whenever it reads them, and what stands in none of them
    ///   is as the phone was delivered. Without the password it would not register any more.
    ///
    /// No phone keeps anything when it is set back to how it was delivered.
    pub const fn keeps_what_is_left_out(self) -> bool {
        match self {
            Vendor::Yealink | Vendor::Snom | Vendor::Fanvil | Vendor::Grandstream => true,
            Vendor::Poly => false,
        }
    }

    /// The name of the file that a phone with this address asks for.
    pub fn file_name(self, mac: &MacAddress) -> String {
        match self {
            Vendor::Yealink | Vendor::Fanvil | Vendor::Poly => format!("{mac}.cfg"),
            Vendor::Snom => format!("{}.xml", mac.upper_case()),
            Vendor::Grandstream => format!("cfg{mac}.xml"),
        }
    }

    /// What kind of text the file is, as HTTP says it.
    pub const fn content_type(self) -> &'static str {
        match self {
            Vendor::Yealink => "text/plain; charset=utf-8",
            Vendor::Snom | Vendor::Fanvil | Vendor::Grandstream | Vendor::Poly => {
                "application/xml; charset=utf-8"
            }
        }
    }

    /// The file.
    ///
    /// # Errors
    /// [`Unwritable`] names the first setting that the file cannot hold.
    pub fn file(self, config: &PhoneConfig) -> Result<String, Unwritable> {
        let config = &text::printable(config);
        text::check(config)?;
        Ok(match self {
            Vendor::Yealink => yealink::file(config),
            Vendor::Snom => snom::file(config),
            Vendor::Fanvil => fanvil::file(config),
            Vendor::Grandstream => grandstream::file(config),
            Vendor::Poly => poly::file(config),
        })
    }
}

/// How SIP travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Transport {
    /// Datagrams.
    Udp,
    /// A connection.
    Tcp,
    /// An encrypted connection; the voice is encrypted, too.
    Tls,
}

/// What pressing a key with a number does during a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Transfer {
    /// The call is sent there at once.
    Blind,
    /// The number is called first.
    Attended,
    /// The number is called, the call is not sent.
    NewCall,
}

/// A password, which is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A secret with this text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The same, so that whoever looks at a file does not read it. A missing one stays missing.
    pub fn masked(&self) -> Self {
        match self.0.is_empty() {
            true => Self::new(""),
            false => Self::new("********"),
        }
    }

    /// What it is, for whoever has to write it.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The SIP account of a phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SipAccount {
    /// What the phone shows for its line, usually the extension.
    pub label: String,
    /// The person's name.
    pub display_name: String,
    /// The SIP user, usually the extension.
    pub user_name: String,
    /// The user of the digest.
    pub auth_name: String,
    /// The password of the digest; `None` in a file that leaves the phone the one it has.
    pub password: Option<Secret>,
    /// The host name or address of the server.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// How SIP travels.
    pub transport: Transport,
    /// What the voicemail key calls.
    pub voicemail_number: Option<String>,
}

/// What a key of the phone does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// Shows a colleague's state, calls him, and picks up his calls.
    Blf {
        /// His extension.
        number: String,
        /// What stands beside the key.
        label: String,
    },
    /// Calls a number.
    SpeedDial {
        /// The number.
        number: String,
        /// What stands beside the key.
        label: String,
    },
    /// Parks a call in a slot, and takes it back.
    Park {
        /// The slot's number.
        number: String,
        /// What stands beside the key.
        label: String,
    },
    /// One more key of the line.
    Line,
    /// Nothing.
    Nothing,
}

/// A virtual network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Vlan {
    /// Its number, 1 to 4094.
    pub id: u16,
    /// The priority of the phone's packets in it, 0 to 7.
    pub priority: u8,
}

/// Everything that goes into a phone's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneConfig {
    /// The account.
    pub account: SipAccount,
    /// The language of the screen.
    pub language: Option<Language>,
    /// What the keys do during a call.
    pub transfer: Transfer,
    /// How far local time without daylight saving is ahead of UTC, in minutes.
    pub utc_offset_min: i32,
    /// Whether the zone has daylight saving.
    pub daylight_saving: bool,
    /// The time server.
    pub ntp_server: String,
    /// Names of the codecs, the preferred one first, e.g. `PCMA`.
    pub codecs: Vec<String>,
    /// The keys behind the first one, which is the line.
    pub keys: Vec<Key>,
    /// How many keys the phone shows at a time, the first one included; `None` when its model is unknown. Only the files
    /// of Fanvil say on which page a key stands.
    pub keys_per_page: Option<usize>,
    /// The keys of its expansion modules, module by module. Only the files of Yealink reach them.
    pub modules: Vec<Vec<Key>>,
    /// What is dialled in front of an extension to pick up its call.
    pub pickup_code: String,
    /// The network of the phone itself.
    pub vlan: Option<Vlan>,
    /// The network of a computer behind the phone.
    pub pc_vlan: Option<Vlan>,
    /// The password of the phone's own web page.
    pub web_password: Option<Secret>,
    /// The folder from which the phone fetches its file, with a slash at the end.
    pub folder_url: String,
}

impl PhoneConfig {
    /// The same settings with every secret masked, the folder of the address included.
    pub fn masked(&self) -> Self {
        let mut config = self.clone();
        config.account.password = config.account.password.as_ref().map(Secret::masked);
        config.web_password = config.web_password.as_ref().map(Secret::masked);
        if !config.folder_url.is_empty() {
            config.folder_url = "********".to_owned();
        }
        config
    }

    /// The same settings without the SIP password, for a phone that [keeps it](Vendor::keeps_what_is_left_out).
    pub fn without_password(&self) -> Self {
        let mut config = self.clone();
        config.account.password = None;
        config
    }

    fn keys_mut(&mut self) -> impl Iterator<Item = &mut Key> {
        self.keys
            .iter_mut()
            .chain(self.modules.iter_mut().flatten())
    }

    /// Each key with what it is called in the settings.
    fn named_keys(&self) -> impl Iterator<Item = (String, &Key)> {
        let own = self.keys.iter().enumerate();
        let own = own.map(|(index, key)| (format!("keys.{index}"), key));
        let modules = self.modules.iter().enumerate().flat_map(|(module, keys)| {
            let keys = keys.iter().enumerate();
            keys.map(move |(index, key)| (format!("modules.{module}.{index}"), key))
        });
        own.chain(modules)
    }
}
