//! Many seeds, and the proof that the judge sees what it should see.

#![allow(clippy::unwrap_used)]

use cordboard_sim::{Coverage, Flaw, Plan, generate, run};
use std::sync::atomic::{AtomicU64, Ordering};

/// How many seeds one test run plays, each of them twice: about two minutes on two cores. `npm run sim -- --seed 20000 --count
/// 20000` plays others.
const SEEDS: u64 = 20_000;

/// Plays seeds on every core; each twice, with the same history.
fn play(seeds: u64) -> (Coverage, Vec<String>) {
    let next = AtomicU64::new(0);
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        let work = || {
            let mut coverage = Coverage::default();
            let mut broken = Vec::new();
            loop {
                let seed = next.fetch_add(1, Ordering::Relaxed);
                if seed >= seeds || !broken.is_empty() {
                    return (coverage, broken);
                }
                let plan = generate::plan(seed);
                let (once, twice) = (run(&plan, None), run(&plan, None));
                coverage.add(&once.coverage);
                if let Some(what) = &once.broken {
                    broken.push(format!("seed {seed}: {what:?}"));
                } else if once.history != twice.history {
                    broken.push(format!("seed {seed}: 20 determinism: two histories"));
                }
            }
        };
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let mut all = (Coverage::default(), Vec::new());
        for thread in threads {
            let (coverage, broken) = thread.join().unwrap();
            all.0.add(&coverage);
            all.1.extend(broken);
        }
        all
    })
}

#[test]
fn no_seed_breaks_a_rule_each_plays_the_same_twice_and_together_they_reach_every_hard_case() {
    let (coverage, broken) = play(SEEDS);
    assert_eq!(
        broken,
        Vec::<String>::new(),
        "replay with npm run sim -- --seed N"
    );
    assert_eq!(coverage.missing(), Vec::<&str>::new(), "{coverage:?}");
}

/// The first of a thousand seeds that sees the flaw, with what it sees.
fn caught(flaw: Flaw) -> String {
    (0..1_000)
        .find_map(|seed| run(&generate::plan(seed), Some(flaw)).broken)
        .map_or_else(|| format!("{flaw:?} was not seen"), |broken| broken.what)
}

#[test]
fn a_server_that_does_not_look_for_circles_is_caught() {
    let what = caught(Flaw::NoCycleCheck);
    assert!(
        what.starts_with("2/3/16 outcome: oracle says Err(WouldCycle)"),
        "{what}"
    );
}

#[test]
fn a_server_that_decides_a_transaction_twice_is_caught() {
    let what = caught(Flaw::NoDedupe);
    assert!(what.starts_with("8 ") || what.starts_with("2/3"), "{what}");
}

#[test]
fn a_server_that_ignores_what_authors_saw_is_caught() {
    let what = caught(Flaw::NoBase);
    assert!(what.starts_with("2/3") || what.starts_with("3 "), "{what}");
}

#[test]
fn a_server_that_tells_what_is_out_of_sight_is_caught() {
    let what = caught(Flaw::NoScope);
    assert!(what.starts_with("6 isolation"), "{what}");
}

#[test]
fn a_server_that_forgets_to_say_what_went_out_of_sight_is_caught() {
    let what = caught(Flaw::NoLeave);
    assert!(what.starts_with("7 ") || what.starts_with("11 "), "{what}");
}

#[test]
fn saved_plans_break_no_rule_any_more() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/plans");
    let mut played = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let plan: Plan = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(run(&plan, None).broken, None, "{}", path.display());
        played += 1;
    }
    assert!(played > 0);
}

#[test]
fn a_plan_that_fails_is_made_smaller_and_survives_being_saved() {
    let seed = (0..1_000).find(|seed| {
        run(&generate::plan(*seed), Some(Flaw::NoBase))
            .broken
            .is_some()
    });
    let plan = generate::plan(seed.unwrap());
    let small = cordboard_sim::shrink::shrink(&plan, Some(Flaw::NoBase));
    assert!(small.steps.len() < plan.steps.len());
    let text = serde_json::to_string(&small).unwrap();
    let read: Plan = serde_json::from_str(&text).unwrap();
    assert!(run(&read, Some(Flaw::NoBase)).broken.is_some());
}
