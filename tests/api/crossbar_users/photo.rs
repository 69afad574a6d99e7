//! The photo of a user.

use super::*;

async fn photo(
    office: &Office,
    method: &str,
    user: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    let path = at(office, &format!("users/{user}/photo"));
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    office
        .raw(&As::Owner, request.body(Body::from(body.to_vec())).unwrap())
        .await
}

#[tokio::test]
async fn a_photo_is_kept_until_it_is_deleted_and_shows_on_the_card() {
    let office = Office::new();
    let made = id(&user(&office, json!({ "profile": { "note": "ä;b" } })).await);
    let nothing = photo(&office, "GET", &made, &[], b"").await;
    refused(nothing, 404, "bad_identifier");
    let octets = [("content-type", "application/octet-stream")];
    let jpeg = b"\xff\xd8\xff\xe0 a photo";
    for method in ["POST", "PUT"] {
        let answer = photo(&office, method, &made, &octets, jpeg).await;
        assert_eq!(data(answer, 200)["id"], made);
    }
    let card = office
        .get(&As::Owner, &at(&office, &format!("users/{made}/vcard")))
        .await;
    assert_eq!(card.kind, "text/x-vcard");
    let card = card.text.replace("\n ", "");
    assert!(
        card.starts_with("BEGIN:VCARD\nVERSION:3.0\nFN:User Three\nN:Three;User\n"),
        "{card}"
    );
    assert!(
        card.contains("\nPHOTO;ENCODING=B;TYPE=JPEG:/9j/4CBhIHBob3Rv\n"),
        "{card}"
    );
    assert!(
        card.contains("\nNOTE:ä\\;b\n") && card.ends_with("END:VCARD\n"),
        "{card}"
    );
    let text = photo(
        &office,
        "GET",
        &made,
        &[("accept", "application/base64")],
        b"",
    )
    .await;
    assert_eq!(
        (text.kind.as_str(), text.text.as_str()),
        ("application/base64", "/9j/4CBhIHBob3Rv")
    );
    let base64 = [("content-type", "application/base64")];
    data(
        photo(
            &office,
            "POST",
            &made,
            &base64,
            b"data:image/png;base64,aGVsbG8=",
        )
        .await,
        200,
    );
    let bytes = photo(&office, "GET", &made, &[], b"").await;
    assert_eq!(
        (bytes.kind.as_str(), bytes.text.as_str()),
        ("application/octet-stream", "hello")
    );
    let bad = photo(&office, "POST", &made, &base64, b"!!").await;
    refused(bad, 400, "validation error");
    assert_eq!(
        data(photo(&office, "DELETE", &made, &[], b"").await, 200),
        json!({})
    );
    refused(
        photo(&office, "GET", &made, &[], b"").await,
        404,
        "bad_identifier",
    );
}
