//! The models of phones that are known, as data: whose addresses they have, how many keys, and how these stand beside
//! the screen.
//!
//! The data are `data/phone_models.json`. They help people to choose and to draw; a model that is not in them works like
//! any other of its vendor.
//!
//! Where the numbers of keys and modules are from:
//!
//! * Yealink T21 to T29, T40 to T42, T46G/S, T48G/S: its administrator's guide of the T2 and T4 series (`linekey.X`, ext
//!   keys). Of an EXP20 only the first page is counted, as the first key of its second one cannot be set. T31, T33, T53,
//!   T54W and T57W with an EXP50: the provisioning plugins of Wazo for firmware 86.
//! * Snom D715 and D725: the list of supported devices of Wazo 19.
//! * Fanvil: the provisioning templates of FusionPBX. Besides some keys of lines beside the screen, these phones have a
//!   screen for keys with 5 pages of 6 (X4U, X5U) or 12 (X6U); those are counted, and those are set.
//! * Grandstream: its configuration template of the GXP21xx series (firmware 1.0.9.127, as FusionPBX has it). A GXP2130 has
//!   8 multi-purpose keys, a GXP2160 has 24, beside the keys of the lines, of which the first is counted.
//! * Poly: the provisioning plugins of Wazo. The keys of its expansion modules are not set.
//! * Not checked against anything: Yealink T43U, T46U and T48U with their EXP43, and the other Snom phones. Nor are the sizes
//!   of screens, and at which side of them keys stand: they are for the drawing only.

use crate::mac_address::MacAddress;
use crate::phone_config::Vendor;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// How many keys a phone is given to choose from whose model is unknown.
pub const KEYS_OF_UNKNOWN: usize = 10;

/// What a key of a phone can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum KeyType {
    /// One more key of the line.
    Line,
    /// A colleague's state, and his calls.
    Blf,
    /// A number to call.
    SpeedDial,
    /// A slot to park calls in.
    Park,
    /// Without a function.
    None,
}

/// One vendor's phones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VendorModels {
    /// The vendor's name.
    pub vendor: String,
    /// The first six digits of the addresses that it gives to its phones.
    pub ouis: Vec<String>,
    /// What its files can make of a key.
    pub key_types: Vec<KeyType>,
    /// How many keys its files reach, the first one included.
    pub keys_max: usize,
    /// The models.
    pub models: Vec<Model>,
}

/// One model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// What it is called.
    pub model: String,
    /// Its keys on all pages, the line's key included.
    pub keys: usize,
    /// How many of them are shown at a time; the other pages are turned to.
    pub per_page: usize,
    /// How many places for keys stand at the left of the screen.
    pub left: usize,
    /// How many stand at its right.
    pub right: usize,
    /// Width and height of the screen in pixels, for the drawing.
    pub screen: [u32; 2],
    /// The expansion module whose keys its file can set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub module: Option<Module>,
}

/// A module with more keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Module {
    /// What it is called.
    pub name: String,
    /// Its keys.
    pub keys: usize,
    /// How many of them one phone takes.
    pub most: usize,
}

static CATALOGUE: LazyLock<Vec<VendorModels>> = LazyLock::new(|| {
    // A test reads the same text; a program with a broken one knows no models.
    serde_json::from_str(include_str!("../data/phone_models.json")).unwrap_or_default()
});

/// Every vendor with its models.
pub fn catalogue() -> &'static [VendorModels] {
    &CATALOGUE
}

/// The vendor whose phones have such addresses.
pub fn vendor_of_address(mac: &MacAddress) -> Option<Vendor> {
    let oui = mac.as_str().get(..6)?;
    let owns = |vendor: &&VendorModels| vendor.ouis.iter().any(|known| known == oui);
    Vendor::from_name(&catalogue().iter().find(owns)?.vendor)
}

