//! Looking at a phone's file: where it is fetched, what it says without its secrets, and who fetched it.

use super::arming::{self, Password};
use super::config::Server;
use super::fetch::{Found, surroundings};
use super::{folder, keys, log};
use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::Id;
use cordboard_model::phone_catalogue::{Model, Module, module_of};
use cordboard_model::phone_config::{Unwritable, Vendor};
use serde_json::Value;

/// Which phone, and by which name phones reach the server.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The phone.
    pub id: Id,
    /// The name of the server, without a port.
    pub host: &'a str,
}

/// Whose keys a phone has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeysOf {
    /// Its own.
    Phone,
    /// Its person's.
    Person,
}

/// A phone's file.
#[derive(Debug)]
pub struct View {
    /// The vendor in whose format it is; `None` when that is not known, and there is no file.
    pub vendor: Option<Vendor>,
    /// The folder and the name in its address; `None` when it cannot be fetched.
    pub place: Option<(String, String)>,
    /// The text without its secrets, or what keeps it from being written.
    pub text: Option<std::result::Result<String, Unwritable>>,
    /// Whose keys they are.
    pub keys_of: KeysOf,
    /// The keys behind the first one, as the phone's document would write them.
    pub keys: Vec<Value>,
    /// How many keys the file reaches on the phone itself, the first one included.
    pub key_count: usize,
    /// Its model, where it is known.
    pub model: Option<&'static Model>,
    /// The expansion module that the file reaches.
    pub module: Option<&'static Module>,
    /// Whether it holds the SIP password.
    pub password: Password,
    /// Whether it is another one than the phone fetched last; `None` when it fetched none.
    pub is_changed: Option<bool>,
    /// Who fetched it, the newest first.
    pub fetches: Vec<log::Entry>,
}

/// Reads it. The address is a secret, so that only those read it who manage the account's phones.
pub fn run(engine: &Engine, principal: &Principal, input: Input<'_>) -> Result<View> {
    let found = find(engine, principal, input.id)?;
    let log = arming::look(engine, &found)?;
    let password = arming::password(engine, &found, &log);
    let user = found.user.as_ref();
    let mac = found.phone.text("mac_address").parse().ok();
    let folder = folder::of_phone(engine, &found.phone, user);
    let place = found.vendor.zip(mac).zip(folder);
    let server = Server {
        host: input.host,
        folder_url: "",
    };
    let mut masked = found.config(&server).masked();
    if let Password::HeldBack { .. } = password {
        masked = masked.without_password();
    }
    let model = keys::model(&found.phone);
    Ok(View {
        vendor: found.vendor,
        place: place.map(|((vendor, mac), folder)| (folder, vendor.file_name(&mac))),
        text: found.vendor.map(|vendor| vendor.file(&masked)),
        keys_of: match keys::own(&found.phone) {
            Some(_) => KeysOf::Phone,
            None => KeysOf::Person,
        },
        keys: keys::listed(&found.phone, user),
        key_count: keys::count(&found.phone),
        model: keys::known_model(&found.phone),
        module: found.vendor.and_then(|vendor| module_of(vendor, &model)),
        password,
        is_changed: log.is_changed(engine, &found),
        fetches: log.entries,
    })
}

/// The phone, for somebody who manages the phones of its account.
pub(super) fn find(engine: &Engine, principal: &Principal, id: Id) -> Result<Found> {
    crate::authorise::scope(&engine.tree(), principal)?;
    let unknown = || Error::NotFound("phone");
    let found = surroundings(&*engine.read()?, id)?.ok_or_else(unknown)?;
    let account = Object::Account(found.account.id);
    match authorise(&engine.tree(), principal, Verb::EditPhones, account) {
        Err(Error::NotFound(_)) => Err(unknown()),
        seen => seen.map(|()| found),
    }
}
