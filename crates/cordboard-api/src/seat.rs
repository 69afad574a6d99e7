//! The place of a kiosk in a desktop window: its token is kept here and never given to the page, which has no cookies.
//!
//! A shell puts every request of the page through [`Seat::vouch`] and every answer through [`Seat::took`]. It knows no
//! shell, and decides nothing: whether a code enrols, or a PIN leaves, is the engine's.

use crate::caller::KIOSK_COOKIE;
use crate::events::Listener;
use axum::http::{HeaderValue, Request, StatusCode, header};
use axum::response::Response;
use cordboard_store::private_file;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// What an answer means for the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// It stays as it is.
    Stays,
    /// Somebody left with the PIN.
    Leaves,
}

/// The token of this computer's kiosk, in a file that only its owner reads.
pub struct Seat {
    file: PathBuf,
    token: Mutex<Option<String>>,
}

impl Seat {
    /// The seat whose token lies in this file; empty when there is none that can be read.
    pub fn open(file: PathBuf) -> Self {
        let token = std::fs::read_to_string(&file).ok();
        let token = token.map(|token| token.trim().to_owned());
        Self {
            file,
            token: Mutex::new(token.filter(|token| !token.is_empty())),
        }
    }

    fn token(&self) -> Option<String> {
        let token = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        token.clone()
    }

    /// Marks a request as this kiosk's. Without a token it is nobody's, and only a code gets any further.
    pub fn vouch<B>(&self, request: &mut Request<B>) {
        let bearer = self.token().map(|token| format!("Bearer {token}"));
        if let Some(Ok(value)) = bearer.map(HeaderValue::try_from) {
            request.headers_mut().insert(header::AUTHORIZATION, value);
        }
    }

    /// As whom the window hears the feed.
    pub fn listener(&self) -> Listener {
        Listener::Kiosk(self.token().unwrap_or_default())
    }

    /// Looks at an answer: a device that was enrolled keeps its token, also over a restart.
    pub fn took(&self, method: &str, path: &str, answer: &Response) -> io::Result<Then> {
        match (method, path, answer.status()) {
            ("POST", "/console/kiosk/leave", StatusCode::NO_CONTENT) => Ok(Then::Leaves),
            ("POST", "/console/kiosk/enrolment", StatusCode::CREATED) => {
                if let Some(token) = given(answer) {
                    self.keep(token)?;
                }
                Ok(Then::Stays)
            }
            _ => Ok(Then::Stays),
        }
    }

    fn keep(&self, token: String) -> io::Result<()> {
        private_file::write(&self.file, token.as_bytes())?;
        *self.token.lock().unwrap_or_else(PoisonError::into_inner) = Some(token);
        Ok(())
    }
}

/// The token in the cookie of an answer.
fn given(answer: &Response) -> Option<String> {
    let cookie = answer.headers().get(header::SET_COOKIE)?.to_str().ok()?;
    let (name, rest) = cookie.split_once('=')?;
    let (token, _) = rest.split_once(';')?;
    (name == KIOSK_COOKIE).then(|| token.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn answer(status: u16, cookie: Option<&str>) -> Response {
        let mut response = Response::builder().status(status);
        if let Some(cookie) = cookie {
            response = response.header(header::SET_COOKIE, cookie);
        }
        response.body(Body::empty()).unwrap()
    }

    fn bearer(seat: &Seat) -> Option<String> {
        let mut request = Request::new(());
        seat.vouch(&mut request);
        let value = request.headers().get(header::AUTHORIZATION)?;
        Some(value.to_str().unwrap().to_owned())
    }

    #[test]
    fn a_device_that_was_enrolled_keeps_its_token_over_a_restart_and_only_its_owner_reads_it() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("kiosk.token");
        let seat = Seat::open(file.clone());
        assert_eq!(bearer(&seat), None);
        let enrolled = answer(201, Some("cordboard_kiosk=abc; Path=/console/kiosk"));
        let then = seat.took("POST", "/console/kiosk/enrolment", &enrolled);
        assert_eq!(then.unwrap(), Then::Stays);
        assert_eq!(bearer(&seat).as_deref(), Some("Bearer abc"));
        assert_eq!(
            bearer(&Seat::open(file.clone())).as_deref(),
            Some("Bearer abc")
        );
        #[cfg(unix)]
        {
            let mode = std::fs::metadata(&file).unwrap();
            let mode = std::os::unix::fs::PermissionsExt::mode(&mode.permissions());
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn only_the_engines_yes_leaves_and_no_other_answer_gives_a_token() {
        let dir = tempfile::tempdir().unwrap();
        let seat = Seat::open(dir.path().join("kiosk.token"));
        let took = |method: &str, path: &str, status| {
            let cookie = Some("cordboard_kiosk=evil; Path=/");
            seat.took(method, path, &answer(status, cookie)).unwrap()
        };
        assert_eq!(took("POST", "/console/kiosk/leave", 204), Then::Leaves);
        assert_eq!(took("POST", "/console/kiosk/leave", 422), Then::Stays);
        assert_eq!(took("GET", "/console/kiosk/leave", 204), Then::Stays);
        took("POST", "/console/kiosk/enrolment", 422);
        took("GET", "/console/kiosk", 200);
        assert_eq!(bearer(&seat), None);
    }
}
