//! Signing in and out, and who one is: in the newer form (`/auth`), the older one (`/login`) and that of OAuth.

mod login;
mod oauth;
mod tokens;
mod whoami;

use super::routes::Route;
use super::shape::{COUNT, Member, Of, TEXT, member, required};

const CREDENTIALS: &[Member] = &[
    required("username", Of::Text(1, 280)),
    required("password", TEXT),
    member("domain", Of::Text(0, 280)),
];

const PAIR: &[Member] = &[
    required("token_type", TEXT),
    required("access_token", TEXT),
    required("refresh_token", TEXT),
    required("expires_in", COUNT),
];

const LOGIN: &[Member] = &[
    required("access_token", TEXT),
    required("expires_at", Of::Time),
    required("expires_in", COUNT),
    required("role", TEXT),
];

const USER: &[Member] = &[
    required("role", TEXT),
    required("password_verified", Of::Flag),
    required("password_force_reset", Of::Flag),
    required("domain", TEXT),
    required("role_name", TEXT),
];

/// The operations.
pub(super) const ROUTES: &[Route] = &[
    Route::post("auth/sign_in", "auth.sign_in", "Sign in", tokens::sign_in)
        .public()
        .body(CREDENTIALS)
        .shows(PAIR),
    Route::post(
        "auth/refresh_token",
        "auth.refresh",
        "Exchange a refresh token for a new pair",
        tokens::refresh,
    )
    .public()
    .body(&[required("refresh_token", TEXT)])
    .shows(PAIR),
    Route::post(
        "auth/sign_out",
        "auth.sign_out",
        "Sign out",
        tokens::sign_out,
    )
    .removes(),
    Route::get(
        "auth/user",
        "auth.user",
        "Tell who is signed in",
        whoami::read,
    )
    .shows(USER),
    Route::post(
        "login",
        "login.create",
        "Sign in, in the older form",
        login::create,
    )
    .public()
    .body(CREDENTIALS)
    .shows(LOGIN),
    Route::get(
        "login",
        "login.read",
        "Tell how long the caller's token lasts",
        login::read,
    )
    .shows(LOGIN),
    Route::post(
        "logout",
        "login.delete",
        "Sign out, in the older form",
        tokens::sign_out,
    )
    .removes(),
    Route::post(
        "login/oauth/token",
        "oauth.token",
        "Sign in or renew, in the form of OAuth",
        oauth::token,
    )
    .public()
    .body(oauth::FORM)
    .shows(PAIR),
    Route::post(
        "login/oauth/revoke",
        "oauth.revoke",
        "End the session of a token",
        oauth::revoke,
    )
    .public()
    .body(&[member("token", TEXT)]),
];
