//! A small organisation made by hand, in which every feature has something to show.

use super::{random, records};
use crate::installation::install;
use crate::{Engine, Principal, Result};
use cordboard_model::{Id, Kind};
use serde_json::{Value, json};

/// The demo's realm; sign in as `admin` with the password the caller chose.
pub const REALM: &str = "demo.example";

/// Sets up an empty installation as the demo organisation.
pub fn run(engine: &Engine, admin_password: Option<&str>) -> Result<install::Output> {
    let admin = admin_password.map(|password| install::Admin {
        fields: object(json!({
            "first_name": "Robin", "last_name": "Sommer", "username": "admin",
            "email": "robin.sommer@demo.example", "extension_number": "100", "job_title": "Operations",
        })),
        password: password.to_owned(),
    });
    let input = install::Input {
        organisation: "Nordlicht Telefonie".into(),
        realm: REALM.into(),
        timezone: Some("Europe/Berlin".into()),
        admin,
        setup_token: None,
    };
    let made = install::run(engine, &Principal::Owner, input)?;
    let shape = engine.shape();
    let mut batch = engine.batch(
        None,
        "seed",
        Vec::new(),
        json!({ "label": "demo organisation" }),
    );
    let mut demo = Demo {
        engine,
        batch: &mut batch,
    };
    demo.offices(made.account_id)?;
    engine.commit(batch)?;
    engine.reload_tree(&shape)?;
    drop(shape);
    random::run(
        engine,
        random::Input {
            accounts: 60,
            users: 240,
            full: false,
            seed: 7,
        },
        &mut |_| {},
    )?;
    Ok(made)
}

fn object(value: Value) -> cordboard_model::Fields {
    match value {
        Value::Object(fields) => fields,
        _ => cordboard_model::Fields::new(),
    }
}

struct Demo<'a> {
    engine: &'a Engine,
    batch: &'a mut cordboard_store::Batch,
}

impl Demo<'_> {
    fn add(&mut self, kind: Kind, account_id: Id, fields: Value) -> Result<Id> {
        let id = self.engine.new_id();
        records::add(
            self.batch,
            records::record(self.engine, kind, id, Some(account_id), fields)?,
        );
        Ok(id)
    }

    fn account(&mut self, parent: Id, name: &str, realm: &str, more: Value) -> Result<Id> {
        let mut fields = json!({ "name": name, "realm": format!("{realm}.{REALM}"), "timezone": "Europe/Berlin" });
        if let (Some(fields), Value::Object(more)) = (fields.as_object_mut(), more) {
            fields.extend(more);
        }
        self.add(Kind::Account, parent, fields)
    }

    fn offices(&mut self, root: Id) -> Result<()> {
        let reseller = self.account(
            root,
            "Hanse Kommunikation",
            "hanse",
            json!({ "is_reseller": true }),
        )?;
        let practice = self.account(
            reseller,
            "Zahnarztpraxis Dr. Leutheusser-Schnarrenberger & Partner",
            "zahnarzt",
            json!({ "office_hours": week("08:00", "18:00") }),
        )?;
        self.account(practice, "Praxislabor", "labor", json!({}))?;
        self.account(
            reseller,
            "Kanzlei Möwe",
            "moewe",
            json!({ "enabled": false }),
        )?;
        self.account(
            root,
            "مكتب السلام للسفر",
            "salam",
            json!({ "timezone": "Asia/Riyadh", "language": "ar" }),
        )?;
        self.practice(practice)?;
        self.holidays(practice)
    }

    fn practice(&mut self, account: Id) -> Result<()> {
        let people = [
            (
                "Greta",
                "Lindqvist",
                "10",
                "Reception",
                json!({ "presence": "lunch" }),
                reception(),
            ),
            (
                "Karl-Theodor",
                "Leutheusser-Schnarrenberger",
                "11",
                "Dentist",
                json!({}),
                doctor(),
            ),
            (
                "Amira",
                "Haddad",
                "12",
                "Dentist",
                json!({ "do_not_disturb": { "enabled": true } }),
                json!({}),
            ),
            (
                "Jonas",
                "Öztürk",
                "13",
                "Laboratory",
                json!({ "presence": "away" }),
                laboratory(),
            ),
            (
                "Notdienst",
                "Wochenende",
                "19",
                "On call",
                json!({}),
                on_call(),
            ),
        ];
        for (first, last, extension, title, more, forwarding) in people {
            let mut fields = json!({
                "first_name": first, "last_name": last, "extension_number": extension, "job_title": title,
                "username": format!("ext{extension}"), "role": if extension == "11" { "admin" } else { "user" },
                "forwarding": forwarding,
            });
            if let (Some(fields), Value::Object(more)) = (fields.as_object_mut(), more) {
                fields.extend(more);
            }
            self.add(Kind::User, account, fields)?;
        }
        Ok(())
    }

    fn holidays(&mut self, account: Id) -> Result<()> {
        for (name, from, to, every_year) in [
            ("Weihnachten", "2026-12-24", "2026-12-26", true),
            ("Neujahr", "2027-01-01", "2027-01-01", true),
            ("Betriebsferien", "2027-08-02", "2027-08-20", false),
        ] {
            let fields =
                json!({ "name": name, "from_date": from, "to_date": to, "every_year": every_year });
            self.add(Kind::Holiday, account, fields)?;
        }
        Ok(())
    }
}

fn week(from: &str, to: &str) -> Value {
    let open = json!({ "enabled": true, "ranges": [{ "from": from, "to": to }] });
    let friday = json!({ "enabled": true, "ranges": [{ "from": from, "to": "13:00" }] });
    let closed = json!({ "enabled": false, "ranges": [] });
    json!({
        "monday": open, "tuesday": open, "wednesday": open, "thursday": open, "friday": friday,
        "saturday": closed, "sunday": closed,
    })
}

fn reception() -> Value {
    json!({
        "available": {
            "non_office_hours": { "action": "forward_to_number", "number": "19" },
            "no_answer": { "action": "forward_to_number", "number": "11", "timeout_s": 20 },
        },
        "busy": {
            "office_hours": { "action": "forward_to_number", "number": "12" },
            "non_office_hours": { "action": "forward_to_voicemail" },
        },
        "lunch": { "office_hours": { "action": "forward_to_number", "number": "13" } },
    })
}

fn doctor() -> Value {
    json!({
        "away": { "office_hours": { "action": "forward_to_number", "number": "+491701234567" } },
        "exceptions": [{
            "id": "0199aaaabbbb7ccc8ddd000000000001",
            "name": "Home",
            "caller_mask": "+4940555*",
            "applies": "all_hours",
            "action": "forward_to_number",
            "number": "+491701234567",
        }],
    })
}

fn laboratory() -> Value {
    json!({ "away": { "office_hours": { "action": "forward_to_number", "number": "10" } } })
}

fn on_call() -> Value {
    json!({ "available": { "non_office_hours": { "action": "forward_to_number", "number": "+491709876543" } } })
}
