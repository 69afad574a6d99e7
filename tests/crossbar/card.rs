//! The vCard and the photo of a user.

use crate::client::{Answer, id};
use crate::world::{Tenant, tenant};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

const JPEG: &[u8] = b"\xff\xd8\xff\xe0\x00\x10JFIF any bytes \x00\x80";

fn card_of(tenant: &Tenant, user: &str, kind: &str) -> Answer {
    let path = tenant.path(&format!("users/{user}/vcard"));
    tenant.root.ask("GET", &path).header("accept", kind).send()
}

/// The lines of a card with the folding of the RFC undone.
fn lines(answer: &Answer) -> Vec<String> {
    let text = answer.text().replace("\r\n", "\n").replace("\n ", "");
    text.lines().map(str::to_owned).collect()
}

fn card(fields: Value) -> (Tenant, Vec<String>) {
    let tenant = tenant();
    let user = id(&tenant.user(fields));
    let answer = card_of(&tenant, &user, "text/x-vcard");
    assert_eq!(answer.status, 200, "{}", answer.text());
    (tenant, lines(&answer))
}

fn without_zone(lines: &[String]) -> Vec<&str> {
    lines
        .iter()
        .map(String::as_str)
        .filter(|line| !line.starts_with("TZ"))
        .collect()
}

#[test]
fn a_card_holds_the_name_and_the_address() {
    let (_, lines) =
        card(json!({ "first_name": "F", "last_name": "L", "email": "email@example.com" }));
    let expected = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "FN:F L",
        "N:L;F",
        "EMAIL:email@example.com",
        "END:VCARD",
    ];
    assert_eq!(without_zone(&lines), expected);
}

