//! The installation: whether there is one, and making it.

pub mod install;
pub mod status;
