//! The list and its filters.

use crate::client::{ACCOUNTS, Reseller, one};
use serde_json::json;

fn found(reseller: &Reseller, query: &str) -> Vec<String> {
    let list = reseller.get(&format!("{ACCOUNTS}?{query}")).expect(200);
    let items = list["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["firstName"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_list_holds_what_its_filters_let_through() {
    let reseller = Reseller::new();
    let anna = reseller.account("anna@bakery.example", json!({
        "firstName": "Anna", "lastName": "Größe", "clientName": "1", "tools": ["save", "call"], "status": "disabled",
    }));
    reseller.account("ben@shop.example", json!({
        "firstName": "Ben", "lastName": "Cole", "clientName": "2", "tools": ["call", "scheduling"],
    }));
    let (both, anna_only, ben_only) = (vec!["Anna", "Ben"], vec!["Anna"], vec!["Ben"]);
    for (query, expected) in [
        ("", &both),
        ("search=", &both),
        ("search=ann", &anna_only),
        ("search=GROSSE", &anna_only),
        ("search=op.exam", &ben_only),
        ("tools=call", &both),
        ("tools=scheduling", &ben_only),
        ("tools=call,scheduling", &ben_only),
        ("status=disabled", &anna_only),
        ("status=enabled", &ben_only),
        ("status=enabled&tools=call&search=col", &ben_only),
        ("createdStartDate=2020-01-01T00:00:00Z", &both),
        (
            "createdStartDate=2020-01-01T00:00:00%2B01:00&createdEndDate=2999-01-01T00:00:00+01:00",
            &both,
        ),
    ] {
        assert_eq!(&found(&reseller, query), expected, "{query}");
    }
    for query in [
        "search=zzz",
        "tools=callTracking",
        "createdEndDate=2020-01-01T00:00:00Z",
        "createdStartDate=2999-01-01T00:00:00Z",
    ] {
        assert!(found(&reseller, query).is_empty(), "{query}");
    }
    for (query, field) in [
        ("tools=fax", "tools"),
        ("status=on", "status"),
        ("createdEndDate=today", "createdEndDate"),
    ] {
        assert_eq!(
            reseller.get(&format!("{ACCOUNTS}?{query}")).refused(400),
            [field]
        );
    }
    reseller.call("DELETE", &one(&anna), None);
    assert_eq!(found(&reseller, ""), ben_only);
}

#[test]
fn an_account_below_a_client_is_no_client_of_the_reseller() {
    let reseller = Reseller::new();
    let client = reseller.account("a@x.example", json!({ "firstName": "A" }));
    let body = json!({ "parent_id": client["id"], "fields": { "name": "Below" } });
    let below = reseller
        .console("POST", "/console/accounts", Some(body))
        .expect(201);
    assert_eq!(found(&reseller, ""), ["A"]);
    reseller.get(&one(&below)).refused(404);
    reseller.call("DELETE", &one(&client), None).refused(409);
}
