//! `/user/contacts`: the contacts that a person keeps for himself; favourites among these, among the contacts of the
//! whole tenant and among colleagues; and what changed in each of the three lists.

mod sync;

use super::answer::Answer;
use super::call::Call;
use super::document::{named, of_record, write};
use super::failure::Failure;
use super::list::{PAGE, counted};
use super::person::owner;
use super::routes::Route;
use super::shape::{COUNT, ID, Member, Of, TEXT, TOKEN, joined, member, required};
use cordboard_engine::favorites::set::{self, Of as Whom};
use cordboard_engine::owned::{self, Owner, Thing};
use cordboard_model::{Fields, Id, Kind, Record};

const SHORT: Of = Of::Text(0, 128);

/// What a client writes.
pub(super) const WRITE: &[Member] = &[
    member("name", Of::Text(1, 64)),
    member("email", SHORT),
    member("company", SHORT),
    member("title", SHORT),
    member("business", SHORT),
    member("business2", SHORT),
    member("mobile_phone", SHORT),
    member("mobile_phone2", SHORT),
    member("home_phone", SHORT),
    member("home_phone2", SHORT),
    member("other", SHORT),
    member("business_fax", SHORT),
    member("home_fax", SHORT),
    member("address", SHORT),
    member("notes", Of::Text(0, 1024)),
];

const SYNC_TYPE: &[Member] = &[member("sync_type", TEXT)];
const FAVORITE: &[Member] = &[required("favorite", Of::Flag)];

/// What it reads.
const CONTACT: &[Member] = joined!(ID, WRITE, SYNC_TYPE, FAVORITE);

/// What marking a contact writes.
const MARK: &[Member] = joined!([FAVORITE]);

const LIST: &[Member] = &[
    required("count", COUNT),
    required("items", Of::List(&Of::Object(CONTACT))),
];

/// The operations.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    Route::get("user/contacts", "contacts.list", "List one's contacts", list).query(PAGE).shows(LIST),
    Route::post("user/contacts", "contacts.create", "Add a contact", create).body(WRITE).makes(ID),
    Route::get("user/contacts/{id}", "contacts.read", "Read a contact", read).shows(CONTACT),
    Route::post("user/contacts/{id}", "contacts.update", "Change a contact", update).body(WRITE),
    Route::post("user/contacts/{id}/favorite", "contacts.favorite", "Make a contact a favourite", favorite),
    Route::post("user/contacts/{id}/unfavorite", "contacts.unfavorite", "Make a contact no favourite", unfavorite),
    Route::post("user/contacts/{id}/destroy", "contacts.destroy", "Delete a contact", destroy).removes(),
    Route::post("user/contacts/sync_tokens", "contacts.token", "Begin to follow one's contacts", sync::token_of_own).makes(TOKEN),
    Route::post("user/contacts/sync_tokens/{token}/diff", "contacts.diff", "What changed in one's contacts", sync::diff_of_own).shows(sync::DIFF),
    Route::post("user/business_contacts/{id}/favorite", "business_contacts.favorite", "Make a contact of the tenant a favourite", business_favorite),
    Route::post("user/business_contacts/{id}/unfavorite", "business_contacts.unfavorite", "Make a contact of the tenant no favourite", business_unfavorite),
    Route::post("user/business_contacts/sync_tokens", "business_contacts.token", "Begin to follow the tenant's contacts", sync::token_of_business).makes(TOKEN),
    Route::post("user/business_contacts/sync_tokens/{token}/diff", "business_contacts.diff", "What changed in the tenant's contacts", sync::diff_of_business).shows(sync::DIFF),
    Route::post("user/extension_contacts/{id}/favorite", "extension_contacts.favorite", "Make a colleague a favourite", colleague_favorite),
    Route::post("user/extension_contacts/{id}/unfavorite", "extension_contacts.unfavorite", "Make a colleague no favourite", colleague_unfavorite),
    Route::post("user/extension_contacts/sync_tokens", "extension_contacts.token", "Begin to follow the colleagues", sync::token_of_colleagues).makes(TOKEN),
    Route::post("user/extension_contacts/sync_tokens/{token}/diff", "extension_contacts.diff", "What changed among the colleagues", sync::diff_of_colleagues).shows(sync::COLLEAGUES),
];

