//! One request on its way through an operation: who calls, what he asked, and the engine.

use super::failure::Failure;
use super::request::Request;
use cordboard_engine::authorise::scope;
use cordboard_engine::belongings::Place;
use cordboard_engine::sessions::Held;
use cordboard_engine::users::fetch;
use cordboard_engine::{Engine, Principal};
use cordboard_model::roles::{Permission, Permissions};
use cordboard_model::{Fields, Id, Record};

/// What every operation is given.
pub(super) struct Call<'a> {
    /// The engine.
    pub(super) engine: &'a Engine,
    /// Who calls.
    pub(super) principal: Principal,
    /// What he asked.
    pub(super) request: &'a Request,
    /// The session of his token.
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

    /// The id in place of a placeholder; text that is no id names nothing that exists. `what` is for the message.
    pub(super) fn id(&self, name: &str, what: &str) -> Result<Id, Failure> {
        let id = self.param(name).parse();
        id.map_err(|_| Failure::not_found(what))
    }

    /// The submitted object, checked against the shape that the operation declares.
    pub(super) fn body(&self) -> &Fields {
        &self.request.body
    }

    /// A text of the submitted object, or "".
    pub(super) fn text(&self, key: &str) -> &str {
        let text = self.body().get(key).and_then(|value| value.as_str());
        text.unwrap_or_default()
    }

    /// The tenant: the account that the caller stands on. Accounts below it are other tenants.
    pub(super) fn account_id(&self) -> Result<Id, Failure> {
        Ok(scope(&self.engine.tree(), &self.principal)?)
    }

    /// A record of the tenant that the path names.
    pub(super) fn place(&self, name: &str, what: &str) -> Result<Place, Failure> {
        Ok(Place {
            account_id: self.account_id()?,
            id: self.id(name, what)?,
        })
    }

    /// The caller himself; refused for callers who are nobody in particular, such as an API key.
    pub(super) fn me(&self) -> Result<Place, Failure> {
        let account_id = self.account_id()?;
        match self.principal.actor() {
            Some(id) => Ok(Place { account_id, id }),
            None => Err(Failure::forbidden("this is for users who signed in")),
        }
    }

    /// The person that the operation is about: below `/users/{id}` the one who is named there, below `/user` the
    /// caller. Somebody of another tenant looks unknown.
    pub(super) fn person(&self) -> Result<Record, Failure> {
        let is_other = self
            .request
            .segments
            .first()
            .is_some_and(|first| first == "users");
        let place = match is_other {
            true => self.place("id", "user")?,
            false => self.me()?,
        };
        Ok(fetch::run(self.engine, &self.principal, place)?)
    }

    /// What the caller may do.
    pub(super) fn permissions(&self) -> Permissions {
        self.principal.permissions()
    }

    /// Refuses callers without this permission.
    pub(super) fn needs(&self, permission: Permission) -> Result<(), Failure> {
        if self.permissions().has(permission) {
            return Ok(());
        }
        Err(Failure::forbidden(format!(
            "this needs the permission {}.{}",
            permission.group(),
            permission.flag()
        )))
    }
}
