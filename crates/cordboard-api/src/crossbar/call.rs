//! One request on its way through an operation: who calls, what he asked, and the engine.

use super::answer::Answer;
use super::failure::Failure;
use super::request::Request;
use cordboard_engine::authorise::{Object, Verb, authorise, scope};
use cordboard_engine::sessions::Held;
use cordboard_engine::{Engine, Principal};
use cordboard_model::{Fields, Id};
use serde_json::{Map, Value};

/// The id that stands for "the caller's own account" in a path, as no id can.
pub(super) const OWN: &str = "~own";

/// What every operation is given.
pub(super) struct Call<'a> {
    /// The engine.
    pub(super) engine: &'a Engine,
    /// Who calls.
    pub(super) principal: Principal,
    /// Who calls, in the role that he has even where the dialect is told not to mind roles: for what would hand him
    /// the means to do more.
    pub(super) in_own_role: Principal,
    /// What he asked.
    pub(super) request: &'a Request,
    /// The token he showed, when it is good.
    pub(super) token: Option<String>,
    /// The session of the token.
    pub(super) held: Option<Held>,
    /// The placeholders of the route with what stands in their place.
    pub(super) params: Vec<(&'static str, String)>,
}

impl Call<'_> {
    /// The text in place of a placeholder.
    pub(super) fn param(&self, name: &str) -> &str {
        self.params
            .iter()
            .find(|(known, _)| *known == name)
            .map_or("", |(_, text)| text.as_str())
    }

    /// The id in place of a placeholder.
    pub(super) fn id(&self, name: &str) -> Result<Id, Failure> {
        let text = self.param(name);
        if text == OWN {
            return self.own_account();
        }
        text.parse().map_err(|_| Failure::bad_identifier(text))
    }

    /// The account that the caller stands on.
    pub(super) fn own_account(&self) -> Result<Id, Failure> {
        Ok(scope(&self.engine.tree(), &self.principal)?)
    }

    /// The account in the path, which the caller may read.
    pub(super) fn account(&self) -> Result<Id, Failure> {
        let id = self.id("ACCOUNT_ID")?;
        let object = Object::Account(id);
        authorise(
            &self.engine.tree(),
            &self.principal,
            Verb::ReadAccount,
            object,
        )?;
        Ok(id)
    }

    /// The submitted document.
    pub(super) fn data_object(&self) -> Result<&Fields, Failure> {
        self.request
            .data
            .as_object()
            .ok_or_else(|| Failure::body("invalid request envelope", "the data must be an object"))
    }

    /// The answer that shows one record.
    pub(super) fn record(&self, data: Map<String, Value>, rev: u64) -> Answer {
        Answer::ok(Value::Object(data)).revision(rev)
    }
}
