use super::*;
use crate::{Id, Kind};

fn record(kind: Kind, fields: Value) -> Record {
    let fields = fields.as_object().unwrap().clone();
    Record::new(
        kind,
        Id::from_bytes([7; 16]),
        None,
        fields,
        1_700_000_000_000,
    )
}

#[test]
fn what_is_submitted_is_what_is_shown() {
    let body = json!({
        "firstName": "Anna", "lastName": "Berg", "organization": "Bakery Ltd", "currency": "EUR",
        "preferences": { "timeZone": "Europe/Berlin", "language": "de", "displayName": "Anna B" },
        "resellerId": "c-17", "domain": "bakery.example", "profile": { "id": "default" }, "tools": ["save", "call"],
        "whiteLabel": { "logoURL": "https://bakery.example/l.png", "headerBackgroundColor": "#102030" },
        "clientName": "Bakery", "status": "disabled", "additionalUsers": 3, "shoeSize": { "eu": 42 },
    });
    let said = body.as_object().unwrap();
    let account = record(Kind::Account, account_fields(said, &Fields::new()).into());
    let admin = record(Kind::User, admin_fields(said, &Fields::new()).into());
    let shown = resource(&Client {
        account: &account,
        admin: Some(&admin),
        profile_name: Some("Default"),
        tags: &[],
    });
    for (key, value) in said {
        match key.as_str() {
            "profile" => assert_eq!(shown[key], json!({ "id": "default", "name": "Default" })),
            _ => assert_eq!(&shown[key], value, "{key}"),
        }
    }
    let created = json!({ "dateTime": "2023-11-14T23:13:20", "timeZone": "Europe/Berlin" });
    assert_eq!(shown["created"], created);
}

#[test]
fn what_is_not_said_stays_and_null_takes_away() {
    let first =
        json!({ "clientName": "Bakery", "resellerId": "c-17", "organization": "Ltd", "odd": 1 });
    let known = account_fields(first.as_object().unwrap(), &Fields::new());
    let second = json!({ "organization": null, "odd": null });
    let now = account_fields(second.as_object().unwrap(), &known);
    let expected = json!({ "name": "Bakery", "resale": { "client_id": "c-17" } });
    assert_eq!(Value::Object(now), expected);
}

#[test]
fn nothing_that_a_client_writes_takes_the_place_of_what_is_known() {
    let body =
        json!({ "id": "x", "ssoToken": "y", "credit": 1000, "created": {}, "userName": "z" });
    assert!(account_fields(body.as_object().unwrap(), &Fields::new()).is_empty());
    assert!(admin_fields(body.as_object().unwrap(), &Fields::new()).is_empty());
}

#[test]
fn a_search_finds_parts_of_names_addresses_and_numbers() {
    let account = record(Kind::Account, json!({ "name": "Bakery" }));
    let admin = record(
        Kind::User,
        json!({ "first_name": "Jürgen", "last_name": "Groß", "email": "j@bakery.example", "mobile": "+49 (170) 123-45" }),
    );
    let client = Client {
        account: &account,
        admin: Some(&admin),
        profile_name: None,
        tags: &[],
    };
    for found in ["jurg", "GROSS", "bakery.ex", "17012", "170 123"] {
        assert!(matches(&client, found), "{found}");
    }
    for missed in ["anna", "999", "example.com"] {
        assert!(!matches(&client, missed), "{missed}");
    }
}
