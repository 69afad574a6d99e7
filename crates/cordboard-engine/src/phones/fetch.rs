//! What a phone fetches when it starts: nobody signs in, the folder is the secret.

use super::{config, folder, owner};
use crate::files::fetch::is_same;
use crate::{Engine, Error, Result};
use cordboard_model::phone_config::{Request, Vendor};
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
}

/// A phone's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// What kind of text it is.
    pub mime: &'static str,
    /// The text. It holds passwords.
    pub text: String,
}

/// The file.
pub fn run(engine: &Engine, input: Input<'_>) -> Result<File> {
    match Request::of(input.file_name) {
        Some(Request::Common(vendor)) => common(vendor),
        Some(Request::Phone(mac)) => of_phone(engine, input, mac.as_str()),
        None => Err(Error::NotFound("file")),
    }
}

/// Says nothing that is not in the vendor's handbook.
fn common(vendor: Vendor) -> Result<File> {
    let text = Request::common_file(vendor).ok_or(Error::NotFound("file"))?;
    Ok(File {
        mime: vendor.content_type(),
        text: text.to_owned(),
    })
}

fn of_phone(engine: &Engine, input: Input<'_>, mac: &str) -> Result<File> {
    let snapshot = engine.read()?;
    let mut ids = Vec::new();
    snapshot.search(mac, &mut |hit| {
        if hit.kind == Kind::Phone && hit.word == mac {
            ids.push(hit.id);
        }
        match ids.len() < SAME_MAX {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    })?;
    for id in ids {
        let Some((phone, user)) = owned(&*snapshot, id)? else {
            continue;
        };
        if is_same(&folder::of(engine, &user), input.folder) {
            return written(&*snapshot, input, (&phone, &user));
        }
    }
    Err(Error::NotFound("file"))
}

/// An enabled phone with its enabled owner.
fn owned(snapshot: &dyn Snapshot, id: Id) -> Result<Option<(Record, Record)>> {
    let usable = |record: &Record| record.is_live() && record.flag("enabled", true);
    let Some(phone) = snapshot.get(Kind::Phone, id)?.filter(usable) else {
        return Ok(None);
    };
    let user = match owner::of(&phone) {
        Some(id) => snapshot.get(Kind::User, id)?.filter(usable),
        None => None,
    };
    Ok(user.map(|user| (phone, user)))
}

fn written(
    snapshot: &dyn Snapshot,
    input: Input<'_>,
    (phone, user): (&Record, &Record),
) -> Result<File> {
    let unknown = || Error::NotFound("file");
    let vendor = config::vendor(phone).ok_or_else(unknown)?;
    let account_id = phone.account_id.ok_or_else(unknown)?;
    let account = snapshot
        .get(Kind::Account, account_id)?
        .filter(Record::is_live);
    let account = account.ok_or_else(unknown)?;
    let server = config::Server {
        host: input.host,
        folder_url: input.folder_url,
    };
    let config = config::of(phone, user, &account, &server);
    let text = vendor.file(&config).map_err(|bad| {
        tracing::warn!(phone = %phone.id, setting = %bad.setting, "a phone's file cannot be written");
        Error::invalid(&format!("/{}", bad.setting), "writable", bad.detail)
    })?;
    Ok(File {
        mime: vendor.content_type(),
        text,
    })
}
