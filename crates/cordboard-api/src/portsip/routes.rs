//! The one table of operations: routing, the checks of bodies, the OpenAPI document and the authorisation tests all
//! read it.

use super::answer::Answer;
use super::call::Call;
use super::failure::Failure;
use super::groups;
use super::roles;
use super::shape::Member;
use super::users;
use super::{
    agents, auth, blobs, caller_ids, calls, contacts, greetings, holidays, meetings, messages,
    phones, recordings, speed_dials, status, teams,
};
use crate::table::lookup::{Found, Lookup, Row};
use axum::http::Method;
use cordboard_model::roles::{Permission, gates};
use std::sync::OnceLock;

/// Who may call an operation at all. What he may do beyond that is the engine's matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Everybody; a token changes nothing unless the operation looks at it.
    Public,
    /// Whoever shows a good token and has the permissions that [`gates`] asks for.
    SignedIn,
}

/// The dialect has two methods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Verb {
    /// Reads.
    Get,
    /// Does everything else.
    Post,
}

/// What an operation answers when all is well.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Reply {
    /// 200 with an object of these keys.
    Shown(&'static [Member]),
    /// 200 without content.
    Done,
    /// 201 with an object of these keys.
    Made(&'static [Member]),
    /// 204.
    Gone,
    /// Another status without content.
    Bare(u16),
    /// 200 with content that is no JSON.
    Content,
}

/// An operation.
#[derive(Clone, Copy)]
pub(crate) struct Route {
    /// Its method.
    pub(crate) verb: Verb,
    /// Its path below `/api/`, with placeholders.
    pub(crate) path: &'static str,
    /// Who may call it at all.
    pub(crate) access: Access,
    /// Its name: `resource.verb`.
    pub(crate) operation: &'static str,
    /// One line for people.
    pub(crate) summary: &'static str,
    /// The parameters it takes behind the `?`.
    pub(crate) query: &'static [&'static str],
    /// The keys of its body.
    pub(crate) body: &'static [Member],
    /// What it answers.
    pub(crate) reply: Reply,
    /// What it does.
    pub(super) handler: fn(&Call<'_>) -> Result<Answer, Failure>,
}

impl Route {
    const fn new(
        verb: Verb,
        path: &'static str,
        operation: &'static str,
        summary: &'static str,
        handler: fn(&Call<'_>) -> Result<Answer, Failure>,
    ) -> Self {
        Self {
            verb,
            path,
            access: Access::SignedIn,
            operation,
            summary,
            query: &[],
            body: &[],
            reply: Reply::Done,
            handler,
        }
    }

    /// A `GET`.
    pub(super) const fn get(
        path: &'static str,
        operation: &'static str,
        summary: &'static str,
        handler: fn(&Call<'_>) -> Result<Answer, Failure>,
    ) -> Self {
        Self::new(Verb::Get, path, operation, summary, handler)
    }

    /// A `POST`.
    pub(super) const fn post(
        path: &'static str,
        operation: &'static str,
        summary: &'static str,
        handler: fn(&Call<'_>) -> Result<Answer, Failure>,
    ) -> Self {
        Self::new(Verb::Post, path, operation, summary, handler)
    }

    /// Everybody may call it.
    pub(super) const fn public(mut self) -> Self {
        self.access = Access::Public;
        self
    }

    /// It takes these parameters behind the `?`.
    pub(super) const fn query(mut self, query: &'static [&'static str]) -> Self {
        self.query = query;
        self
    }

    /// It takes a body with these keys.
    pub(super) const fn body(mut self, body: &'static [Member]) -> Self {
        self.body = body;
        self
    }

    /// 200 with these keys.
    pub(super) const fn shows(mut self, members: &'static [Member]) -> Self {
        self.reply = Reply::Shown(members);
        self
    }

    /// 201 with these keys.
    pub(super) const fn makes(mut self, members: &'static [Member]) -> Self {
        self.reply = Reply::Made(members);
        self
    }

    /// 204.
    pub(super) const fn removes(mut self) -> Self {
        self.reply = Reply::Gone;
        self
    }

    /// Another answer.
    pub(super) const fn replies(mut self, reply: Reply) -> Self {
        self.reply = reply;
        self
    }

    /// The permissions that the operation asks for; the model's table of gates says which.
    pub(crate) fn needs(&self) -> &'static [Permission] {
        match self.access {
            Access::Public => &[],
            Access::SignedIn => gates::gate(self.verb.name(), self.path),
        }
    }
}

impl Verb {
    /// The method's name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Verb::Get => "GET",
            Verb::Post => "POST",
        }
    }
}

impl Row for Route {
    fn path(&self) -> &'static str {
        self.path
    }

    fn takes(&self, method: &Method) -> bool {
        method.as_str() == self.verb.name()
    }
}

/// Every operation, resource by resource.
pub(crate) const TABLE: &[&[Route]] = &[
    agents::ROUTES,
    auth::ROUTES,
    groups::ROUTES,
    meetings::ROUTES,
    roles::ROUTES,
    status::ROUTES,
    blobs::ROUTES,
    caller_ids::ROUTES,
    calls::ROUTES,
    contacts::ROUTES,
    greetings::ROUTES,
    holidays::ROUTES,
    messages::ROUTES,
    phones::ROUTES,
    recordings::ROUTES,
    speed_dials::ROUTES,
    teams::ROUTES,
    users::ROUTES,
];

/// Finds the operation.
pub(super) fn find(method: &Method, segments: &[String]) -> Found<Route> {
    lookup().find(method, segments)
}

/// The methods that a path takes, for the header `Allow`.
pub(super) fn methods(segments: &[String]) -> String {
    let verbs = lookup().at(segments).iter().map(|route| route.verb.name());
    verbs.collect::<Vec<_>>().join(", ")
}

fn lookup() -> &'static Lookup<Route> {
    static LOOKUP: OnceLock<Lookup<Route>> = OnceLock::new();
    LOOKUP.get_or_init(|| Lookup::new(TABLE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_operation_has_a_name_and_a_place_of_its_own() {
        let (mut names, mut places) = (HashSet::new(), HashSet::new());
        for route in TABLE.iter().copied().flatten() {
            assert!(names.insert(route.operation), "{}", route.operation);
            assert!(places.insert((route.verb, route.path)), "{}", route.path);
            assert!(!route.summary.is_empty());
        }
    }
}
