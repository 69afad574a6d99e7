//! Holidays: a person's own ones, those of the tenant, and which of these are his.

use super::answer::Answer;
use super::call::Call;
use super::document::{named, shown};
use super::failure::Failure;
use super::list::{FIVE, counted, plain};
use super::person::{child, owner};
use super::routes::Route;
use super::shape::{COUNT, ID, Member, Of, TEXT, joined, member, required};
use cordboard_engine::holidays::{
    Which, create as making, delete, list_owned, list_selected, read as reading, rewrite, select,
};
use cordboard_engine::owned::Owner;
use cordboard_model::filter::{Field, FieldType};
use cordboard_model::{Fields, Id, Record, portsip_holiday};

const WHOLE: Of = Of::Whole(i64::MIN, i64::MAX);
const NAME: Of = Of::Text(1, 64);

/// The numbers that say when a holiday is.
const DAYS: &[Member] = &[
    member("year_start", WHOLE),
    member("year_end", WHOLE),
    member("month_start", WHOLE),
    member("month_end", WHOLE),
    member("day_start", WHOLE),
    member("day_end", WHOLE),
    member("hour_start", WHOLE),
    member("hour_end", WHOLE),
    member("minute_start", WHOLE),
    member("minute_end", WHOLE),
];
const NAMED: &[Member] = &[required("name", NAME)];
const REGION: &[Member] = &[required("region", TEXT)];
const KIND: &[Member] = &[
    required("consecutive", Of::Flag),
    required("every_year", Of::Flag),
];

const CREATE: &[Member] = joined!(NAMED, REGION, KIND, DAYS);
const UPDATE: &[Member] = joined!(NAMED, [REGION], KIND, DAYS);
const HOLIDAY: &[Member] = joined!(ID, UPDATE);

const LIST: &[Member] = &[
    required("count", COUNT),
    required("items", Of::List(&Of::Object(HOLIDAY))),
];
const PLAIN: &[Member] = &[required("items", Of::List(&Of::Object(HOLIDAY)))];
const CHOICE: &[Member] = &[required("items", Of::List(&TEXT))];

/// What the lists can be asked about.
const FIELDS: &[Field] = &[
    Field::new("id", FieldType::Text),
    Field::new("name", FieldType::Text),
    Field::new("region", FieldType::Text),
    Field::new("consecutive", FieldType::Flag),
    Field::new("every_year", FieldType::Flag),
];

/// The operations.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    Route::get("user/holidays", "holidays.list", "List one's holidays", list).shows(LIST),
    Route::post("user/holidays", "holidays.create", "Add a holiday", create).body(CREATE).makes(ID),
    Route::get("user/holidays/{id}", "holidays.read", "Read a holiday", read).shows(HOLIDAY),
    Route::post("user/holidays/{id}", "holidays.update", "Change a holiday", update).body(UPDATE),
    Route::post("user/holidays/{id}/destroy", "holidays.destroy", "Delete a holiday", destroy).removes(),
    Route::get("user/global_holidays", "global_holidays.list", "List the tenant's holidays that are one's own", chosen).shows(PLAIN),
    Route::post("user/global_holidays", "global_holidays.choose", "Choose among the tenant's holidays", choose).body(CHOICE).makes(ID),
    Route::get("users/{id}/holidays", "users.holidays.list", "List a user's holidays", list).shows(LIST),
    Route::post("users/{id}/holidays", "users.holidays.create", "Add a holiday to a user", create).body(CREATE).makes(ID),
    Route::get("users/{id}/holidays/{holiday_id}", "users.holidays.read", "Read a user's holiday", read).shows(HOLIDAY),
    Route::post("users/{id}/holidays/{holiday_id}", "users.holidays.update", "Change a user's holiday", update).body(UPDATE),
    Route::post("users/{id}/holidays/{holiday_id}/destroy", "users.holidays.destroy", "Delete a user's holiday", destroy).removes(),
    Route::get("users/{id}/global_holidays", "users.global_holidays.list", "List the tenant's holidays that are a user's", chosen).shows(PLAIN),
    Route::post("users/{id}/global_holidays", "users.global_holidays.choose", "Choose among the tenant's holidays for a user", choose).body(CHOICE).makes(ID),
    Route::get("holidays", "tenant_holidays.list", "List the tenant's holidays", list_global).query(FIVE).shows(LIST),
    Route::post("holidays", "tenant_holidays.create", "Add a holiday to the tenant", create_global).body(CREATE).makes(ID),
    Route::get("holidays/{id}", "tenant_holidays.read", "Read a holiday of the tenant", read_global).shows(HOLIDAY),
    Route::post("holidays/{id}", "tenant_holidays.update", "Change a holiday of the tenant", update_global).body(UPDATE),
    Route::post("holidays/{id}/destroy", "tenant_holidays.destroy", "Delete a holiday of the tenant", destroy_global).removes(),
    Route::post("ingest/global_holidays", "ingest.global_holidays", "Report a holiday of the tenant", create_global).body(CREATE).makes(ID),
];

