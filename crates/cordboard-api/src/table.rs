//! What the dialects with a table of operations share: paths with placeholders, finding an operation, reading
//! addresses and bodies, the shapes of bodies and answers, and JSON without repeated keys.
//!
//! Knows no dialect: neither its methods nor its errors.

pub(crate) mod address;
pub(crate) mod body;
pub(crate) mod lookup;
pub(crate) mod pattern;
pub(crate) mod shape;
pub(crate) mod strict_json;
