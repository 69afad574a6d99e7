//! Data to try things with: reproducible organisations of any size, and one small organisation made by hand.
//!
//! Writes through the same batches as the verbs, many records at a time. It never runs on its own.

pub mod demo;
mod names;
pub mod random;
mod records;
