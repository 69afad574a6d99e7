//! Devices: phones, seen through the dialect.

use super::answer::Answer;
use super::call::Call;
use super::change::{self, Change};
use super::collection::{self, Shape};
use super::failure::Failure;
use super::routes::{Access, Route};
use super::rows;
use axum::http::Method;
use cordboard_engine::belongings::Place;
use cordboard_engine::phones::{create, delete, list, read, rewrite};
use cordboard_engine::registrations::of_phones;
use cordboard_model::{Fields, Id, Kind, Record};
use serde_json::{Map, Value, json};

/// The operations.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: Method::GET,
        path: "accounts/{ACCOUNT_ID}/devices",
        access: Access::SignedIn,
        operation: "devices.list",
        summary: "List the devices of an account; a person sees the own ones",
        handler: list_all,
    },
    Route {
        method: Method::PUT,
        path: "accounts/{ACCOUNT_ID}/devices",
        access: Access::Admin,
        operation: "devices.create",
        summary: "Create a device; what it registers with is made when it is missing",
        handler: make,
    },
    Route {
        method: Method::GET,
        path: "accounts/{ACCOUNT_ID}/devices/status",
        access: Access::SignedIn,
        operation: "devices.status",
        summary: "List the devices that are registered now",
        handler: status,
    },
    Route {
        method: Method::GET,
        path: "accounts/{ACCOUNT_ID}/devices/{DEVICE_ID}",
        access: Access::SignedIn,
        operation: "devices.read",
        summary: "Read a device",
        handler: fetch,
    },
    Route {
        method: Method::POST,
        path: "accounts/{ACCOUNT_ID}/devices/{DEVICE_ID}",
        access: Access::Admin,
        operation: "devices.replace",
        summary: "Replace a device's document",
        handler: replace,
    },
    Route {
        method: Method::PATCH,
        path: "accounts/{ACCOUNT_ID}/devices/{DEVICE_ID}",
        access: Access::Admin,
        operation: "devices.patch",
        summary: "Change some keys of a device's document",
        handler: patch,
    },
    Route {
        method: Method::DELETE,
        path: "accounts/{ACCOUNT_ID}/devices/{DEVICE_ID}",
        access: Access::Admin,
        operation: "devices.delete",
        summary: "Delete a device",
        handler: remove,
    },
    Route {
        method: Method::GET,
        path: "accounts/{ACCOUNT_ID}/users/{USER_ID}/devices",
        access: Access::SignedIn,
        operation: "devices.list_of_user",
        summary: "List the devices of a user",
        handler: list_of_user,
    },
];

fn place(call: &Call<'_>) -> Result<Place, Failure> {
    Ok(Place {
        account_id: call.account()?,
        id: call.id("DEVICE_ID")?,
    })
}

fn list_all(call: &Call<'_>) -> Result<Answer, Failure> {
    answer(call, None)
}

fn list_of_user(call: &Call<'_>) -> Result<Answer, Failure> {
    answer(call, Some(call.id("USER_ID")?))
}

fn answer(call: &Call<'_>, owner_id: Option<Id>) -> Result<Answer, Failure> {
    let account_id = call.account()?;
    let wanted = call.wanted()?;
    let rows = rows::of(&wanted, |scan| {
        let input = list::Input {
            account_id,
            owner_id,
            scan,
        };
        list::run(call.engine, &call.principal, &input)
    });
    let shape = Shape {
        row: &rows::row,
        document: &|phone| change::document(phone),
        summary: &summary,
    };
    wanted.answer(rows, &shape)
}

fn status(call: &Call<'_>) -> Result<Answer, Failure> {
    let account_id = call.account()?;
    let phones = of_phones::run(call.engine, &call.principal, account_id)?;
    let row = |phone: &Record| json!({ "device_id": phone.id.to_string(), "registered": true });
    Ok(collection::short(phones.iter().map(row).collect()))
}

/// Keys that are no fields: orders to act on the device now.
fn submitted(call: &Call<'_>) -> Result<Fields, Failure> {
    let mut document = call.data_object()?.clone();
    document.shift_remove("sync");
    Ok(document)
}

fn make(call: &Call<'_>) -> Result<Answer, Failure> {
    let account_id = call.account()?;
    let role = call.principal.role();
    let fields = Change::replacing(&submitted(call)?).of(Kind::Phone, &Fields::new(), role);
    let input = create::Input { account_id, fields };
    let phone = create::run(call.engine, &call.principal, input)?;
    Ok(show(&phone).created(phone.id))
}

fn fetch(call: &Call<'_>) -> Result<Answer, Failure> {
    let phone = read::run(call.engine, &call.principal, place(call)?)?;
    Ok(show(&phone))
}

fn replace(call: &Call<'_>) -> Result<Answer, Failure> {
    write(call, Change::replacing(&submitted(call)?))
}

fn patch(call: &Call<'_>) -> Result<Answer, Failure> {
    write(call, Change::patching(&submitted(call)?))
}

fn write(call: &Call<'_>, change: Change) -> Result<Answer, Failure> {
    let role = call.principal.role();
    let input = rewrite::Input {
        place: place(call)?,
        rewrite: Box::new(move |current| Ok(change.of(Kind::Phone, current, role))),
    };
    let phone = rewrite::run(call.engine, &call.principal, &input)?;
    Ok(show(&phone))
}

fn remove(call: &Call<'_>) -> Result<Answer, Failure> {
    let phone = delete::run(call.engine, &call.principal, place(call)?)?;
    Ok(show(&phone))
}

fn show(phone: &Record) -> Answer {
    Answer::ok(Value::Object(change::document(phone)))
        .revision(phone.rev)
        .metadata(change::metadata(phone))
}

/// What lists of devices show.
fn summary(phone: &Record) -> Map<String, Value> {
    let text = |key, default: &str| match phone.text(key) {
        "" => Value::from(default),
        text => Value::from(text),
    };
    let mut row = Map::new();
    row.insert("id".into(), phone.id.to_string().into());
    row.insert("name".into(), phone.text("name").into());
    row.insert("device_type".into(), text("device_type", "sip_device"));
    row.insert("enabled".into(), phone.flag("enabled", true).into());
    row.insert("mac_address".into(), text("mac_address", ""));
    let sip = phone.fields.get("sip");
    let others = [
        ("owner_id", phone.fields.get("owner_id")),
        ("username", sip.and_then(|sip| sip.get("username"))),
        ("flags", phone.fields.get("flags")),
    ];
    for (key, value) in others {
        row.extend(value.map(|value| (key.to_owned(), value.clone())));
    }
    row
}
