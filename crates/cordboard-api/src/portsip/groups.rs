//! Groups of users: their caller ids, and who is in them by extension number. They are the groups of every dialect.

use super::answer::Answer;
use super::call::Call;
use super::failure::Failure;
use super::list::{FIVE, asked, counted, plain};
use super::routes::Route;
use super::shape::{CALLER_IDS, COUNT, ID, Member, Of, TEXT, member, required};
use cordboard_engine::groups::{create, delete, list, read, rewrite};
use cordboard_engine::scan::Scan;
use cordboard_engine::users::{by_extension, by_ids};
use cordboard_model::filter::Field;
use cordboard_model::{Fields, Id, Record};
use serde_json::{Value, json};

const NAME: Of = Of::Text(1, 64);
const DESCRIPTION: Of = Of::Text(0, 1024);
const LISTED: &[Member] = &[
    required("id", TEXT),
    required("name", NAME),
    required("description", DESCRIPTION),
];
const LIST: &[Member] = &[
    required("count", COUNT),
    required("items", Of::List(&Of::Object(LISTED))),
];
const WRITE: &[Member] = &[
    member("name", NAME),
    member("outbound_caller_ids", CALLER_IDS),
    member("description", DESCRIPTION),
];
const CREATE: &[Member] = &[
    required("name", NAME),
    member("outbound_caller_ids", CALLER_IDS),
    member("description", DESCRIPTION),
];
const GROUP: &[Member] = &[
    required("id", TEXT),
    required("name", NAME),
    required("outbound_caller_ids", CALLER_IDS),
    required("description", DESCRIPTION),
];
const MEMBER: &[Member] = &[
    required("id", TEXT),
    required("name", NAME),
    required("display_name", Of::Text(0, 1024)),
    required("extension_number", TEXT),
];
const MEMBERS: &[Member] = &[required("items", Of::List(&Of::Object(MEMBER)))];
const FIELDS: &[Field] = asked!(LISTED);

/// The operations.
pub(super) const ROUTES: &[Route] = &[
    Route::get("groups", "groups.list", "List the groups", list_groups)
        .query(FIVE)
        .shows(LIST),
    Route::post("groups", "groups.create", "Make a group", create_group)
        .body(CREATE)
        .makes(ID),
    Route::get("groups/{id}", "groups.read", "Read a group", read_group).shows(GROUP),
    Route::post(
        "groups/{id}",
        "groups.update",
        "Change a group",
        update_group,
    )
    .body(WRITE),
    Route::post(
        "groups/{id}/destroy",
        "groups.destroy",
        "Take a group away",
        destroy,
    )
    .removes(),
    Route::get(
        "groups/{id}/members",
        "groups.members.list",
        "List who is in a group",
        list_members,
    )
    .shows(MEMBERS),
    Route::get(
        "groups/{id}/members/{extension_number}",
        "groups.members.read",
        "Tell whether somebody is in a group",
        read_member,
    )
    .shows(MEMBER),
    Route::post(
        "groups/{id}/members/{extension_number}",
        "groups.members.add",
        "Put somebody into a group",
        add_member,
    ),
    Route::post(
        "groups/{id}/members/{extension_number}/destroy",
        "groups.members.remove",
        "Take somebody out of a group",
        remove_member,
    )
    .removes(),
];

fn list_groups(call: &Call<'_>) -> Result<Answer, Failure> {
    let input = list::Input {
        account_id: call.account_id()?,
        member_id: None,
        scan: Scan::default(),
    };
    let page = list::run(call.engine, &call.principal, &input)?;
    let rows = page.rows.into_iter().map(|group| {
        let description = group.text("description");
        let mut row = Fields::new();
        row.insert("id".into(), group.id.to_string().into());
        row.insert("name".into(), group.text("name").into());
        row.insert("description".into(), description.into());
        row
    });
    counted(call, rows, FIELDS)
}

fn create_group(call: &Call<'_>) -> Result<Answer, Failure> {
    let input = create::Input {
        account_id: call.account_id()?,
        fields: rewritten(&Fields::new(), call.body()),
    };
    Ok(Answer::made(
        create::run(call.engine, &call.principal, input)?.id,
    ))
}

fn group(call: &Call<'_>) -> Result<Record, Failure> {
    let place = call.place("id", "group")?;
    Ok(read::run(call.engine, &call.principal, place)?)
}

