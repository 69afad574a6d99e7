//! A subtree of a Crossbar server, to be kept by an office here.

use crate::office::{Office, Remote};
use serde_json::json;

/// "Bakery" with an account below it, two users, a device and a group.
pub struct Bakery {
    pub account: String,
    pub shop: String,
    pub pia: String,
    pub device: String,
    pub group: String,
}

impl Bakery {
    pub fn new(office: &Office) -> Self {
        let account = office.put(
            &format!("/accounts/{}", office.account),
            json!({ "name": "Bakery", "realm": "bakery.example", "contract": { "no": "K-17" } }),
        );
        let shop = office.put(
            &format!("/accounts/{account}"),
            json!({ "name": "Bakery Shop" }),
        );
        let users = format!("/accounts/{account}/users");
        let pia = office.put(
            &users,
            json!({
                "username": "pia", "password": "correct horse 1", "first_name": "Pia", "last_name": "Brot",
                "email": "pia@bakery.example", "ui_flags": { "colour": "red" },
            }),
        );
        let tom = office.put(&users, json!({ "first_name": "Tom", "last_name": "Torte" }));
        let device = office.put(
            &format!("/accounts/{account}/devices"),
            json!({
                "name": "Counter", "owner_id": pia, "mac_address": "00:15:65:00:00:01",
                "sip": { "username": "counter", "password": "very-secret-1" },
            }),
        );
        let endpoints = json!({
            &pia: { "type": "user", "weight": 1 }, &tom: { "type": "user", "weight": 2 },
            &device: { "type": "device", "weight": 3 },
        });
        let group = office.put(
            &format!("/accounts/{account}/groups"),
            json!({ "name": "All", "endpoints": endpoints }),
        );
        Self {
            account,
            shop,
            pia,
            device,
            group,
        }
    }

    pub fn at(&self, what: &str) -> String {
        format!("/accounts/{}/{what}", self.account)
    }
}

/// The account here that stands for Bakery.
pub fn kept(here: &Office) -> String {
    let children = format!("/accounts/{}/children", here.account);
    let found = here.find(&children, "name", "Bakery");
    found["id"].as_str().unwrap().to_owned()
}

/// The server elsewhere with its bakery, and an office that keeps it, too.
pub struct Two {
    pub there: Office,
    pub here: Office,
    pub bakery: Bakery,
}

impl Two {
    pub fn new() -> Self {
        let there = Office::new();
        let bakery = Bakery::new(&there);
        Self {
            there,
            here: Office::new(),
            bakery,
        }
    }

    pub fn remote(&self) -> Remote<'_> {
        let address = &self.there.server.address;
        Remote::add(
            &self.here,
            "crossbar",
            address,
            &self.bakery.account,
            &self.here.account,
        )
    }
}
