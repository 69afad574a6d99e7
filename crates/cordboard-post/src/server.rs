//! One letter, one connection: how the mail server of the settings is spoken to, and what its answers mean.

use crate::message::compose;
use cordboard_engine::mail::desk::{Due, Failure, Outcome};
use cordboard_engine::settings::{Security, Smtp};
use lettre::message::Mailbox;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::time::Duration;

/// How long the server may take for one answer.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(15);
/// How long one letter may take.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Answers that are about us and not about the letter: sign-in is wanted, or failed, or must be encrypted; the server
/// ends.
const ABOUT_US: [u16; 7] = [421, 432, 454, 530, 534, 535, 538];

/// Sends a letter.
pub(crate) async fn send(smtp: &Smtp, letter: &Due) -> Outcome {
    let Ok(from) = smtp.from.parse::<Mailbox>() else {
        return no_server("sender");
    };
    let message = match compose(&from, letter) {
        Ok(message) => message,
        Err(reason) => {
            return Outcome::Refused(Failure {
                reason,
                answer: None,
            });
        }
    };
    let transport = match transport(smtp) {
        Ok(transport) => transport,
        Err(error) => return meaning(&error),
    };
    match tokio::time::timeout(TIMEOUT, transport.send(message)).await {
        Ok(Ok(_)) => Outcome::Sent,
        Ok(Err(error)) => meaning(&error),
        Err(_) => no_server("timeout"),
    }
}

/// What is reported of a letter at which the program broke.
pub(crate) fn broken() -> Outcome {
    Outcome::Later(Failure {
        reason: "broken",
        answer: None,
    })
}

fn no_server(reason: &'static str) -> Outcome {
    Outcome::NoServer(Failure {
        reason,
        answer: None,
    })
}

fn meaning(error: &Error) -> Outcome {
    let Some(code) = error.status() else {
        return no_server(silent(error));
    };
    let failure = |reason| Failure {
        reason,
        answer: Some(error.to_string()),
    };
    let code: u16 = code.into();
    match code {
        421 => Outcome::NoServer(failure("busy")),
        code if ABOUT_US.contains(&code) => Outcome::NoServer(failure("login")),
        400..=499 => Outcome::Later(failure("deferred")),
        _ => Outcome::Refused(failure("refused")),
    }
}

/// What went wrong without an answer.
fn silent(error: &Error) -> &'static str {
    if error.is_tls() || is_about_certificates(error) {
        "tls"
    } else if error.is_timeout() {
        "timeout"
    } else if error.is_client() {
        "unable"
    } else {
        "unreachable"
    }
}

/// The library tells a certificate that nobody trusts as a connection that broke.
fn is_about_certificates(error: &Error) -> bool {
    let mut cause = std::error::Error::source(error);
    while let Some(known) = cause {
        if known.to_string().contains("certificate") {
            return true;
        }
        cause = known.source();
    }
    false
}

fn transport(smtp: &Smtp) -> Result<AsyncSmtpTransport<Tokio1Executor>, Error> {
    type Transport = AsyncSmtpTransport<Tokio1Executor>;
    let mut builder = match smtp.security {
        Security::Tls => Transport::relay(&smtp.host)?,
        Security::StartTls => Transport::starttls_relay(&smtp.host)?,
        Security::None => Transport::builder_dangerous(&smtp.host),
    };
    if let Some(port) = smtp.port {
        builder = builder.port(port);
    }
    if let Some((name, password)) = &smtp.login {
        builder = builder.credentials(Credentials::new(name.clone(), password.clone()));
    }
    Ok(builder.timeout(Some(ANSWER_TIMEOUT)).build())
}
