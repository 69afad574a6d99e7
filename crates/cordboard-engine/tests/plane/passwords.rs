//! Until when the file of a phone holds its SIP password.

use crate::office::{OWNER, Office, fields};
use cordboard_engine::belongings::Place;
use cordboard_engine::phones::arming::Password;
use cordboard_engine::phones::log::Outcome;
use cordboard_engine::phones::{create, fetch, read_file, read_folder, rearm};
use cordboard_engine::records::{Which, update};
use cordboard_engine::registrations::report;
use cordboard_model::merge::Edit;
use cordboard_model::{Id, Kind};
use serde_json::{Value, json};

const MAC: &str = "001565aabb01";
/// Longer than a phone takes to start.
const LATER_MS: i64 = 600_000;

struct Desk {
    office: Office,
    phone: Id,
    password: String,
}

impl Desk {
    fn new(office: Office, vendor: &str) -> Self {
        let document = json!({
            "name": "Desk", "owner_id": office.ben.to_string(), "mac_address": MAC,
            "provision": { "endpoint_brand": vendor },
            "sip": { "username": "desk", "password": "s3cret" },
        });
        Self {
            phone: phone(&office, document),
            office,
            password: "s3cret".to_owned(),
        }
    }

    /// The text that the phone fetches.
    fn fetched(&self) -> String {
        self.ask(false)
    }

    fn ask(&self, is_question: bool) -> String {
        let engine = &self.office.engine;
        let place = self.office.place(self.office.ben);
        let folder = read_folder::run(engine, &OWNER, place).unwrap();
        let file_name = match self.view().vendor.unwrap() {
            cordboard_model::phone_config::Vendor::Poly => format!("phone{MAC}.cfg"),
            _ => format!("{MAC}.cfg"),
        };
        let input = fetch::Input {
            folder: &folder,
            file_name: &file_name,
            host: "pbx.example",
            folder_url: "https://pbx.example/provision/x/",
            is_question,
            source: fetch::Source {
                ip: "192.0.2.7",
                user_agent: "Yealink SIP-T46U",
                is_private: true,
            },
        };
        fetch::run(engine, input).unwrap().text
    }

    fn gets_the_password(&self) -> bool {
        let text = self.fetched();
        // What else there is stands in every file.
        assert!(text.contains("pbx.example"), "{text}");
        text.contains(&self.password)
    }

    fn view(&self) -> read_file::View {
        let input = read_file::Input {
            id: self.phone,
            host: "pbx.example",
        };
        read_file::run(&self.office.engine, &OWNER, input).unwrap()
    }

    fn registers(&self) {
        self.reports(json!({ "instance_id": "urn:uuid:1" }));
    }

    fn reports(&self, document: Value) {
        let input = report::Input {
            user: self.office.place(self.office.ben),
            fields: fields(document),
        };
        report::run(&self.office.engine, &OWNER, input).unwrap();
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let which = Which {
            kind: Kind::Phone,
            id: self.phone,
        };
        let changes = vec![Edit {
            path: path.to_owned(),
            from: Some(from.into()),
            to: Some(to.into()),
        }];
        let input = update::Input { which, changes };
        update::run(&self.office.engine, &OWNER, &input).unwrap();
    }

    fn has_registered(self) -> Self {
        assert!(self.gets_the_password());
        self.registers();
        assert!(!self.gets_the_password());
        self
    }
}

fn phone(office: &Office, document: Value) -> Id {
    let input = create::Input {
        account_id: office.top,
        fields: fields(document),
    };
    create::run(&office.engine, &OWNER, input).unwrap().id
}

fn desk() -> Desk {
    Desk::new(Office::without_plane(), "Yealink")
}

#[test]
fn a_phone_gets_its_password_until_it_has_fetched_it_and_registered() {
    let desk = desk();
    assert!(desk.gets_the_password() && desk.gets_the_password());
    assert_eq!(desk.view().password, Password::InFile);
    desk.registers();
    let since_ms = desk.office.engine.now_ms();
    desk.office.pass(LATER_MS);
    let text = desk.fetched();
    assert!(!text.contains("password") && text.contains("account.1.user_name = desk"));
    let view = desk.view();
    assert_eq!(view.password, Password::HeldBack { since_ms });
    assert!(!view.text.unwrap().unwrap().contains("account.1.password"));
    let outcomes: Vec<_> = view.fetches.iter().map(|entry| entry.outcome).collect();
    assert_eq!(outcomes[..2], [Outcome::WithoutPassword, Outcome::Fetched]);
    // It is the same file, but for what the phone has.
    assert_eq!(view.is_changed, Some(false));
    desk.registers();
    assert!(!desk.gets_the_password());
}

