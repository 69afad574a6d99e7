//! What the dialects with a table of operations share: paths with placeholders, finding an operation, reading
//! addresses and bodies, the shapes of bodies and answers, JSON without repeated keys, the HTTP response around an
//! answer, and the common parts of their OpenAPI documents.
//!
//! Knows no dialect: neither its methods nor its errors.

pub(crate) mod address;
pub(crate) mod body;
pub(crate) mod lookup;
pub(crate) mod openapi;
pub(crate) mod pattern;
pub(crate) mod reply;
pub(crate) mod shape;
pub(crate) mod strict_json;
