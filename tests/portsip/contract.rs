//! Every documented operation, described in `docs/openapi/portsip.json` and done on a tenant of the real server with
//! simulated phones.

mod belongings;
mod operations;
mod people;
mod rooms;
mod walk;

use crate::server::{PASSWORD, Server, init};
use operations::{all, unlike_schema};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use walk::Walk;

/// Who takes part.
pub struct Cast {
    /// The token of the first administrator.
    pub admin: String,
    /// A person, extension 101.
    pub pia: String,
    /// The token of the person.
    pub pia_token: String,
    /// A colleague, extension 102.
    pub carl: String,
}

/// The id in an answer; one that names nothing when there is none, so that what follows is told, too.
pub fn id(answer: &Value) -> String {
    answer["id"].as_str().unwrap_or("none").to_owned()
}

/// The first of a list.
pub fn first<'a>(answer: &'a Value, key: &str) -> &'a str {
    answer["items"][0][key].as_str().unwrap_or("none")
}

fn document() -> Value {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/openapi/portsip.json"
    );
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn there_are_149_documented_operations_and_none_twice() {
    let names: BTreeSet<String> = all().iter().map(operations::Operation::name).collect();
    assert_eq!((all().len(), names.len()), (149, 149));
}

#[test]
fn the_openapi_document_has_every_documented_operation_with_its_keys_and_status() {
    let document = document();
    let mut wrong = Vec::new();
    for operation in all() {
        let name = operation.name();
        let path = format!("/{}", operation.path);
        let method = operation.method.to_lowercase();
        let Some(known) = document["paths"][&path].get(&method) else {
            wrong.push(format!("{name}: is missing"));
            continue;
        };
        let response = &known["responses"][operation.status.to_string()];
        if response.is_null() {
            wrong.push(format!("{name}: has no {}", operation.status));
        }
        let schema = |content: &Value| content["content"]["application/json"]["schema"].clone();
        let given = schema(response);
        if operation.gives.is_empty() != given.is_null() {
            wrong.push(format!("{name}: gives {given}"));
        }
        unlike_schema(&operation.gives, &given, &name, &mut wrong);
        let taken = schema(&known["requestBody"]);
        if operation.takes.is_empty() != taken.is_null() {
            wrong.push(format!("{name}: takes {taken}"));
        }
        unlike_schema(
            &operation.takes,
            &taken,
            &format!("{name} takes"),
            &mut wrong,
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Operations below those paths that are documented are all in the table: one that only the document has is no secret.
#[test]
fn below_the_documented_resources_the_openapi_document_has_no_other_operation() {
    let documented: BTreeSet<String> = all().iter().map(operations::Operation::name).collect();
    let document = document();
    let paths = document["paths"].as_object().unwrap();
    let operations = paths.iter().flat_map(|(path, methods)| {
        let methods = methods.as_object().unwrap().keys();
        methods.map(move |method| format!("{} {}", method.to_uppercase(), &path[1..]))
    });
    let resources = ["user", "users", "roles", "groups"];
    let is_below = |name: &String| {
        let path = name.split_once(' ').unwrap().1;
        resources.contains(&path.split('/').next().unwrap())
    };
    let described: BTreeSet<String> = operations.filter(is_below).collect();
    assert_eq!(described, documented);
}

async fn sign_in(walk: &mut Walk, name: &str) -> String {
    let body = json!({ "username": name, "password": PASSWORD, "domain": "acme.example" });
    let pair = walk.prepare("", "auth/sign_in", body).await;
    pair["access_token"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_documented_operation_works_on_the_real_server_with_simulated_phones() {
    let data = tempfile::tempdir().unwrap();
    init(data.path());
    let server = Server::simulating(data.path());
    let mut walk = Walk::new(&server.address);
    let admin = sign_in(&mut walk, "admin").await;
    people::transports(&server.address, &admin).await;
    people::roles(&mut walk, &admin).await;
    let [pia, carl] = people::hired(&mut walk, &admin).await;
    let pia_token = sign_in(&mut walk, "pia").await;
    let cast = Cast {
        admin,
        pia,
        pia_token,
        carl,
    };
    people::oneself(&mut walk, &cast).await;
    people::managed(&mut walk, &cast).await;
    people::groups(&mut walk, &cast).await;
    for (who, base) in [(&cast.pia_token, None), (&cast.admin, Some(&*cast.pia))] {
        let things = belongings::Things { who, base };
        things.greetings(&mut walk).await;
        things.phones(&mut walk).await;
        things.speed_dials(&mut walk).await;
        things.holidays(&mut walk, &cast).await;
        things.queues(&mut walk, &cast).await;
    }
    belongings::contacts(&mut walk, &cast).await;
    belongings::calls(&mut walk, &cast).await;
    rooms::all(&mut walk, &cast).await;
    people::secrets_and_leaving(&mut walk, &cast).await;
    assert_eq!(walk.unseen(), [""; 0], "nobody tried these");
    assert!(walk.wrong.is_empty(), "{}", walk.wrong.join("\n"));
}
