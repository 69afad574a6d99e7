//! From records to the person that the call rules are asked about, and the directory of his colleagues.

use crate::holidays::{kept, selection};
use crate::plane::live::Engaged;
use crate::{Engine, Error, Result, registrations};
use cordboard_model::call_rules::{Directory, Person, Registration};
use cordboard_model::text::name_key;
use cordboard_model::{Kind, Record};
use cordboard_store::{ClaimKey, Snapshot};
use std::cell::RefCell;

/// The colleagues of one account, read from one snapshot.
pub(crate) struct Colleagues<'a> {
    engine: &'a Engine,
    snapshot: Box<dyn Snapshot + 'a>,
    account: Record,
    /// The account's own holidays.
    holidays: Vec<Record>,
    /// The first failure of the store while a forward was followed: the call rules themselves cannot fail.
    failed: RefCell<Option<Error>>,
}

impl<'a> Colleagues<'a> {
    pub(crate) fn of(
        engine: &'a Engine,
        snapshot: Box<dyn Snapshot + 'a>,
        account: Record,
    ) -> Result<Self> {
        let holidays = kept::of(snapshot.as_ref(), account.id, None)?;
        Ok(Self {
            engine,
            snapshot,
            account,
            holidays,
            failed: RefCell::new(None),
        })
    }

    /// The user with the account's hours, with his own holidays and those of the account that are his, and with what his
    /// phones say where a telephone plane is connected.
    pub(crate) fn person(&self, user: &Record) -> Result<Person> {
        let own = kept::of(self.snapshot.as_ref(), self.account.id, Some(user.id))?;
        let mut person = with_holidays(user, &self.account, own, &self.holidays);
        person.in_call = self.engine.live.engaged(user.id) == Engaged::OnCall;
        if self.engine.plane().is_some() {
            let phones =
                registrations::at(self.engine, self.snapshot.as_ref(), user, &self.account)?;
            person.registration = match phones.is_empty() {
                true => Registration::Unregistered,
                false => Registration::Registered,
            };
        }
        Ok(person)
    }

    /// The answer, unless the store failed while it was worked out.
    pub(crate) fn unless_failed<T>(&self, answer: T) -> Result<T> {
        match self.failed.take() {
            Some(error) => Err(error),
            None => Ok(answer),
        }
    }

    fn find(&self, number: &str) -> Result<Option<Person>> {
        let key = ClaimKey {
            scope: "extension".into(),
            account_id: Some(self.account.id),
            key: name_key(number),
        };
        let Some((Kind::User, id)) = self.snapshot.claim(&key)? else {
            return Ok(None);
        };
        let user = self.snapshot.get(Kind::User, id)?.filter(Record::is_live);
        user.map(|user| self.person(&user)).transpose()
    }
}

/// The user with the account's hours, his own holidays, and those of the account that are his. Nothing is known about
/// phones and calls.
pub(crate) fn with_holidays(
    user: &Record,
    account: &Record,
    mut own: Vec<Record>,
    of_account: &[Record],
) -> Person {
    let his = of_account.iter().filter(|day| selection::has(user, day));
    own.extend(his.cloned());
    Person::from_records(user, account, &own)
}

impl Directory for Colleagues<'_> {
    fn by_extension(&self, number: &str) -> Option<Person> {
        self.find(number).unwrap_or_else(|error| {
            self.failed.borrow_mut().get_or_insert(error);
            None
        })
    }
}
