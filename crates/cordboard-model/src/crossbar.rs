//! Pure functions of the Crossbar dialect over documents: what it shows of a user and takes back, the features of a
//! user, and his vCard. The shapes of the wire are the dialect's own business.

pub mod features;
pub mod user;
pub mod vcard;

/// What a server computes of an account, or decides in operations of its own: no client writes it with the document.
pub const ACCOUNT_COMPUTED: &[&str] = &[
    "api_key",
    "id",
    "created",
    "modified",
    "billing_mode",
    "descendants_count",
    "is_reseller",
    "reseller_id",
    "superduper_admin",
    "wnm_allow_additions",
];
