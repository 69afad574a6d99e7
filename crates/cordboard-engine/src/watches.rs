//! Watches: who is told of changes of client accounts, where and how.
//!
//! Responsible for the records of watches and for what people ask of their deliveries. Noting changes and sending them
//! is the matter of [`crate::deliveries`].

pub mod create;
pub mod delete;
pub mod list;
pub mod preview;
pub mod read;
pub mod replay;
pub mod request;
pub mod requests;
pub mod rewrite;
pub mod test;
pub mod update;

use crate::belongings::{self, Place};
use crate::deliveries::reach;
use crate::{Engine, Error, Result, crypto_keys};
use cordboard_model::webhook::address;
use cordboard_model::{Id, Kind, Record};
use serde_json::Value;

/// The most watches of an account.
const MOST: u64 = 100;

pub(crate) fn find(engine: &Engine, account_id: Id, id: Id) -> Result<Record> {
    let place = Place { account_id, id };
    belongings::find(&*engine.read()?, Kind::Watch, place)
}

/// What the schema cannot know: whether the server may send there, and whether the keys are there.
pub(crate) fn check(engine: &Engine, account_id: Id, watch: &Record) -> Result<()> {
    let oauth2 = watch.fields.get("oauth2");
    let oauth2 = oauth2.and_then(|it| it.get("access_token_url")?.as_str());
    for (path, text) in [
        ("/address", Some(watch.text("address"))),
        ("/oauth2/access_token_url", oauth2),
    ] {
        let url = text.and_then(|text| address::parse(text).ok());
        let is_local = url.is_some_and(|url| {
            let host = url.host_str().unwrap_or_default();
            let is_named = host == "localhost" || host.ends_with(".localhost");
            is_named || reach::literal(&url).is_some_and(|ip| !reach::is_public(ip))
        });
        if is_local && !engine.allows_private_webhooks() {
            let detail = "loopback and private addresses are not told anything, unless the server is started with --allow-private-webhooks";
            return Err(Error::invalid(path, "private", detail));
        }
    }
    let keys = watch
        .fields
        .get("signature")
        .and_then(|it| it.get("key_ids"));
    let keys = keys.and_then(Value::as_array).into_iter().flatten();
    crypto_keys::ensure_default(engine, account_id)?;
    for (index, name) in keys.enumerate() {
        let name = name.as_str().unwrap_or_default();
        if crypto_keys::by_name(&*engine.read()?, account_id, name)?.is_none() {
            let path = format!("/signature/key_ids/{index}");
            return Err(Error::invalid(
                &path,
                "exists",
                "there is no key of this name",
            ));
        }
    }
    Ok(())
}

/// Takes the secrets out.
pub(crate) fn redacted(mut watch: Record) -> Record {
    if let Some(schema) = cordboard_model::schema(Kind::Watch) {
        schema.redact(&mut watch.fields);
    }
    watch
}
