//! S-42 and S-43: a pull from nothing over a picture that is there needs memory for a page and for what is different, however large
//! the picture is; a comparison of sums needs none.

#![allow(clippy::unwrap_used)]

use cordboard_model::unique_names::UniqueName;
use cordboard_model::{Id, Record, Violation};
use cordboard_sim::disk::Disk;
use cordboard_sync::client::{
    Ask, Changes, Entry, First, Gathered, Item, Replica, State, ask, take_pull,
};
use cordboard_sync::pull::Page;
use cordboard_sync::server::Place;
use cordboard_sync::{Key, PullAnswer, Row, digest};
use serde_json::json;
use std::cell::Cell;
use std::convert::Infallible;

/// How many records the picture has.
const RECORDS: u64 = 20_000;
/// How many come in a page.
const PAGE: u64 = 1_000;
/// Every so manieth is different at the server.
const DIFFERENT: u64 = 1_000;

fn id(number: u64) -> Id {
    let mut bytes = [0; 16];
    bytes[8..].copy_from_slice(&number.to_be_bytes());
    Id::from_bytes(bytes)
}

/// A record as the server tells it; the first one is the account of all.
fn row(number: u64, name: &str) -> Row {
    let is_account = number == 0;
    let fields = json!({ "name": name, "first_name": name });
    Row {
        kind: if is_account { "account" } else { "user" }.into(),
        id: id(number),
        account_id: (!is_account).then(|| id(0)),
        rev: number + 1,
        schema: 1,
        created_ms: 0,
        modified_ms: 0,
        deleted_ms: None,
        fields: fields.as_object().unwrap().clone().into(),
    }
}

fn pages(rows: &[Row]) -> Vec<PullAnswer> {
    let count = rows.len().div_ceil(PAGE as usize);
    let pages = rows.chunks(PAGE as usize).enumerate();
    let page = |(at, rows): (usize, &[Row])| Page {
        token: format!("page {at}"),
        more: at + 1 < count,
        up_to: 2 * RECORDS,
        roots: vec![id(0)],
        moved: Vec::new(),
        leave: Vec::new(),
        enter: Vec::new(),
        rows: rows.to_vec(),
        gone: Vec::new(),
        sum: None,
    };
    pages
        .map(|page_of| PullAnswer::Page(page(page_of)))
        .collect()
}

/// A file that counts how many documents are held at once.
struct Counting<'a> {
    disk: &'a Disk,
    most: &'a Cell<usize>,
}

impl Counting<'_> {
    fn held(&self, documents: usize) {
        self.most.set(self.most.get().max(documents));
    }
}

impl Replica for Counting<'_> {
    type Fault = Infallible;

    fn state(&self) -> Result<State, Infallible> {
        self.disk.state()
    }

    fn base(&self, key: &Key) -> Result<Option<Row>, Infallible> {
        self.disk.base(key)
    }

    fn base_keys(&self) -> Result<Vec<Key>, Infallible> {
        let keys = self.disk.base_keys()?;
        self.held(keys.len());
        Ok(keys)
    }

    fn each_base(&self, visit: &mut dyn FnMut(&Key, u64)) -> Result<(), Infallible> {
        self.disk.each_base(visit)
    }

    fn base_accounts(&self) -> Result<Vec<(Id, Place)>, Infallible> {
        self.disk.base_accounts()
    }

    fn base_of(&self, account: Id) -> Result<Vec<Key>, Infallible> {
        self.disk.base_of(account)
    }

    fn base_holder(&self, name: &UniqueName) -> Result<Option<Key>, Infallible> {
        self.disk.base_holder(name)
    }

    fn all_gathered(&self) -> Result<Vec<(Key, Gathered)>, Infallible> {
        let all = self.disk.all_gathered()?;
        self.held(all.len());
        Ok(all)
    }

    fn unseen(&self) -> Result<Vec<Key>, Infallible> {
        self.disk.unseen()
    }

    fn outbox(&self) -> Result<Vec<Entry>, Infallible> {
        self.disk.outbox()
    }

    fn inbox(&self) -> Result<Vec<(u64, Item)>, Infallible> {
        self.disk.inbox()
    }

    fn finish(&self, old: Option<&Record>, record: &mut Record) -> Result<(), Vec<Violation>> {
        self.disk.finish(old, record)
    }
}

