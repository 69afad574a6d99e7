//! What is asked of either side in Crossbar: an account's subtree with its users, devices and groups.

mod session;

pub(crate) use session::{open_with_key, sign_in};

use crate::change::patch_of;
use crate::document::{Doc, MOST, PARENT, cleaned, list, object, plain_id};
use crate::failure::Failure;
use crate::pages::each;
use crate::plan::difference::{Change, is_move};
use crate::side::{Answer, Question, Side};
use cordboard_engine::remotes::Sort;
use cordboard_model::Fields;
use cordboard_model::crossbar::ACCOUNT_COMPUTED;
use hyper::Method;
use serde_json::{Value, json};
use std::collections::HashSet;
use url::form_urlencoded::byte_serialize;

/// How many rows are asked for at a time.
const PAGE: usize = 200;

/// The words under which a sort stands in an address.
fn collection(sort: Sort) -> &'static str {
    match sort {
        Sort::Account => "accounts",
        Sort::User => "users",
        Sort::Phone => "devices",
        Sort::Group => "groups",
    }
}

/// The body of an answer that says yes.
fn accepted(answer: Answer) -> Result<Fields, Failure> {
    if answer.status.as_u16() == 401 {
        return Err(Failure::SignIn);
    }
    let is_good = answer.status.is_success();
    let envelope = match answer.body {
        Value::Object(envelope) => envelope,
        _ if is_good => return Err(Failure::odd("an answer is no envelope")),
        _ => Fields::new(),
    };
    if is_good && envelope.get("status").and_then(Value::as_str) != Some("error") {
        return Ok(envelope);
    }
    Err(Failure::Refused {
        status: answer.status.as_u16(),
        detail: said(&envelope),
    })
}

/// What the server says is wrong: its message, and which field breaks which rule.
fn said(envelope: &Fields) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut parts = vec![envelope.get("message").map(text).unwrap_or_default()];
    let data = envelope.get("data").and_then(Value::as_object);
    for (field, rules) in data.into_iter().flatten().take(5) {
        for rule in rules.as_object().into_iter().flatten().take(3) {
            let message = rule.1.get("message").map(text).unwrap_or_default();
            parts.push(format!("{field}: {message}"));
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    let whole = match parts.is_empty() {
        true => "it was refused without a reason".to_owned(),
        false => parts.join("; "),
    };
    whole.chars().take(500).collect()
}

async fn data(side: &impl Side, question: Question) -> Result<Fields, Failure> {
    let mut envelope = accepted(side.ask(question).await?)?;
    object(
        envelope.shift_remove("data").unwrap_or_default(),
        "the data of an answer",
    )
}

/// All rows of a list, page after page.
async fn rows(side: &impl Side, path: &str) -> Result<Vec<Fields>, Failure> {
    let mut rows: Vec<Fields> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    let mut start = None::<String>;
    loop {
        let from = start.as_ref().map_or_else(String::new, |start| {
            let key: String = byte_serialize(start.as_bytes()).collect();
            format!("&start_key={key}")
        });
        let question = Question::get(format!("{path}?page_size={PAGE}{from}"));
        let mut envelope = accepted(side.ask(question).await?)?;
        let before = rows.len();
        for row in list(envelope.shift_remove("data"), "the data of a list")? {
            rows.push(object(row, "a row of a list")?);
        }
        if rows.len() > MOST {
            return Err(Failure::TooMuch("one list has more than 100,000 rows"));
        }
        start = match envelope.shift_remove("next_start_key") {
            None | Some(Value::Null) => return Ok(rows),
            Some(Value::String(key)) => Some(key),
            Some(key) => Some(key.to_string()),
        };
        let is_known = |start: &String| !seen.insert(start.clone());
        if rows.len() == before || start.as_ref().is_some_and(is_known) {
            return Err(Failure::odd(
                "a list never ends: a page is empty or leads to one that was there before",
            ));
        }
    }
}

/// Every record of the subtree, the accounts from the top down.
pub(crate) async fn fetch(side: &impl Side, root: &str) -> Result<Vec<Doc>, Failure> {
    let mut docs = accounts(side, root).await?;
    let ids: Vec<String> = docs.iter().map(|doc| doc.id.clone()).collect();
    for sort in [Sort::User, Sort::Phone, Sort::Group] {
        let lists = each(ids.clone(), |account| async move {
            let path = format!("/v2/accounts/{account}/{}", collection(sort));
            let found = rows(side, &path).await?;
            let ids = found.iter().map(|row| plain_id(row.get("id")));
            let ids = ids.collect::<Result<Vec<_>, _>>()?;
            Ok(ids
                .into_iter()
                .map(|id| (account.clone(), id))
                .collect::<Vec<_>>())
        });
        let places: Vec<_> = lists.await?.into_iter().flatten().collect();
        if docs.len() + places.len() > MOST {
            return Err(Failure::TooMuch("there are more than 100,000 records"));
        }
        let found = each(places, |(parent, id)| async move {
            read(side, sort, &parent, &id).await
        });
        docs.extend(found.await?);
    }
    Ok(docs)
}

async fn accounts(side: &impl Side, root: &str) -> Result<Vec<Doc>, Failure> {
    let mut docs = vec![read(side, Sort::Account, "", root).await?];
    let below = rows(side, &format!("/v2/accounts/{root}/descendants")).await?;
    let mut places = Vec::with_capacity(below.len());
    let mut depth = vec![];
    for row in &below {
        let above = list(row.get("tree").cloned(), "the tree of an account")?;
        places.push((plain_id(above.last())?, plain_id(row.get("id"))?));
        depth.push(above.len());
    }
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|at| depth.get(*at));
    let places: Vec<_> = order
        .iter()
        .filter_map(|at| places.get(*at).cloned())
        .collect();
    let mut known: HashSet<&str> = HashSet::from([root]);
    for (parent, id) in &places {
        if !known.contains(parent.as_str()) || !known.insert(id) {
            return Err(Failure::odd("the accounts are no tree"));
        }
    }
    let found = each(places.clone(), |(parent, id)| async move {
        read(side, Sort::Account, &parent, &id).await
    });
    docs.extend(found.await?);
    Ok(docs)
}

