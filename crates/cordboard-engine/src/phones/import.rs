//! Adding many phones from a list of addresses, with a look at what would become of every line before.

use super::create;
use crate::authorise::{Object, Verb, authorise};
use crate::limits::Room;
use crate::lists::{Person, people};
use crate::{Engine, Error, Principal, Result, belongings, claims};
use cordboard_model::phone_config::Vendor;
use cordboard_model::phone_list::{self, Line};
use cordboard_model::text::name_key;
use cordboard_model::{Fields, Id, Kind};
use serde_json::json;
use std::collections::HashSet;

/// The most lines of one call.
pub const LINES_MAX: usize = 1_000;

/// A line of the list.
#[derive(Debug, Clone)]
pub struct Wish {
    /// As it was pasted or scanned (`cordboard_model::phone_list`).
    pub text: String,
    /// The vendor that was chosen for it, when the line and the address do not say it.
    pub vendor: Option<Vendor>,
    /// The person who was chosen for it; `None`: whom the line names.
    pub owner_id: Option<Id>,
}

/// What to add.
#[derive(Debug, Clone)]
pub struct Input {
    /// The account.
    pub account_id: Id,
    /// The lines.
    pub lines: Vec<Wish>,
    /// Only say what would happen.
    pub is_trial: bool,
}

/// What becomes of a line.
#[derive(Debug)]
pub struct Row {
    /// The new phone, once it is there.
    pub id: Option<Id>,
    /// What it is called.
    pub name: String,
    /// Its address, in twelve digits; empty when the line has none.
    pub mac_address: String,
    /// Who makes it, as far as that is known.
    pub vendor: Option<Vendor>,
    /// Its model, as far as the line says it.
    pub model: Option<String>,
    /// The person to whom it goes, with his name.
    pub owner: Option<(Id, String)>,
    /// Why it is not added.
    pub refused: Option<Error>,
}

/// Adds the phones one by one, or says what would happen. What is wrong with one line does not keep the others.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Vec<Row>> {
    let account = Object::Account(input.account_id);
    authorise(&engine.tree(), principal, Verb::EditPhones, account)?;
    if input.lines.len() > LINES_MAX {
        let detail = format!("at most {LINES_MAX} lines at once; do it in parts");
        return Err(Error::invalid("/lines", "maxItems", detail));
    }
    let people = people(engine, input.account_id)?;
    // An address that two lines have is the first one's.
    let mut wanted = HashSet::new();
    let mut room = Room::of(engine, input.account_id, Kind::Phone)?;
    let mut rows = Vec::with_capacity(input.lines.len());
    for wish in &input.lines {
        let mut row = read(wish, &people);
        match add(engine, principal, (&input, &row), (&mut wanted, &mut room)) {
            Ok(id) => row.id = id,
            Err(refused @ Error::Internal(_)) => return Err(refused),
            Err(refused) => row.refused = Some(refused),
        }
        rows.push(row);
    }
    Ok(rows)
}

/// What the line says.
fn read(wish: &Wish, people: &[Person]) -> Row {
    let Some(line) = phone_list::read(&wish.text) else {
        return Row {
            id: None,
            name: wish.text.trim().chars().take(64).collect(),
            mac_address: String::new(),
            vendor: wish.vendor,
            model: None,
            owner: None,
            refused: None,
        };
    };
    let named = line.rest.iter().find_map(|cell| one(people, cell));
    let chosen = wish.owner_id.map(|id| {
        let known = people.iter().find(|person| person.id == id);
        (
            id,
            known.map(|person| person.name.clone()).unwrap_or_default(),
        )
    });
    let owner = chosen.or(named.map(|person| (person.id, person.name.clone())));
    let is_name = |cell: &&String| one(people, cell).is_none();
    let given = line.rest.iter().find(is_name);
    let name = given.cloned();
    let name = name.unwrap_or_else(|| made_name(&line, owner.as_ref().map(|(_, name)| name)));
    Row {
        id: None,
        name: name.chars().take(128).collect(),
        mac_address: line.mac.to_string(),
        vendor: line.vendor.or(wish.vendor),
        model: line.model,
        owner,
        refused: None,
    }
}

/// The only person of this name or extension.
fn one<'a>(people: &'a [Person], text: &str) -> Option<&'a Person> {
    let key = name_key(text);
    let mut fitting = people
        .iter()
        .filter(|person| person.extension_number == text || name_key(&person.name) == key);
    let first = fitting.next();
    first.filter(|_| fitting.next().is_none())
}

fn made_name(line: &Line, owner: Option<&String>) -> String {
    let kind = match (&line.model, line.vendor) {
        (Some(model), _) => model.as_str(),
        (None, Some(vendor)) => vendor.name(),
        (None, None) => "",
    };
    let whose = owner.map_or(line.mac.as_str(), String::as_str);
    format!("{whose} {kind}").trim().to_owned()
}

fn add(
    engine: &Engine,
    principal: &Principal,
    (input, row): (&Input, &Row),
    (wanted, room): (&mut HashSet<String>, &mut Room),
) -> Result<Option<Id>> {
    if row.mac_address.is_empty() {
        let detail = "there is no MAC address in this line: 12 hexadecimal digits";
        return Err(Error::invalid("/mac_address", "mac_address", detail));
    }
    let fields = document(row);
    let prepared = belongings::prepare(
        engine,
        principal,
        Kind::Phone,
        input.account_id,
        fields.clone(),
    )?;
    let snapshot = engine.read()?;
    super::owner::check(&*snapshot, None, &prepared)?;
    claims::check_free(&*snapshot, None, &prepared)?;
    drop(snapshot);
    if !wanted.insert(row.mac_address.clone()) {
        let detail = "another line has the same address";
        return Err(Error::invalid("/mac_address", "unique", detail));
    }
    room.check()?;
    if input.is_trial {
        room.take(1);
        return Ok(None);
    }
    let account_id = input.account_id;
    let made = create::run(engine, principal, create::Input { account_id, fields })?;
    room.take(1);
    Ok(Some(made.id))
}

fn document(row: &Row) -> Fields {
    let mut provision = Fields::new();
    if let Some(vendor) = row.vendor {
        provision.insert("endpoint_brand".into(), vendor.name().into());
    }
    if let Some(model) = &row.model {
        provision.insert("endpoint_model".into(), model.as_str().into());
    }
    let mut fields = Fields::new();
    fields.insert("name".into(), row.name.as_str().into());
    fields.insert("device_type".into(), "sip_device".into());
    fields.insert("mac_address".into(), row.mac_address.as_str().into());
    fields.insert("provision".into(), json!(provision));
    if let Some((id, _)) = &row.owner {
        fields.insert("owner_id".into(), id.to_string().into());
    }
    fields
}
