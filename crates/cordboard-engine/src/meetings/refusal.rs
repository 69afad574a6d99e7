//! What a room refuses, as an error of a verb.

use crate::Error;
use cordboard_model::meeting::Refusal;

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let detail = refusal.to_string();
        match refusal {
            Refusal::NotAllowed => Error::Forbidden(
                "only the owner of the room, its chairman and administrators may do this",
            ),
            Refusal::UnknownParticipant => Error::NotFound("participant"),
            Refusal::BadNumber(broken) => Error::Invalid(vec![broken.at("/number")]),
            Refusal::NoSuchCell { .. } => Error::invalid("/position", "range", detail),
            Refusal::NamedTwice => Error::invalid("/items", "uniqueItems", detail),
            Refusal::SeatsTaken { .. } => Error::invalid("/capacity", "seats_taken", detail),
            Refusal::BadSettings(broken) => {
                Error::Invalid(broken.into_iter().map(|broken| broken.at("")).collect())
            }
            Refusal::Stopped | Refusal::Locked | Refusal::Full { .. } | Refusal::LegTaken => {
                Error::Refused {
                    code: refusal.code(),
                    detail,
                }
            }
        }
    }
}
