//! What must not stand in the office file, the feed or the audit.

use crate::office::{OWNER, Office, PASSWORD, named};
use cordboard_engine::digests::Pepper;
use cordboard_engine::sessions::refresh;
use cordboard_engine::{audit, feed};
use cordboard_store::sqlite::{Options, SqliteStore};
use md5::{Digest as _, Md5};
use sha1::Sha1;
use std::path::Path;
use std::sync::Arc;

/// A digest as bytes and in both spellings of its hexadecimal digits.
fn spellings(digest: &[u8]) -> Vec<Vec<u8>> {
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let upper = hex.to_uppercase().into_bytes();
    vec![digest.to_vec(), hex.into_bytes(), upper]
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// The bytes of every file of the directory.
fn all_bytes(dir: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        bytes.extend(std::fs::read(entry.unwrap().path()).unwrap());
    }
    bytes
}

#[test]
fn no_password_digest_token_or_link_stands_in_the_file_the_feed_or_the_audit() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("office.cordboard");
    let store = Arc::new(SqliteStore::open(&file, Options::default()).unwrap());
    let pepper = [0x5a; 32];
    let office = Office::over(store, Pepper::from_bytes(pepper));
    office.user(office.root, "anna");
    let token = office.token("Acme", "anna");
    let refreshed = refresh::run(&office.engine, &token).unwrap().token;
    let console = office.plain("anna", PASSWORD).unwrap();
    office.lists_the_console();
    let input = cordboard_engine::recovery::start::Input {
        account: Some(named("Acme")),
        username: "anna".into(),
        ui_url: "https://console.example/".into(),
        client: None,
    };
    cordboard_engine::recovery::start::run(&office.engine, input).unwrap();
    let link = office.letters().pop().unwrap().link;
    let reset_id = link.rsplit('=').next().unwrap();

    let mut secrets = vec![PASSWORD.as_bytes().to_vec(), pepper.to_vec()];
    for text in ["anna:correct horse", "admin:correct horse", PASSWORD] {
        secrets.extend(spellings(&Md5::digest(text.as_bytes())));
        secrets.extend(spellings(&Sha1::digest(text.as_bytes())));
    }
    for token in [&token, &refreshed, &console] {
        secrets.push(token.as_bytes().to_vec());
        secrets.push(token.rsplit('.').next().unwrap().as_bytes().to_vec());
    }
    secrets.push(reset_id.as_bytes().to_vec());

    let audit_input = audit::Input {
        account_id: None,
        before: None,
        limit: 200,
    };
    let seen = format!(
        "{:?} {:?}",
        feed::events(&office.engine, &OWNER, 0).unwrap(),
        audit::run(&office.engine, &OWNER, audit_input).unwrap()
    );
    assert!(seen.contains("session.create") && seen.contains("recovery.start"));
    drop(office);
    let bytes = all_bytes(dir.path());
    assert!(
        contains(&bytes, b"$argon2id$"),
        "the scan reads the records"
    );
    for secret in secrets {
        assert!(!contains(&bytes, &secret), "{secret:x?} stands in the file");
        assert!(!contains(seen.as_bytes(), &secret));
    }
}
