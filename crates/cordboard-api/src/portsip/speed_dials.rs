//! `/speed_dial_8` and `/speed_dial_100`: codes of one and of two digits that stand for numbers.

use super::answer::Answer;
use super::call::Call;
use super::document::{named, of_record, write};
use super::failure::Failure;
use super::list::plain;
use super::person::{child, owner};
use super::routes::Route;
use super::shape::{ID, Member, Of, TEXT, joined, member, required};
use cordboard_engine::Error;
use cordboard_engine::owned::{self, Thing};
use cordboard_model::speed_dial::Table;
use cordboard_model::{Fields, Kind, Record};

const DESCRIPTION: Of = Of::Text(0, 1024);

const CREATE: &[Member] = &[
    required("code", TEXT),
    required("phone_number", TEXT),
    member("description", DESCRIPTION),
];

const WRITE: &[Member] = joined!([CREATE]);
const DIAL: &[Member] = joined!(ID, CREATE);

const LIST: &[Member] = &[required("items", Of::List(&Of::Object(DIAL)))];

/// The operations.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    Route::get("user/speed_dial_8", "speed_dial_8.list", "List one's one-digit speed dials", list).shows(LIST),
    Route::post("user/speed_dial_8", "speed_dial_8.create", "Add a one-digit speed dial", create).body(CREATE).makes(ID),
    Route::get("user/speed_dial_8/{id}", "speed_dial_8.read", "Read a one-digit speed dial", read).shows(DIAL),
    Route::post("user/speed_dial_8/{id}", "speed_dial_8.update", "Change a one-digit speed dial", update).body(WRITE),
    Route::post("user/speed_dial_8/{id}/destroy", "speed_dial_8.destroy", "Delete a one-digit speed dial", destroy).removes(),
    Route::get("user/speed_dial_100", "speed_dial_100.list", "List one's two-digit speed dials", list).shows(LIST),
    Route::post("user/speed_dial_100", "speed_dial_100.create", "Add a two-digit speed dial", create).body(CREATE).makes(ID),
    Route::get("user/speed_dial_100/{id}", "speed_dial_100.read", "Read a two-digit speed dial", read).shows(DIAL),
    Route::post("user/speed_dial_100/{id}", "speed_dial_100.update", "Change a two-digit speed dial", update).body(WRITE),
    Route::post("user/speed_dial_100/{id}/destroy", "speed_dial_100.destroy", "Delete a two-digit speed dial", destroy).removes(),
    Route::get("users/{id}/speed_dial_8", "users.speed_dial_8.list", "List a user's one-digit speed dials", list).shows(LIST),
    Route::post("users/{id}/speed_dial_8", "users.speed_dial_8.create", "Add a one-digit speed dial to a user", create).body(CREATE).makes(ID),
    Route::get("users/{id}/speed_dial_8/{dial_id}", "users.speed_dial_8.read", "Read a user's one-digit speed dial", read).shows(DIAL),
    Route::post("users/{id}/speed_dial_8/{dial_id}", "users.speed_dial_8.update", "Change a user's one-digit speed dial", update).body(WRITE),
    Route::post("users/{id}/speed_dial_8/{dial_id}/destroy", "users.speed_dial_8.destroy", "Delete a user's one-digit speed dial", destroy).removes(),
    Route::get("users/{id}/speed_dial_100", "users.speed_dial_100.list", "List a user's two-digit speed dials", list).shows(LIST),
    Route::post("users/{id}/speed_dial_100", "users.speed_dial_100.create", "Add a two-digit speed dial to a user", create).body(CREATE).makes(ID),
    Route::get("users/{id}/speed_dial_100/{dial_id}", "users.speed_dial_100.read", "Read a user's two-digit speed dial", read).shows(DIAL),
    Route::post("users/{id}/speed_dial_100/{dial_id}", "users.speed_dial_100.update", "Change a user's two-digit speed dial", update).body(WRITE),
    Route::post("users/{id}/speed_dial_100/{dial_id}/destroy", "users.speed_dial_100.destroy", "Delete a user's two-digit speed dial", destroy).removes(),
];

/// The table that the path names.
fn table(call: &Call<'_>) -> Table {
    let hundred = Table::Hundred;
    match call
        .request
        .segments
        .iter()
        .any(|part| part == hundred.name())
    {
        true => hundred,
        false => Table::Eight,
    }
}

fn list(call: &Call<'_>) -> Result<Answer, Failure> {
    let table = table(call);
    let asked = (Kind::SpeedDial, owner(call)?);
    let found = owned::list::run(call.engine, &call.principal, asked)?;
    let found = found.iter().filter(|dial| table.has(dial.text("code")));
    Ok(plain(found.map(|dial| of_record(DIAL, dial))))
}

fn create(call: &Call<'_>) -> Result<Answer, Failure> {
    check(call)?;
    let mut fields = Fields::new();
    write(WRITE, call.body(), &mut fields);
    let input = owned::create::Input {
        kind: Kind::SpeedDial,
        owner: owner(call)?,
        fields,
    };
    let made = owned::create::run(call.engine, &call.principal, input);
    Ok(Answer::made(made.map_err(|error| named(error, &[]))?.id))
}

/// A code must be one of the table's.
fn check(call: &Call<'_>) -> Result<(), Failure> {
    match call.body().get("code").and_then(|code| code.as_str()) {
        None => Ok(()),
        Some(code) => table(call)
            .check_code(code)
            .map_err(|broken| Failure::broken("code", vec![broken])),
    }
}

/// The speed dial of the path; one of the other table is not there.
fn find(call: &Call<'_>) -> Result<(Thing, Record), Failure> {
    let thing = Thing {
        kind: Kind::SpeedDial,
        owner: owner(call)?,
        id: child(call, "dial_id", "speed_dial")?,
    };
    let found = owned::read::run(call.engine, &call.principal, thing)?;
    match table(call).has(found.text("code")) {
        true => Ok((thing, found)),
        false => Err(Error::NotFound("speed_dial").into()),
    }
}

fn read(call: &Call<'_>) -> Result<Answer, Failure> {
    let (_, found) = find(call)?;
    Ok(Answer::ok(of_record(DIAL, &found).into()))
}

fn update(call: &Call<'_>) -> Result<Answer, Failure> {
    let (thing, _) = find(call)?;
    check(call)?;
    let body = call.body().clone();
    let input = owned::rewrite::Input {
        thing,
        rewrite: Box::new(move |current| {
            let mut fields = current.clone();
            write(WRITE, &body, &mut fields);
            Ok(fields)
        }),
    };
    owned::rewrite::run(call.engine, &call.principal, &input)?;
    Ok(Answer::done())
}

fn destroy(call: &Call<'_>) -> Result<Answer, Failure> {
    let (thing, _) = find(call)?;
    owned::delete::run(call.engine, &call.principal, thing)?;
    Ok(Answer::gone())
}
