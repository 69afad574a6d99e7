//! Why the other server, or this file, did not do what it was asked.

use cordboard_engine::Error;

/// Why something came to nothing. The words are for people and hold no secret.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// There is no way to the server, or it broke off.
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
    /// The address is one where this server sends nothing.
    #[error("{0}")]
    Private(&'static str),
    /// The server sends requests on to another address.
    #[error(
        "the server sends requests on to another address, which is not followed; name that address instead"
    )]
    Redirect,
    /// What opened the server does so no more.
    #[error("sign in to the server again")]
    SignIn,
    /// The user name or password is wrong.
    #[error(
        "the server does not take this sign-in; check the user name, the password and the account"
    )]
    WrongPassword,
    /// The server lets nobody in for a moment, because somebody tried too often.
    #[error(
        "the server lets nobody in for a moment, because of too many attempts; try again in a minute"
    )]
    TooOften,
    /// The server asks for a second proof.
    #[error("the server asks this user for a code; use one without two-factor sign-in")]
    TwoFactor,
    /// The server, or this file, refused one thing.
    #[error("{detail}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// What it said.
        detail: String,
    },
    /// The server answers what no server of this dialect answers.
    #[error("the server's answers are not those of this kind of server: {0}")]
    Odd(String),
    /// The server sends more than is taken.
    #[error("the server sends too much: {0}")]
    TooMuch(&'static str),
    /// A record that this one needs is not there.
    #[error("it needs {0}, which is not there on the other side")]
    Depends(String),
    /// The API has no way to do this.
    #[error("{0}")]
    Impossible(&'static str),
    /// This file.
    #[error(transparent)]
    File(#[from] Error),
}

impl Failure {
    /// Whether the other records need not be tried: it would end the same way.
    pub(crate) fn stops_all(&self) -> bool {
        matches!(
            self,
            Failure::Unreachable(_)
                | Failure::Private(_)
                | Failure::Redirect
                | Failure::SignIn
                | Failure::TooOften
                | Failure::TooMuch(_)
                | Failure::File(_)
        )
    }

    pub(crate) fn odd(detail: impl Into<String>) -> Self {
        Failure::Odd(detail.into())
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        let code = match &failure {
            Failure::File(_) => "internal",
            Failure::Unreachable(_) => "server_unreachable",
            Failure::Private(_) => "private_address",
            Failure::Redirect => "redirected",
            Failure::SignIn => "remote_signed_out",
            Failure::WrongPassword => "remote_sign_in",
            Failure::TooOften => "remote_too_often",
            Failure::TwoFactor => "two_factor",
            Failure::Odd(_) => "odd_remote",
            Failure::TooMuch(_) => "remote_too_much",
            Failure::Refused { .. } | Failure::Depends(_) | Failure::Impossible(_) => {
                "remote_refused"
            }
        };
        match failure {
            Failure::File(error) => error,
            failure => Error::Refused {
                code,
                detail: failure.to_string(),
            },
        }
    }
}
