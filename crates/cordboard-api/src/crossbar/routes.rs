//! The one table of operations: routing, the OpenAPI document and the authorisation tests all read it.

use super::accounts;
use super::answer::Answer;
use super::auth;
use super::call::Call;
use super::devices;
use super::failure::Failure;
use super::groups;
use super::search;
use super::users;
use crate::table::lookup::{Found, Lookup, Row};
use axum::http::Method;
use std::sync::OnceLock;

/// Who may call an operation at all. What he may do beyond that is the engine's matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Everybody; a token changes nothing unless the operation looks at it.
    Public,
    /// Whoever shows a good token; an account in the path must be one that he sees.
    SignedIn,
    /// As [`Access::SignedIn`], and the caller must be an admin: said before the body is looked at.
    Admin,
    /// As [`Access::Admin`], and of the account at the top.
    Top,
}

/// An operation.
pub(crate) struct Route {
    /// Its method.
    pub(crate) method: Method,
    /// Its path behind `/v2/`, with placeholders.
    pub(crate) path: &'static str,
    /// Who may call it at all.
    pub(crate) access: Access,
    /// Its name: `resource.verb`.
    pub(crate) operation: &'static str,
    /// One line for people.
    pub(crate) summary: &'static str,
    /// What it does.
    pub(super) handler: fn(&Call<'_>) -> Result<Answer, Failure>,
}

/// Every operation, resource by resource.
pub(crate) const TABLE: &[&[Route]] = &[
    auth::ROUTES,
    accounts::ROUTES,
    groups::ROUTES,
    devices::ROUTES,
    users::ROUTES,
    search::ROUTES,
];

impl Row for Route {
    fn path(&self) -> &'static str {
        self.path
    }

    fn takes(&self, method: &Method) -> bool {
        self.method == *method
    }
}

/// Finds the operation.
pub(super) fn find(method: &Method, segments: &[String]) -> Found<Route> {
    lookup().find(method, segments)
}

/// The methods that a path takes; none when there is no such resource.
pub(super) fn methods(segments: &[String]) -> Vec<Method> {
    let routes = lookup().at(segments).iter();
    routes.map(|route| route.method.clone()).collect()
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
            assert!(places.insert((&route.method, route.path)), "{}", route.path);
            assert!(!route.summary.is_empty());
        }
    }

    #[test]
    fn a_known_path_with_another_method_is_not_an_unknown_path() {
        let path = |text: &str| text.split('/').map(str::to_owned).collect::<Vec<_>>();
        let account = path(&format!("accounts/{}", "a".repeat(32)));
        assert!(matches!(find(&Method::GET, &account), Found::Operation(..)));
        assert!(matches!(
            find(&Method::HEAD, &account),
            Found::Operation(..)
        ));
        assert!(matches!(
            find(&Method::GET, &path("accounts")),
            Found::OtherMethod
        ));
        assert!(matches!(
            find(&Method::GET, &path("teapots")),
            Found::Nothing
        ));
    }
}