fn read_group(call: &Call<'_>) -> Result<Answer, Failure> {
    let group = group(call)?;
    let caller_ids = group.fields.get("outbound_caller_ids").cloned();
    Ok(Answer::ok(json!({
        "id": group.id.to_string(),
        "name": group.text("name"),
        "outbound_caller_ids": caller_ids.unwrap_or_else(|| json!([])),
        "description": group.text("description"),
    })))
}

fn update_group(call: &Call<'_>) -> Result<Answer, Failure> {
    let body = call.body().clone();
    write(call, move |current| rewritten(current, &body))
}

fn write(
    call: &Call<'_>,
    change: impl Fn(&Fields) -> Fields + Send + Sync + 'static,
) -> Result<Answer, Failure> {
    let input = rewrite::Input {
        place: call.place("id", "group")?,
        rewrite: Box::new(move |current| Ok(change(current))),
    };
    rewrite::run(call.engine, &call.principal, &input)?;
    Ok(Answer::done())
}

fn rewritten(current: &Fields, body: &Fields) -> Fields {
    let mut fields = current.clone();
    for member in WRITE {
        match body.get(member.name) {
            None => {}
            Some(Value::Null) if member.name == "name" => {}
            Some(Value::Null) => {
                fields.shift_remove(member.name);
            }
            Some(sent) => {
                fields.insert(member.name.to_owned(), sent.clone());
            }
        }
    }
    fields
}

fn destroy(call: &Call<'_>) -> Result<Answer, Failure> {
    delete::run(call.engine, &call.principal, call.place("id", "group")?)?;
    Ok(Answer::gone())
}

fn is_member(group: &Record, user: Id) -> bool {
    let endpoints = group.fields.get("endpoints").and_then(Value::as_object);
    endpoints.is_some_and(|endpoints| endpoints.contains_key(&user.to_string()))
}

fn shown(user: &Record) -> Fields {
    let texts = [
        ("id", user.id.to_string()),
        ("name", user.text("username").to_owned()),
        ("display_name", user.label()),
        ("extension_number", user.text("extension_number").to_owned()),
    ];
    let texts = texts.map(|(key, text)| (key.to_owned(), Value::from(text)));
    texts.into_iter().collect()
}

/// The users among the members; phones and groups in it are for other dialects. Somebody who is gone is no member.
fn list_members(call: &Call<'_>) -> Result<Answer, Failure> {
    let group = group(call)?;
    let account_id = call.account_id()?;
    let endpoints = group.fields.get("endpoints").and_then(Value::as_object);
    let ids = endpoints
        .into_iter()
        .flatten()
        .filter_map(|(id, _)| id.parse().ok());
    let found = by_ids::run(call.engine, &call.principal, account_id, ids)?;
    Ok(plain(found.iter().map(shown)))
}

fn person(call: &Call<'_>) -> Result<Record, Failure> {
    let number = call.param("extension_number");
    let account_id = call.account_id()?;
    Ok(by_extension::run(
        call.engine,
        &call.principal,
        account_id,
        number,
    )?)
}

fn read_member(call: &Call<'_>) -> Result<Answer, Failure> {
    let group = group(call)?;
    let person = person(call)?;
    if is_member(&group, person.id) {
        Ok(Answer::ok(Value::Object(shown(&person))))
    } else {
        Err(Failure::not_found("member"))
    }
}

fn add_member(call: &Call<'_>) -> Result<Answer, Failure> {
    group(call)?;
    let id = person(call)?.id.to_string();
    write(call, move |current| {
        let mut fields = current.clone();
        let endpoints = fields.entry("endpoints").or_insert_with(|| json!({}));
        if let Some(endpoints) = endpoints.as_object_mut() {
            let member = endpoints.entry(id.clone());
            member.or_insert_with(|| json!({ "type": "user" }));
        }
        fields
    })
}

fn remove_member(call: &Call<'_>) -> Result<Answer, Failure> {
    let group = group(call)?;
    let person = person(call)?;
    if !is_member(&group, person.id) {
        return Err(Failure::not_found("member"));
    }
    let id = person.id.to_string();
    write(call, move |current| {
        let mut fields = current.clone();
        if let Some(Value::Object(endpoints)) = fields.get_mut("endpoints") {
            endpoints.shift_remove(&id);
        }
        fields
    })?;
    Ok(Answer::gone())
}
