//! What a verb can answer instead of its output: the single list that every surface renders.

use crate::bucket::Tokens;
use cordboard_model::account_limits::LimitReached;
use cordboard_model::merge::Clash;
use cordboard_model::schema::Violation;

/// The result of a verb.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a verb changed nothing.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Fields break rules of the schema.
    #[error("{}", summary(.0))]
    Invalid(Vec<Violation>),
    /// Nobody is signed in.
    #[error("sign in first")]
    Unauthenticated,
    /// The name or the password is wrong; which of the two is not said.
    #[error("the user name or the password is wrong")]
    WrongPassword,
    /// The caller may see the object but not do this with it.
    #[error("{0}")]
    Forbidden(&'static str),
    /// The object does not exist, or the caller may not know that it does.
    #[error("there is no such {0} here")]
    NotFound(&'static str),
    /// Others changed the same fields meanwhile.
    #[error("somebody else changed the same fields meanwhile")]
    Conflict(Vec<Clash>),
    /// Another record holds the name.
    #[error("{detail}")]
    Taken {
        /// JSON pointer of the field.
        path: String,
        /// What to do about it.
        detail: String,
    },
    /// The account has as many of a kind of record as it may.
    #[error(transparent)]
    LimitReached(LimitReached),
    /// The new parent lies below the account.
    #[error("an account cannot move under itself or under an account below it")]
    WouldCycle,
    /// The account still has accounts below it.
    #[error(
        "there are {0} accounts below this one; delete them first or ask to delete the whole subtree"
    )]
    NotEmpty(u32),
    /// There is an installation already.
    #[error("this installation has been set up already")]
    AlreadyInstalled,
    /// There is no installation yet.
    #[error("this installation has not been set up yet")]
    NotInstalled,
    /// Too many failed attempts.
    #[error("too many failed attempts; wait {retry_after_s} seconds")]
    TooManyRequests {
        /// Seconds until the next attempt is looked at.
        retry_after_s: u64,
        /// What is left in the caller's bucket, where a bucket ran empty.
        tokens: Option<Tokens>,
    },
    /// The person has locked the screen; only unlocking it is looked at.
    #[error("the screen is locked")]
    ScreenLocked,
    /// The secret was right, but the account is disabled.
    #[error("the account is disabled")]
    Locked,
    /// Nothing is there that could carry the call.
    #[error(
        "no telephone plane is connected: nothing can ring and nothing can be recorded; connect one, or serve with simulated phones"
    )]
    NoPlane,
    /// What is asked for does not fit the state in which things are.
    #[error("{detail}")]
    Refused {
        /// A short name for programs, e.g. `meeting_locked`.
        code: &'static str,
        /// What to do about it.
        detail: String,
    },
    /// The disk is full.
    #[error("there is no room left on the disk; nothing was changed")]
    StorageFull,
    /// Something failed that the caller cannot mend.
    #[error("something failed inside")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// The stable name that a program acts on.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Invalid(_) => "invalid",
            Error::Unauthenticated => "unauthenticated",
            Error::WrongPassword => "wrong_password",
            Error::Forbidden(_) => "forbidden",
            Error::NotFound(_) => "not_found",
            Error::Conflict(_) => "conflict",
            Error::Taken { .. } => "taken",
            Error::LimitReached(_) => "limit_reached",
            Error::WouldCycle => "would_cycle",
            Error::NotEmpty(_) => "not_empty",
            Error::AlreadyInstalled => "already_installed",
            Error::NotInstalled => "not_installed",
            Error::TooManyRequests { .. } => "too_many_requests",
            Error::ScreenLocked => "screen_locked",
            Error::Locked => "locked",
            Error::NoPlane => "no_plane",
            Error::Refused { code, .. } => code,
            Error::StorageFull => "storage_full",
            Error::Internal(_) => "internal",
        }
    }

    /// One broken rule.
    pub fn invalid(path: &str, rule: &str, detail: impl Into<String>) -> Self {
        Error::Invalid(vec![Violation::new(path, rule, detail)])
    }

    /// The failure as the store's, for what a commit does beside writing: nothing but reading can fail there.
    pub(crate) fn into_store(self) -> cordboard_store::Error {
        match self {
            Error::Internal(cause) => match cause.downcast() {
                Ok(known) => *known,
                Err(other) => cordboard_store::Error::Io(other),
            },
            other => cordboard_store::Error::Io(Box::new(other)),
        }
    }

    /// A failure inside that has no better name.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Error::Internal(cause.into())
    }
}

fn summary(violations: &[Violation]) -> String {
    match violations {
        [one] => format!("{}: {}", one.path, one.detail),
        many => format!("{} fields need attention", many.len()),
    }
}

impl From<cordboard_store::Error> for Error {
    fn from(error: cordboard_store::Error) -> Self {
        use cordboard_store::Error as Store;
        match error {
            Store::Full => Error::StorageFull,
            Store::Taken { key, .. } => crate::claims::taken(&key),
            Store::NoRoom(reached) => Error::LimitReached(reached),
            Store::Unstorable(why) => Error::invalid("", "storable", why),
            // A reason of our own that went through the store's hands.
            Store::Io(cause) => match cause.downcast::<Error>() {
                Ok(own) => *own,
                Err(cause) => Error::internal(Store::Io(cause)),
            },
            other => Error::internal(other),
        }
    }
}
