//! The verbs on presence: what a person says, and what his phones say.

pub mod set;
pub mod status;
