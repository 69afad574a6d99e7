//! What is asked of either side in the API of PortSIP: the users of a tenant with their forward rules, their phones, and
//! the groups with who is in them.

use crate::change::patch_of;
use crate::document::{Doc, MOST, cleaned, list, object, plain_id};
use crate::failure::Failure;
use crate::pages::each;
use crate::plan::difference::Change;
use crate::secrets;
use crate::side::{Answer, Question, Side};
use cordboard_engine::remotes::{Secret, Sort};
use cordboard_model::{Fields, pointer};
use hyper::Method;
use serde_json::{Value, json};

/// What a server computes.
const COMPUTED: &[&str] = &[
    "id",
    "created_at",
    "url",
    "fwver",
    "avatar_file_name",
    "avatar_file_size",
    "avatar_file_url",
    "avatar_file_id",
    "profile",
    "sync_type",
    "transports",
];
/// What stays as it was when a user or phone was made.
const FIXED: &[&str] = &[
    "name",
    "extension_number",
    "mac",
    "filename",
    "vendor",
    "model",
];
/// Who is in a group, by extension number. It is no key of the API.
const MEMBERS: &str = "members";
/// How many rows are asked for at a time.
const PAGE: usize = 100;

fn accepted(answer: Answer) -> Result<Value, Failure> {
    match answer.status.as_u16() {
        401 => Err(Failure::SignIn),
        _ if answer.status.is_success() => Ok(answer.body),
        status => Err(Failure::Refused {
            status,
            detail: said(&answer.body),
        }),
    }
}

fn said(body: &Value) -> String {
    let errors = body.get("errors").and_then(Value::as_array);
    let texts = errors.into_iter().flatten().take(5).filter_map(|error| {
        let text = error.get("message").or_else(|| error.get("code"))?;
        text.as_str().map(str::to_owned)
    });
    let whole = texts.collect::<Vec<_>>().join("; ");
    match whole.is_empty() {
        true => "it was refused without a reason".to_owned(),
        false => whole.chars().take(500).collect(),
    }
}

async fn ask(side: &impl Side, question: Question) -> Result<Value, Failure> {
    accepted(side.ask(question).await?)
}

async fn post(side: &impl Side, path: String, body: Value) -> Result<Value, Failure> {
    ask(side, Question::with(Method::POST, path, body)).await
}

/// The rows of a list that is not paged.
async fn items(side: &impl Side, path: String) -> Result<Vec<Fields>, Failure> {
    let answer = ask(side, Question::get(path)).await?;
    let mut answer = object(answer, "a list")?;
    let items = list(answer.shift_remove("items"), "the items of a list")?;
    items
        .into_iter()
        .map(|item| object(item, "an item of a list"))
        .collect()
}

/// The rows of a list that is, by their ids.
async fn ids(side: &impl Side, path: &str) -> Result<Vec<String>, Failure> {
    let mut ids: Vec<String> = Vec::new();
    loop {
        let page = items(side, format!("{path}?top={PAGE}&skip={}", ids.len())).await?;
        let count = page.len();
        for row in &page {
            ids.push(plain_id(row.get("id"))?);
        }
        if ids.len() > MOST {
            return Err(Failure::TooMuch("one list has more than 100,000 rows"));
        }
        if count < PAGE {
            break;
        }
        let (last, before) = ids.split_at(ids.len().saturating_sub(count));
        if before.first().is_some_and(|first| last.contains(first)) {
            return Err(Failure::odd(
                "a list never ends: a page holds what was there before",
            ));
        }
    }
    let mut sorted = ids.clone();
    sorted.sort();
    sorted.dedup();
    match sorted.len() == ids.len() {
        true => Ok(ids),
        false => Err(Failure::odd("a list holds a record twice")),
    }
}

/// Every user, phone and group of the tenant.
pub(crate) async fn fetch(side: &impl Side) -> Result<Vec<Doc>, Failure> {
    let users = ids(side, "/api/users").await?;
    let mut docs = each(users.clone(), |id| async move { user(side, &id).await }).await?;
    let phones = each(users, |id| async move {
        let found = items(side, format!("/api/users/{id}/phones")).await?;
        let docs = found.into_iter().map(|phone| doc(Sort::Phone, &id, phone));
        docs.collect::<Result<Vec<_>, _>>()
    });
    docs.extend(phones.await?.into_iter().flatten());
    let groups = ids(side, "/api/groups").await?;
    docs.extend(each(groups, |id| async move { group(side, &id).await }).await?);
    match docs.len() > MOST {
        true => Err(Failure::TooMuch("there are more than 100,000 records")),
        false => Ok(docs),
    }
}

