//! Organisations of any size, the same for the same seed.

use super::names::{DEPARTMENTS, FIRST, LAST, TOWNS, TRADES};
use super::records;
use crate::{Engine, Error, Result};
use cordboard_model::text::search_key;
use cordboard_model::{Id, Kind};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use std::collections::HashMap;

/// How many records are written in one commit.
const BATCH: usize = 2000;
/// One account in so many is a reseller.
const RESELLER_EVERY: usize = 150;

/// How much data.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// Accounts to add below the top account.
    pub accounts: usize,
    /// Users to add to them.
    pub users: usize,
    /// Everybody has numbers, hours, rules and keys of his own, as after years of use: documents of about 2,000 bytes.
    pub full: bool,
    /// The seed of the random numbers.
    pub seed: u64,
}

/// Adds the data below the top account; `progress` hears how many records are written.
pub fn run(engine: &Engine, input: Input, progress: &mut dyn FnMut(usize)) -> Result<()> {
    let root = engine.tree().root().ok_or(Error::NotInstalled)?;
    let realm = engine
        .live(Kind::Account, root)?
        .map(|r| r.text("realm").to_owned())
        .unwrap_or_default();
    let shape = engine.shape();
    let mut maker = Maker {
        engine,
        rng: ChaCha8Rng::seed_from_u64(input.seed),
        realm,
        made: engine.tree().len(),
        root,
        full: input.full,
    };
    let mut writer = Writer {
        engine,
        batch: None,
        written: 0,
        progress,
    };
    let accounts = maker.accounts(input.accounts, &mut writer)?;
    maker.users(input.users, &accounts, &mut writer)?;
    writer.flush()?;
    engine.reload_tree(&shape)
}

struct Writer<'a> {
    engine: &'a Engine,
    batch: Option<cordboard_store::Batch>,
    written: usize,
    progress: &'a mut dyn FnMut(usize),
}

impl Writer<'_> {
    fn add(&mut self, record: cordboard_model::Record) -> Result<()> {
        let engine = self.engine;
        let batch = self.batch.get_or_insert_with(|| {
            engine.batch(None, "seed", Vec::new(), json!({ "label": "seed data" }))
        });
        records::add(batch, record);
        self.written += 1;
        if batch.puts.len() >= BATCH {
            self.flush()
        } else {
            Ok(())
        }
    }

    fn flush(&mut self) -> Result<()> {
        if let Some(batch) = self.batch.take() {
            self.engine.commit(batch)?;
            (self.progress)(self.written);
        }
        Ok(())
    }
}

fn extend(fields: &mut Value, more: Value) {
    if let (Some(fields), Value::Object(more)) = (fields.as_object_mut(), more) {
        fields.extend(more);
    }
}

struct Maker<'a> {
    engine: &'a Engine,
    rng: ChaCha8Rng,
    realm: String,
    made: usize,
    root: Id,
    full: bool,
}

