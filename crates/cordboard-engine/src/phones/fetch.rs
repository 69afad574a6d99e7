//! What a phone fetches when it starts: nobody signs in, the folder is the secret.
//!
//! Whoever guesses learns nothing: whatever is wrong, the answer is that there is no such file, and a folder is compared
//! for every address that is asked for, also for one that nobody has.

use super::arming::{self, Password};
use super::log::{self, Outcome};
use super::{config, folder, owner};
use crate::files::fetch::is_same;
use crate::{Engine, Error, Result};
use cordboard_model::phone_config::{POLY_FIRST, PhoneConfig, Request, Vendor};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Snapshot;
use std::ops::ControlFlow;

/// How many phones with one address are looked at: accounts do not know each other's.
const SAME_MAX: usize = 32;

/// What a phone asks for, and where.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The folder in the address.
    pub folder: &'a str,
    /// The name of the file.
    pub file_name: &'a str,
    /// The name of the server by which the phone reached it, without a port.
    pub host: &'a str,
    /// The address of the folder, with a slash at its end.
    pub folder_url: &'a str,
    /// It is only asked whether there is a file: nobody gets it.
    pub is_question: bool,
    /// Who asks, and whether others can read the answer.
    pub source: Source<'a>,
}

/// Where the question came from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The address of the phone; empty when it is unknown.
    pub ip: &'a str,
    /// What the phone says that it is.
    pub user_agent: &'a str,
    /// Nobody on the way reads the answer: it came over HTTPS, or from this machine.
    pub is_private: bool,
}

/// A phone's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// What kind of text it is.
    pub mime: &'static str,
    /// The text. It holds passwords, until the phone has registered ([`arming`]).
    pub text: String,
}

/// A phone with those around it.
pub(super) struct Found {
    pub(super) phone: Record,
    pub(super) user: Option<Record>,
    pub(super) account: Record,
    pub(super) vendor: Option<Vendor>,
}

impl Found {
    /// The settings of its file.
    pub(super) fn config(&self, server: &config::Server<'_>) -> PhoneConfig {
        config::of(&self.phone, self.user.as_ref(), &self.account, server)
    }
}

/// The file.
pub fn run(engine: &Engine, input: Input<'_>) -> Result<File> {
    let unknown = || Error::NotFound("file");
    let request = Request::of(input.file_name);
    let mac = request
        .as_ref()
        .map_or("", |request| request.mac().as_str());
    let found = in_folder(engine, mac, input.folder)?.ok_or_else(unknown)?;
    let vendor = found.vendor.ok_or_else(unknown)?;
    let is_settings = request.and_then(|request| request.is_for_settings(vendor));
    let is_settings = is_settings.ok_or_else(unknown)?;
    if !input.source.is_private {
        log::keep(engine, &found, input.source, Outcome::RefusedPlain);
        return Err(unknown());
    }
    let mime = vendor.content_type();
    if !is_settings {
        let text = POLY_FIRST.to_owned();
        return Ok(File { mime, text });
    }
    let server = config::Server {
        host: input.host,
        folder_url: input.folder_url,
    };
    let mut config = found.config(&server);
    let mut outcome = Outcome::Fetched;
    let log = arming::look(engine, &found)?;
    if let Password::HeldBack { .. } = arming::password(engine, &found, &log) {
        config = config.without_password();
        outcome = Outcome::WithoutPassword;
    }
    if input.is_question {
        outcome = Outcome::Asked;
    }
    match vendor.file(&config) {
        Ok(text) => {
            log::keep(engine, &found, input.source, outcome);
            Ok(File { mime, text })
        }
        Err(bad) => {
            tracing::warn!(phone = %found.phone.id, setting = %bad.setting, "a phone's file cannot be written");
            log::keep(engine, &found, input.source, Outcome::Unwritable);
            Err(unknown())
        }
    }
}

/// The phone with this address whose folder it is. Every phone with the address is looked at, whatever was found before.
fn in_folder(engine: &Engine, mac: &str, wanted: &str) -> Result<Option<Found>> {
    let snapshot = engine.read()?;
    let mut ids = Vec::new();
    snapshot.search(mac, &mut |hit| {
        if hit.kind == Kind::Phone && hit.word == mac {
            ids.push(hit.id);
        }
        match ids.len() < SAME_MAX && hit.word == mac {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    })?;
    // What nobody has is compared, too: with a folder that leads nowhere.
    let nowhere = engine.pepper.name_of("folder of nobody");
    let mut found = None;
    let _ = is_same(&nowhere, wanted);
    for id in ids {
        if let Some(one) = usable(&*snapshot, id)? {
            let folder = folder::of_phone(engine, &one.phone, one.user.as_ref());
            if is_same(folder.as_ref().unwrap_or(&nowhere), wanted) && folder.is_some() {
                found = Some(one);
            }
        }
    }
    Ok(found)
}

/// An enabled phone, of nobody or of a person who is enabled, in an account that is.
fn usable(snapshot: &dyn Snapshot, id: Id) -> Result<Option<Found>> {
    let is_usable = |record: &Record| record.is_live() && record.flag("enabled", true);
    let found = surroundings(snapshot, id)?.filter(|found| {
        let owned = found
            .user
            .as_ref()
            .map_or(owner::of(&found.phone).is_none(), is_usable);
        owned && is_usable(&found.phone) && is_usable(&found.account)
    });
    Ok(found)
}

/// The phone with its person and its account.
pub(super) fn surroundings(snapshot: &dyn Snapshot, id: Id) -> Result<Option<Found>> {
    let Some(phone) = snapshot.get(Kind::Phone, id)?.filter(Record::is_live) else {
        return Ok(None);
    };
    let user = match owner::of(&phone) {
        Some(id) => snapshot.get(Kind::User, id)?.filter(Record::is_live),
        None => None,
    };
    let account = match phone.account_id {
        Some(id) => snapshot.get(Kind::Account, id)?.filter(Record::is_live),
        None => None,
    };
    Ok(account.map(|account| Found {
        vendor: config::vendor(&phone),
        phone,
        user,
        account,
    }))
}
