//! Saying hello.

use cordboard_model::Id;
use serde::{Deserialize, Serialize};

/// A copy introduces itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hello {
    /// The copy, for as long as its file lives.
    pub client_id: Id,
    /// The version of its program, for people.
    pub app_version: String,
    /// The version of its schemas.
    pub schema: u32,
}

/// What the server says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Welcome {
    /// Changes when the server's data were restored from a backup.
    pub incarnation: Id,
    /// The version of the server's schemas.
    pub schema: u32,
    /// The oldest version of schemas it still takes; an older copy only reads what it has.
    pub schema_min: u32,
    /// The last number the server knows of this copy; 0 when it knows none.
    pub last_client_seq: u64,
    /// The server's time in milliseconds since the epoch: to show how far clocks are apart, nothing else.
    pub server_time_ms: i64,
}

/// The answer to a hello.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HelloAnswer {
    /// Come in.
    Welcome(Welcome),
    /// The copy's id belongs to somebody else's copy (S-14).
    Reset,
    /// The caller has no access any more (S-47).
    Revoked,
}