fn doc(sort: Sort, parent: &str, fields: Fields) -> Result<Doc, Failure> {
    let id = plain_id(fields.get("id"))?;
    Ok(Doc {
        sort,
        id,
        parent: parent.to_owned(),
        fields: cleaned(fields, |key| COMPUTED.contains(&key)),
    })
}

async fn user(side: &impl Side, id: &str) -> Result<Doc, Failure> {
    let answer = ask(side, Question::get(format!("/api/users/{id}"))).await?;
    named(id, doc(Sort::User, "", object(answer, "a user")?)?)
}

async fn phone(side: &impl Side, owner: &str, id: &str) -> Result<Doc, Failure> {
    let answer = ask(
        side,
        Question::get(format!("/api/users/{owner}/phones/{id}")),
    )
    .await?;
    named(id, doc(Sort::Phone, owner, object(answer, "a phone")?)?)
}

async fn group(side: &impl Side, id: &str) -> Result<Doc, Failure> {
    let answer = ask(side, Question::get(format!("/api/groups/{id}"))).await?;
    let mut group = named(id, doc(Sort::Group, "", object(answer, "a group")?)?)?;
    let members = items(side, format!("/api/groups/{id}/members")).await?;
    let mut numbers = Fields::new();
    for member in members {
        numbers.insert(extension(member.get("extension_number"))?, true.into());
    }
    if !numbers.is_empty() {
        group.fields.insert(MEMBERS.to_owned(), numbers.into());
    }
    Ok(group)
}

/// The record that was asked for, and no other.
fn named(id: &str, doc: Doc) -> Result<Doc, Failure> {
    match doc.id == id {
        true => Ok(doc),
        false => Err(Failure::odd("a record has another id than was asked for")),
    }
}

/// An extension number, which stands in addresses.
fn extension(value: Option<&Value>) -> Result<String, Failure> {
    let text = value.and_then(Value::as_str).unwrap_or_default();
    match (3..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
        true => Ok(text.to_owned()),
        false => Err(Failure::odd("a member of a group has no extension number")),
    }
}

/// Reads a record.
async fn read(side: &impl Side, sort: Sort, parent: &str, id: &str) -> Result<Doc, Failure> {
    match sort {
        Sort::Account => Err(Failure::Impossible("this API has no accounts")),
        Sort::User => user(side, id).await,
        Sort::Phone => phone(side, parent, id).await,
        Sort::Group => group(side, id).await,
    }
}

/// Makes a record. What the API wants to be told and is secret is made up: nobody knows it, until somebody sets
/// another.
pub(crate) async fn create(
    side: &impl Side,
    sort: Sort,
    parent: &str,
    fields: &Fields,
) -> Result<Doc, Failure> {
    let mut body = fields.clone();
    let members = body.shift_remove(MEMBERS);
    let path = match sort {
        Sort::Account => return Err(Failure::Impossible("this API has no accounts")),
        Sort::User => {
            body.insert("password".into(), secrets::password().into());
            body.insert("extension_password".into(), secrets::password().into());
            body.insert("voicemail_pin".into(), secrets::pin().into());
            for key in ["email", "display_name"] {
                body.entry(key).or_insert_with(|| "".into());
            }
            "/api/users".to_owned()
        }
        Sort::Phone => {
            body.insert("password".into(), secrets::password().into());
            format!("/api/users/{parent}/phones")
        }
        Sort::Group => "/api/groups".to_owned(),
    };
    let made = post(side, path, Value::Object(body)).await?;
    let id = plain_id(made.get("id"))?;
    for number in members
        .as_ref()
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        member(side, &id, number.0, true).await?;
    }
    read(side, sort, parent, &id).await
}

async fn member(side: &impl Side, group: &str, number: &str, is_in: bool) -> Result<(), Failure> {
    let number = extension(Some(&number.into()))?;
    let end = if is_in { "" } else { "/destroy" };
    let path = format!("/api/groups/{group}/members/{number}{end}");
    post(side, path, json!({})).await.map(drop)
}

/// Changes a record, and gives it as it is then.
pub(crate) async fn change(side: &impl Side, at: &Doc, changes: &[Change]) -> Result<Doc, Failure> {
    let first = |change: &Change| {
        let tokens = pointer::tokens(&change.path).unwrap_or_default();
        tokens.first().cloned().unwrap_or_default()
    };
    if at.sort != Sort::Group && changes.iter().any(|it| FIXED.contains(&first(it).as_str())) {
        return Err(Failure::Impossible(
            "the user name, the extension number and what a phone is stay as they were made; change them by hand on the other side",
        ));
    }
    let (special, plain): (Vec<Change>, Vec<Change>) = changes.iter().cloned().partition(|it| {
        let key = first(it);
        key == MEMBERS || (at.sort == Sort::User && key == "role")
    });
    let base = match at.sort {
        Sort::Account => return Err(Failure::Impossible("this API has no accounts")),
        Sort::User => format!("/api/users/{}", at.id),
        Sort::Phone => format!("/api/users/{}/phones/{}", at.parent, at.id),
        Sort::Group => format!("/api/groups/{}", at.id),
    };
    if !plain.is_empty() {
        post(side, base.clone(), Value::Object(patch_of(&plain))).await?;
    }
    for one in special {
        if first(&one) == MEMBERS {
            for (number, is_in) in memberships(at, &one) {
                member(side, &at.id, &number, is_in).await?;
            }
        } else {
            let role = one.to.unwrap_or_default();
            post(side, format!("{base}/role"), json!({ "role": role })).await?;
        }
    }
    read(side, at.sort, &at.parent, &at.id).await
}

