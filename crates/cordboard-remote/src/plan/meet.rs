//! What is to become of a record that both sides have, and what both agree in then.
//!
//! Each side is only ever compared with itself as it was: what one fills in by itself is no edit of anybody. What was
//! edited here is laid over what was there, and the model's merge decides the rest.

use super::difference::{Change, at, changes, set};
use super::{Step, What};
use crate::document::Doc;
use crate::names::{Names, To};
use cordboard_engine::remotes::{Dialect, Pair, Sort};
use cordboard_model::merge::{Outcome, same, three_way, three_way_plain};
use cordboard_model::schema::schema;
use cordboard_model::{Fields, Kind};
use serde_json::Value;

/// What begins a text that stands for an object which is taken as a whole.
const WHOLE: char = '\u{0}';
/// The one object of PortSIP that is looked into.
const MEMBERS: &str = "members";

/// How far a step was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Done {
    /// It was not.
    Nothing,
    /// What comes from there is here.
    Pulled,
    /// What comes from here is there.
    Pushed,
}

/// What is to be done with the two, and what both showed when they last agreed.
pub(super) fn meet(
    dialect: Dialect,
    names: &Names,
    (there, here): (&Doc, &Doc),
    known: Option<&Pair>,
) -> (What, Pair) {
    let base = known.map_or_else(|| met_first(names, there, here), Clone::clone);
    let was_there = folded(dialect, names.fields(To::Here, &base.theirs));
    let theirs = folded(dialect, names.fields(To::Here, &there.fields));
    let was_here = folded(dialect, base.mine.clone());
    let mine = folded(dialect, here.fields.clone());
    let mut edited = was_there.clone();
    for change in changes(&was_here, &mine) {
        set(&mut edited, &change.path, change.to);
    }
    let push = merged(dialect, there.sort, [&was_there, &theirs, &edited]);
    let pull = merged(dialect, there.sort, [&was_there, &edited, &theirs]);
    let here_changes = changes(&edited, &pull.fields).into_iter().filter_map(|it| {
        let from = at(&mine, &it.path);
        let is_so = match (from, &it.to) {
            (Some(from), Some(to)) => same(from, to),
            (None, None) => true,
            _ => false,
        };
        let from = from.cloned();
        (!is_so).then_some(unfolded_change(Change { from, ..it }))
    });
    let there_changes = changes(&theirs, &push.fields);
    let clashes = push.clashes.into_iter().map(|mut clash| {
        for value in [&mut clash.base, &mut clash.theirs, &mut clash.mine] {
            *value = value.take().map(unfolded);
        }
        clash
    });
    let what = What::Meet {
        here: here_changes.collect(),
        there: there_changes.into_iter().map(unfolded_change).collect(),
        clashes: clashes.collect(),
    };
    (what, base)
}

fn merged(dialect: Dialect, sort: Sort, [base, theirs, mine]: [&Fields; 3]) -> Outcome {
    let kind = match sort {
        Sort::Account => Kind::Account,
        Sort::User => Kind::User,
        Sort::Phone => Kind::Phone,
        Sort::Group => Kind::Group,
    };
    match (dialect, schema(kind)) {
        // Crossbar's documents have the names of our own fields.
        (Dialect::Crossbar, Some(schema)) => three_way(schema, base, theirs, mine),
        _ => three_way_plain(base, theirs, mine),
    }
}

/// What two records agree in that meet for the first time: what both say. What only one says is not its edit; what they
/// say differently was changed by both.
fn met_first(names: &Names, there: &Doc, here: &Doc) -> Pair {
    let mut pair = Pair {
        sort: there.sort,
        there: there.id.clone(),
        here: here.id.clone(),
        theirs: there.fields.clone(),
        mine: here.fields.clone(),
    };
    for change in changes(&names.fields(To::Here, &there.fields), &here.fields) {
        if change.from.is_some() {
            set(&mut pair.theirs, &names.path(To::There, &change.path), None);
        }
        if change.from.is_some() && change.to.is_some() {
            set(&mut pair.mine, &change.path, None);
        }
    }
    pair
}

/// What both agree in once a step is done so far, from what both show then. Where they do not, what was remembered
/// stays.
pub(crate) fn agreement(
    names: &Names,
    step: &Step,
    (there, here): (&Doc, &Doc),
    done: Done,
) -> Option<Pair> {
    let base = step.pair.as_ref()?;
    let mut pair = Pair {
        theirs: there.fields.clone(),
        mine: here.fields.clone(),
        ..base.clone()
    };
    let What::Meet {
        here: to_pull,
        there: to_push,
        clashes,
    } = &step.what
    else {
        return Some(pair);
    };
    let both = |path: &str, others: &[Change]| others.iter().any(|other| other.path == path);
    let mut remember_there = |path: &str, value: Option<Value>| {
        set(&mut pair.theirs, &names.path(To::There, path), value);
    };
    let old_there = |path: &str| at(&base.theirs, &names.path(To::There, path)).cloned();
    let old_here = |path: &str| at(&base.mine, path).cloned();
    for clash in clashes {
        remember_there(&clash.path, old_there(&clash.path));
        set(&mut pair.mine, &clash.path, old_here(&clash.path));
    }
    if done != Done::Pulled {
        for Change { path, .. } in to_pull {
            let is_mixed = done == Done::Pushed && both(path, to_push);
            let ours = at(&here.fields, path).map(|value| names.value(To::There, value));
            remember_there(path, if is_mixed { ours } else { old_there(path) });
        }
    }
    if done != Done::Pushed {
        for Change { path, .. } in to_push {
            let is_mixed = done == Done::Pulled && both(path, to_pull);
            let theirs = at(&there.fields, &names.path(To::There, path));
            let theirs = theirs.map(|value| names.value(To::Here, value));
            set(
                &mut pair.mine,
                path,
                if is_mixed { theirs } else { old_here(path) },
            );
        }
    }
    Some(pair)
}

/// PortSIP's rules and hours are one value each: half of one and half of another would be a third that nobody wants.
fn folded(dialect: Dialect, mut fields: Fields) -> Fields {
    if dialect == Dialect::PortSip {
        let objects = fields
            .iter_mut()
            .filter(|(key, value)| value.is_object() && *key != MEMBERS);
        for (_, value) in objects {
            *value = Value::String(format!("{WHOLE}{value}"));
        }
    }
    fields
}

fn unfolded(value: Value) -> Value {
    let text = value.as_str().and_then(|text| text.strip_prefix(WHOLE));
    match text.map(serde_json::from_str) {
        Some(Ok(object)) => object,
        _ => value,
    }
}

fn unfolded_change(change: Change) -> Change {
    Change {
        path: change.path,
        from: change.from.map(unfolded),
        to: change.to.map(unfolded),
    }
}