/// How the model's paths are called here.
const NAMES: &[(&str, &str)] = &[
    ("/portsip/", "/"),
    ("/from_date", "/day_start"),
    ("/to_date", "/day_end"),
    ("/from_time", "/hour_start"),
    ("/to_time", "/hour_end"),
];

fn view(holiday: &Record) -> Fields {
    let mut fields = portsip_holiday::read(&holiday.fields);
    fields.insert("id".into(), holiday.id.to_string().into());
    for key in ["name", "every_year"] {
        let value = holiday.fields.get(key).cloned().unwrap_or_default();
        fields.insert(key.into(), value);
    }
    shown(HOLIDAY, &fields)
}

fn tenant(call: &Call<'_>) -> Result<Owner, Failure> {
    Ok(Owner::account(call.account_id()?))
}

fn list(call: &Call<'_>) -> Result<Answer, Failure> {
    listed(call, owner(call)?)
}

fn list_global(call: &Call<'_>) -> Result<Answer, Failure> {
    listed(call, tenant(call)?)
}

fn listed(call: &Call<'_>, owner: Owner) -> Result<Answer, Failure> {
    let found = list_owned::run(call.engine, &call.principal, owner)?;
    counted(call, found.iter().map(view), FIELDS)
}

fn create(call: &Call<'_>) -> Result<Answer, Failure> {
    // Somebody of another tenant is unknown, whatever the body says.
    call.person()?;
    made(call, owner(call)?)
}

fn create_global(call: &Call<'_>) -> Result<Answer, Failure> {
    made(call, tenant(call)?)
}

fn made(call: &Call<'_>, owner: Owner) -> Result<Answer, Failure> {
    let mut fields =
        portsip_holiday::write(&Fields::new(), call.body()).map_err(Failure::violations)?;
    if let Some(user_id) = owner.user_id {
        fields.insert("user_id".into(), user_id.to_string().into());
    }
    let input = making::Input {
        account_id: owner.account_id,
        fields,
    };
    let made = making::run(call.engine, &call.principal, input);
    Ok(Answer::made(made.map_err(|error| named(error, NAMES))?.id))
}

fn which(call: &Call<'_>) -> Result<Which, Failure> {
    Ok(Which {
        owner: owner(call)?,
        id: child(call, "holiday_id", "holiday")?,
    })
}

fn which_global(call: &Call<'_>) -> Result<Which, Failure> {
    Ok(Which {
        owner: tenant(call)?,
        id: call.id("id", "holiday")?,
    })
}

fn read(call: &Call<'_>) -> Result<Answer, Failure> {
    let found = reading::run(call.engine, &call.principal, which(call)?)?;
    Ok(Answer::ok(view(&found).into()))
}

fn read_global(call: &Call<'_>) -> Result<Answer, Failure> {
    let found = reading::run(call.engine, &call.principal, which_global(call)?)?;
    Ok(Answer::ok(view(&found).into()))
}

fn update(call: &Call<'_>) -> Result<Answer, Failure> {
    updated(call, which(call)?)
}

fn update_global(call: &Call<'_>) -> Result<Answer, Failure> {
    updated(call, which_global(call)?)
}

fn updated(call: &Call<'_>, which: Which) -> Result<Answer, Failure> {
    let body = call.body().clone();
    let input = rewrite::Input {
        which,
        rewrite: Box::new(move |current| portsip_holiday::write(current, &body)),
    };
    let done = rewrite::run(call.engine, &call.principal, &input);
    done.map_err(|error| named(error, NAMES))?;
    Ok(Answer::done())
}

fn destroy(call: &Call<'_>) -> Result<Answer, Failure> {
    let which = which(call)?;
    reading::run(call.engine, &call.principal, which)?;
    delete::run(call.engine, &call.principal, which.id)?;
    Ok(Answer::gone())
}

fn destroy_global(call: &Call<'_>) -> Result<Answer, Failure> {
    let which = which_global(call)?;
    reading::run(call.engine, &call.principal, which)?;
    delete::run(call.engine, &call.principal, which.id)?;
    Ok(Answer::gone())
}

fn chosen(call: &Call<'_>) -> Result<Answer, Failure> {
    let found = list_selected::run(call.engine, &call.principal, owner(call)?)?;
    Ok(plain(found.iter().map(view)))
}

/// The documented answer to the choice of a set is one id; it is that of the person who chose.
fn choose(call: &Call<'_>) -> Result<Answer, Failure> {
    let owner = owner(call)?;
    let items = call.body().get("items").and_then(|items| items.as_array());
    let mut ids: Vec<Id> = Vec::new();
    for (index, item) in items.into_iter().flatten().enumerate() {
        let id = item.as_str().and_then(|id| id.parse().ok());
        let field = format!("items/{index}");
        let missing = || Failure::field(&field, "not_found", "there is no such holiday here");
        ids.push(id.ok_or_else(missing)?);
    }
    select::run(call.engine, &call.principal, owner, &ids)?;
    Ok(Answer::made(owner.user_id.unwrap_or_default()))
}
