//! The verbs on phones: devices with a registration of their own, of one person or of nobody.

pub mod config;
pub mod create;
pub mod delete;
pub mod fetch;
pub(crate) mod folder;
pub mod list;
pub mod own;
pub mod read;
pub mod read_folder;
pub mod rewrite;

pub(crate) mod owner;
mod registration;
