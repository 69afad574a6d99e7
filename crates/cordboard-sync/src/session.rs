//! Saying hello.

use cordboard_model::Id;
use serde::{Deserialize, Serialize};

/// A copy introduces itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// The copy, for as long as its file lives.
    pub client_id: Id,
    /// The version of its program.
    pub app_version: String,
    /// The version of its schemas.
    pub schema: u32,
}

/// The server's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// Changes when the server's data were restored from a backup.
    pub incarnation: Id,
    /// The version of the server's schemas.
    pub schema: u32,
    /// The oldest version of schemas it still takes; an older copy only reads.
    pub schema_min: u32,
    /// The first change the server still tells one by one.
    pub floor_seq: u64,
}
