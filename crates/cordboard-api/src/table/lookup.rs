//! Finding the operation that a method and a path name.

use super::pattern::Pattern;
use axum::http::Method;

/// An operation, as far as finding it goes.
pub(crate) trait Row: 'static {
    /// Its path with placeholders.
    fn path(&self) -> &'static str;
    /// Whether it has this method.
    fn takes(&self, method: &Method) -> bool;
}

/// What a path means.
pub(crate) enum Found<R: 'static> {
    /// An operation, with what stands in place of its placeholders.
    Operation(&'static R, Vec<(&'static str, String)>),
    /// The resource is there, and has no operation with this method.
    OtherMethod,
    /// There is no such resource.
    Nothing,
}

/// A table of operations by their paths.
pub(crate) struct Lookup<R: 'static> {
    resources: Vec<Resource<R>>,
}

struct Resource<R: 'static> {
    pattern: Pattern,
    rows: Vec<&'static R>,
}

impl<R: Row> Lookup<R> {
    /// Arranges the table. A path that is spelled out wins over one with placeholders.
    pub(crate) fn new(table: &[&'static [R]]) -> Self {
        let mut resources: Vec<Resource<R>> = Vec::new();
        for row in table.iter().copied().flatten() {
            let pattern = Pattern::new(row.path());
            match resources
                .iter_mut()
                .find(|known| known.pattern.is_same(&pattern))
            {
                Some(known) => known.rows.push(row),
                None => resources.push(Resource {
                    pattern,
                    rows: vec![row],
                }),
            }
        }
        resources.sort_by_key(|resource| resource.pattern.placeholders());
        Self { resources }
    }

    /// Finds the operation; `HEAD` is answered by that of `GET`.
    pub(crate) fn find(&self, method: &Method, segments: &[String]) -> Found<R> {
        let Some(resource) = self.resource(segments) else {
            return Found::Nothing;
        };
        let wanted = match *method {
            Method::HEAD => &Method::GET,
            _ => method,
        };
        match resource.rows.iter().find(|row| row.takes(wanted)) {
            Some(row) => Found::Operation(row, Pattern::new(row.path()).params(segments)),
            None => Found::OtherMethod,
        }
    }

    /// The operations of a path; none when there is no such resource.
    pub(crate) fn at(&self, segments: &[String]) -> &[&'static R] {
        self.resource(segments)
            .map_or(&[], |resource| &resource.rows)
    }

    fn resource(&self, segments: &[String]) -> Option<&Resource<R>> {
        self.resources
            .iter()
            .find(|resource| resource.pattern.fits(segments))
    }
}
