//! Sign-ins beside changes that end them: no session slips through.

use crate::office::{OWNER, Office, PASSWORD, named};
use cordboard_engine::api_keys::read;
use cordboard_engine::digests::{Digest, Method};
use cordboard_engine::sessions::{sign_in_with_digest, sign_in_with_key};
use cordboard_engine::users::set_password;
use serde_json::json;
use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;

fn address(next: &AtomicU32) -> Option<std::net::IpAddr> {
    Some(Ipv4Addr::from_bits(next.fetch_add(1, Ordering::SeqCst)).into())
}

#[test]
fn no_session_slips_through_while_its_account_is_being_disabled() {
    let office = Office::new();
    let shop = office.account(office.root, "Shop");
    let api_key = read::run(&office.engine, &OWNER, shop).unwrap();
    let next = AtomicU32::new(1);
    for _ in 0..30 {
        let stop = AtomicBool::new(false);
        let (opened, refused) = (AtomicU32::new(0), AtomicU32::new(0));
        let sign_in = || {
            let mut tokens = Vec::new();
            while !stop.load(Ordering::SeqCst) {
                let input = sign_in_with_key::Input {
                    api_key: api_key.clone(),
                    client: address(&next),
                };
                let signed_in = sign_in_with_key::run(&office.engine, input);
                let counted = if signed_in.is_ok() { &opened } else { &refused };
                counted.fetch_add(1, Ordering::SeqCst);
                tokens.extend(signed_in.map(|opened| opened.token));
            }
            tokens
        };
        let tokens = thread::scope(|scope| {
            let others = [scope.spawn(sign_in), scope.spawn(sign_in)];
            // Not before somebody is in. Refusals without end are not waited for: the assertion below tells.
            while opened.load(Ordering::SeqCst) == 0 && refused.load(Ordering::SeqCst) < 1000 {
                thread::yield_now();
            }
            office.edit_account(shop, "/enabled", json!(true), json!(false));
            stop.store(true, Ordering::SeqCst);
            others.map(|other| other.join().unwrap()).concat()
        });
        office.edit_account(shop, "/enabled", json!(false), json!(true));
        assert!(!tokens.is_empty(), "nobody signed in meanwhile");
        assert!(!tokens.iter().any(|token| office.lives(token)));
    }
}

#[test]
fn an_old_digest_opens_nothing_that_outlives_the_new_password() {
    let office = Office::new();
    let anna = office.user(office.root, "anna");
    let next = AtomicU32::new(1);
    for round in 0..6 {
        let old = if round == 0 {
            PASSWORD.to_owned()
        } else {
            format!("horse {round} and more")
        };
        let new = format!("horse {} and more", round + 1);
        let sign_in = || {
            let input = sign_in_with_digest::Input {
                account: named("Acme"),
                digest: Digest::of(Method::Md5, "anna", &old),
                client: address(&next),
            };
            let opened = sign_in_with_digest::run(&office.engine, input);
            opened.map(|opened| opened.token).ok()
        };
        let tokens = thread::scope(|scope| {
            let others = [scope.spawn(sign_in), scope.spawn(sign_in)];
            let input = set_password::Input {
                id: anna,
                password: new,
                current_password: None,
                keep_token: None,
            };
            set_password::run(&office.engine, &OWNER, input).unwrap();
            others.map(|other| other.join().unwrap())
        });
        assert!(!tokens.iter().flatten().any(|token| office.lives(token)));
    }
}