#[test]
fn a_card_tells_all_of_the_profile_in_its_order() {
    let (_, lines) = card(json!({
        "first_name": "F", "middle_name": "M", "last_name": "L", "email": "e@x.example", "timezone": "Europe/Berlin",
        "profile": {
            "birthday": "1990-01-02", "note": "n", "title": "t", "role": "r", "nicknames": ["one", "two"],
            "addresses": [{ "types": ["home", "postal"], "address": "Street 1" }, { "address": "Other 2" }],
        },
    }));
    let expected = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "FN:F M L",
        "N:L;F;M",
        "EMAIL:e@x.example",
        "BDAY:1990-01-02",
        "NOTE:n",
        "TITLE:t",
        "ROLE:r",
        "TZ:Europe/Berlin",
        "NICKNAME:one,two",
        "ADR;TYPE=home,postal:Street 1",
        "ADR;TYPE=intl,postal,parcel,work:Other 2",
        "END:VCARD",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn a_card_takes_zone_and_organisation_from_the_account() {
    let tenant = tenant();
    tenant
        .root
        .patch(
            &tenant.path(""),
            json!({ "timezone": "Asia/Tokyo", "org": "Big; Corp" }),
        )
        .ok();
    let user = id(&tenant.user(json!({})));
    let lines = lines(&card_of(&tenant, &user, "text/x-vcard"));
    assert!(lines.contains(&"TZ:Asia/Tokyo".to_owned()), "{lines:?}");
    assert!(lines.contains(&"ORG:Big\\; Corp".to_owned()), "{lines:?}");
}

#[test]
fn what_could_end_a_field_is_escaped() {
    let (_, lines) = card(
        json!({ "first_name": "A;B", "last_name": "C,D", "profile": { "note": "x\nEND:VCARD\r\ny" } }),
    );
    assert!(lines.contains(&"FN:A\\;B C\\,D".to_owned()), "{lines:?}");
    assert!(lines.contains(&"N:C\\,D;A\\;B".to_owned()), "{lines:?}");
    assert_eq!(
        lines.iter().filter(|line| *line == "END:VCARD").count(),
        1,
        "{lines:?}"
    );
    assert!(
        lines.iter().any(|line| line.starts_with("NOTE:x\\n")),
        "{lines:?}"
    );
}

#[test]
fn long_lines_are_folded_as_the_standard_says() {
    let tenant = tenant();
    let note = "ä".repeat(100);
    let user = id(&tenant.user(json!({ "profile": { "note": note } })));
    let answer = card_of(&tenant, &user, "text/x-vcard");
    for line in answer.text().lines() {
        assert!(line.len() <= 75, "{line}");
    }
    assert!(lines(&answer).contains(&format!("NOTE:{note}")));
    assert!(answer.text().ends_with("END:VCARD\n") || answer.text().ends_with("END:VCARD\r\n"));
}

#[test]
fn a_card_has_the_type_that_was_asked_for() {
    let tenant = tenant();
    let user = id(&tenant.user(json!({})));
    for kind in ["text/x-vcard", "text/directory"] {
        let answer = card_of(&tenant, &user, kind);
        assert!(
            answer.header("content-type").starts_with(kind),
            "{}",
            answer.header("content-type")
        );
    }
    assert!(
        card_of(&tenant, &user, "*/*")
            .text()
            .starts_with("BEGIN:VCARD")
    );
}

fn photo(tenant: &Tenant, user: &str, accept: &str) -> Answer {
    tenant
        .root
        .ask("GET", &tenant.path(&format!("users/{user}/photo")))
        .header("accept", accept)
        .send()
}

fn store(tenant: &Tenant, user: &str, kind: &str, bytes: &[u8]) -> Answer {
    let path = tenant.path(&format!("users/{user}/photo"));
    tenant
        .root
        .ask("POST", &path)
        .header("content-type", kind)
        .bytes(bytes)
        .send()
}

#[test]
fn a_photo_comes_back_as_bytes_or_as_base64() {
    let tenant = tenant();
    let user = id(&tenant.user(json!({})));
    photo(&tenant, &user, "application/octet-stream").refused(404, "bad_identifier");
    let answered = store(&tenant, &user, "application/octet-stream", JPEG).ok();
    assert_eq!(answered["id"], user);
    let raw = photo(&tenant, &user, "application/octet-stream");
    assert_eq!((raw.status, &raw.bytes[..]), (200, JPEG));
    assert_eq!(raw.header("content-type"), "application/octet-stream");
    let disposition = raw.header("content-disposition").replace('"', "");
    assert_eq!(disposition, "attachment; filename=photo");
    let text = photo(&tenant, &user, "application/base64");
    assert_eq!(BASE64_STANDARD.decode(text.text().trim()).unwrap(), JPEG);
    assert_eq!(photo(&tenant, &user, "*/*").status, 200);
}

#[test]
fn a_photo_may_be_sent_as_base64_with_or_without_its_prefix() {
    let tenant = tenant();
    let user = id(&tenant.user(json!({})));
    let text = BASE64_STANDARD.encode(JPEG);
    for body in [
        text.clone(),
        format!("data:image/jpeg;base64,{text}"),
        format!("{text}\n"),
    ] {
        store(&tenant, &user, "application/octet-stream", b"old").ok();
        store(&tenant, &user, "application/base64", body.as_bytes()).ok();
        assert_eq!(
            photo(&tenant, &user, "application/octet-stream").bytes,
            JPEG
        );
    }
    let wrong = store(&tenant, &user, "application/base64", b"!!! no base64 !!!");
    assert_eq!(wrong.status, 400, "{}", wrong.text());
    assert_eq!(
        photo(&tenant, &user, "application/octet-stream").bytes,
        JPEG
    );
}

#[test]
fn a_deleted_photo_is_gone_and_the_user_stays() {
    let tenant = tenant();
    let user = id(&tenant.user(json!({})));
    store(&tenant, &user, "application/octet-stream", JPEG).ok();
    let path = tenant.path(&format!("users/{user}/photo"));
    assert_eq!(tenant.root.delete(&path).ok(), json!({}));
    photo(&tenant, &user, "application/octet-stream").refused(404, "bad_identifier");
    assert_eq!(
        tenant.root.get(&tenant.path(&format!("users/{user}"))).ok()["id"],
        user
    );
}

#[test]
fn documents_stay_json_whatever_is_accepted() {
    let tenant = tenant();
    let user = id(&tenant.user(json!({})));
    let path = tenant.path(&format!("users/{user}"));
    for kind in [
        "application/json",
        "*/*",
        "application/json, text/javascript, */*; q=0.01",
        "text/html",
        "application/octet-stream",
    ] {
        let answer = tenant.root.ask("GET", &path).header("accept", kind).send();
        assert_eq!(answer.ok()["id"], user, "{kind}");
    }
}

#[test]
fn the_card_shows_a_jpeg_photo() {
    let tenant = tenant();
    let user = id(&tenant.user(json!({})));
    store(&tenant, &user, "application/octet-stream", JPEG).ok();
    let lines = lines(&card_of(&tenant, &user, "text/x-vcard"));
    let line = lines
        .iter()
        .find_map(|line| line.strip_prefix("PHOTO;ENCODING=B;TYPE=JPEG:"));
    let text = line.unwrap_or_else(|| panic!("{lines:?}"));
    // The escaping of a card must not touch base64.
    assert_eq!(BASE64_STANDARD.decode(text).unwrap(), JPEG);
}

#[test]
fn a_photo_belongs_to_its_user_alone() {
    let tenant = tenant();
    let user = id(&tenant.user(json!({})));
    store(&tenant, &user, "application/octet-stream", JPEG).ok();
    let path = tenant.path(&format!("users/{user}/photo"));
    let nobody = tenant.world.nobody();
    nobody
        .ask("GET", &path)
        .header("accept", "application/octet-stream")
        .send()
        .refused(401, "invalid_credentials");
    let other = crate::world::tenant().key();
    other.get(&path).refused(404, "bad_identifier");
    other
        .ask("POST", &path)
        .header("content-type", "application/octet-stream")
        .bytes("x")
        .send()
        .refused(404, "bad_identifier");
    other.delete(&path).refused(404, "bad_identifier");
    assert_eq!(
        photo(&tenant, &user, "application/octet-stream").bytes,
        JPEG
    );
}
