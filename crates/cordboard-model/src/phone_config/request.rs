//! The names of files that phones ask for.

use super::Vendor;
use crate::mac_address::MacAddress;

/// What a phone asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// The file of one phone.
    Phone(MacAddress),
    /// The settings of one Poly phone, which its file names.
    PolySettings(MacAddress),
}

/// What every Poly phone's own file says: where its settings are.
pub const POLY_FIRST: &str = concat!(
    "<?xml version=\"1.0\" standalone=\"yes\"?>\n",
    "<APPLICATION APP_FILE_PATH=\"sip.ld\" CONFIG_FILES=\"phone[PHONE_MAC_ADDRESS].cfg\" />\n",
);

impl Request {
    /// What the name of a file asks for; `None` for every other name, also for the files that phones of a vendor have in
    /// common: a phone that finds none goes on to its own.
    ///
    /// The ways to ask: `<mac>.cfg`, `<MAC>.xml`, `<MAC>.htm`, `cfg<mac>`, `cfg<mac>.xml`, `snom<model>-<MAC>.htm`, and
    /// `phone<mac>.cfg` for the settings of a Poly phone.
    pub fn of(file_name: &str) -> Option<Self> {
        let (stem, ending) = file_name.rsplit_once('.').unwrap_or((file_name, ""));
        let bare = |text: &str| {
            let digits = text.len() == 12 && text.bytes().all(|c| c.is_ascii_hexdigit());
            digits.then(|| text.parse().ok()).flatten()
        };
        match ending {
            "cfg" => match stem.strip_prefix("phone") {
                Some(rest) => bare(rest).map(Request::PolySettings),
                None => bare(stem).map(Request::Phone),
            },
            "" => bare(stem.strip_prefix("cfg")?).map(Request::Phone),
            "xml" | "htm" => {
                let mac = match stem.strip_prefix("snom") {
                    Some(rest) => rest.rsplit_once('-')?.1,
                    None => stem.strip_prefix("cfg").unwrap_or(stem),
                };
                bare(mac).map(Request::Phone)
            }
            _ => None,
        }
    }

    /// The phone's address.
    pub const fn mac(&self) -> &MacAddress {
        match self {
            Request::Phone(mac) | Request::PolySettings(mac) => mac,
        }
    }

    /// Whether the answer is the settings of a phone of this vendor; `None` when such a phone does not ask so.
    pub fn is_for_settings(&self, vendor: Vendor) -> Option<bool> {
        match (self, vendor) {
            (Request::Phone(_), Vendor::Poly) => Some(false),
            (Request::Phone(_), _) => Some(true),
            (Request::PolySettings(_), Vendor::Poly) => Some(true),
            (Request::PolySettings(_), _) => None,
        }
    }
}
