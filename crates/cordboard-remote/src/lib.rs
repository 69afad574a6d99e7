//! Keeps part of this file in step with servers elsewhere that are not Cordboard: a subtree of a Crossbar server, a
//! tenant of a PortSIP server.
//!
//! Both sides speak the same dialect: the server over HTTP, this file through its own surface of that dialect, in the
//! name of whoever asked. So nothing here knows a record's fields. [`plan`] compares what both show with what they
//! showed when they last agreed, and says what would be done; [`run`](mod@run) does it, after a person saw it. Nothing is deleted
//! and no clash is settled without a person's word. Passwords are never pulled.

mod address;
mod change;
mod crossbar;
mod document;
mod failure;
mod names;
mod network;
mod pages;
pub mod plan;
mod portsip;
mod run;
mod secrets;
mod side;
mod sign_in;

pub use failure::Failure;
pub use plan::{Plan, Word};
pub use run::{Order, Place, Remotes};
pub use side::{Answer, Question, Side};
pub use sign_in::{Opened, SignIn};
