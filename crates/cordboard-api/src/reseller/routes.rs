//! The one table of operations: routing, the checks of bodies, the OpenAPI document and the authorisation tests all
//! read it.

use super::answer::Answer;
use super::call::Call;
use super::failure::Failure;
use super::{accounts, keys, profiles, watches};
use crate::table::lookup::{Found, Lookup, Row};
use crate::table::shape::Member;
use axum::http::Method;
use std::sync::OnceLock;

/// What an operation answers when all is well.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Reply {
    /// 200 with an object of these keys.
    Shown(&'static [Member]),
    /// 204.
    Gone,
}

/// An operation.
#[derive(Clone, Copy)]
pub(crate) struct Route {
    /// Its method.
    pub(crate) method: &'static Method,
    /// Its path below `/api/`, with placeholders.
    pub(crate) path: &'static str,
    /// Its name: `resource.verb`.
    pub(crate) operation: &'static str,
    /// One line for people.
    pub(crate) summary: &'static str,
    /// The parameters it takes behind the `?`.
    pub(crate) query: &'static [&'static str],
    /// The keys of its body; without any it takes none.
    pub(crate) body: &'static [Member],
    /// What it answers.
    pub(crate) reply: Reply,
    /// What it does.
    pub(super) handler: fn(&Call<'_>) -> Result<Answer, Failure>,
}

impl Route {
    /// An operation without a body that answers 204.
    pub(super) const fn new(
        method: &'static Method,
        path: &'static str,
        (operation, summary): (&'static str, &'static str),
        handler: fn(&Call<'_>) -> Result<Answer, Failure>,
    ) -> Self {
        Self {
            method,
            path,
            operation,
            summary,
            query: &[],
            body: &[],
            reply: Reply::Gone,
            handler,
        }
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
}

impl Row for Route {
    fn path(&self) -> &'static str {
        self.path
    }

    fn takes(&self, method: &Method) -> bool {
        method == self.method
    }
}

/// Every operation, resource by resource.
pub(crate) const TABLE: &[&[Route]] = &[
    accounts::ROUTES,
    keys::ROUTES,
    profiles::ROUTES,
    watches::ROUTES,
];

/// Finds the operation.
pub(super) fn find(method: &Method, segments: &[String]) -> Found<Route> {
    lookup().find(method, segments)
}

/// The methods that a path takes, for the header `Allow`.
pub(super) fn methods(segments: &[String]) -> String {
    let methods = lookup().at(segments).iter();
    let methods: Vec<&str> = methods.map(|route| route.method.as_str()).collect();
    methods.join(", ")
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
            let place = (route.method.as_str(), route.path);
            assert!(places.insert(place), "{}", route.path);
            assert!(!route.summary.is_empty());
        }
    }
}
