//! What the server answers outside of its API: the console's pages and files.

use crate::crossbar::refused;
use crate::office::{As, Office};
use serde_json::json;

#[tokio::test]
async fn a_file_that_is_gone_is_not_found_instead_of_being_the_console() {
    let office = Office::new();
    for path in ["/assets/x.js", "/assets/deep/er.css", "/assets/"] {
        let answer = office.get(&As::Nobody, path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert_ne!(answer.kind, "text/html", "{path}");
    }
}

#[tokio::test]
async fn a_page_is_read_and_nothing_else() {
    let office = Office::new();
    for path in ["/", "/accounts", "/people/123"] {
        for method in ["POST", "PUT", "PATCH", "DELETE"] {
            let body = Some(json!({}));
            let answer = office.call(&As::Nobody, method, path, body).await;
            assert_eq!(answer.status, 405, "{method} {path}: {}", answer.body);
        }
        // Without built pages there is nothing to read, which is another matter.
        let read = office.get(&As::Nobody, path).await;
        assert!(matches!(read.status.as_u16(), 200 | 404), "{path}");
    }
}

#[tokio::test]
async fn addresses_of_interfaces_are_never_pages() {
    let office = Office::new();
    for path in ["/console", "/console/"] {
        office
            .get(&As::Nobody, path)
            .await
            .refused(404, "not_found");
    }
    for path in ["/api", "/api/", "/api/x", "//api//x"] {
        let answer = office.get(&As::Nobody, path).await.expect(404);
        assert_eq!(answer["errors"][0]["code"], "NOT_FOUND", "{path}");
    }
    for path in ["/v2", "/v2/", "/v2/x", "//v2//x", "/v1"] {
        refused(office.get(&As::Nobody, path).await, 404, "not_found");
    }
}