/// The model that a text names: with or without its vendor's prefix (`SIP-T46U`), its letters in any case, and with an
/// ending of its own (`T31G` is a `T31`). The longest known name wins.
pub fn model_of(text: &str) -> Option<(Vendor, &'static Model)> {
    let plain = squeezed(text);
    let plain = plain.strip_prefix("SIP").unwrap_or(&plain);
    let all = catalogue().iter().flat_map(|vendor| {
        let models = vendor.models.iter();
        models.map(move |model| (vendor.vendor.as_str(), model))
    });
    let fits = all.filter(|(_, model)| {
        let rest = plain.strip_prefix(model.model.as_str());
        rest.is_some_and(|rest| rest.len() <= 2 && rest.bytes().all(|c| c.is_ascii_uppercase()))
    });
    let (vendor, model) = fits.max_by_key(|(_, model)| model.model.len())?;
    Some((Vendor::from_name(vendor)?, model))
}

fn squeezed(text: &str) -> String {
    let kept = text.chars().filter(|c| !matches!(c, ' ' | '-' | '_'));
    kept.map(|c| c.to_ascii_uppercase()).collect()
}

/// The catalogue's page of a vendor.
pub fn of_vendor(vendor: Vendor) -> Option<&'static VendorModels> {
    let is_it = |known: &&VendorModels| Vendor::from_name(&known.vendor) == Some(vendor);
    catalogue().iter().find(is_it)
}

/// How many keys of the phone itself its file sets, the first one included.
pub fn keys_of(vendor: Vendor, model: &str) -> usize {
    let most = of_vendor(vendor).map_or(KEYS_OF_UNKNOWN, |known| known.keys_max);
    match model_of(model).filter(|(of, _)| *of == vendor) {
        Some((_, model)) => model.keys.min(most),
        None => most,
    }
}

/// The module that the file of this model can set keys of.
pub fn module_of(vendor: Vendor, model: &str) -> Option<&'static Module> {
    let (of, model) = model_of(model)?;
    model.module.as_ref().filter(|_| of == vendor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_say_what_every_model_needs_to_be_drawn() {
        let read: Vec<VendorModels> =
            serde_json::from_str(include_str!("../data/phone_models.json")).unwrap();
        assert_eq!(read.len(), Vendor::ALL.len());
        for vendor in Vendor::ALL {
            let known = of_vendor(vendor).unwrap();
            assert!(known.key_types.contains(&KeyType::Blf), "{vendor:?}");
            for oui in &known.ouis {
                let mac = format!("{oui}000001").parse().unwrap();
                assert_eq!(vendor_of_address(&mac), Some(vendor), "{oui}");
            }
            for model in &known.models {
                assert_eq!(model_of(&model.model), Some((vendor, model)));
                assert!(model.per_page <= model.left + model.right, "{model:?}");
                assert!(model.keys >= model.per_page, "{model:?}");
            }
        }
    }

    #[test]
    fn a_model_is_known_by_the_ways_people_write_it() {
        let name = |text: &str| model_of(text).map(|(_, model)| model.model.as_str());
        for text in ["T46U", "SIP-T46U", "sip t46u", "t46u"] {
            assert_eq!(name(text), Some("T46U"), "{text}");
        }
        assert_eq!(name("T31G"), Some("T31"));
        assert_eq!(name("VVX 450"), Some("VVX450"));
        for text in ["", "T", "Anna", "T999", "T31 Anna Lee"] {
            assert_eq!(name(text), None, "{text}");
        }
    }

    #[test]
    fn a_foreign_address_has_no_vendor_and_an_unknown_model_the_most_keys_of_its_vendor() {
        assert_eq!(vendor_of_address(&"aabbcc000001".parse().unwrap()), None);
        assert_eq!(keys_of(Vendor::Yealink, "T46U"), 27);
        assert_eq!(keys_of(Vendor::Yealink, "D785"), 160);
        assert_eq!(keys_of(Vendor::Grandstream, "GXP2160"), 25);
        assert_eq!(module_of(Vendor::Yealink, "T46U").unwrap().keys, 60);
        assert_eq!(module_of(Vendor::Snom, "T46U"), None);
    }
}
