//! What a request to `/v2` costs the server, in processor time, beside an axum program that answers 2 KB of text.
//!
//! Wall time of many requests says more about the load and the machine than about the server, so that reads are judged
//! by the processor time of the server's process. Lists of a large tree are judged by the wall time of one client.

mod load;
mod program;

use super::show;
use crate::failure::{Failure, Result};
pub(super) use load::Ask;
use load::cost;
pub(crate) use program::answer_hello;
pub(super) use program::{Program, seed, seed_with};
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};

/// How often hello and the requests take turns; the median counts.
const ROUNDS: usize = 5;
/// How long each of them is asked in one round.
const TURN: Duration = Duration::from_secs(3);
/// How many users the account has whose page is read.
const USERS: usize = 60;

/// What may not be exceeded, when it is said.
pub(crate) struct Limits {
    /// The cost of one user beside hello, also of one whose answer is made anew; a page of 50 may cost twice as much.
    pub(crate) ratio: Option<f64>,
    /// The first page of a list, in milliseconds.
    pub(crate) ms: Option<u32>,
}

pub(crate) fn run(accounts: usize, server: &Path, limits: &Limits) -> Result<()> {
    let dir = tempfile::tempdir()?;
    let seeded = seed(server, dir.path(), (accounts, 0))?;
    let program = Program::serve(server, dir.path())?;
    let hello = Program::hello()?;
    let office = Office::set_up(&program, &seeded)?;
    println!("{accounts} accounts; the account that is read has {USERS} users");

    let user = Ask::new(&program, &office.user, Some(&office.token))?;
    let page = Ask::new(&program, &office.page, Some(&office.token))?;
    let plain = Ask::new(&hello, "/", None)?;
    let user_anew = Ask::new(&program, &office.user, Some(&office.token))?.anew();
    let page_anew = Ask::new(&program, &office.page, Some(&office.token))?.anew();
    println!(
        "hello {} bytes, user {} bytes, page {} bytes",
        plain.size, user.size, page.size
    );
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let mut costs = [Duration::ZERO; 5];
        let asks = [&plain, &user, &page, &user_anew, &page_anew];
        for (cost_of, ask) in costs.iter_mut().zip(asks) {
            *cost_of = cost(ask, TURN)?;
        }
        rounds.push(costs);
    }
    let floor = middle(&rounds, 0);
    show("CPU per request: hello 2 KB", floor, None);
    let mut broken = Vec::new();
    let columns = [
        ("one user", 1, 1.0),
        ("a page of 50 users", 2, 2.0),
        ("one user, made anew each time", 3, 1.0),
        ("a page of 50 users, made anew each time", 4, 2.0),
    ];
    for (what, index, times) in columns {
        let cost = middle(&rounds, index);
        show(
            &format!("CPU per request: {what}"),
            cost,
            Some(("hello", floor)),
        );
        let ratio = cost.as_secs_f64() / floor.as_secs_f64();
        let most = limits.ratio.map(|most| most * times);
        if most.is_some_and(|most| ratio > most) {
            broken.push(format!("{what} costs {ratio:.1} times as much as hello"));
        }
    }
    for (what, path) in &office.lists {
        let ask = Ask::new(&program, path, Some(&office.token))?;
        let time = ask.wall(400)?;
        show(&format!("wall, p50: {what}"), time, None);
        if limits
            .ms
            .is_some_and(|most| time.as_secs_f64() * 1e3 > f64::from(most))
        {
            broken.push(format!("{what} takes {:.1} ms", time.as_secs_f64() * 1e3));
        }
    }
    match broken.is_empty() {
        true => Ok(()),
        false => Err(Failure::Program(broken.join("; "))),
    }
}

/// The median of one column.
fn middle(rounds: &[[Duration; 5]], column: usize) -> Duration {
    let mut times: Vec<Duration> = rounds
        .iter()
        .filter_map(|round| round.get(column))
        .copied()
        .collect();
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// What is asked for.
struct Office {
    token: String,
    user: String,
    page: String,
    lists: Vec<(String, String)>,
}

impl Office {
    /// Signs in with the API key of the top account, and adds an account with users to the seeded tree.
    fn set_up(program: &Program, seeded: &Value) -> Result<Self> {
        let text = |value: &Value| value.as_str().map(str::to_owned).ok_or_else(|| odd(value));
        let login = program.put(
            "/v2/api_auth",
            None,
            &json!({ "api_key": seeded["api_key"] }),
        )?;
        let token = text(&login["auth_token"])?;
        let top = text(&login["data"]["account_id"])?;
        let made = program.put(
            &format!("/v2/accounts/{top}"),
            Some(&token),
            &json!({ "name": "Bench" }),
        )?;
        let account = format!("/v2/accounts/{}", text(&made["data"]["id"])?);
        let mut last = Value::Null;
        for number in 0..USERS {
            let user = json!({
                "first_name": "Bench", "last_name": format!("Number {number}"), "email": format!("u{number}@bench.example"),
                "caller_id": { "external": { "name": "Bench", "number": "+15551234567" } },
            });
            last = program.put(&format!("{account}/users"), Some(&token), &user)?;
        }
        let top = format!("/v2/accounts/{top}");
        Ok(Self {
            user: format!("{account}/users/{}", text(&last["data"]["id"])?),
            page: format!("{account}/users?page_size=50"),
            lists: vec![
                (
                    "descendants of the top".to_owned(),
                    format!("{top}/descendants"),
                ),
                ("children of the top".to_owned(), format!("{top}/children")),
                (
                    "siblings of an account below the top".to_owned(),
                    format!("{account}/siblings"),
                ),
            ],
            token,
        })
    }
}

pub(crate) fn odd(answer: &Value) -> Failure {
    Failure::Program(format!("the server answered {answer}"))
}

impl Ask<'_> {
    /// The median of asking one after the other, in wall time.
    pub(super) fn wall(&self, times: usize) -> Result<Duration> {
        for _ in 0..times / 10 {
            self.send()?;
        }
        super::median_of(times, || {
            let begun = Instant::now();
            self.send()?;
            Ok(begun.elapsed())
        })
    }
}
