//! Which of an account's names others hold: a refusal names one of them, and a form wants to show all.

use crate::{Engine, Result, claims};
use cordboard_model::{Fields, Id, Kind, Record};

/// Pointers of the fields whose values another account than `own` holds. It tells nothing that a refused write
/// does not tell.
pub fn run(engine: &Engine, fields: &Fields, own: Option<Id>) -> Result<Vec<String>> {
    let snapshot = engine.read()?;
    let mut taken = Vec::new();
    for name in ["name", "realm"] {
        let mut only = Fields::new();
        only.extend(
            fields
                .get(name)
                .map(|value| (name.to_owned(), value.clone())),
        );
        crate::settle::settle(Kind::Account, &mut only);
        let draft = Record::new(Kind::Account, Id::default(), None, only, 0);
        for key in claims::of(&draft) {
            let holder = snapshot.claim(&key)?;
            if holder.is_some_and(|(_, id)| Some(id) != own) {
                taken.push(format!("/{name}"));
            }
        }
    }
    Ok(taken)
}
