//! Plans from seeds. Each step has random numbers of its own, so that one more draw in one step changes no other.

use crate::plan::{Plan, Step};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

/// How many copies there are.
pub const COPIES: u8 = 4;
/// How many people have them.
pub const PEOPLE: u8 = 3;

/// The plan of a seed.
pub fn plan(seed: u64) -> Plan {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let length = rng.random_range(20..90);
    // Each plan is about something: most dangers are rare in it, a few are not.
    let mood = Mood {
        faults: rng.random_range(0..5),
        backups: rng.random_range(0..16) == 0,
        rights: rng.random_range(0..3) == 0,
        tree: rng.random_range(0..3) == 0,
        skew: rng.random_range(0..6) == 0,
        hot: rng.random_range(0..2) == 0,
    };
    let page = rng.random_range(1..12);
    let mut steps = Vec::with_capacity(length);
    // First contact, so that copies have something to edit.
    for copy in 0..COPIES {
        if rng.random_range(0..8) > 0 {
            for _ in 0..rng.random_range(2..6) {
                steps.push(Step::Send { copy });
                steps.push(Step::Deliver { message: 0 });
                steps.push(Step::Deliver { message: 0 });
            }
        }
    }
    if rng.random_range(0..3) > 0 {
        steps.push(Step::Settled);
    }
    for index in 0..length as u64 {
        let mut rng =
            ChaCha8Rng::seed_from_u64(seed ^ (index + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        steps.push(step(&mut rng, &mood));
    }
    Plan { seed, page, steps }
}

struct Mood {
    faults: u32,
    backups: bool,
    rights: bool,
    tree: bool,
    skew: bool,
    hot: bool,
}

fn step(rng: &mut ChaCha8Rng, mood: &Mood) -> Step {
    let copy = rng.random_range(0..COPIES);
    // Few records and fields, so that people meet.
    let record = rng.random_range(0..if mood.hot { 3 } else { 40 });
    let field = rng.random_range(0..if mood.hot { 2 } else { 8 });
    let other = rng.random_range(0..40);
    let message = rng.random_range(0..6);
    if rng.random_range(0..100) < 4 * mood.faults {
        return fault(rng, copy, message);
    }
    if let Some(rare) = rare(rng, mood, copy) {
        return rare;
    }
    match rng.random_range(0..100u32) {
        0..22 => Step::Edit {
            copy,
            record,
            field,
        },
        22..26 => Step::EditPair {
            copy,
            record,
            other,
            field,
        },
        26..30 => Step::Create {
            copy,
            kind: rng.random_range(0..4),
            under: other,
        },
        30..32 => Step::CreatePair { copy, under: other },
        32..35 => Step::Delete {
            copy,
            record,
            with_subtree: rng.random_range(0..3) > 0,
        },
        35..37 => Step::Restore {
            copy,
            record: other,
        },
        37..41 => Step::Settle {
            copy,
            conflict: other,
            how: rng.random_range(0..4),
        },
        41..42 => Step::Undo { copy, entry: other },
        42..47 => Step::ServerEdit { record, field },
        47..49 => Step::ServerDelete { record },
        49..51 => Step::Erase { record: other },
        roll => traffic(rng, roll, copy, message),
    }
}

/// What happens between computers.
fn traffic(rng: &mut ChaCha8Rng, roll: u32, copy: u8, message: u16) -> Step {
    match roll {
        51..52 => Step::RaiseFloor,
        52..58 => Step::Poke { copy },
        58..59 => Step::Check { copy },
        59..76 => Step::Send { copy },
        76..97 => Step::Deliver { message },
        97..98 => Step::TimeOut { copy },
        98..99 => Step::Tick {
            ms: rng.random_range(1..100_000),
        },
        _ => Step::Settled,
    }
}

/// What only some plans are about.
fn rare(rng: &mut ChaCha8Rng, mood: &Mood, copy: u8) -> Option<Step> {
    if mood.rights && rng.random_range(0..12) == 0 {
        let person = rng.random_range(0..PEOPLE);
        let account = rng.random_range(0..12);
        return Some(match rng.random_range(0..2) {
            0 => Step::Grant { person, account },
            _ => Step::Revoke { person, account },
        });
    }
    if mood.tree && rng.random_range(0..4) == 0 {
        let account = rng.random_range(0..12);
        let under = rng.random_range(0..12);
        return Some(match rng.random_range(0..3) {
            0 => Step::ServerMove { account, under },
            _ => Step::Move {
                copy,
                account,
                under,
            },
        });
    }
    if mood.backups && rng.random_range(0..12) == 0 {
        return Some(match rng.random_range(0..6) {
            0 | 1 => Step::BackupServer,
            2 => Step::RestoreServer,
            3 => Step::BackupCopy { copy },
            4 => Step::RestoreCopy { copy },
            _ => Step::CloneCopy { copy },
        });
    }
    if mood.skew && rng.random_range(0..12) == 0 {
        return Some(match rng.random_range(0..4) {
            0 => Step::UpgradeServer,
            1 => Step::RequireUpgrade,
            _ => Step::UpgradeCopy { copy },
        });
    }
    None
}

fn fault(rng: &mut ChaCha8Rng, copy: u8, message: u16) -> Step {
    match rng.random_range(0..12) {
        0..3 => Step::Drop { message },
        3..5 => Step::Duplicate { message },
        5..7 => Step::TimeOut { copy },
        7 => Step::Partition { copy, cut: true },
        8 => Step::Partition { copy, cut: false },
        9..11 => Step::CrashCopy {
            copy,
            at: rng.random_range(0..=255),
        },
        _ => Step::CrashServer {
            at: rng.random_range(0..=255),
        },
    }
}
