//! Accounts: one of them, and the tree.

mod document;
mod one;
mod tree;

use super::routes::{Access, Route};
use axum::http::Method;

/// The operations.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: Method::PUT,
        path: "accounts",
        access: Access::SignedIn,
        operation: "accounts.create",
        summary: "Create an account below the caller's own",
        handler: one::create,
    },
    Route {
        method: Method::PUT,
        path: "accounts/{ACCOUNT_ID}",
        access: Access::SignedIn,
        operation: "accounts.create_child",
        summary: "Create an account below this one",
        handler: one::create_child,
    },
    Route {
        method: Method::GET,
        path: "accounts/{ACCOUNT_ID}",
        access: Access::SignedIn,
        operation: "accounts.read",
        summary: "Read an account",
        handler: one::read,
    },
    Route {
        method: Method::POST,
        path: "accounts/{ACCOUNT_ID}",
        access: Access::SignedIn,
        operation: "accounts.replace",
        summary: "Replace an account's document",
        handler: one::replace,
    },
    Route {
        method: Method::PATCH,
        path: "accounts/{ACCOUNT_ID}",
        access: Access::SignedIn,
        operation: "accounts.patch",
        summary: "Change some keys of an account's document",
        handler: one::patch,
    },
    Route {
        method: Method::DELETE,
        path: "accounts/{ACCOUNT_ID}",
        access: Access::SignedIn,
        operation: "accounts.delete",
        summary: "Delete an account that has none below it",
        handler: one::delete,
    },
    Route {
        method: Method::GET,
        path: "accounts/{ACCOUNT_ID}/children",
        access: Access::SignedIn,
        operation: "accounts.children",
        summary: "List the accounts directly below",
        handler: tree::children,
    },
];
