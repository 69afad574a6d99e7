//! What a softphone's code says: one address, as it is drawn for the phone's camera.
//!
//! The content is a SIP address with the password in it (RFC 3261, 19.1.1):
//! `sip:101:PASSWORD@pbx.example.org:5061;transport=tls`. That form is standard, needs no server to be read, and holds a
//! secret: whoever sees the code can register as that phone.

use crate::phone_config::{Secret, SipAccount, Transport};
use std::fmt::Write as _;

/// The address with its password.
pub fn address(account: &SipAccount) -> String {
    let transport = match account.transport {
        Transport::Udp => "udp",
        Transport::Tcp => "tcp",
        Transport::Tls => "tls",
    };
    let password = account.password.as_ref().map_or("", Secret::text);
    format!(
        "sip:{}:{}@{}:{};transport={transport}",
        escaped(&account.auth_name, USER_MARKS),
        escaped(password, PASSWORD_MARKS),
        account.server,
        account.port
    )
}

/// What stands in a user beside letters and digits (RFC 3261, 25.1).
const USER_MARKS: &str = "-_.!~*'()&=+$,;?/";
/// What stands in a password.
const PASSWORD_MARKS: &str = "-_.!~*'()&=+$,";

fn escaped(text: &str, marks: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || marks.contains(c) {
            out.push(c);
            continue;
        }
        let mut buffer = [0; 4];
        for byte in c.encode_utf8(&mut buffer).bytes() {
            // Writing to a text does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_holds_all_that_a_softphone_needs_and_no_character_leaves_its_place() {
        let account = SipAccount {
            label: "101".into(),
            display_name: "Ann".into(),
            user_name: "101".into(),
            auth_name: "101".into(),
            password: Some(Secret::new("a@b:c;d/é%")),
            server: "pbx.example.org".into(),
            port: 5061,
            transport: Transport::Tls,
            voicemail_number: None,
        };
        assert_eq!(
            address(&account),
            "sip:101:a%40b%3Ac%3Bd%2F%C3%A9%25@pbx.example.org:5061;transport=tls"
        );
    }
}