fn view(contact: &Record) -> Fields {
    let mut fields = of_record(CONTACT, contact);
    fields.insert("favorite".into(), contact.flag("favorite", false).into());
    fields
}

fn list(call: &Call<'_>) -> Result<Answer, Failure> {
    let found = owned::list::run(call.engine, &call.principal, (Kind::Contact, owner(call)?))?;
    counted(call, found.iter().map(view), &[])
}

fn create(call: &Call<'_>) -> Result<Answer, Failure> {
    made(call, owner(call)?)
}

/// Makes a contact of the body.
pub(super) fn made(call: &Call<'_>, owner: Owner) -> Result<Answer, Failure> {
    let mut fields = Fields::new();
    write(WRITE, call.body(), &mut fields);
    let input = owned::create::Input {
        kind: Kind::Contact,
        owner,
        fields,
    };
    let made = owned::create::run(call.engine, &call.principal, input);
    Ok(Answer::made(made.map_err(|error| named(error, &[]))?.id))
}

fn thing(call: &Call<'_>) -> Result<Thing, Failure> {
    Ok(Thing {
        kind: Kind::Contact,
        owner: owner(call)?,
        id: call.id("id", "contact")?,
    })
}

fn read(call: &Call<'_>) -> Result<Answer, Failure> {
    let found = owned::read::run(call.engine, &call.principal, thing(call)?)?;
    Ok(Answer::ok(view(&found).into()))
}

fn update(call: &Call<'_>) -> Result<Answer, Failure> {
    rewrite(call, call.body().clone(), WRITE)
}

fn favorite(call: &Call<'_>) -> Result<Answer, Failure> {
    mark(call, true)
}

fn unfavorite(call: &Call<'_>) -> Result<Answer, Failure> {
    mark(call, false)
}

fn mark(call: &Call<'_>, is_favorite: bool) -> Result<Answer, Failure> {
    let mut body = Fields::new();
    body.insert("favorite".into(), is_favorite.into());
    rewrite(call, body, MARK)
}

fn rewrite(call: &Call<'_>, body: Fields, keys: &'static [Member]) -> Result<Answer, Failure> {
    let input = owned::rewrite::Input {
        thing: thing(call)?,
        rewrite: Box::new(move |current| {
            let mut fields = current.clone();
            write(keys, &body, &mut fields);
            Ok(fields)
        }),
    };
    owned::rewrite::run(call.engine, &call.principal, &input)?;
    Ok(Answer::done())
}

fn destroy(call: &Call<'_>) -> Result<Answer, Failure> {
    owned::delete::run(call.engine, &call.principal, thing(call)?)?;
    Ok(Answer::gone())
}

fn business_favorite(call: &Call<'_>) -> Result<Answer, Failure> {
    point(call, ("contact", Whom::Contact), true)
}

fn business_unfavorite(call: &Call<'_>) -> Result<Answer, Failure> {
    point(call, ("contact", Whom::Contact), false)
}

fn colleague_favorite(call: &Call<'_>) -> Result<Answer, Failure> {
    point(call, ("user", Whom::Colleague), true)
}

fn colleague_unfavorite(call: &Call<'_>) -> Result<Answer, Failure> {
    point(call, ("user", Whom::Colleague), false)
}

fn point(
    call: &Call<'_>,
    (what, of): (&str, fn(Id) -> Whom),
    is_favorite: bool,
) -> Result<Answer, Failure> {
    let input = set::Input {
        owner: owner(call)?,
        of: of(call.id("id", what)?),
        is_favorite,
    };
    set::run(call.engine, &call.principal, input)?;
    Ok(Answer::done())
}
