//! The one table of operations: routing, the OpenAPI document and the authorisation tests all read it.

use super::accounts;
use super::answer::Answer;
use super::auth;
use super::call::Call;
use super::devices;
use super::failure::Failure;
use super::groups;
use super::pattern::{Pattern, Piece};
use super::search;
use super::users;
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

/// What a path means.
pub(super) enum Found {
    /// An operation, with what stands in place of its placeholders.
    Operation(&'static Route, Vec<(&'static str, String)>),
    /// The resource is there, and has no operation with this method.
    OtherMethod,
    /// There is no such resource.
    Nothing,
}

/// Finds the operation. A path that is spelled out wins over one with placeholders.
pub(super) fn find(method: &Method, segments: &[String]) -> Found {
    let Some(resource) = resource(segments) else {
        return Found::Nothing;
    };
    let wanted = if *method == Method::HEAD {
        &Method::GET
    } else {
        method
    };
    match resource.routes.iter().find(|route| route.method == wanted) {
        Some(route) => Found::Operation(route, resource.pattern.params(segments)),
        None => Found::OtherMethod,
    }
}

/// The methods that a path takes; none when there is no such resource.
pub(super) fn methods(segments: &[String]) -> Vec<Method> {
    resource(segments)
        .map(|resource| resource.routes.iter().map(|route| route.method.clone()))
        .into_iter()
        .flatten()
        .collect()
}

struct Resource {
    pattern: Pattern,
    routes: Vec<&'static Route>,
}

fn resource(segments: &[String]) -> Option<&'static Resource> {
    resources()
        .iter()
        .find(|resource| resource.pattern.fits(segments))
}

fn resources() -> &'static [Resource] {
    static RESOURCES: OnceLock<Vec<Resource>> = OnceLock::new();
    RESOURCES.get_or_init(|| {
        let mut resources: Vec<Resource> = Vec::new();
        for route in TABLE.iter().copied().flatten() {
            let pattern = Pattern::new(route.path);
            match resources.iter_mut().find(|known| known.pattern == pattern) {
                Some(known) => known.routes.push(route),
                None => resources.push(Resource {
                    pattern,
                    routes: vec![route],
                }),
            }
        }
        resources.sort_by_key(|resource| resource.pattern.placeholders());
        resources
    })
}

impl Pattern {
    fn placeholders(&self) -> Vec<bool> {
        self.pieces()
            .map(|piece| matches!(piece, Piece::Placeholder(_)))
            .collect()
    }
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
