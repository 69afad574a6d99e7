//! What holds for the whole installation: one record, kept in memory too, so that no request reads it from the disk.

pub mod read;
pub mod update;

use crate::digests::Pepper;
use crate::seal::{self, Seal};
use cordboard_model::schema::schema;
use cordboard_model::{Fields, Id, Kind, Record};
use serde_json::Value;
use std::fmt;

/// The id of the one record.
pub const ID: Id = Id::from_bytes([0; 16]);

/// The settings, read from the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Whether an account above may list the siblings of an account.
    pub allow_sibling_listing: bool,
    /// Who moves accounts through the Crossbar dialect.
    pub allow_move: AllowMove,
    /// What generated realms end with; the realm of the top account when absent.
    pub account_realm_suffix: Option<String>,
    /// Whether a user's role limits what he does through the Crossbar dialect.
    pub enforce_priv_level: bool,
    /// How many sign-ins one address may try on one account.
    pub token_bucket: TokenBucket,
    /// How long a token of the Crossbar dialect lives, in seconds.
    pub crossbar_token_lifetime_s: i64,
    /// How long lines of a vCard are continued.
    pub vcard_line_folding: LineFolding,
    /// Whether anybody may start a quick call without a token.
    pub allow_anonymous_quickcall: bool,
    /// Addresses on the servers whose pages may take the link to a new password.
    pub recovery_pages: Vec<String>,
    /// Through which server letters are sent; without one they wait in the outbox.
    pub smtp: Option<Smtp>,
}

/// A mail server. It holds a secret and is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Smtp {
    /// Its name or address.
    pub host: String,
    /// Its port; the usual one of the encryption when absent.
    pub port: Option<u16>,
    /// How what is said is encrypted.
    pub security: Security,
    /// With which name and password it is signed in to.
    pub login: Option<(String, String)>,
    /// From whom letters come; the address may have a name.
    pub from: String,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Smtp(..)")
    }
}

/// How what is said to a mail server is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// From the beginning.
    Tls,
    /// Before anything is said.
    StartTls,
    /// Not at all.
    None,
}

impl Smtp {
    fn of(fields: &Fields, pepper: &Pepper) -> Option<Self> {
        let smtp = fields.get("smtp")?;
        let text = |key: &str| smtp.get(key).and_then(Value::as_str).map(str::to_owned);
        let port = smtp.get("port").and_then(Value::as_u64);
        let password = || {
            let kept = text("password").unwrap_or_default();
            seal::open(pepper, Seal::MailServer, &kept).unwrap_or_default()
        };
        Some(Self {
            host: text("host").filter(|host| !host.is_empty())?,
            port: port.and_then(|port| port.try_into().ok()),
            security: match text("security").as_deref() {
                Some("none") => Security::None,
                Some("tls") => Security::Tls,
                _ => Security::StartTls,
            },
            login: text("username")
                .filter(|name| !name.is_empty())
                .map(|name| (name, password())),
            from: text("from")?,
        })
    }
}

/// Who moves accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AllowMove {
    /// Admins of the top account.
    SuperduperAdmin,
    /// Also admins of an account above both places.
    Tree,
}

/// How long lines of a vCard are continued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineFolding {
    /// After a blank, as RFC 2425 says.
    Rfc,
    /// Cut without one, as Kazoo does.
    Kazoo,
}

/// How many sign-ins one address may try on one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenBucket {
    /// How many marks it holds.
    pub max: u32,
    /// How many come back in a second.
    pub refill_per_s: u32,
    /// How many one attempt takes; 0 switches the bucket off.
    pub login_cost: u32,
}

