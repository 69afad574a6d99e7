//! Lists: their pages, their order, which fields they show, and as CSV.

use crate::client::{Caller, id};
use crate::world::{Tenant, tenant};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A tenant with this many users; gives their ids.
fn filled(users: usize) -> (Tenant, BTreeSet<String>) {
    let tenant = tenant();
    let ids = (0..users).map(|n| id(&tenant.user(json!({ "first_name": format!("N{n:02}") }))));
    let ids = ids.collect();
    (tenant, ids)
}

/// Walks all pages; gives the sizes that the envelopes named and all ids in their order.
#[track_caller]
fn walk(caller: &Caller, path: &str) -> (Vec<u64>, Vec<String>) {
    let (mut sizes, mut ids) = (Vec::new(), Vec::new());
    let mut next = String::new();
    loop {
        let start = match next.as_str() {
            "" => String::new(),
            key => format!("&start_key={key}"),
        };
        let page = caller.get(&format!("{path}{start}")).success(200);
        let rows = page["data"].as_array().unwrap();
        assert_eq!(page["page_size"], rows.len());
        sizes.push(rows.len() as u64);
        ids.extend(rows.iter().map(id));
        if !next.is_empty() {
            assert_eq!(page["start_key"], next, "the key that was sent is echoed");
        }
        match page.get("next_start_key") {
            None => return (sizes, ids),
            Some(key) => next = key.as_str().unwrap().to_owned(),
        }
        let safe = next
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_=".contains(&b));
        assert!(safe && !next.is_empty(), "{next} needs escaping");
        assert!(sizes.len() < 100, "the pages never end");
    }
}

#[test]
fn pages_follow_each_other_until_no_next_key_is_left() {
    let (tenant, all) = filled(10);
    let users = tenant.path("users");
    let (sizes, ids) = walk(&tenant.root, &format!("{users}?page_size=100"));
    assert_eq!(sizes, [10]);
    assert_eq!(ids.iter().cloned().collect::<BTreeSet<_>>(), all);
    for size in [1, 2, 3, 5, 9, 10] {
        let (sizes, paged) = walk(&tenant.root, &format!("{users}?page_size={size}"));
        assert_eq!(paged, ids, "page_size {size}");
        let full = sizes.len() - 1;
        assert!(sizes[..full].iter().all(|&rows| rows == size), "{sizes:?}");
        // A page that happens to be full and last promises no other one.
        assert!(sizes[full] > 0, "{sizes:?}");
    }
}

#[test]
fn every_list_is_paged_in_the_same_way() {
    let tenant = tenant();
    let owner = id(&tenant.user(json!({})));
    for _ in 0..5 {
        tenant.group(json!({ "endpoints": { &*owner: { "type": "user" } } }));
        tenant.device(json!({ "owner_id": owner }));
        tenant.user(json!({}));
        Tenant::below(&tenant.world, &tenant.account);
    }
    for (path, count) in [
        (tenant.path("users"), 6),
        (tenant.path("groups"), 5),
        (tenant.path("devices"), 5),
        (tenant.path("children"), 5),
        (tenant.path("descendants"), 5),
        (tenant.path(&format!("users/{owner}/groups")), 5),
        (tenant.path(&format!("users/{owner}/devices")), 5),
    ] {
        let (_, ids) = walk(&tenant.root, &format!("{path}?page_size=2"));
        assert_eq!(ids.len(), count, "{path}");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), count, "{path}");
        assert_eq!(tenant.root.ids(&path), ids, "{path}");
    }
}

#[test]
fn a_page_has_fifty_rows_when_nobody_asks() {
    let (tenant, all) = filled(52);
    let users = tenant.path("users");
    let (sizes, ids) = walk(&tenant.root, &format!("{users}?x=1"));
    assert_eq!((sizes, ids.len()), (vec![50, 2], all.len()));
    let whole = tenant
        .root
        .get(&format!("{users}?paginate=false"))
        .success(200);
    assert_eq!(whole["data"].as_array().unwrap().len(), 52);
    for absent in ["start_key", "page_size", "next_start_key"] {
        assert!(whole.get(absent).is_none(), "{absent}");
    }
}

