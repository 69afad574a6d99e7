//! Users: one of them, lists of them, their photo and card, and calls to their devices.

mod document;
mod list;
mod one;
mod photo;
mod quick_call;
mod submission;
mod vcard;

use super::routes::{Access, Route};
use axum::http::Method;

/// How many characters a first or last name has at most in this dialect.
pub(super) const NAME_MAX: usize = 128;

/// The operations.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: Method::GET,
        path: "accounts/{ACCOUNT_ID}/users",
        access: Access::SignedIn,
        operation: "users.list",
        summary: "List the users of an account",
        handler: list::list,
    },
    Route {
        method: Method::PUT,
        path: "accounts/{ACCOUNT_ID}/users",
        access: Access::Admin,
        operation: "users.create",
        summary: "Create a user",
        handler: one::create,
    },
    Route {
        method: Method::GET,
        path: "accounts/{ACCOUNT_ID}/users/{USER_ID}",
        access: Access::SignedIn,
        operation: "users.read",
        summary: "Read a user",
        handler: one::read,
    },
    Route {
        method: Method::POST,
        path: "accounts/{ACCOUNT_ID}/users/{USER_ID}",
        access: Access::SignedIn,
        operation: "users.replace",
        summary: "Replace a user's document",
        handler: one::replace,
    },
    Route {
        method: Method::PATCH,
        path: "accounts/{ACCOUNT_ID}/users/{USER_ID}",
        access: Access::SignedIn,
        operation: "users.patch",
        summary: "Change some keys of a user's document",
        handler: one::patch,
    },
    Route {
        method: Method::DELETE,
        path: "accounts/{ACCOUNT_ID}/users/{USER_ID}",
        access: Access::SignedIn,
        operation: "users.delete",
        summary: "Delete a user, with his devices when asked to",
        handler: one::delete,
    },
    Route {
        method: Method::GET,
        path: "accounts/{ACCOUNT_ID}/users/{USER_ID}/photo",
        access: Access::SignedIn,
        operation: "users.read_photo",
        summary: "Read a user's photo, as bytes or as base64",
        handler: photo::read,
    },
    Route {
        method: Method::POST,
        path: "accounts/{ACCOUNT_ID}/users/{USER_ID}/photo",
        access: Access::SignedIn,
        operation: "users.write_photo",
        summary: "Set a user's photo",
        handler: photo::write,
    },
    Route {
        method: Method::PUT,
        path: "accounts/{ACCOUNT_ID}/users/{USER_ID}/photo",
        access: Access::SignedIn,
        operation: "users.put_photo",
        summary: "Set a user's photo, as POST does",
        handler: photo::write,
    },
    Route {
        method: Method::DELETE,
        path: "accounts/{ACCOUNT_ID}/users/{USER_ID}/photo",
        access: Access::SignedIn,
        operation: "users.delete_photo",
        summary: "Remove a user's photo",
        handler: photo::remove,
    },
    Route {
        method: Method::GET,
        path: "accounts/{ACCOUNT_ID}/users/{USER_ID}/vcard",
        access: Access::SignedIn,
        operation: "users.vcard",
        summary: "Read a user as a vCard 3.0",
        handler: vcard::read,
    },
    Route {
        method: Method::GET,
        path: "accounts/{ACCOUNT_ID}/users/{USER_ID}/quickcall/{PHONE_NUMBER}",
        access: Access::Public,
        operation: "users.quickcall",
        summary: "Ask for a call between a user's devices and a number",
        handler: quick_call::originate,
    },
];
