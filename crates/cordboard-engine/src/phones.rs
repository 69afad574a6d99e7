//! The verbs on phones: devices with a registration of their own, of one person or of nobody.

pub mod arming;
pub mod config;
pub mod copy_keys;
pub mod create;
pub mod delete;
pub mod fetch;
pub(crate) mod folder;
pub mod import;
pub mod keys;
pub mod list;
pub mod log;
pub mod own;
pub mod read;
pub mod read_file;
pub mod read_folder;
pub mod rearm;
pub mod rewrite;
pub mod softphone;

pub(crate) mod owner;
mod registration;
