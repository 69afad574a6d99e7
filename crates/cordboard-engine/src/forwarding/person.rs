//! From records to the person that the call rules are asked about, and the directory of his colleagues.

use crate::{Engine, Result};
use cordboard_model::call_rules::{Directory, Person};
use cordboard_model::text::name_key;
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{ClaimKey, Snapshot};

/// The most holidays of one account that are looked at.
const HOLIDAYS_MAX: usize = 2000;

/// The colleagues of one account, read from one snapshot.
pub(crate) struct Colleagues<'a> {
    snapshot: Box<dyn Snapshot + 'a>,
    account: Record,
    holidays: Vec<Record>,
}

impl<'a> Colleagues<'a> {
    pub(crate) fn of(engine: &'a Engine, account: Record) -> Result<Self> {
        let snapshot = engine.read()?;
        let holidays = snapshot.records(Kind::Holiday, Some(account.id), None, HOLIDAYS_MAX)?;
        Ok(Self {
            snapshot,
            account,
            holidays,
        })
    }

    /// The user with the account's hours, and with the account's and his own holidays.
    pub(crate) fn person(&self, user: &Record) -> Person {
        Person::from_records(user, &self.account, &self.holidays)
    }

    fn user_by_extension(&self, number: &str) -> Option<Record> {
        let key = ClaimKey {
            scope: "extension".into(),
            account_id: Some(self.account.id),
            key: name_key(number),
        };
        let found = self.snapshot.claim(&key).and_then(|holder| match holder {
            Some((Kind::User, id)) => self.user(id),
            _ => Ok(None),
        });
        found.unwrap_or_else(|error| {
            tracing::error!(%error, "reading a colleague for who-rings failed");
            None
        })
    }

    fn user(&self, id: Id) -> cordboard_store::Result<Option<Record>> {
        Ok(self.snapshot.get(Kind::User, id)?.filter(Record::is_live))
    }
}

impl Directory for Colleagues<'_> {
    fn by_extension(&self, number: &str) -> Option<Person> {
        self.user_by_extension(number)
            .map(|user| self.person(&user))
    }
}
