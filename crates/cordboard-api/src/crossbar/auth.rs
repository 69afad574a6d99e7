//! Signing in and out, and what a token says.

mod api_key;
mod fields;
mod login;
mod recovery;
mod token;

use super::routes::{Access, Route};
use axum::http::Method;

/// The operations.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: Method::PUT,
        path: "user_auth",
        access: Access::Public,
        operation: "user_auth.create",
        summary: "Sign in with a digest of user name and password",
        handler: login::with_digest,
    },
    Route {
        method: Method::GET,
        path: "user_auth/{AUTH_TOKEN}",
        access: Access::SignedIn,
        operation: "user_auth.read",
        summary: "Tell whose the caller's own token is",
        handler: token::read_named,
    },
    Route {
        method: Method::PUT,
        path: "user_auth/recovery",
        access: Access::Public,
        operation: "user_auth.recovery.start",
        summary: "Ask for a link that opens a session without the password",
        handler: recovery::start,
    },
    Route {
        method: Method::POST,
        path: "user_auth/recovery",
        access: Access::Public,
        operation: "user_auth.recovery.finish",
        summary: "Sign in with such a link",
        handler: recovery::finish,
    },
    Route {
        method: Method::PUT,
        path: "api_auth",
        access: Access::Public,
        operation: "api_auth.create",
        summary: "Sign in with an account's API key",
        handler: login::with_key,
    },
    Route {
        method: Method::GET,
        path: "token_auth",
        access: Access::SignedIn,
        operation: "token_auth.read",
        summary: "Tell what the caller's token is",
        handler: token::read,
    },
    Route {
        method: Method::DELETE,
        path: "token_auth",
        access: Access::SignedIn,
        operation: "token_auth.delete",
        summary: "Sign out",
        handler: token::delete,
    },
    Route {
        method: Method::PUT,
        path: "auth",
        access: Access::SignedIn,
        operation: "auth.act",
        summary: "Get a further token, or end all sessions of the caller",
        handler: token::act,
    },
    Route {
        method: Method::PUT,
        path: "accounts/{ACCOUNT_ID}/auth",
        access: Access::SignedIn,
        operation: "accounts.auth.act",
        summary: "End all sessions that the account's API key opened",
        handler: token::act_on_account,
    },
    Route {
        method: Method::PUT,
        path: "accounts/{ACCOUNT_ID}/users/{USER_ID}/auth",
        access: Access::SignedIn,
        operation: "users.auth.act",
        summary: "End all sessions of a user",
        handler: token::act_on_user,
    },
    Route {
        method: Method::GET,
        path: "auth/tokeninfo",
        access: Access::Public,
        operation: "auth.tokeninfo.read",
        summary: "Tell whose a token is",
        handler: token::info,
    },
    Route {
        method: Method::POST,
        path: "auth/tokeninfo",
        access: Access::Public,
        operation: "auth.tokeninfo.ask",
        summary: "Tell whose a token is, without the token in the address",
        handler: token::info,
    },
    Route {
        method: Method::PUT,
        path: "accounts/{ACCOUNT_ID}/users/{USER_ID}/user_auth",
        access: Access::SignedIn,
        operation: "users.user_auth.impersonate",
        summary: "Act as a user of another account",
        handler: login::impersonate,
    },
    Route {
        method: Method::GET,
        path: "accounts/{ACCOUNT_ID}/api_key",
        access: Access::Admin,
        operation: "accounts.api_key.read",
        summary: "Read the account's API key",
        handler: api_key::read,
    },
    Route {
        method: Method::PUT,
        path: "accounts/{ACCOUNT_ID}/api_key",
        access: Access::Admin,
        operation: "accounts.api_key.renew",
        summary: "Make a new API key, which takes the place of the old one",
        handler: api_key::renew,
    },
];