/// The accounts that the caller may choose from: the one he stands on, and those below it.
pub(crate) async fn choices(side: &impl Side, own: &str) -> Result<Vec<(String, String)>, Failure> {
    let top = read(side, Sort::Account, "", own).await?;
    let below = rows(side, &format!("/v2/accounts/{own}/descendants")).await?;
    let mut choices = vec![(top.id.clone(), top.label())];
    for row in below {
        let id = plain_id(row.get("id"))?;
        let name = row
            .get("name")
            .and_then(Value::as_str)
            .unwrap_or(&id)
            .to_owned();
        choices.push((id, name.chars().take(128).collect()));
    }
    Ok(choices)
}

/// The account directly below this one that has this name, if there is one.
pub(crate) async fn child_named(
    side: &impl Side,
    parent: &str,
    name: &str,
) -> Result<Option<String>, Failure> {
    let below = rows(side, &format!("/v2/accounts/{parent}/children")).await?;
    let is_it = |row: &&Fields| {
        let known = row.get("name").and_then(Value::as_str).unwrap_or_default();
        known.to_lowercase() == name.to_lowercase()
    };
    below
        .iter()
        .find(is_it)
        .map(|row| plain_id(row.get("id")))
        .transpose()
}

fn place(sort: Sort, parent: &str, id: &str) -> String {
    match sort {
        Sort::Account => format!("/v2/accounts/{id}"),
        _ => format!("/v2/accounts/{parent}/{}/{id}", collection(sort)),
    }
}

fn doc(sort: Sort, parent: &str, fields: Fields) -> Result<Doc, Failure> {
    let id = plain_id(fields.get("id"))?;
    let is_computed = |key: &str| match sort {
        Sort::Account => ACCOUNT_COMPUTED.contains(&key) || matches!(key, "enabled" | "tree"),
        _ => matches!(key, "id" | "created" | "modified" | "features"),
    };
    let doc = Doc {
        sort,
        id,
        parent: String::new(),
        fields: cleaned(fields, is_computed),
    };
    Ok(doc.below(parent))
}

async fn read(side: &impl Side, sort: Sort, parent: &str, id: &str) -> Result<Doc, Failure> {
    let fields = data(side, Question::get(place(sort, parent, id))).await?;
    let doc = doc(sort, parent, fields)?;
    match doc.id == id {
        true => Ok(doc),
        false => Err(Failure::odd("a record has another id than was asked for")),
    }
}

/// Makes a record; `parent` is an account.
pub(crate) async fn create(
    side: &impl Side,
    sort: Sort,
    parent: &str,
    fields: &Fields,
) -> Result<Doc, Failure> {
    let path = match sort {
        Sort::Account => format!("/v2/accounts/{parent}"),
        _ => format!("/v2/accounts/{parent}/{}", collection(sort)),
    };
    let mut fields = fields.clone();
    fields.shift_remove(PARENT);
    let body = json!({ "data": fields });
    let made = data(side, Question::with(Method::PUT, path, body)).await?;
    doc(sort, parent, made)
}

