//! Setting up an installation from the console.

use super::session::{SessionAnswer, with_cookie};
use crate::body::Json;
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::{Api, Mode};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use cordboard_engine::installation::{install, status};
use cordboard_engine::{Principal, sessions};
use cordboard_model::Fields;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whether there is an installation.
#[derive(Serialize, ToSchema)]
pub struct Installation {
    installed: bool,
    version: &'static str,
    mode: &'static str,
    setup_token_required: bool,
    /// The phones only play telephone: nothing rings outside of the program.
    simulated_phones: bool,
}

/// Tells whether the installation has been set up.
#[utoipa::path(get, path = "/console/installation", operation_id = "installation_read", tag = "installation",
    responses((status = 200, body = Installation)))]
pub async fn status(State(api): State<Api>) -> axum::Json<Installation> {
    axum::Json(Installation {
        installed: status::is_installed(&api.engine),
        version: env!("CARGO_PKG_VERSION"),
        mode: match api.options.mode {
            Mode::Desktop => "desktop",
            Mode::Server => "server",
        },
        setup_token_required: status::wants_setup_token(&api.engine),
        simulated_phones: api.engine.plane().is_some_and(|plane| plane.is_simulated()),
    })
}

/// What a newcomer says.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InstallationRequest {
    organisation: String,
    realm: String,
    timezone: Option<String>,
    /// May be left out in the desktop window.
    admin: Option<FirstAdmin>,
    setup_token: Option<String>,
}

/// The first admin.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FirstAdmin {
    username: String,
    password: String,
    first_name: Option<String>,
    last_name: Option<String>,
    email: Option<String>,
}

impl FirstAdmin {
    fn into_admin(self) -> install::Admin {
        let mut fields = Fields::new();
        let texts = [
            ("username", Some(self.username)),
            ("first_name", self.first_name),
            ("last_name", self.last_name),
            ("email", self.email),
        ];
        for (key, text) in texts {
            if let Some(text) = text
                .map(|text| text.trim().to_owned())
                .filter(|text| !text.is_empty())
            {
                fields.insert(key.to_owned(), text.into());
            }
        }
        install::Admin {
            fields,
            password: self.password,
        }
    }
}

/// Sets the installation up, once, and signs the first admin in.
#[utoipa::path(post, path = "/console/installation", operation_id = "installation_create", tag = "installation",
    request_body = InstallationRequest,
    responses((status = 201, body = SessionAnswer), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn install(
    State(api): State<Api>,
    caller: Caller,
    Json(request): Json<InstallationRequest>,
) -> Result<Response, Problem> {
    let admin = request.admin.map(FirstAdmin::into_admin);
    let sign_in = admin.as_ref().map(|admin| sessions::sign_in::Input {
        username: admin
            .fields
            .get("username")
            .and_then(|name| name.as_str())
            .unwrap_or_default()
            .to_owned(),
        realm: Some(request.realm.trim().to_lowercase()),
        password: admin.password.clone(),
        method: sessions::Method::Console,
    });
    let input = install::Input {
        organisation: request.organisation,
        realm: request.realm,
        timezone: request.timezone,
        admin,
        setup_token: request.setup_token,
    };
    let principal = caller.principal;
    let secure = api.options.secure_cookies;
    if principal == Principal::Owner {
        let session = api
            .run(move |engine| {
                install::run(engine, &principal, input)?;
                sessions::whoami::run(engine, &principal, None)
            })
            .await?;
        return Ok((
            StatusCode::CREATED,
            axum::Json(SessionAnswer::of(session, None)),
        )
            .into_response());
    }
    let opened = api
        .run(move |engine| {
            install::run(engine, &principal, input)?;
            sign_in
                .map(|input| sessions::sign_in::run(engine, input))
                .transpose()
        })
        .await?;
    let opened = opened.ok_or_else(|| Problem::from(cordboard_engine::Error::Unauthenticated))?;
    Ok(with_cookie(StatusCode::CREATED, opened, secure))
}
