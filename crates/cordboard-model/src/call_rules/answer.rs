//! The answer to "who rings?", in the shape that the surfaces show.

use crate::Id;
use crate::forwarding::State;
use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use std::collections::BTreeMap;

/// What happens to the call, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = WhoRings))]
pub struct Answer {
    /// The person who is called.
    pub user_id: Id,
    /// When, in the person's zone.
    pub at: DateTime<FixedOffset>,
    /// The person's zone, a name of the tz database.
    pub timezone: String,
    /// The state the person was taken to be in.
    pub state: State,
    /// How that is known.
    pub state_source: StateSource,
    /// What the hours are for the person.
    pub hours: Hours,
    /// What happens to the call.
    pub outcome: Outcome,
    /// Why, in the order in which it was decided.
    pub steps: Vec<Step>,
}

/// How the state is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StateSource {
    /// The question says so.
    Given,
    /// The person or his phones say so.
    Presence,
    /// Nothing says otherwise, but no telephone plane tells whether a phone is registered.
    Assumed,
}

/// What an instant is to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Hours {
    /// In office hours.
    Office,
    /// Outside of them.
    NonOffice,
    /// On a holiday, which counts as outside.
    Holiday,
}

/// What happens to a call.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Outcome {
    /// Who rings, in order; empty: nobody.
    pub rings: Vec<Ringing>,
    /// How long the people of the account ring altogether before the call goes to `final`, in seconds; `None`
    /// when none of them rings.
    pub seconds: Option<u32>,
    /// Where the call ends when nobody answers.
    #[serde(rename = "final")]
    pub ends: Final,
    /// The outside number, the colleague's extension, or the extension (without one, the name) whose voicemail it is; empty when hung up.
    pub target: String,
    /// English, for people and logs.
    pub sentence: String,
}

/// One who rings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ringing {
    /// The person; `None` for an outside number.
    pub user_id: Option<Id>,
    /// The person's name; empty for an outside number.
    pub name: String,
    /// The extension or the outside number.
    pub number: String,
}

/// Where a call ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Final {
    /// With a colleague, whose rules the asker does not read.
    Colleague,
    /// At a number that is nobody's in the account.
    External,
    /// In a voicemail.
    Voicemail,
    /// Hung up.
    HangUp,
}

/// One step of the decision.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Step {
    /// What was found.
    pub code: StepCode,
    /// The person whose rules were looked at.
    pub user_id: Option<Id>,
    /// His name.
    pub name: String,
    /// The particulars, by the names that [`StepCode`] says.
    pub params: BTreeMap<&'static str, String>,
    /// English, for people and logs.
    pub text: String,
}

/// What a step found. The names are stable; in brackets the names of the particulars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StepCode {
    /// The question gives the state (`state`).
    StateGiven,
    /// The do-not-disturb switch is on.
    StateDoNotDisturb,
    /// The presence that the person set makes the state (`state`).
    StatePresence,
    /// No phone is registered.
    StateOffline,
    /// The person is in a call.
    StateBusy,
    /// A phone is registered, and nothing speaks against a call.
    StateAvailable,
    /// Nothing speaks against a call, but whether a phone is registered is not known.
    StateAssumedAvailable,
    /// The user is disabled.
    UserDisabled,
    /// An exception decides (`exception`, `mask`, `action`, and `number` if it forwards).
    ExceptionMatched,
    /// An exception is switched off (`exception`).
    ExceptionDisabled,
    /// An exception speaks of other callers (`exception`, `mask`).
    ExceptionSkippedCaller,
    /// An exception speaks of other hours (`exception`, `applies`).
    ExceptionSkippedHours,
    /// The day is a holiday (`holiday`).
    Holiday,
    /// Somebody switched the office by hand (`to`: open or closed).
    OfficeSwitched,
    /// The week is open now (`weekday`, `time`, `week`: account or custom).
    OfficeHoursOpen,
    /// The week is closed now (as for open).
    OfficeHoursClosed,
    /// The rule of the state for the hours (`state`, `hours`, `action`, and `number` if it forwards).
    Rule,
    /// The person's phones ring (`seconds`).
    Rings,
    /// They would, but no phone is registered.
    CannotRing,
    /// What happens when nobody answers (`action`, and `number` if it forwards).
    NoAnswerRule,
    /// The number is a colleague's extension (`number`, `person`).
    FollowsExtension,
    /// The colleague was asked before (`number`, `person`).
    LoopDetected,
    /// Too many forwards (`number`, `hops`).
    TooManyHops,
    /// The number is nobody's in the account (`number`).
    ExternalNumber,
    /// The call ends in the person's voicemail.
    Voicemail,
    /// The call ends.
    HangUp,
}