/// Changes a record, and gives it as it is then.
pub(crate) async fn change(side: &impl Side, at: &Doc, changes: &[Change]) -> Result<Doc, Failure> {
    let (moves, edits): (Vec<Change>, Vec<Change>) = changes.iter().cloned().partition(is_move);
    let mut changed = at.clone();
    if !edits.is_empty() {
        let body = json!({ "data": patch_of(&edits) });
        let path = place(at.sort, &at.parent, &at.id);
        let patched = data(side, Question::with(Method::PATCH, path, body)).await?;
        changed = doc(at.sort, &at.parent, patched)?;
    }
    for change in moves {
        let to = change.to.as_ref().and_then(Value::as_str);
        let to = to.ok_or(Failure::Impossible("an account lies below another one"))?;
        move_under(side, &at.id, to).await?;
        changed = changed.below(to);
    }
    Ok(changed)
}

/// Moves an account with everything below it.
async fn move_under(side: &impl Side, account: &str, to: &str) -> Result<(), Failure> {
    let path = format!("/v2/accounts/{account}/move");
    let body = json!({ "data": { "to": to } });
    accepted(side.ask(Question::with(Method::POST, path, body)).await?)?;
    Ok(())
}

/// Whether an account that is not in the subtree is still there: it was moved to where it is not followed. One that the
/// server says it does not know was deleted, or moved out of sight of whoever signed in.
pub(crate) async fn is_elsewhere(side: &impl Side, account: &str) -> Result<bool, Failure> {
    match read(side, Sort::Account, "", account).await {
        Ok(_) | Err(Failure::Refused { status: 403, .. }) => Ok(true),
        Err(Failure::Refused {
            status: 400 | 404 | 410,
            ..
        }) => Ok(false),
        // A server that cannot answer now has deleted nothing.
        Err(failure) => Err(failure),
    }
}

/// Deletes a record; one that is gone already is no failure.
pub(crate) async fn remove(side: &impl Side, at: &Doc) -> Result<(), Failure> {
    let question = Question {
        method: Method::DELETE,
        path: place(at.sort, &at.parent, &at.id),
        body: None,
    };
    match accepted(side.ask(question).await?) {
        Ok(_) => Ok(()),
        Err(Failure::Refused { status: 404, .. }) => Ok(()),
        Err(failure) => Err(failure),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::StatusCode;

    /// A server that says the same to every question, and notes it.
    struct Saying(StatusCode, Value, std::sync::Mutex<Vec<Question>>);

    impl Side for Saying {
        async fn ask(&self, question: Question) -> Result<Answer, Failure> {
            self.2.lock().unwrap().push(question);
            let (status, body) = (self.0, self.1.clone());
            Ok(Answer { status, body })
        }
    }

    fn saying(status: u16, data: Value) -> Saying {
        let body = json!({ "data": data });
        let status = StatusCode::from_u16(status).unwrap();
        Saying(status, body, std::sync::Mutex::default())
    }

    fn wait<T>(what: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        runtime.unwrap().block_on(what)
    }

    #[test]
    fn an_account_is_elsewhere_when_the_server_shows_or_forbids_it_and_gone_when_it_knows_none() {
        let is_elsewhere = |status| {
            let server = saying(status, json!({ "id": "x" }));
            wait(is_elsewhere(&server, "x"))
        };
        for (status, wanted) in [(200, true), (403, true), (404, false), (410, false)] {
            assert_eq!(is_elsewhere(status).unwrap(), wanted, "{status}");
        }
        for status in [401, 429, 500, 503] {
            assert!(is_elsewhere(status).is_err(), "{status}");
        }
    }

    #[test]
    fn a_move_is_asked_for_as_such_after_the_other_changes_and_is_never_in_a_document() {
        let change = |path: &str, to: Value| Change {
            path: path.to_owned(),
            from: None,
            to: Some(to),
        };
        let server = saying(200, json!({ "id": "x", "name": "New" }));
        let at = Doc {
            sort: Sort::Account,
            id: "x".to_owned(),
            parent: String::new(),
            fields: Fields::new(),
        };
        let changes = [
            change("/_parent", json!("b")),
            change("/name", json!("New")),
        ];
        let after = wait(super::change(&server, &at.below("a"), &changes)).unwrap();
        assert_eq!(
            (&*after.parent, &after.fields["_parent"]),
            ("b", &json!("b"))
        );
        wait(create(&server, Sort::Account, "b", &after.fields)).unwrap();
        let asked = server.2.lock().unwrap();
        let asked: Vec<_> = asked
            .iter()
            .map(|it| (it.method.as_str(), &*it.path, it.body.clone().unwrap()))
            .collect();
        let named = json!({ "data": { "name": "New" } });
        assert_eq!(
            asked,
            [
                ("PATCH", "/v2/accounts/x", named.clone()),
                (
                    "POST",
                    "/v2/accounts/x/move",
                    json!({ "data": { "to": "b" } })
                ),
                ("PUT", "/v2/accounts/b", named),
            ]
        );
    }
}
