//! Beginning an upload.

use super::{OPEN_MAX, Ticket, Upload};
use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::Id;

/// The longest file name, in characters.
const NAME_MAX: usize = 255;

/// What is uploaded, and for which account.
#[derive(Debug, Clone)]
pub struct Input {
    /// The account.
    pub account_id: Id,
    /// What the file is called.
    pub file_name: String,
}

/// Begins it. What is given back is brought with every piece.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Ticket> {
    let account = Object::Account(input.account_id);
    authorise(&engine.tree(), principal, Verb::ReadAccount, account)?;
    let name = base_name(&input.file_name);
    if name.is_empty() || name.chars().count() > NAME_MAX || name.chars().any(char::is_control) {
        let detail = "the name of the file has 1 to 255 characters";
        return Err(Error::invalid("/filename", "maxLength", detail));
    }
    let owner_id = principal.actor();
    let now_ms = engine.now_ms();
    let ticket = Ticket {
        id: engine.new_id(),
        token: Id::from_bytes(rand::random()).to_string(),
    };
    let mut uploads = engine.uploads.lock();
    uploads.retain(|_, upload| now_ms - upload.touched_ms < super::IDLE_MS);
    let open = uploads
        .values()
        .filter(|upload| upload.owner_id == owner_id);
    if open.count() >= OPEN_MAX {
        let detail = format!("there are {OPEN_MAX} uploads open already; complete or destroy one");
        return Err(Error::invalid("", "maxItems", detail));
    }
    let upload = Upload {
        account_id: input.account_id,
        owner_id,
        token: ticket.token.clone(),
        name: name.to_owned(),
        bytes: Vec::new(),
        touched_ms: now_ms,
    };
    uploads.insert(ticket.id, upload);
    Ok(ticket)
}

/// The name without the folders in front of it.
fn base_name(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    name.trim()
}