#[test]
fn what_was_held_back_stays_so_when_the_phone_is_gone() {
    let desk = desk().has_registered();
    let input = cordboard_engine::registrations::remove::Input {
        user: desk.office.place(desk.office.ben),
        instance_id: "urn:uuid:1".to_owned(),
    };
    cordboard_engine::registrations::remove::run(&desk.office.engine, &OWNER, &input).unwrap();
    assert!(!desk.gets_the_password());
}

#[test]
fn a_rearmed_file_holds_the_password_until_the_next_registration_after_a_fetch() {
    let desk = desk().has_registered();
    rearm::run(&desk.office.engine, &OWNER, desk.phone).unwrap();
    // The old registration is still there, and is refreshed: the phone that was set back has fetched nothing yet.
    desk.registers();
    desk.office.pass(LATER_MS);
    assert_eq!(desk.view().password, Password::InFile);
    assert!(desk.gets_the_password() && desk.gets_the_password());
    desk.registers();
    assert!(!desk.gets_the_password());
}

#[test]
fn another_password_another_name_and_another_device_are_handed_out_without_being_asked_for() {
    for (path, from, to) in [
        ("/sip/password", "s3cret", "another"),
        ("/sip/username", "desk", "lobby"),
        ("/mac_address", MAC, "001565aabb99"),
    ] {
        let mut desk = desk().has_registered();
        desk.edit(path, from, to);
        assert_eq!(desk.view().password, Password::InFile, "{path}");
        if path == "/mac_address" {
            continue;
        }
        if path == "/sip/password" {
            desk.password = to.to_owned();
        }
        // What is registered is registered with the old one.
        desk.registers();
        desk.office.pass(LATER_MS);
        assert!(desk.gets_the_password(), "{path}");
        desk.registers();
        assert!(!desk.gets_the_password(), "{path}");
    }
}

#[test]
fn a_key_more_on_the_phone_does_not_hand_out_the_password() {
    let desk = desk().has_registered();
    desk.edit("/name", "Desk", "Lobby");
    assert!(!desk.gets_the_password());
}

#[test]
fn phones_that_would_lose_the_password_always_get_it() {
    let desk = Desk::new(Office::without_plane(), "Poly");
    assert!(desk.gets_the_password());
    desk.registers();
    assert!(desk.gets_the_password());
    assert_eq!(desk.view().password, Password::Always);
}

#[test]
fn a_phone_that_was_set_up_by_hand_is_known_by_its_address_and_never_gets_the_password() {
    let desk = desk();
    desk.reports(json!({ "instance_id": "urn:uuid:somebody" }));
    assert_eq!(desk.view().password, Password::InFile);
    desk.reports(json!({ "instance_id": format!("urn:uuid:00000000-0000-1000-8000-{MAC}") }));
    assert!(!desk.gets_the_password());
}

#[test]
fn the_registration_of_a_persons_other_phone_is_not_taken_for_this_ones() {
    let desk = desk();
    let owner = desk.office.ben.to_string();
    let other = "001565aabb02";
    phone(
        &desk.office,
        json!({ "name": "Attic", "owner_id": owner, "mac_address": other }),
    );
    assert!(desk.gets_the_password());
    desk.reports(json!({ "instance_id": format!("urn:uuid:00000000-0000-1000-8000-{other}") }));
    assert!(desk.gets_the_password());
    desk.reports(json!({ "instance_id": format!("urn:uuid:00000000-0000-1000-8000-{MAC}") }));
    assert!(!desk.gets_the_password());
}

#[test]
fn simulated_phones_are_registered_from_the_beginning_and_a_start_is_not_cut_off_by_that() {
    let desk = Desk::new(Office::new(), "Yealink");
    // A phone asks by several names while it starts.
    assert!(desk.gets_the_password() && desk.gets_the_password());
    desk.office.pass(LATER_MS);
    assert!(matches!(desk.view().password, Password::HeldBack { .. }));
    assert!(!desk.gets_the_password());
}

#[test]
fn a_plane_that_reports_a_registration_ends_the_handing_out() {
    let desk = Desk::new(Office::new(), "Yealink");
    let user = desk.office.place(desk.office.ben);
    let Place { id, .. } = user;
    let input = cordboard_engine::registrations::remove::Input {
        user,
        instance_id: format!("simulated-{id}"),
    };
    cordboard_engine::registrations::remove::run(&desk.office.engine, &OWNER, &input).unwrap();
    desk.office
        .pass(cordboard_engine::plane::simulated::COMES_BACK_MS - 1);
    assert!(desk.gets_the_password());
    desk.office.pass(1);
    assert!(!desk.gets_the_password());
}

#[test]
fn who_only_asks_whether_there_is_a_file_has_not_fetched_it() {
    let desk = desk();
    desk.ask(true);
    desk.registers();
    let view = desk.view();
    assert_eq!(view.fetches[0].outcome, Outcome::Asked);
    assert_eq!((view.password, view.is_changed), (Password::InFile, None));
}