/// Who comes into a group and who leaves it.
fn memberships(at: &Doc, change: &Change) -> Vec<(String, bool)> {
    let tokens = pointer::tokens(&change.path).unwrap_or_default();
    if let Some(number) = tokens.get(1) {
        return vec![(number.clone(), change.to.is_some())];
    }
    let numbers = |value: Option<&Value>| -> Vec<String> {
        let fields = value.and_then(Value::as_object);
        fields
            .into_iter()
            .flatten()
            .map(|(number, _)| number.clone())
            .collect()
    };
    let (old, new) = (numbers(at.fields.get(MEMBERS)), numbers(change.to.as_ref()));
    let gone = old.iter().filter(|number| !new.contains(number));
    let gone = gone.map(|number| (number.clone(), false));
    let come = new.iter().filter(|number| !old.contains(number));
    gone.chain(come.map(|number| (number.clone(), true)))
        .collect()
}

/// Deletes a record; one that is gone already is no failure.
pub(crate) async fn remove(side: &impl Side, at: &Doc) -> Result<(), Failure> {
    let path = match at.sort {
        Sort::Account => return Err(Failure::Impossible("this API has no accounts")),
        Sort::User => format!("/api/users/{}/destroy", at.id),
        Sort::Phone => format!("/api/users/{}/phones/{}/destroy", at.parent, at.id),
        Sort::Group => format!("/api/groups/{}/destroy", at.id),
    };
    match post(side, path, json!({})).await {
        Ok(_) | Err(Failure::Refused { status: 404, .. }) => Ok(()),
        Err(failure) => Err(failure),
    }
}

/// A session from a user name and password. Servers before 22.3 only know the older form.
pub(crate) async fn sign_in(
    side: &impl Side,
    (username, password): (&str, &str),
    domain: Option<&str>,
) -> Result<Secret, Failure> {
    let mut body = json!({ "username": username, "password": password });
    if let Some(domain) = domain {
        body["domain"] = domain.into();
    }
    let ask = |path: &'static str| Question::with(Method::POST, path, body.clone());
    let mut answer = side.ask(ask("/api/auth/sign_in")).await?;
    if matches!(answer.status.as_u16(), 404 | 405) {
        answer = side.ask(ask("/api/login")).await?;
    }
    match answer.status.as_u16() {
        400 | 401 | 403 | 422 | 423 => return Err(Failure::WrongPassword),
        429 => return Err(Failure::TooOften),
        _ => {}
    }
    let body = accepted(answer)?;
    match body.get("two_factor_enabled") == Some(&Value::Bool(true)) {
        true => Err(Failure::TwoFactor),
        false => session(&body),
    }
}

/// The next session.
pub(crate) async fn renew(side: &impl Side, renewal: &str) -> Result<Secret, Failure> {
    let body = json!({ "refresh_token": renewal });
    let answer = side
        .ask(Question::with(
            Method::POST,
            "/api/auth/refresh_token",
            body,
        ))
        .await?;
    match answer.status.as_u16() {
        400..=499 => Err(Failure::SignIn),
        _ => session(&accepted(answer)?),
    }
}

fn session(body: &Value) -> Result<Secret, Failure> {
    let text = |key: &str| {
        let text = body.get(key).and_then(Value::as_str);
        let text = text.filter(|text| !text.is_empty() && text.len() <= 8_192);
        text.map(str::to_owned)
    };
    Ok(Secret::Session {
        token: text("access_token").ok_or_else(|| Failure::odd("a sign-in gave no token"))?,
        renewal: text("refresh_token"),
    })
}

/// What the tenant is called, as far as the API tells: its domain.
pub(crate) async fn tenant(side: &impl Side) -> Result<String, Failure> {
    let answer = ask(side, Question::get("/api/auth/user")).await;
    let domain = answer
        .ok()
        .and_then(|body| Some(body.get("domain")?.as_str()?.to_owned()));
    Ok(domain.unwrap_or_default().chars().take(128).collect())
}
