//! One request on its way through an operation: who calls, what he asked, and the engine.

use super::failure::Failure;
use super::request::Request;
use cordboard_engine::{Engine, Principal};
use cordboard_model::{Fields, Id};

/// What every operation is given.
pub(super) struct Call<'a> {
    /// The engine.
    pub(super) engine: &'a Engine,
    /// Who calls.
    pub(super) principal: Principal,
    /// What he asked.
    pub(super) request: &'a Request,
    /// The submitted object, checked against the shape that the operation declares.
    pub(super) body: &'a Fields,
    /// The placeholders of the route with what stands in their place.
    pub(super) params: Vec<(&'static str, String)>,
}

impl Call<'_> {
    /// The text in place of a placeholder.
    pub(super) fn param(&self, name: &str) -> &str {
        let found = self.params.iter().find(|(known, _)| *known == name);
        found.map_or("", |(_, text)| text.as_str())
    }

    /// The id in place of a placeholder; text that is no id names nothing that exists. `what` is for the message.
    pub(super) fn id(&self, name: &str, what: &str) -> Result<Id, Failure> {
        let id = self.param(name).parse();
        id.map_err(|_| Failure::not_found(what))
    }

    /// A text of the submitted object; empty ones count as absent.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        let text = self.body.get(key)?.as_str()?.trim();
        Some(text).filter(|text| !text.is_empty())
    }
}
