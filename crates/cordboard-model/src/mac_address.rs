//! MAC addresses of phones: one way to keep them, the ways people write them.

use crate::broken_rule::BrokenRule;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// The address of a phone's network card: twelve hexadecimal digits, kept in lower case without separators.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MacAddress(String);

impl MacAddress {
    /// The twelve digits in lower case, as they are claimed and stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The twelve digits in upper case, as some phones ask for their files.
    pub fn upper_case(&self) -> String {
        self.0.to_ascii_uppercase()
    }
}

impl FromStr for MacAddress {
    type Err = BrokenRule;

    /// Reads twelve hexadecimal digits, alone or in pairs with `:` or `-` between all of them.
    fn from_str(text: &str) -> Result<Self, BrokenRule> {
        let bad = || {
            BrokenRule::new(
                "mac_address",
                "A MAC address is 12 hexadecimal digits, alone or in pairs with : or - between them.",
            )
        };
        let separator = text.chars().find(|c| matches!(c, ':' | '-'));
        let digits = match separator {
            Some(separator) => {
                let pairs: Vec<&str> = text.split(separator).collect();
                if pairs.len() != 6 || pairs.iter().any(|pair| pair.len() != 2) {
                    return Err(bad());
                }
                pairs.concat()
            }
            None => text.to_owned(),
        };
        if digits.len() == 12 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            Ok(Self(digits.to_ascii_lowercase()))
        } else {
            Err(bad())
        }
    }
}

impl fmt::Display for MacAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for MacAddress {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for MacAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_mac_address_is_refused() {
        for bad in [
            "",
            "00156565000",
            "0015656500001",
            "00:15:65:65:00",
            "00:15-65:65-00:01",
            "001:5:65:65:00:01",
            "0015.6565.0001",
            "00156565000g",
            " 001565650001",
            "００1565650001",
        ] {
            assert!(bad.parse::<MacAddress>().is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn every_way_to_write_an_address_means_the_same_one(bytes in any::<[u8; 6]>()) {
            let pairs = bytes.map(|byte| format!("{byte:02x}"));
            let address = MacAddress(pairs.concat());
            for text in [pairs.concat(), pairs.join(":"), pairs.join("-")] {
                prop_assert_eq!(text.parse(), Ok(address.clone()));
                prop_assert_eq!(text.to_uppercase().parse(), Ok(address.clone()));
            }
            prop_assert_eq!(address.upper_case().parse(), Ok(address.clone()));
        }

        #[test]
        fn no_text_makes_reading_fail_otherwise(text in ".{0,20}") {
            let _ = text.parse::<MacAddress>();
        }
    }
}
