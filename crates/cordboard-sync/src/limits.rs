//! The named limits of synchronisation (S-53).

/// The most transactions in one push.
pub const TRANSACTIONS_MAX: usize = 1_000;
/// The most operations in one transaction.
pub const OPS_MAX: usize = 500;
/// The most records that one page of a pull holds because they changed.
pub const PAGE_MAX: usize = 5_000;
/// The records in a page when the client names no number.
pub const PAGE_DEFAULT: usize = 1_000;
/// The most records that one page holds because they came into sight; with more, the client fetches everything anew.
pub const ENTER_MAX: usize = 20_000;
/// The most moves that one page takes in; with more, the client fetches everything anew.
pub const MOVES_MAX: usize = 20_000;
/// How many of a client's last numbers the server keeps with their transactions.
pub const RECENT_MAX: usize = 200;
/// How many accounts may lie above each other.
pub const DEPTH_MAX: usize = 64;
/// The most transactions that wait on a client. When there are more, it takes no further edits until it has sent some.
pub const OUTBOX_MAX: usize = 100_000;
/// The first pause after a failure, in milliseconds.
pub const PAUSE_FIRST_MS: i64 = 1_000;
/// The longest pause after failures, in milliseconds.
pub const PAUSE_MAX_MS: i64 = 300_000;
/// The most bytes of one push.
pub const PUSH_BYTES_MAX: usize = 1 << 20;
