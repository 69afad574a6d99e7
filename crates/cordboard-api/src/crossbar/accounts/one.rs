//! One account: create, read, replace, patch, delete.

use super::document::{document, metadata};
use crate::crossbar::answer::Answer;
use crate::crossbar::call::Call;
use crate::crossbar::document as projection;
use crate::crossbar::failure::Failure;
use crate::crossbar::identity;
use crate::crossbar::validation::{self, Invalid};
use axum::http::StatusCode;
use cordboard_engine::Error;
use cordboard_engine::accounts::create::MissingRealm;
use cordboard_engine::accounts::fetch::{self, View};
use cordboard_engine::accounts::{
    create as creating, delete as deleting, move_under, rewrite, set_reseller, taken_names,
};
use cordboard_engine::api_keys;
use cordboard_engine::authorise::{Object, Verb, authorise};
use cordboard_engine::rewrite::Rewrite;
use cordboard_model::crossbar::ACCOUNT_COMPUTED;
use cordboard_model::{Fields, Id, Kind, Role};
use serde_json::{Value, json};

/// The answer that shows one account.
pub(super) fn show(call: &Call<'_>, view: &View) -> Answer {
    call.record(document(view), view.record.rev)
        .metadata(metadata(view))
}

pub(super) fn create(call: &Call<'_>) -> Result<Answer, Failure> {
    create_below(call, call.own_account()?)
}

pub(super) fn create_child(call: &Call<'_>) -> Result<Answer, Failure> {
    create_below(call, call.account()?)
}

/// What a refused name says; a name and a realm that are both taken are both said.
fn refused(call: &Call<'_>, error: Error, submitted: &Fields, own: Option<Id>) -> Failure {
    match error {
        Error::Taken { .. } => {
            let taken = taken_names::run(call.engine, submitted, own).unwrap_or_default();
            let mut invalid = Invalid::default();
            for path in &taken {
                invalid.join(validation::taken(path));
            }
            if taken.is_empty() {
                return error.into();
            }
            Failure::invalid(invalid)
        }
        other => other.into(),
    }
}

fn create_below(call: &Call<'_>, parent_id: Id) -> Result<Answer, Failure> {
    let submitted = call.data_object()?;
    if submitted.contains_key("id") {
        // Kazoo once took the id, and a clash deleted the account that had it.
        let text = "An account's id is given by the server";
        return Err(Failure::field("id", "forbidden", text));
    }
    // What is made below a disabled account begins disabled.
    let parent = fetch::run(call.engine, &call.principal, parent_id)?;
    let mut wanted = submitted.clone();
    wanted
        .entry("enabled")
        .or_insert_with(|| parent.record.flag("enabled", true).into());
    let input = creating::Input {
        parent_id,
        fields: projection::fold(
            Kind::Account,
            &Fields::new(),
            wanted,
            ACCOUNT_COMPUTED,
            Role::Admin,
        ),
        missing_realm: MissingRealm::Hex,
        admin: None,
    };
    let made = creating::run(call.engine, &call.principal, input)
        .map_err(|error| refused(call, error, submitted, None))?;
    let id = made.record.id;
    let view = fetch::run(call.engine, &call.principal, id)?;
    Ok(show(call, &view).created(id))
}

pub(super) fn read(call: &Call<'_>) -> Result<Answer, Failure> {
    let id = call.id("ACCOUNT_ID")?;
    let view = fetch::run(call.engine, &call.principal, id)?;
    let mut answer = show(call, &view);
    if call.request.flag("include_api_key") == Some(true) {
        answer.data["api_key"] = api_keys::read::run(call.engine, &call.principal, id)?.into();
    }
    Ok(answer)
}

pub(super) fn replace(call: &Call<'_>) -> Result<Answer, Failure> {
    let wanted = call.data_object()?.clone();
    let rewrite: Rewrite = Box::new(move |current| {
        let mut wanted = wanted.clone();
        // A client that does not speak of the realm does not want another one, nor to enable what was disabled.
        for key in ["realm", "enabled"] {
            if !wanted.contains_key(key) {
                wanted.extend(
                    current
                        .get(key)
                        .map(|value| (key.to_owned(), value.clone())),
                );
            }
        }
        Ok(projection::fold(
            Kind::Account,
            current,
            wanted,
            ACCOUNT_COMPUTED,
            Role::Admin,
        ))
    });
    write(call, rewrite)
}

pub(super) fn patch(call: &Call<'_>) -> Result<Answer, Failure> {
    let changes = call.data_object()?.clone();
    let rewrite: Rewrite = Box::new(move |current| {
        let mut wanted = projection::stored(Kind::Account, current);
        projection::patch(&mut wanted, &changes);
        Ok(projection::fold(
            Kind::Account,
            current,
            wanted.clone(),
            ACCOUNT_COMPUTED,
            Role::Admin,
        ))
    });
    write(call, rewrite)
}

fn write(call: &Call<'_>, rewrite: Rewrite) -> Result<Answer, Failure> {
    let id = call.id("ACCOUNT_ID")?;
    let input = rewrite::Input { id, rewrite };
    rewrite::run(call.engine, &call.principal, input).map_err(|error| {
        refused(
            call,
            error,
            call.data_object().unwrap_or(&Fields::new()),
            Some(id),
        )
    })?;
    let view = fetch::run(call.engine, &call.principal, id)?;
    Ok(show(call, &view))
}

pub(super) fn delete(call: &Call<'_>) -> Result<Answer, Failure> {
    let id = call.id("ACCOUNT_ID")?;
    let view = fetch::run(call.engine, &call.principal, id)?;
    if view.is_top {
        return Err(Failure::invalid_method());
    }
    let input = deleting::Input {
        id,
        with_subtree: false,
    };
    deleting::run(call.engine, &call.principal, input)?;
    let mut gone = document(&view);
    gone.insert("_read_only".into(), json!({ "deleted": true }));
    let mut beside = metadata(&view);
    beside.insert("deleted".into(), Value::Bool(true));
    Ok(call.record(gone, view.record.rev).metadata(beside))
}

pub(super) fn move_to(call: &Call<'_>) -> Result<Answer, Failure> {
    let id = call.id("ACCOUNT_ID")?;
    let Some(to) = call.request.value("to") else {
        return Err(Failure::field("to", "required", "Field 'to' is required"));
    };
    let named = to.as_str().unwrap_or_default();
    let parent_id: Id = named.parse().map_err(|_| Failure::bad_identifier(named))?;
    let target = Object::Account(parent_id);
    authorise(
        &call.engine.tree(),
        &call.principal,
        Verb::ReadAccount,
        target,
    )
    .map_err(|_| Failure::bad_identifier(named))?;
    // Whom the program itself vouches for shows nothing: a remote's account is moved by whoever could move it in the console.
    let rule = match identity::shown(call.request) {
        Some(_) => move_under::Rule::Settings,
        None => move_under::Rule::Rights,
    };
    let input = move_under::Input {
        id,
        parent_id,
        rule,
    };
    move_under::run(call.engine, &call.principal, input)?;
    read(call)
}

pub(super) fn promote(call: &Call<'_>) -> Result<Answer, Failure> {
    Ok(set(call, true)?.with_status(StatusCode::CREATED))
}

pub(super) fn demote(call: &Call<'_>) -> Result<Answer, Failure> {
    set(call, false)
}

fn set(call: &Call<'_>, is_reseller: bool) -> Result<Answer, Failure> {
    let id = call.id("ACCOUNT_ID")?;
    let input = set_reseller::Input { id, is_reseller };
    set_reseller::run(call.engine, &call.principal, input)?;
    read(call)
}
