//! The HTTP surfaces over the engine: `/console` today, the dialects beside it later.
//!
//! Responsible for shapes: reading requests, rendering answers and errors, the OpenAPI document, the event feed, and
//! serving the console's pages. It decides nothing: what may be done, and what it means, is the engine's.

pub mod ahead;
mod ahead_of_copy;
pub mod body;
pub mod caller;
pub mod carry;
pub mod console;
mod crossbar;
pub mod events;
pub mod frame;
mod once;
pub mod openapi;
mod owner_lock;
pub mod pages;
mod portsip;
pub mod problem;
mod provision;
mod reseller;
pub mod router;
pub mod seat;
pub mod state;
pub mod sync;
mod table;
mod vcard;
mod way;

pub use caller::LocalOwner;
pub use router::router;
pub use state::{Mode, Options};
