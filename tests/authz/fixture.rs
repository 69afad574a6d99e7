//! The office of all rows, its callers, and what one request may use up.

use crate::office::{As, Office, id};
use cordboard_engine::Principal;
use cordboard_engine::remotes::{Dialect, Secret, add};
use serde_json::json;

pub const BELOW: usize = 3;
pub const PERSON: usize = 4;
pub const ADMIN: usize = 5;

pub const CALLERS: [&str; 7] = [
    "nobody",
    "the sibling's admin",
    "the sibling's person",
    "the admin below",
    "the person",
    "the account's admin",
    "the admin above",
];

/// The office of all rows.
pub struct Fixture {
    pub office: Office,
    /// The account the rows are about, below the top account.
    pub account: String,
    /// An account below it, with an admin of its own.
    pub child: String,
    /// Its person without the admin role.
    pub person: String,
    /// A colleague of this person.
    pub colleague: String,
    /// A watch of the account.
    pub watch: String,
    /// Something that it is to be told.
    pub delivery: String,
    /// A server elsewhere that the account keeps.
    pub remote: String,
    pub callers: [As; 7],
}

/// What one request may use up; all of it belongs to the fixture's account.
pub struct Fresh {
    /// An account below.
    pub child: String,
    pub user: String,
    pub holiday: String,
    pub group: String,
    pub deleted_group: String,
    /// A phone of nobody.
    pub phone: String,
    /// A meeting room of the colleague.
    pub meeting: String,
    /// A role that nobody has.
    pub role: String,
    pub deleted_account: String,
    pub deleted_user: String,
    /// A kiosk that waits for its device.
    pub kiosk: String,
    /// The code that enrols it.
    pub kiosk_code: String,
}

/// Named past HTTP, since nobody answers at its address.
fn remote(office: &Office, account: &str) -> String {
    let input = add::Input {
        name: "Elsewhere".into(),
        dialect: Dialect::Crossbar,
        address: "http://127.0.0.1:1".into(),
        username: "admin".into(),
        realm: None,
        there: ("a".into(), "Elsewhere".into()),
        here: account.parse().unwrap(),
        secret: Secret::Key("x".into()),
    };
    let added = add::run(&office.engine, &Principal::Owner, input).unwrap();
    added.id.to_string()
}

impl Fixture {
    /// Signing in costs no tokens from now on: a bucket that refills as time goes by would answer as fast as the machine is.
    pub async fn sign_in_for_nothing(&self) {
        let free = json!([{ "path": "/token_bucket/login_cost", "from": 35, "to": 0 }]);
        let settings = self.office.patch(&As::Owner, "/console/settings", free);
        settings.await.expect(200);
    }

    pub async fn new() -> Self {
        Self::over(Office::new()).await
    }

    /// The same in an office that was made otherwise.
    pub async fn over(office: Office) -> Self {
        let account = office.account(&office.root, "Bakery").await;
        let child = office.account(&account, "Bakery Shop").await;
        let sibling = office.account(&office.root, "Sibling").await;
        office.user(&sibling, "sid", "admin").await;
        office.user(&sibling, "sam", "user").await;
        office.user(&child, "chad", "admin").await;
        office.user(&account, "ada", "admin").await;
        let person = office.user(&account, "pia", "user").await;
        let colleague = office.user(&account, "carl", "user").await;
        let callers = [
            As::Nobody,
            office.sign_in("sid@sibling.acme.example").await,
            office.sign_in("sam@sibling.acme.example").await,
            office.sign_in("chad@Bakery Shop").await,
            office.sign_in("pia@bakery.acme.example").await,
            office.sign_in("ada@bakery.acme.example").await,
            office.sign_in("admin").await,
        ];
        let body = json!({ "fields": { "address": "https://hook.example/", "name": "Hook" } });
        let watch = office.post(&callers[ADMIN], "/console/watches", body).await;
        let watch = id(&watch.expect(201));
        let path = format!("/console/watches/{watch}/test");
        let delivery = office.post(&callers[ADMIN], &path, json!({})).await;
        let delivery = id(&delivery.expect(201));
        let remote = remote(&office, &account);
        Self {
            office,
            account,
            child,
            person,
            colleague,
            watch,
            delivery,
            remote,
            callers,
        }
    }

