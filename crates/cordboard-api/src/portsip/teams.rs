//! Call queues and ring groups: which a person answers, and their administration.

mod members;

use super::answer::Answer;
use super::call::Call;
use super::document::{named, of_record, write};
use super::failure::Failure;
use super::list::{FIVE, asked, counted, plain};
use super::person::owner;
use super::routes::Route;
use super::shape::{COUNT, ID, Member, Of, TEXT, joined, member, required};
use cordboard_engine::teams::{
    create as making, delete, list as all, of_person, read as reading, rewrite,
};
use cordboard_model::filter::Field;
use cordboard_model::{Fields, Kind};

const NAME: Of = Of::Text(1, 64);
const NUMBER: Of = Of::Text(3, 64);

const NAMED: &[Member] = &[required("name", NAME), required("extension_number", NUMBER)];
const TEAM: &[Member] = joined!(ID, NAMED);
const PLAIN: &[Member] = &[required("items", Of::List(&Of::Object(TEAM)))];
const LIST: &[Member] = &[
    required("count", COUNT),
    required("items", Of::List(&Of::Object(TEAM))),
];

/// What is shown of a queue beside its name.
const QUEUE_SHOWN: &[Member] = &[
    member("polling_strategy", TEXT),
    required("agents", Of::List(&Of::Object(members::AGENT))),
];
const QUEUE_WRITTEN: &[Member] = &[
    member("polling_strategy", NAME),
    member("agents", Of::List(&Of::Any)),
];
const QUEUE: &[Member] = joined!(TEAM, QUEUE_SHOWN);
const QUEUE_CREATE: &[Member] = joined!(NAMED, QUEUE_WRITTEN);
const QUEUE_UPDATE: &[Member] = joined!([NAMED], QUEUE_WRITTEN);

const MEMBERS: &[Member] = &[required("members", Of::List(&TEXT))];
const GROUP: &[Member] = joined!(TEAM, MEMBERS);
const GROUP_CREATE: &[Member] = joined!(NAMED, [MEMBERS]);
const GROUP_UPDATE: &[Member] = joined!([NAMED], [MEMBERS]);

/// What the lists can be asked about.
const FIELDS: &[Field] = asked!(TEAM);

/// The operations.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    Route::get("user/call_queues", "call_queues.own", "List the queues whose agent one is", own).shows(PLAIN),
    Route::get("user/ring_groups", "ring_groups.own", "List the ring groups that one is in", own).shows(PLAIN),
    Route::get("users/{id}/call_queues", "users.call_queues.list", "List the queues whose agent a user is", own).shows(PLAIN),
    Route::get("call_queues", "call_queues.list", "List the tenant's queues", list).query(FIVE).shows(LIST),
    Route::post("call_queues", "call_queues.create", "Add a queue", create).body(QUEUE_CREATE).makes(ID),
    Route::get("call_queues/{id}", "call_queues.read", "Read a queue", read).shows(QUEUE),
    Route::post("call_queues/{id}", "call_queues.update", "Change a queue", update).body(QUEUE_UPDATE),
    Route::post("call_queues/{id}/destroy", "call_queues.destroy", "Delete a queue", destroy).removes(),
    Route::get("ring_groups", "ring_groups.list", "List the tenant's ring groups", list).query(FIVE).shows(LIST),
    Route::post("ring_groups", "ring_groups.create", "Add a ring group", create).body(GROUP_CREATE).makes(ID),
    Route::get("ring_groups/{id}", "ring_groups.read", "Read a ring group", read).shows(GROUP),
    Route::post("ring_groups/{id}", "ring_groups.update", "Change a ring group", update).body(GROUP_UPDATE),
    Route::post("ring_groups/{id}/destroy", "ring_groups.destroy", "Delete a ring group", destroy).removes(),
    Route::post("ingest/call_queues", "ingest.call_queues", "Report a queue", create).body(QUEUE_CREATE).makes(ID),
    Route::post("ingest/ring_groups", "ingest.ring_groups", "Report a ring group", create).body(GROUP_CREATE).makes(ID),
];

/// Which of the two the path names.
fn kind(call: &Call<'_>) -> Kind {
    match call
        .request
        .segments
        .iter()
        .any(|part| part == "ring_groups")
    {
        true => Kind::RingGroup,
        false => Kind::CallQueue,
    }
}

fn own(call: &Call<'_>) -> Result<Answer, Failure> {
    let owner = owner(call)?;
    let input = of_person::Input {
        kind: kind(call),
        account_id: owner.account_id,
        user_id: owner.user_id.unwrap_or_default(),
    };
    let found = of_person::run(call.engine, &call.principal, input)?;
    Ok(plain(found.iter().map(|team| of_record(TEAM, team))))
}

fn list(call: &Call<'_>) -> Result<Answer, Failure> {
    let asked = (kind(call), call.account_id()?);
    let found = all::run(call.engine, &call.principal, asked)?;
    counted(call, found.iter().map(|team| of_record(TEAM, team)), FIELDS)
}

/// What the body says, with people by their ids.
fn submitted(call: &Call<'_>, keys: &[Member]) -> Result<Fields, Failure> {
    let mut body = Fields::new();
    write(keys, call.body(), &mut body);
    let account_id = call.account_id()?;
    let snapshot = call.engine.read()?;
    for key in ["agents", "members"] {
        if let Some(list) = body.get(key) {
            let ids = members::resolved(&*snapshot, account_id, (key, list))?;
            body.insert(key.to_owned(), ids);
        }
    }
    Ok(body)
}

fn create(call: &Call<'_>) -> Result<Answer, Failure> {
    let kind = kind(call);
    let keys = match kind {
        Kind::RingGroup => GROUP_CREATE,
        _ => QUEUE_CREATE,
    };
    let input = making::Input {
        kind,
        account_id: call.account_id()?,
        fields: submitted(call, keys)?,
    };
    let made = making::run(call.engine, &call.principal, input);
    Ok(Answer::made(made.map_err(|error| named(error, &[]))?.id))
}

fn read(call: &Call<'_>) -> Result<Answer, Failure> {
    let kind = kind(call);
    let place = call.place("id", kind.name())?;
    let found = reading::run(call.engine, &call.principal, (kind, place))?;
    let snapshot = call.engine.read()?;
    let (keys, list) = match kind {
        Kind::RingGroup => (GROUP, "members"),
        _ => (QUEUE, "agents"),
    };
    let mut fields = of_record(keys, &found);
    fields.insert(list.into(), members::shown(&*snapshot, &found)?);
    Ok(Answer::ok(fields.into()))
}

fn update(call: &Call<'_>) -> Result<Answer, Failure> {
    let kind = kind(call);
    let keys = match kind {
        Kind::RingGroup => GROUP_UPDATE,
        _ => QUEUE_UPDATE,
    };
    let body = submitted(call, keys)?;
    let input = rewrite::Input {
        kind,
        place: call.place("id", kind.name())?,
        rewrite: Box::new(move |current| {
            let mut fields = current.clone();
            let mut body = body.clone();
            members::keep_status(current, &mut body);
            write(keys, &body, &mut fields);
            Ok(fields)
        }),
    };
    rewrite::run(call.engine, &call.principal, &input).map_err(|error| named(error, &[]))?;
    Ok(Answer::done())
}

fn destroy(call: &Call<'_>) -> Result<Answer, Failure> {
    let kind = kind(call);
    let place = call.place("id", kind.name())?;
    delete::run(call.engine, &call.principal, (kind, place))?;
    Ok(Answer::gone())
}
