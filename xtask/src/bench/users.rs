//! How long the list of users at `/api` takes with many users: filtering, ordering and paging, in the wall time of one
//! client.

use super::http::{Ask, Program, seed};
use super::{median_of, show};
use crate::failure::{Failure, Result};
use reqwest::blocking::Client;
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};

/// How often each list is asked for.
const TIMES: usize = 400;
/// What is asked for.
const LISTS: [(&str, &str); 6] = [
    ("the first page", "top=100"),
    ("the last page", "skip=9900&top=100"),
    (
        "ordered by e-mail, from the middle",
        "orderby=email%20desc&skip=5000&top=100",
    ),
    (
        "filtered by a part of the name",
        "filter=contains(display_name,'an')&top=100",
    ),
    (
        "filtered by three, ordered by two",
        "filter=startswith(name,'a')%20and%20enabled%20eq%20true%20and%20extension_number%20gt%20'200'&orderby=department,display_name%20desc&top=50",
    ),
    ("searched", "search=weber%20or%20anna&top=100"),
];

pub(crate) fn run(users: usize, server: &Path, max_ms: Option<u32>) -> Result<()> {
    let dir = tempfile::tempdir()?;
    let seeded = seed(server, dir.path(), (0, users))?;
    let program = Program::serve(server, dir.path())?;
    let key = json!({ "api_key": seeded["api_key"] });
    let login = program.put("/v2/api_auth", None, &key)?;
    let token = login["auth_token"].as_str().unwrap_or_default();
    println!("{users} users in one account; wall time of one client, p50 of {TIMES}");
    let mut broken = Vec::new();
    let mut judge = |what: &str, time: Duration| {
        show(&format!("wall, p50: {what}"), time, None);
        let ms = time.as_secs_f64() * 1e3;
        if max_ms.is_some_and(|most| ms > f64::from(most)) {
            broken.push(format!("{what} takes {ms:.1} ms"));
        }
    };
    for (what, query) in LISTS {
        let ask = Ask::new(&program, &format!("/api/users?{query}"), Some(token))?;
        judge(what, ask.wall(TIMES)?);
    }
    judge(
        "ordered, after somebody was changed",
        after_changes(&program, token)?,
    );
    match broken.is_empty() {
        true => Ok(()),
        false => Err(Failure::Program(broken.join("; "))),
    }
}

/// Each time somebody is changed first, so that what is kept of the list is old.
fn after_changes(program: &Program, token: &str) -> Result<Duration> {
    let http = Client::new();
    let users = format!("{}/api/users", program.address);
    let found = http
        .get(format!("{users}?top=1"))
        .bearer_auth(token)
        .send()?;
    let found: Value = found.json()?;
    let id = found["items"][0]["id"].as_str().unwrap_or_default();
    let path = "/api/users?orderby=email%20desc&skip=5000&top=100";
    let ask = Ask::new(program, path, Some(token))?;
    let mut number = 0;
    median_of(TIMES, || {
        number += 1;
        let change = json!({ "department": format!("Department {number}") });
        let changed = http.post(format!("{users}/{id}")).bearer_auth(token);
        let changed = changed.json(&change).send()?;
        if !changed.status().is_success() {
            return Err(Failure::Program(changed.text()?));
        }
        let begun = Instant::now();
        ask.send()?;
        Ok(begun.elapsed())
    })
}
