//! The API keys of accounts: with its key a program acts as an admin of the account, and as nobody in person.

pub mod read;
pub mod renew;

use crate::{listing, sessions};
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::{Batch, Claim, ClaimKey};
use sha2::{Digest, Sha256};

/// The field of an account's credential.
pub(crate) const FIELD: &str = "api_key";

/// Gives an account a fresh API key: the key itself in a private record, its digest as the claim it is found by.
pub(crate) fn give(batch: &mut Batch, account_id: Id, now_ms: i64) -> String {
    let api_key = sessions::fresh_token();
    let mut fields = Fields::new();
    fields.insert(FIELD.into(), api_key.clone().into());
    batch.take.push(Claim {
        key: claim_key(&api_key),
        kind: Kind::Account,
        id: account_id,
    });
    let record = Record::new(
        Kind::Credential,
        account_id,
        Some(account_id),
        fields,
        now_ms,
    );
    batch.puts.push(listing::put(record));
    api_key
}

/// The claim by which the account of a key is found.
pub(crate) fn claim_key(api_key: &str) -> ClaimKey {
    let digest = Sha256::digest(api_key.as_bytes());
    ClaimKey {
        scope: "account.api_key".into(),
        account_id: None,
        key: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}