fn documents(changes: &Changes) -> usize {
    let is_put = |(_, gathered): &&(Key, Gathered)| matches!(gathered, Gathered::Put(_));
    let aside = changes.gathered.iter().filter(is_put).count();
    aside.max(changes.base.len()).max(changes.view.len())
}

/// The disk with the old picture, and that picture.
fn met() -> (Disk, Vec<Row>) {
    let mut disk = Disk::new(id(1), id(2));
    disk.state.incarnation = Some(id(3));
    disk.state.greet = false;
    let old: Vec<Row> = (0..RECORDS).map(|number| row(number, "old")).collect();
    take(&mut disk, pages(&old));
    assert_eq!(disk.base.len() as u64, RECORDS);
    disk.state.wanted = true;
    (disk, old)
}

/// Takes answers as they come, and says how many documents were held at once.
fn take(disk: &mut Disk, answers: Vec<PullAnswer>) -> usize {
    let most = Cell::new(0);
    for answer in answers {
        let asked = ask(disk, "t", 0, First::Pull).unwrap();
        let Some((Ask::Pull(_), changes)) = asked else {
            unreachable!("it pulls");
        };
        disk.write(changes);
        let counting = Counting { disk, most: &most };
        let changes = take_pull(&counting, answer, &mut || id(9)).unwrap();
        counting.held(documents(&changes));
        disk.write(changes);
    }
    most.get()
}

#[test]
fn a_pull_from_nothing_holds_what_is_different_and_keeps_the_old_picture_until_the_end() {
    let (mut disk, _) = met();
    // The server lost some, has some others, and tells the rest as it was.
    let gone = |number: u64| number % DIFFERENT == 500;
    let new: Vec<Row> = (0..RECORDS)
        .filter(|number| !gone(*number))
        .map(|number| match number % DIFFERENT {
            700 => Row {
                rev: RECORDS + number,
                ..row(number, "new")
            },
            _ => row(number, "old"),
        })
        .collect();
    let mut answers = pages(&new);
    let last = answers.pop().unwrap();
    answers.insert(0, PullAnswer::Resync);
    let most = take(&mut disk, answers);
    assert_eq!(
        disk.base.len() as u64,
        RECORDS,
        "the old picture is in sight"
    );
    let most = most.max(take(&mut disk, vec![last]));
    let different = 2 * (RECORDS / DIFFERENT) as usize;
    assert!(
        most <= different,
        "{most} documents were held for {different} that differ"
    );
    let expected: Vec<&Row> = new.iter().collect();
    let mut there: Vec<&Row> = disk.base.values().collect();
    there.sort_by_key(|row| row.id);
    assert_eq!(there, expected);
    assert_eq!(disk.view.len(), expected.len());
    assert!(disk.gathered.is_empty());
}

/// A page that says that user 7 is another now, and that user 8 left, with a sum.
fn checked(sum: u64) -> PullAnswer {
    let changed = Row {
        rev: 3 * RECORDS,
        ..row(7, "new")
    };
    let Some(PullAnswer::Page(mut page)) = pages(&[changed]).pop() else {
        unreachable!("it is a page");
    };
    page.gone = vec![Key::new(cordboard_model::Kind::User, id(8))];
    page.sum = Some(sum);
    PullAnswer::Page(page)
}

#[test]
fn s43_the_sum_is_that_over_all_parts_and_is_compared_without_holding_anything() {
    let (mut disk, old) = met();
    let part = |row: &Row| digest::part(row.kind.as_str(), row.id, row.rev);
    let stayed = old.iter().filter(|row| ![id(7), id(8)].contains(&row.id));
    let sum = stayed.fold(0u64, |sum, row| sum.wrapping_add(part(row)));
    let sum = sum.wrapping_add(digest::part("user", id(7), 3 * RECORDS));
    disk.state.check = true;
    let most = take(&mut disk, vec![checked(sum)]);
    assert!(most <= 2, "{most} were held for two that changed");
    assert_eq!(
        (disk.state.disagreed, disk.state.gather.is_none()),
        (0, true)
    );
    assert_eq!(disk.base.len() as u64, RECORDS - 1);
    // One that is wrong leads to a pull from nothing, and is told.
    let (mut disk, _) = met();
    disk.state.check = true;
    take(&mut disk, vec![checked(sum ^ 1)]);
    assert_eq!(disk.state.disagreed, 1);
    assert!(disk.state.gather.is_some_and(|gather| gather.fresh));
}
