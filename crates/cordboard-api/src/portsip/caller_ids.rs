//! `/user/outbound_caller_ids`: the numbers that a person may show outside: his own, and those of his groups. And the
//! contacts of the whole tenant, which only a switch or an importer brings.

use super::answer::Answer;
use super::call::Call;
use super::contacts;
use super::document::shown;
use super::failure::Failure;
use super::list::plain;
use super::routes::Route;
use super::shape::{CALLER_ID, CALLER_IDS, ID, Member, required};
use cordboard_engine::groups;
use cordboard_engine::owned::Owner;
use cordboard_engine::scan::Scan;
use cordboard_model::{Fields, Record};
use serde_json::Value;

const LIST: &[Member] = &[required("items", CALLER_IDS)];

/// The operations.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    Route::get("user/outbound_caller_ids", "outbound_caller_ids.list", "List the numbers that one may show", list).shows(LIST),
    Route::post("ingest/business_contacts", "ingest.business_contacts", "Report a contact of the tenant", report_contact).body(contacts::WRITE).makes(ID),
];

fn list(call: &Call<'_>) -> Result<Answer, Failure> {
    let me = call.me()?;
    let user = call.person()?;
    let input = groups::list::Input {
        account_id: me.account_id,
        member_id: Some(me.id),
        scan: Scan::default(),
    };
    let groups = groups::list::run(call.engine, &call.principal, &input)?;
    let mut found: Vec<Fields> = Vec::new();
    for record in std::iter::once(&user).chain(&groups.rows) {
        for caller_id in of(record) {
            let key = |fields: &Fields| {
                (
                    fields.get("provider_id").cloned(),
                    fields.get("caller_id").cloned(),
                )
            };
            if !found.iter().any(|known| key(known) == key(&caller_id)) {
                found.push(caller_id);
            }
        }
    }
    Ok(plain(found))
}

fn of(record: &Record) -> impl Iterator<Item = Fields> {
    let list = record
        .fields
        .get("outbound_caller_ids")
        .and_then(Value::as_array);
    let objects = list.into_iter().flatten().filter_map(Value::as_object);
    objects.map(|fields| shown(CALLER_ID, fields))
}

fn report_contact(call: &Call<'_>) -> Result<Answer, Failure> {
    contacts::made(call, Owner::account(call.account_id()?))
}
