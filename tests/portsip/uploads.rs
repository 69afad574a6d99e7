//! Uploading in pieces.

use crate::office::As;
use crate::tenant::{Tenant, refused};
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::Value;

pub const WAV: &[u8] = b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0";

/// An answer with its headers.
async fn ask(
    tenant: &Tenant,
    who: &As,
    (method, path): (&str, &str),
    token: &str,
    bytes: &[u8],
) -> crate::office::Answer {
    let request = Request::builder()
        .method(method)
        .uri(format!("/api/blobs/{path}"))
        .header(header::CONTENT_TYPE, "application/octet-stream")
        .header("portsip-upload-token", token)
        .body(Body::from(bytes.to_vec()))
        .unwrap();
    tenant.office.raw(who, request).await
}

fn said(answer: &crate::office::Answer, name: &str) -> String {
    answer.headers[name].to_str().unwrap().to_owned()
}

async fn begin(tenant: &Tenant, who: &As, name: &str) -> (String, String) {
    let begun = ask(
        tenant,
        who,
        ("POST", &format!("uploads?filename={name}&temporary=true")),
        "",
        b"",
    )
    .await;
    assert_eq!(begun.status, 202);
    (
        said(&begun, "portsip-upload-id"),
        said(&begun, "portsip-upload-token"),
    )
}

/// Uploads the bytes in two pieces and gives the id of the file.
pub async fn upload(tenant: &Tenant, who: &As, name: &str, bytes: &[u8]) -> String {
    let (id, token) = begin(tenant, who, name).await;
    let (first, last) = bytes.split_at(bytes.len() / 2);
    let appended = ask(
        tenant,
        who,
        ("POST", &format!("uploads/{id}/append")),
        &token,
        first,
    )
    .await;
    assert_eq!(
        (appended.status.as_u16(), said(&appended, "range")),
        (203, format!("0-{}", first.len() - 1))
    );
    let done = ask(
        tenant,
        who,
        ("POST", &format!("uploads/{id}/complete")),
        &token,
        last,
    )
    .await;
    let done: Value = done.expect(201);
    done["id"].as_str().unwrap().to_owned()
}

/// Asks for the status of an upload.
async fn status(tenant: &Tenant, who: &As, id: &str, token: &str) -> crate::office::Answer {
    let path = format!("uploads/{id}/status");
    ask(tenant, who, ("GET", &path), token, b"").await
}

#[tokio::test]
async fn an_upload_tells_how_far_it_came_and_can_be_given_up() {
    let tenant = Tenant::new().await;
    let who = &tenant.person;
    let (id, token) = begin(&tenant, who, "a.wav").await;
    let path = |action: &str| format!("uploads/{id}/{action}");
    ask(&tenant, who, ("POST", &path("append")), &token, WAV).await;
    let told = status(&tenant, who, &id, &token).await;
    let all = format!("0-{}", WAV.len() - 1);
    assert_eq!((told.status.as_u16(), said(&told, "range")), (204, all));
    refused(
        status(&tenant, &tenant.admin, &id, &token).await,
        404,
        "NOT_FOUND",
    );
    refused(status(&tenant, who, &id, "x").await, 403, "FORBIDDEN");
    let complete = path("complete?digest=00");
    let other = ask(&tenant, who, ("POST", &complete), &token, b"").await;
    refused(other, 400, "VALIDATE_FAILED");
    let gone = ask(&tenant, who, ("POST", &path("destroy")), &token, b"").await;
    assert_eq!(gone.status, 204);
    refused(status(&tenant, who, &id, &token).await, 404, "NOT_FOUND");
    let begun = ("POST", "uploads?filename=a");
    let nobody = ask(&tenant, &As::Nobody, begun, "", b"").await;
    refused(nobody, 401, "UNAUTHORIZED");
}