#[test]
fn rows_made_between_two_pages_lose_and_repeat_nothing() {
    let (tenant, mut all) = filled(6);
    let users = tenant.path("users");
    let first = tenant
        .root
        .get(&format!("{users}?page_size=3"))
        .success(200);
    let mut seen: Vec<String> = first["data"].as_array().unwrap().iter().map(id).collect();
    tenant.user(json!({ "last_name": "A", "first_name": "A" }));
    let last = seen.pop().unwrap();
    tenant
        .root
        .delete(&tenant.path(&format!("users/{last}")))
        .ok();
    let key = first["next_start_key"].as_str().unwrap();
    let rest = tenant
        .root
        .ids(&format!("{users}?page_size=50&start_key={key}"));
    all.remove(&last);
    seen.extend(rest);
    let unique: BTreeSet<String> = seen.iter().cloned().collect();
    assert_eq!(unique.len(), seen.len());
    assert!(all.is_subset(&unique));
}

#[test]
fn a_page_size_is_a_positive_number_and_a_key_is_one_of_ours() {
    let (tenant, _) = filled(1);
    let users = tenant.path("users");
    for size in ["0", "-1", "x", "1.5"] {
        let answer = tenant.root.get(&format!("{users}?page_size={size}"));
        let data = answer.refused(404, "faulty_request");
        assert_eq!(data["message"], "page size must be at least 1", "{size}");
    }
    for key in ["nonsense", "%00", "AAAA", "g2wAAAAB"] {
        let answer = tenant.root.get(&format!("{users}?start_key={key}"));
        assert_eq!(
            (answer.status, answer.body["status"].as_str()),
            (400, Some("error")),
            "{key}"
        );
    }
    // An empty one is the beginning.
    assert_eq!(tenant.root.ids(&format!("{users}?start_key=")).len(), 1);
}

