//! The verbs on visitors of an office, as a reception keeps them: who is there, who came when to see whom.

pub mod list;
pub mod sign_in;
pub mod sign_out;
