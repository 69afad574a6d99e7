//! The seam to the telephone plane, and what needs it: meetings, calls, registrations, presence. No test waits: the
//! clock is set by hand.

#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub, missing_docs)]

mod agents;
mod calls;
mod devices;
mod meetings;
mod office;
mod passwords;
mod presence;
