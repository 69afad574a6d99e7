//! Kiosks as an admin sees them: listing, preparing and revoking.

use super::shapes::{time, time_or_none};
use crate::body::{Json, PathId};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::http::StatusCode;
use cordboard_engine::kiosks::{list, prepare, revoke};
use cordboard_engine::principal::Duties;
use cordboard_model::Id;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The kiosks of an account.
#[derive(Serialize, ToSchema)]
pub struct KioskList {
    /// By name.
    rows: Vec<KioskRow>,
}

/// A kiosk in the list.
#[derive(Serialize, ToSchema)]
pub struct KioskRow {
    id: String,
    name: String,
    /// The user whose calls it works; null without a line.
    line_id: Option<String>,
    /// What he is called.
    line: Option<String>,
    /// When it was enrolled (RFC 3339); null while its code waits.
    enrolled: Option<String>,
    /// Until when its code can be used (RFC 3339); null once it was.
    code_until: Option<String>,
    duties: KioskDuties,
}

/// What a kiosk may do besides looking and working calls.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KioskDuties {
    /// Set presence and note of colleagues.
    presence: bool,
    /// Switch the office open and closed.
    hours: bool,
    /// Run meeting rooms.
    meetings: bool,
    /// Sign visitors in and out.
    visitors: bool,
}

impl From<Duties> for KioskDuties {
    fn from(duties: Duties) -> Self {
        let Duties {
            presence,
            hours,
            meetings,
            visitors,
        } = duties;
        Self {
            presence,
            hours,
            meetings,
            visitors,
        }
    }
}

/// A kiosk to prepare.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PrepareKiosk {
    name: String,
    /// The user whose calls it works; none when absent.
    #[schema(value_type = Option<String>)]
    line_id: Option<Id>,
    /// With what somebody gets out of it: 4 to 12 digits.
    pin: String,
    duties: KioskDuties,
}

/// A kiosk that waits for its device.
#[derive(Serialize, ToSchema)]
pub struct PreparedKiosk {
    id: String,
    /// What is typed at the device, once.
    code: String,
    /// Until when (RFC 3339).
    code_until: String,
}

/// Lists the kiosks of an account.
#[utoipa::path(get, path = "/console/accounts/{id}/kiosks", operation_id = "kiosk_list", tag = "kiosks",
    params(("id" = String, Path)),
    responses((status = 200, body = KioskList), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn list(
    State(api): State<Api>,
    caller: Caller,
    PathId(account_id): PathId,
) -> Result<axum::Json<KioskList>, Problem> {
    let rows = api
        .run(move |engine| list::run(engine, &caller.principal, account_id))
        .await?;
    let row = |row: list::Row| KioskRow {
        id: row.id.to_string(),
        name: row.name,
        line_id: row.line.as_ref().map(|(id, _)| id.to_string()),
        line: row.line.map(|(_, name)| name),
        enrolled: time_or_none(row.enrolled_ms),
        code_until: time_or_none(row.code_until_ms),
        duties: row.duties.into(),
    };
    let rows = rows.into_iter().map(row).collect();
    Ok(axum::Json(KioskList { rows }))
}

/// Prepares a kiosk, and gives the one copy of the code with which its device is enrolled.
#[utoipa::path(post, path = "/console/accounts/{id}/kiosks", operation_id = "kiosk_prepare", tag = "kiosks",
    params(("id" = String, Path)), request_body = PrepareKiosk,
    responses((status = 201, body = PreparedKiosk), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn prepare(
    State(api): State<Api>,
    caller: Caller,
    PathId(account_id): PathId,
    Json(request): Json<PrepareKiosk>,
) -> Result<(StatusCode, axum::Json<PreparedKiosk>), Problem> {
    let KioskDuties {
        presence,
        hours,
        meetings,
        visitors,
    } = request.duties;
    let input = prepare::Input {
        account_id,
        name: request.name,
        line_id: request.line_id,
        pin: request.pin,
        duties: Duties {
            presence,
            hours,
            meetings,
            visitors,
        },
    };
    let made = api
        .run(move |engine| prepare::run(engine, &caller.principal, &input))
        .await?;
    let prepared = PreparedKiosk {
        id: made.id.to_string(),
        code: made.code,
        code_until: time(made.code_until_ms),
    };
    Ok((StatusCode::CREATED, axum::Json(prepared)))
}

/// Revokes a kiosk at once.
#[utoipa::path(delete, path = "/console/kiosks/{id}", operation_id = "kiosk_revoke", tag = "kiosks",
    params(("id" = String, Path)),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn revoke(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<StatusCode, Problem> {
    api.run(move |engine| revoke::run(engine, &caller.principal, id))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
