//! Tokens: opaque to us, but shaped as a JWT, because clients read the account, the user and the end from it.
//!
//! The third part is not a signature but the secret itself: 32 random bytes. A token counts only because its digest is
//! stored, so nothing that a client writes into the first two parts is ever believed.

use super::Held;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;

/// A fresh token that tells its holder what the session is.
pub(super) fn mint(held: &Held) -> String {
    let header = json!({ "alg": "HS256", "typ": "JWT", "kid": "cordboard" });
    let mut claims = json!({
        "iss": "cordboard",
        "account_id": held.account_id.to_string(),
        "method": held.method.name(),
        "iat": held.issued_ms.div_euclid(1000),
        "exp": held.expires_ms.div_euclid(1000),
    });
    if let Some(claims) = claims.as_object_mut() {
        if let Some(owner_id) = held.owner_id {
            claims.insert("owner_id".into(), owner_id.to_string().into());
        }
        if let Some(lender) = held.lent_by {
            let (account_id, owner_id) = (lender.account_id, lender.owner_id);
            claims.insert("original_account_id".into(), account_id.to_string().into());
            claims.insert("original_owner_id".into(), owner_id.to_string().into());
        }
    }
    let secret: [u8; 32] = rand::random();
    let part = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    format!(
        "{}.{}.{}",
        part(header.to_string().as_bytes()),
        part(claims.to_string().as_bytes()),
        part(&secret)
    )
}

#[cfg(test)]
mod tests {
    use super::super::{Lender, Method};
    use super::*;
    use cordboard_model::Id;

    fn id(n: u8) -> Id {
        Id::from_bytes([n; 16])
    }

    #[test]
    fn a_token_reads_as_a_jwt_and_no_two_are_the_same() {
        let held = Held {
            id: id(0),
            account_id: id(1),
            owner_id: Some(id(2)),
            method: Method::UserAuth,
            issued_ms: 1_000_999,
            expires_ms: 4_600_999,
            lent_by: Some(Lender {
                session_id: id(3),
                account_id: id(4),
                owner_id: id(5),
            }),
            locked: false,
        };
        let token = mint(&held);
        let parts: Vec<Vec<u8>> = token
            .split('.')
            .map(|part| URL_SAFE_NO_PAD.decode(part).unwrap())
            .collect();
        assert_eq!(parts.len(), 3);
        let header: serde_json::Value = serde_json::from_slice(&parts[0]).unwrap();
        assert_eq!(header["typ"], "JWT");
        let claims: serde_json::Value = serde_json::from_slice(&parts[1]).unwrap();
        let expected = json!({
            "iss": "cordboard", "account_id": id(1).to_string(), "method": "cb_user_auth",
            "iat": 1000, "exp": 4600, "owner_id": id(2).to_string(),
            "original_account_id": id(4).to_string(), "original_owner_id": id(5).to_string(),
        });
        assert_eq!(claims, expected);
        assert_eq!(parts[2].len(), 32);
        assert_ne!(mint(&held), token);
    }
}
