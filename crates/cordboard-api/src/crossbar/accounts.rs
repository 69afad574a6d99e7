//! Accounts: one of them, and the tree.

mod document;
mod one;
mod tree;

pub(super) use tree::{found, summary};

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
    Route {
        method: Method::GET,
        path: "accounts/{ACCOUNT_ID}/descendants",
        access: Access::SignedIn,
        operation: "accounts.descendants",
        summary: "List all accounts below",
        handler: tree::descendants,
    },
    Route {
        method: Method::GET,
        path: "accounts/{ACCOUNT_ID}/siblings",
        access: Access::SignedIn,
        operation: "accounts.siblings",
        summary: "List the accounts beside it, itself included",
        handler: tree::siblings,
    },
    Route {
        method: Method::GET,
        path: "accounts/{ACCOUNT_ID}/parents",
        access: Access::SignedIn,
        operation: "accounts.parents",
        summary: "List the accounts above, from the caller's own",
        handler: tree::above,
    },
    Route {
        method: Method::GET,
        path: "accounts/{ACCOUNT_ID}/tree",
        access: Access::SignedIn,
        operation: "accounts.tree",
        summary: "List the accounts above, from the caller's own",
        handler: tree::above,
    },
    Route {
        method: Method::POST,
        path: "accounts/{ACCOUNT_ID}/move",
        access: Access::SignedIn,
        operation: "accounts.move",
        summary: "Move an account with everything below it",
        handler: one::move_to,
    },
    Route {
        method: Method::PUT,
        path: "accounts/{ACCOUNT_ID}/reseller",
        access: Access::Top,
        operation: "accounts.promote",
        summary: "Make an account a reseller",
        handler: one::promote,
    },
    Route {
        method: Method::DELETE,
        path: "accounts/{ACCOUNT_ID}/reseller",
        access: Access::Top,
        operation: "accounts.demote",
        summary: "Make a reseller an ordinary account",
        handler: one::demote,
    },
];