impl Maker<'_> {
    fn id(&mut self) -> Id {
        // Ids from the same random numbers as everything else, so that the data are the same for the same seed.
        let number = self.made as u64;
        Id::from_parts(1_700_000_000_000 + number, self.rng.random())
    }

    fn pick<'b>(&mut self, from: &[&'b str]) -> &'b str {
        let at = self.rng.random_range(0..from.len());
        from.get(at).copied().unwrap_or_default()
    }

    /// Resellers below the top, customers below resellers, and some branches below customers.
    fn accounts(&mut self, count: usize, writer: &mut Writer<'_>) -> Result<Vec<Id>> {
        let mut resellers: Vec<Id> = Vec::new();
        let mut customers: Vec<Id> = Vec::new();
        let mut all = Vec::with_capacity(count);
        for index in 0..count {
            self.made += 1;
            let is_reseller = index % RESELLER_EVERY == 0;
            let parent = match self.rng.random_range(0..10) {
                _ if is_reseller && (resellers.is_empty() || self.rng.random_range(0..4) > 0) => {
                    self.root
                }
                0..2 if customers.len() > 4 => self.any(&customers),
                _ => self.any(&resellers),
            };
            let id = self.id();
            let (trade, town, last) = (self.pick(&TRADES), self.pick(&TOWNS), self.pick(&LAST));
            let number = self.made;
            let name = match is_reseller {
                true => format!("{last} Telecom {town} {number}"),
                false => format!("{last} {trade} {town} {number}"),
            };
            let label: String = search_key(last)
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .collect();
            let fields = json!({
                "name": name,
                "realm": format!("{label}{number}.{}", self.realm),
                "timezone": "Europe/Berlin",
                "enabled": self.rng.random_range(0..50) > 0,
                "is_reseller": is_reseller,
            });
            writer.add(records::record(
                self.engine,
                Kind::Account,
                id,
                Some(parent),
                fields,
            )?)?;
            if is_reseller {
                resellers.push(id);
            } else {
                customers.push(id);
            }
            all.push(id);
        }
        Ok(all)
    }

    fn any(&mut self, of: &[Id]) -> Id {
        if of.is_empty() {
            return self.root;
        }
        let at = self.rng.random_range(0..of.len());
        of.get(at).copied().unwrap_or(self.root)
    }

    /// Most accounts are small and a few are large, as in life.
    fn users(&mut self, count: usize, accounts: &[Id], writer: &mut Writer<'_>) -> Result<()> {
        let mut extensions: HashMap<Id, usize> = HashMap::new();
        for index in 0..count {
            self.made += 1;
            let account_id = if index < accounts.len() {
                accounts.get(index).copied().unwrap_or(self.root)
            } else {
                let unit: f64 = self.rng.random();
                let at = (unit * unit * unit * accounts.len() as f64) as usize;
                accounts.get(at).copied().unwrap_or(self.root)
            };
            let taken = extensions.entry(account_id).or_insert(100);
            *taken += 1;
            let extension = *taken;
            let id = self.id();
            let fields = self.user(extension);
            writer.add(records::record(
                self.engine,
                Kind::User,
                id,
                Some(account_id),
                fields,
            )?)?;
        }
        Ok(())
    }

    fn user(&mut self, extension: usize) -> Value {
        let (first, last) = (self.pick(&FIRST), self.pick(&LAST));
        let plain = |text: &str| -> String {
            search_key(text)
                .chars()
                .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
                .collect()
        };
        let username = format!("{}.{}{extension}", plain(first), plain(last));
        let mut fields = json!({
            "first_name": first,
            "last_name": last,
            "username": username,
            "email": format!("{username}@{}", self.realm),
            "extension_number": extension.to_string(),
            "department": self.pick(&DEPARTMENTS),
            "role": if extension == 101 { "admin" } else { "user" },
        });
        if self.full {
            extend(&mut fields, self.of_years());
        } else if self.rng.random_range(0..3) == 0 {
            extend(&mut fields, json!({ "forwarding": self.forwarding() }));
        }
        fields
    }

    /// What gathers on a person who has been there for years.
    fn of_years(&mut self) -> Value {
        let (town, colleague, other) = (self.pick(&TOWNS), self.pick(&LAST), self.pick(&LAST));
        let mut number =
            |prefix: &str| format!("{prefix}{:07}", self.rng.random_range(0..10_000_000));
        let (mobile, work, home) = (number("+49170"), number("+4930"), number("+4940"));
        let to_mobile = json!({ "action": "forward_to_number", "number": mobile });
        let voicemail = json!({ "action": "forward_to_voicemail" });
        let diverted = json!({ "office_hours": voicemail, "non_office_hours": to_mobile });
        let open = json!({ "enabled": true, "ranges": [{ "from": "08:30", "to": "12:00" }, { "from": "13:00", "to": "17:30" }] });
        let keys = (0..8).map(
            |key| json!({ "key": "BLF", "value": (101 + key).to_string(), "label": colleague }),
        );
        let mut exception = |name: &str, caller: &str| {
            json!({
                "id": self.id().to_string(), "name": name, "caller_mask": format!("{caller}*"), "applies": "all_hours",
                "action": "forward_to_number", "number": mobile,
            })
        };
        let exceptions: Vec<Value> = [(other, &home), (colleague, &work)]
            .map(|(name, number)| exception(name, number))
            .into();
        json!({
            "mobile": mobile, "work_phone": work, "home_phone": home, "address": format!("Lange Straße 12, {town}"),
            "job_title": "Clerk", "notes": format!("Stands in for {colleague} at the desk in {town}."),
            "presence_note": format!("Back at nine; ask {other}"),
            "office_hours": { "mode": "custom", "week": {
                "monday": open, "tuesday": open, "wednesday": open, "thursday": open, "friday": open,
            } },
            "forwarding": {
                "available": { "non_office_hours": voicemail, "no_answer": { "action": "forward_to_number", "number": mobile, "timeout_s": 20 } },
                "busy": { "non_office_hours": voicemail },
                "away": diverted, "lunch": diverted, "business_trip": diverted,
                "exceptions": exceptions,
            },
            "blfs": keys.collect::<Vec<_>>(),
        })
    }

    fn forwarding(&mut self) -> Value {
        let mobile = format!("+49170{:07}", self.rng.random_range(0..10_000_000));
        match self.rng.random_range(0..3) {
            0 => {
                json!({ "available": { "non_office_hours": { "action": "forward_to_voicemail" } } })
            }
            1 => {
                json!({ "away": { "office_hours": { "action": "forward_to_number", "number": mobile } } })
            }
            _ => json!({
                "busy": { "non_office_hours": { "action": "forward_to_voicemail" } },
                "available": {
                    "no_answer": { "action": "forward_to_number", "number": mobile, "timeout_s": 20 }
                }
            }),
        }
    }
}
