//! Measures what one write pays for the schema: validation, coercion, the Crossbar document. Run it in release.

#![allow(clippy::print_stdout, reason = "a measurement is told on the screen")]

use cordboard_model::schema::schema;
use cordboard_model::{Fields, Kind};
use serde_json::{Value, json};
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: u32 = 20_000;

fn document() -> Fields {
    let forward = json!({"action": "forward_to_number", "number": "101"});
    let both = json!({"office_hours": forward, "non_office_hours": forward});
    let user = json!({
        "first_name": "Anna", "last_name": "Müller", "username": "anna.mueller", "email": "anna@acme.example",
        "extension_number": "101", "role": "user", "enabled": true, "timezone": "Europe/Berlin", "language": "de-de",
        "mobile": "+49 170 1234567", "work_phone": "+49 30 1234567", "department": "Sales", "job_title": "Manager",
        "presence": "available", "do_not_disturb": {"enabled": false},
        "forwarding": {"available": both, "busy": both, "offline": both, "exceptions": [
            {"id": "0".repeat(32), "caller_mask": "030*", "action": "hang_up", "applies": "all_hours", "enabled": true},
            {"id": "1".repeat(32), "caller_mask": "+4930*", "action": "ring", "applies": "all_hours", "enabled": true}]},
        "caller_id": {"internal": {"name": "Anna", "number": "101"}, "external": {"name": "Acme", "number": "+49301"}},
        "call_forward": {"enabled": true, "number": "101", "keep_caller_id": true, "substitute": true},
        "call_recording": {"inbound": {"any": {"enabled": true, "format": "mp3", "time_limit": 600}}},
        "hotdesk": {"enabled": true, "id": "101", "pin": "1234", "require_pin": true},
        "media": {"audio": {"codecs": ["OPUS", "PCMU", "PCMA"]}, "encryption": {"enforce_security": false}},
        "profile": {"nicknames": ["Annie"], "addresses": [{"types": ["work"], "address": "Weg 1, 10117 Berlin"}]},
        "vm_to_email_enabled": true, "verified": false, "flags": ["one", "two"],
        "ui_metadata": {"version": "5.1", "ui": "monster-ui", "origin": "voip"},
    });
    match user {
        Value::Object(fields) => fields,
        _ => Fields::new(),
    }
}

fn measure(name: &str, mut run: impl FnMut()) {
    let start = Instant::now();
    for _ in 0..ROUNDS {
        run();
    }
    println!(
        "{name}: {:.1} us",
        start.elapsed().as_secs_f64() * 1e6 / f64::from(ROUNDS)
    );
}

fn main() {
    let Some(schema) = schema(Kind::User) else {
        return;
    };
    let fields = document();
    println!(
        "{} bytes, valid: {}",
        serde_json::to_string(&fields).map_or(0, |t| t.len()),
        schema.validate(&fields).is_ok()
    );
    measure("validate", || {
        let _ = black_box(schema.validate(black_box(&fields)));
    });
    measure("clone", || {
        black_box(black_box(&fields).clone());
    });
    measure("coerce", || {
        let mut copy = fields.clone();
        schema.coerce(black_box(&mut copy));
    });
    measure("crossbar document", || {
        black_box(cordboard_model::crossbar::user::document(black_box(
            fields.clone(),
        )));
    });
}