impl Settings {
    /// What the record says, with the schema's defaults for what it does not say.
    pub fn of(fields: &Fields, pepper: &Pepper) -> Self {
        let fields = completed(fields);
        let text = |key: &str| fields.get(key).and_then(Value::as_str);
        let flag = |key: &str, otherwise| {
            let value = fields.get(key).and_then(Value::as_bool);
            value.unwrap_or(otherwise)
        };
        let bucket = |key: &str, otherwise: u32| {
            let value = fields
                .get("token_bucket")
                .and_then(|bucket| bucket.get(key));
            let number = value.and_then(Value::as_u64);
            number.map_or(otherwise, |number| number.try_into().unwrap_or(u32::MAX))
        };
        Self {
            allow_sibling_listing: flag("allow_sibling_listing", true),
            allow_move: match text("allow_move") {
                Some("tree") => AllowMove::Tree,
                _ => AllowMove::SuperduperAdmin,
            },
            account_realm_suffix: text("account_realm_suffix").map(str::to_owned),
            enforce_priv_level: flag("enforce_priv_level", true),
            token_bucket: TokenBucket {
                max: bucket("max", 100),
                refill_per_s: bucket("refill_per_s", 10),
                login_cost: bucket("login_cost", 35),
            },
            crossbar_token_lifetime_s: fields
                .get("crossbar_token_lifetime_s")
                .and_then(Value::as_i64)
                .unwrap_or(3600),
            vcard_line_folding: match text("vcard_line_folding") {
                Some("kazoo") => LineFolding::Kazoo,
                _ => LineFolding::Rfc,
            },
            allow_anonymous_quickcall: flag("allow_anonymous_quickcall", false),
            recovery_pages: text("recovery_pages")
                .unwrap_or_default()
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            smtp: Smtp::of(&fields, pepper),
        }
    }
}

/// The record as it may be shown: without secrets.
pub(crate) fn redacted(mut record: Record) -> Record {
    if let Some(schema) = schema(Kind::Settings) {
        schema.redact(&mut record.fields);
    }
    record
}

/// The fields with the defaults of what they do not say.
pub(crate) fn completed(fields: &Fields) -> Fields {
    let mut fields = fields.clone();
    if let Some(schema) = schema(Kind::Settings) {
        schema.apply_defaults(&mut fields);
    }
    fields
}

/// The record as it is in the store; one that says nothing before anybody has written it.
pub(crate) fn record(snapshot: &dyn cordboard_store::Snapshot) -> crate::Result<Record> {
    let kept = snapshot.get(Kind::Settings, ID)?;
    Ok(kept.unwrap_or_else(|| Record::new(Kind::Settings, ID, None, Fields::new(), 0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_nobody_has_set_is_as_the_schema_says() {
        let settings = Settings::of(&Fields::new(), &Pepper::fresh());
        assert_eq!(settings.smtp, None);
        assert!(settings.allow_sibling_listing && settings.enforce_priv_level);
        assert!(!settings.allow_anonymous_quickcall && settings.recovery_pages.is_empty());
        assert_eq!(settings.allow_move, AllowMove::SuperduperAdmin);
        assert_eq!(settings.account_realm_suffix, None);
        assert_eq!(settings.crossbar_token_lifetime_s, 3600);
        assert_eq!(settings.vcard_line_folding, LineFolding::Rfc);
        let bucket = settings.token_bucket;
        assert_eq!(
            (bucket.max, bucket.refill_per_s, bucket.login_cost),
            (100, 10, 35)
        );
    }

    #[test]
    fn what_is_set_is_read() {
        let fields = json!({
            "allow_move": "tree", "vcard_line_folding": "kazoo", "allow_sibling_listing": false,
            "token_bucket": { "login_cost": 0 }, "account_realm_suffix": "sip.acme.example",
        });
        let settings = Settings::of(fields.as_object().unwrap(), &Pepper::fresh());
        assert_eq!(settings.allow_move, AllowMove::Tree);
        assert_eq!(settings.vcard_line_folding, LineFolding::Kazoo);
        assert!(!settings.allow_sibling_listing);
        assert_eq!(
            (settings.token_bucket.max, settings.token_bucket.login_cost),
            (100, 0)
        );
        assert_eq!(
            settings.account_realm_suffix.as_deref(),
            Some("sip.acme.example")
        );
    }
}
