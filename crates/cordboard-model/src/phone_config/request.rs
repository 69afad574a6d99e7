//! The names of files that phones ask for.

use super::Vendor;
use crate::mac_address::MacAddress;

/// What a phone asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// The file of one phone.
    Phone(MacAddress),
    /// A file that phones of a vendor ask for before their own; it says nothing but to go on.
    Common(Vendor),
}

impl Request {
    /// What the name of a file asks for; `None` for every other name.
    ///
    /// The ways to ask: `<mac>.cfg`, `<MAC>.xml`, `<MAC>.htm`, `cfg<mac>`, `cfg<mac>.xml`, `snom<model>-<MAC>.htm`,
    /// Yealink's `y0000000000NN.cfg` and Poly's `000000000000.cfg`.
    pub fn of(file_name: &str) -> Option<Self> {
        let (stem, ending) = file_name.rsplit_once('.').unwrap_or((file_name, ""));
        let bare = |text: &str| {
            let digits = text.len() == 12 && text.bytes().all(|c| c.is_ascii_hexdigit());
            digits.then(|| text.parse().ok()).flatten()
        };
        match ending {
            "cfg" if stem == "000000000000" => Some(Request::Common(Vendor::Poly)),
            "cfg" if is_yealink_common(stem) => Some(Request::Common(Vendor::Yealink)),
            "cfg" => bare(stem).map(Request::Phone),
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

    /// The text of a common file.
    pub const fn common_file(vendor: Vendor) -> Option<&'static str> {
        match vendor {
            Vendor::Yealink => Some("#!version:1.0.0.1\n"),
            Vendor::Poly => Some(concat!(
                "<?xml version=\"1.0\" standalone=\"yes\"?>\n",
                "<APPLICATION APP_FILE_PATH=\"sip.ld\" CONFIG_FILES=\"[PHONE_MAC_ADDRESS].cfg\" />\n",
            )),
            Vendor::Snom | Vendor::Fanvil | Vendor::Grandstream => None,
        }
    }
}

/// `y`, ten zeros and two digits of the model.
fn is_yealink_common(stem: &str) -> bool {
    stem.strip_prefix("y0000000000")
        .is_some_and(|model| model.len() == 2 && model.bytes().all(|c| c.is_ascii_alphanumeric()))
}