    pub async fn fresh(&self, number: usize) -> Fresh {
        let office = &self.office;
        let child = office
            .account(&self.account, &format!("Child {number}"))
            .await;
        let deleted_account = office
            .account(&self.account, &format!("Gone {number}"))
            .await;
        let user = self.nameless(number).await;
        let deleted_user = self.nameless(number).await;
        for gone in [
            format!("/console/accounts/{deleted_account}"),
            format!("/console/users/{deleted_user}"),
        ] {
            office.delete(&As::Owner, &gone).await.expect(204);
        }
        let group = self.group(number).await;
        let deleted_group = self.group(number).await;
        let gone = format!("/console/records/group/{deleted_group}");
        office.delete(&As::Owner, &gone).await.expect(204);
        let phones = format!("/console/accounts/{}/records/phone", self.account);
        let fields = json!({ "name": "Lobby", "provision": { "endpoint_brand": "Snom" } });
        let phone = json!({ "fields": fields });
        let phone = id(&office.post(&As::Owner, &phones, phone).await.expect(201));
        let role = format!("Role {number}");
        let roles = format!("/console/accounts/{}/roles", self.account);
        let fields = json!({ "name": role, "permissions": {} });
        office.post(&As::Owner, &roles, fields).await.expect(204);
        let meetings = format!("/console/accounts/{}/meetings", self.account);
        let fields = json!({ "subject": "Standup", "mode": "audio", "timezone": "Europe/Berlin" });
        let room = json!({ "owner_id": self.colleague, "fields": fields });
        let meeting = id(&office.post(&As::Owner, &meetings, room).await.expect(201));
        Fresh {
            kiosk: String::new(),
            kiosk_code: String::new(),
            meeting,
            group,
            deleted_group,
            phone,
            role,
            child,
            user,
            holiday: String::new(),
            deleted_account,
            deleted_user,
        }
    }

    /// The same for a row of this operation: few of them need a holiday or a kiosk, of which an account has not so many.
    pub async fn fresh_for(&self, operation: &str, number: usize) -> Fresh {
        let mut fresh = self.fresh(number).await;
        if operation.starts_with("holiday") {
            let holidays = format!("/console/accounts/{}/holidays", self.account);
            let fields =
                json!({ "name": "Fair", "from_date": "2026-05-01", "to_date": "2026-05-01" });
            let made = self.office.post(&As::Owner, &holidays, fields).await;
            fresh.holiday = id(&made.expect(201));
        }
        if operation == "holiday_restore" {
            let gone = format!("/console/holidays/{}", fresh.holiday);
            self.office.delete(&As::Owner, &gone).await.expect(204);
        }
        if matches!(operation, "kiosk_revoke" | "kiosk_enrol") {
            (fresh.kiosk, fresh.kiosk_code) = self.kiosk(number).await;
        }
        fresh
    }

    /// A kiosk that waits, with its code.
    async fn kiosk(&self, number: usize) -> (String, String) {
        let path = format!("/console/accounts/{}/kiosks", self.account);
        let duties = json!({ "presence": true, "hours": true, "meetings": true, "visitors": true });
        let body = json!({ "name": format!("Desk {number}"), "pin": "1234", "duties": duties });
        let made = self.office.post(&As::Owner, &path, body).await.expect(201);
        (id(&made), made["code"].as_str().unwrap().to_owned())
    }

    async fn group(&self, number: usize) -> String {
        let path = format!("/console/accounts/{}/records/group", self.account);
        let body = json!({ "fields": { "name": format!("Group {number}") } });
        id(&self.office.post(&As::Owner, &path, body).await.expect(201))
    }

    /// A user who cannot sign in: no password has to be hashed for him.
    pub async fn nameless(&self, number: usize) -> String {
        let path = format!("/console/accounts/{}/users", self.account);
        let body = json!({ "fields": { "first_name": format!("Nell {number}") } });
        id(&self.office.post(&As::Owner, &path, body).await.expect(201))
    }
}