#[test]
fn lists_ascend_unless_told_otherwise() {
    let tenant = tenant();
    let mut names = vec!["b", "a", "Bx", "Z", "_u", "äx", "10", "9"];
    for name in &names {
        tenant.world.account(
            &tenant.account,
            json!({ "name": format!("{name} of {}", tenant.account) }),
        );
    }
    names.sort_unstable();
    let listed = |query: &str| {
        let rows = tenant
            .root
            .get(&tenant.path(&format!("children{query}")))
            .ok();
        let rows = rows.as_array().unwrap().clone();
        rows.iter()
            .map(|row| {
                row["name"]
                    .as_str()
                    .unwrap()
                    .split(' ')
                    .next()
                    .unwrap()
                    .to_owned()
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(listed(""), names);
    assert_eq!(listed("?ascending=true"), names);
    assert_eq!(listed("?descending=false"), names);
    names.reverse();
    assert_eq!(listed("?descending=true"), names);
    let (_, down) = walk(
        &tenant.root,
        &tenant.path("children?descending=true&page_size=3"),
    );
    assert_eq!(
        down,
        tenant.root.ids(&tenant.path("children?descending=true"))
    );
}

#[test]
fn fields_choose_what_a_list_shows() {
    let tenant = tenant();
    tenant.user(json!({ "custom": { "a": 1 }, "email": "a@b.example" }));
    let rows = |query: &str| {
        tenant
            .root
            .get(&tenant.path(&format!("users?{query}")))
            .ok()[0]
            .clone()
    };
    let chosen = rows("fields=[%22custom%22,%22email%22]");
    assert_eq!(
        (&chosen["custom"], &chosen["email"]),
        (&json!({ "a": 1 }), &json!("a@b.example"))
    );
    assert!(chosen.get("first_name").is_none(), "{chosen}");
    let whole = rows("full_docs=true");
    assert_eq!(
        (&whole["custom"], &whole["last_name"]),
        (&json!({ "a": 1 }), &json!("Three"))
    );
    assert!(rows("").get("custom").is_none());
}

fn csv(text: &str) -> Vec<Vec<String>> {
    let lines = text.trim_end().lines();
    lines
        .map(|line| {
            line.split(',')
                .map(|cell| cell.trim_matches('"').to_owned())
                .collect()
        })
        .collect()
}

#[test]
fn a_list_is_a_table_when_csv_is_asked_for() {
    let (tenant, ids) = filled(3);
    let users = tenant.path("users");
    for answer in [
        tenant.root.get(&format!("{users}?accept=csv")),
        tenant
            .root
            .ask("GET", &users)
            .header("accept", "text/csv")
            .send(),
    ] {
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert!(answer.header("content-type").starts_with("text/csv"));
        let named = answer.header("content-disposition").to_owned();
        assert!(
            named.starts_with("attachment") && named.contains("result.csv"),
            "{named}"
        );
        let table = csv(&answer.text());
        let column = table[0].iter().position(|name| name == "id").unwrap();
        let found: BTreeSet<String> = table[1..].iter().map(|row| row[column].clone()).collect();
        assert_eq!(found, ids);
    }
}

#[test]
fn the_csv_file_takes_the_name_it_is_given_and_nothing_more() {
    let (tenant, _) = filled(1);
    let users = tenant.path("users?accept=csv");
    let named = tenant
        .root
        .ask("GET", &users)
        .header("x-file-name", "people.csv")
        .send();
    assert!(named.header("content-disposition").contains("people.csv"));
    let by_query = tenant.root.get(&format!("{users}&file_name=staff.csv"));
    assert!(by_query.header("content-disposition").contains("staff.csv"));
    let evil = tenant
        .root
        .get(&format!("{users}&file_name=a%22%0d%0aX-Evil:%201"));
    assert!(evil.headers.get("x-evil").is_none());
    assert_eq!(evil.status, 200);
}

#[test]
fn nested_values_of_a_csv_have_their_path_as_heading() {
    let tenant = tenant();
    tenant.user(json!({ "call_recording": { "any": { "onnet": { "time_limit": 60 } } }, "email": "a@b.example" }));
    let text = tenant.root.get(&tenant.path("users?accept=csv")).text();
    let table = csv(&text);
    let column = table[0]
        .iter()
        .position(|name| name == "call_recording_any_onnet_time_limit");
    assert_eq!(table[1][column.unwrap_or_else(|| panic!("{text}"))], "60");
    let empty = tenant.root.get(&tenant.path("groups?accept=csv"));
    assert_eq!((empty.status, empty.bytes.len()), (200, 0));
}

#[test]
fn cells_that_a_spreadsheet_could_misread_are_quoted() {
    let tenant = tenant();
    tenant.user(json!({ "first_name": "A, \"B\"", "last_name": "x\ny" }));
    let text = tenant.root.get(&tenant.path("users?accept=csv")).text();
    assert!(
        text.contains("\"A, \"\"B\"\"\"") && text.contains("\"x\ny\""),
        "{text}"
    );
}

#[test]
fn csv_has_whole_documents_only_for_those_who_may_read_them() {
    let (tenant, _) = filled(1);
    let other = crate::world::tenant().key();
    other
        .ask("GET", &tenant.path("users"))
        .header("accept", "text/csv")
        .send()
        .refused(404, "bad_identifier");
    let nobody = tenant.world.nobody();
    nobody
        .get(&tenant.path("users?accept=csv"))
        .refused(401, "invalid_credentials");
}

#[test]
fn a_cache_buster_and_unknown_words_in_a_query_do_nothing() {
    let (tenant, ids) = filled(2);
    let found = tenant
        .root
        .ids(&tenant.path("users?_=1700000000000&anything=1&&=&x"));
    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), ids);
    let user = ids.iter().next().unwrap();
    let read = tenant
        .root
        .get(&tenant.path(&format!("users/{user}?_=1")))
        .ok();
    assert_eq!(read["id"], Value::String(user.clone()));
}
