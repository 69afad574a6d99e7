//! A tenant with an admin and a person, who signed in through the dialect, and short words for what tests ask.

use crate::office::{Answer, As, Office, PASSWORD};
use serde_json::{Value, json};

pub struct Tenant {
    pub office: Office,
    /// The tenant: an account below the top one, with the realm [`Tenant::DOMAIN`].
    pub account: String,
    /// Its admin.
    pub admin: As,
    /// Its admin's id.
    pub admin_id: String,
    /// Its person without further rights, extension 101.
    pub person: As,
    /// The person's id.
    pub person_id: String,
    /// The first administrator, who looks after the whole installation.
    pub system: As,
}

impl Tenant {
    pub const DOMAIN: &'static str = "bakery.acme.example";

    /// Served with simulated phones.
    pub async fn new() -> Self {
        Self::of(Office::with_phones()).await
    }

    /// Without a telephone plane.
    pub async fn without_phones() -> Self {
        Self::of(Office::new()).await
    }

    async fn of(office: Office) -> Self {
        let account = office.account(&office.root, "Bakery").await;
        let admin_id = office.user(&account, "ada", "admin").await;
        let person_id = office.user(&account, "pia", "user").await;
        let number = json!([{ "path": "/extension_number", "to": "101" }]);
        let path = format!("/console/users/{person_id}");
        office.patch(&As::Owner, &path, number).await.expect(200);
        let system = office.sign_in("admin").await;
        let admin = office.sign_in("ada@bakery.acme.example").await;
        let person = office.sign_in("pia@bakery.acme.example").await;
        Self {
            office,
            account,
            admin,
            admin_id,
            person,
            person_id,
            system,
        }
    }

    pub async fn get(&self, who: &As, path: &str) -> Answer {
        self.office.get(who, &format!("/api/{path}")).await
    }

    pub async fn post(&self, who: &As, path: &str, body: Value) -> Answer {
        self.office.post(who, &format!("/api/{path}"), body).await
    }

    /// A `POST` without a body.
    pub async fn act(&self, who: &As, path: &str) -> Answer {
        let path = format!("/api/{path}");
        self.office.call(who, "POST", &path, None).await
    }

    /// Makes a user and gives his id.
    pub async fn user(&self, name: &str, extension: &str) -> String {
        let body = new_user(name, extension);
        crate::office::id(&self.post(&self.admin, "users", body).await.expect(201))
    }

    /// Signs in at the console, which no bucket counts.
    pub async fn session(&self, name: &str) -> As {
        self.office
            .sign_in(&format!("{name}@{}", Self::DOMAIN))
            .await
    }

    /// Signs in through the dialect; gives the whole answer.
    pub async fn sign_in(&self, username: &str, domain: &str) -> Answer {
        let body = json!({ "username": username, "password": PASSWORD, "domain": domain });
        self.post(&As::Nobody, "auth/sign_in", body).await
    }
}

/// Refused with this status and code, in the one form that errors have.
#[track_caller]
pub fn refused(answer: Answer, status: u16, code: &str) -> Value {
    let errors = answer.body["errors"].clone();
    let said = (answer.status.as_u16(), errors[0]["code"].as_str());
    assert_eq!(said, (status, Some(code)), "{}", answer.body);
    assert!(
        errors[0]["message"]
            .as_str()
            .is_some_and(|text| !text.is_empty())
    );
    assert_eq!(answer.kind, "application/json");
    errors
}

/// The keys of an object, sorted.
#[track_caller]
pub fn keys(object: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = object
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    keys.sort_unstable();
    keys
}

/// The body of a new user with all that is needed.
pub fn new_user(name: &str, extension: &str) -> Value {
    json!({
        "name": name, "password": PASSWORD, "email": format!("{name}@bakery.example"),
        "display_name": format!("The {name}"), "role": "StandardUser", "extension_number": extension,
        "extension_password": "sip secret", "voicemail_pin": "246813",
    })
}

pub fn token(pair: &Value, key: &str) -> As {
    As::Token(pair[key].as_str().unwrap().to_owned())
}
