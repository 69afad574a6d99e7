//! What phones fetch, as the console manages it: lists of new ones, keys, the file, the code for a softphone.

use crate::office::{As, Office, id};
use cordboard_engine::Principal;
use cordboard_engine::belongings::Place;
use cordboard_engine::registrations::report;
use serde_json::{Value, json};

async fn import(office: &Office, dry_run: bool, lines: &[&str]) -> Vec<Value> {
    let lines: Vec<Value> = lines.iter().map(|text| json!({ "text": text })).collect();
    let path = format!("/console/accounts/{}/phones/import", office.root);
    let body = json!({ "dry_run": dry_run, "lines": lines });
    let answer = office.post(&As::Owner, &path, body).await.expect(200);
    answer["rows"].as_array().unwrap().clone()
}

async fn person(office: &Office, name: &str, extension: &str) -> String {
    let path = format!("/console/accounts/{}/users", office.root);
    let fields = json!({ "first_name": name, "extension_number": extension });
    id(&office
        .post(&As::Owner, &path, json!({ "fields": fields }))
        .await
        .expect(201))
}

async fn phone(office: &Office, line: &str) -> String {
    let made = import(office, false, &[line]).await;
    made[0]["id"]
        .as_str()
        .unwrap_or_else(|| panic!("{made:?}"))
        .to_owned()
}

async fn file(office: &Office, phone: &str) -> Value {
    office
        .get(&As::Owner, &format!("/console/phones/{phone}/file"))
        .await
        .expect(200)
}

async fn fetched(office: &Office, phone: &str) -> String {
    let file = file(office, phone).await;
    let address = file["address"].as_str().unwrap();
    let path = &address[address.find("/provision/").unwrap()..];
    let answer = office.get(&As::Nobody, path).await;
    assert_eq!(answer.status, 200);
    answer.text
}

#[tokio::test]
async fn a_list_of_addresses_is_tried_line_by_line_and_then_added() {
    let office = Office::new();
    let anna = person(&office, "Anna", "101").await;
    person(&office, "Twin", "102").await;
    person(&office, "Twin", "103").await;
    phone(&office, "001565aabb00").await;
    let lines = [
        "00:15:65:AA:BB:01; T46U; Anna",
        "000413aabb02\tD785\tLobby",
        "001565aabb00",
        "001565aabb01",
        "no address here",
        "aabbcc000003,102",
        "aabbcc000004,Twin",
    ];
    let tried = import(&office, true, &lines).await;
    assert!(tried.iter().all(|row| row["id"].is_null()));
    let told = |row: &Value| {
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        [text("name"), text("vendor"), text("model"), text("owner")]
    };
    assert_eq!(told(&tried[0]), ["Anna T46U", "Yealink", "T46U", "Anna"]);
    assert_eq!(tried[0]["owner_id"], anna);
    assert_eq!(told(&tried[1]), ["Lobby", "Snom", "D785", ""]);
    let problem = |row: &Value| row["problem"]["code"].as_str().unwrap_or("").to_owned();
    let problems: Vec<String> = tried.iter().map(problem).collect();
    assert_eq!(problems, ["", "", "taken", "invalid", "invalid", "", ""]);
    assert_eq!(told(&tried[5])[3], "Twin");
    // Two people have this name: it is the phone's.
    assert_eq!(told(&tried[6]), ["Twin", "", "", ""]);
    let made = import(&office, false, &lines).await;
    let added = made.iter().filter(|row| row["id"].is_string()).count();
    assert_eq!(added, 4);
    let again = import(&office, true, &lines).await;
    assert_eq!(
        again.iter().filter(|row| row["problem"].is_null()).count(),
        0
    );
    let one = format!("/console/records/phone/{}", made[0]["id"].as_str().unwrap());
    let read = office.get(&As::Owner, &one).await.expect(200);
    assert_eq!(read["fields"]["owner_id"], anna);
}

#[tokio::test]
async fn the_phones_own_keys_go_before_those_of_its_person_and_a_change_is_told_until_it_is_fetched()
 {
    let office = Office::new();
    person(&office, "Anna", "101").await;
    let phone = phone(&office, "001565aabb01 T46U Anna").await;
    assert_eq!(file(&office, &phone).await["is_changed"], Value::Null);
    fetched(&office, &phone).await;
    assert_eq!(file(&office, &phone).await["is_changed"], false);
    let keys = json!([
        { "type": "blf", "value": "102", "label": "Bob\nlinekey.9.type = 13" },
        { "type": "speed_dial", "value": "not a number", "label": "x" },
        { "type": "park", "value": "66", "label": "" },
    ]);
    let path = format!("/console/records/phone/{phone}");
    let change = json!([{ "path": "/provisioning", "to": { "keys": keys } }]);
    office.patch(&As::Owner, &path, change).await.expect(200);
    let seen = file(&office, &phone).await;
    assert_eq!(
        (&seen["is_changed"], &seen["has_own_keys"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(
        (&seen["key_count"], &seen["module"]["name"]),
        (&json!(27), &json!("EXP43"))
    );
    assert_eq!(seen["keys"], keys);
    let text = fetched(&office, &phone).await;
    for line in [
        "linekey.2.label = Bob linekey.9.type = 13",
        "linekey.3.type = 0",
        "linekey.4.value = 66",
        "linekey.27.type = 0",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
    assert!(!text.contains("linekey.28"));
    let seen = file(&office, &phone).await;
    assert_eq!(seen["is_changed"], false);
    let shown = seen["text"].as_str().unwrap();
    assert!(shown.contains("account.1.password = ********"));
    let secret = text
        .lines()
        .find_map(|line| line.strip_prefix("account.1.password = "));
    assert!(!shown.contains(secret.unwrap()));
}

#[tokio::test]
async fn keys_are_copied_to_other_phones_and_taken_back() {
    let office = Office::new();
    let (from, to) = (
        phone(&office, "001565aabb01 T46U Source").await,
        phone(&office, "001565aabb02 T54W Target").await,
    );
    let keys = json!([{ "type": "blf", "value": "102", "label": "Bob" }]);
    let change = json!([{ "path": "/provisioning", "to": { "keys": keys } }]);
    let source = format!("/console/records/phone/{from}");
    office.patch(&As::Owner, &source, change).await.expect(200);
    let path = format!("/console/phones/{from}/keys/copy");
    let ask = |dry_run: bool| json!({ "dry_run": dry_run, "to": [to, from, office.root] });
    for dry_run in [true, false] {
        let answer = office
            .post(&As::Owner, &path, ask(dry_run))
            .await
            .expect(200);
        let rows = answer["rows"].as_array().unwrap();
        assert_eq!(rows[0]["name"], "Target");
        assert_eq!(rows[0]["changes"][0]["to"], keys, "{rows:?}");
        assert_eq!(rows[1]["changes"], json!([]));
        assert_eq!(rows[2]["problem"]["code"], "not_found");
        let is_there = file(&office, &to).await["has_own_keys"] == json!(true);
        assert_eq!(is_there, !dry_run);
    }
    let target = format!("/console/records/phone/{to}");
    let back = json!([{ "path": "/provisioning/keys", "from": keys }]);
    office.patch(&As::Owner, &target, back).await.expect(200);
    assert_eq!(file(&office, &to).await["has_own_keys"], false);
}

#[tokio::test]
async fn the_code_for_a_softphone_holds_what_it_registers_with_and_its_showing_is_noted() {
    let office = Office::new();
    let phone = phone(&office, "001565aabb01 Lobby").await;
    let record = office
        .get(&As::Owner, &format!("/console/records/phone/{phone}"))
        .await
        .expect(200);
    let path = format!("/console/phones/{phone}/softphone");
    let code = office.post(&As::Owner, &path, json!({})).await.expect(200);
    let sip = &record["fields"]["sip"];
    let text = |key: &str| sip[key].as_str().unwrap();
    let address = format!(
        "sip:{}:{}@localhost:5060;transport=udp",
        text("username"),
        text("password")
    );
    assert_eq!(code["address"], address);
    let rows = code["rows"].as_array().unwrap();
    assert!(rows.len() >= 21);
    assert!(
        rows.iter()
            .all(|row| row.as_str().unwrap().len() == rows.len())
    );
    assert!(rows[0].as_str().unwrap().starts_with("1111111"));
    let audit = format!("/console/audit?account_id={}", office.root);
    let audit = office.get(&As::Owner, &audit).await.expect(200);
    assert_eq!(audit["rows"][0]["verb"], "phone.show_code");
    assert!(!audit.to_string().contains(text("password")));
}

#[tokio::test]
async fn a_phone_of_nobody_fetches_and_one_without_a_vendor_says_why_not() {
    let office = Office::new();
    let lobby = phone(&office, "001565aabb01 Lobby").await;
    assert!(
        fetched(&office, &lobby)
            .await
            .contains("account.1.display_name = Lobby")
    );
    let unknown = phone(&office, "aabbcc000001 Door").await;
    let seen = file(&office, &unknown).await;
    assert_eq!(
        (&seen["vendor"], &seen["address"], &seen["text"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    let poly = phone(&office, "0004f2aabb01 VVX450").await;
    let first = fetched(&office, &poly).await;
    assert!(first.contains("phone[PHONE_MAC_ADDRESS].cfg"));
    let address = file(&office, &poly).await["address"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = address[address.find("/provision/").unwrap()..].replace("0004f2", "phone0004f2");
    let settings = office.get(&As::Nobody, &path).await;
    assert!(
        settings.text.contains("reg.1.auth.password="),
        "{}",
        settings.text
    );
}

#[tokio::test]
async fn a_phone_that_has_registered_gets_no_password_until_an_admin_hands_it_out_again() {
    let office = Office::new();
    let anna = person(&office, "Anna", "101").await;
    let phone = phone(&office, "001565aabb01 T46U Anna").await;
    assert_eq!(file(&office, &phone).await["password"], "in_file");
    let holds = |text: &str| text.contains("account.1.password = ");
    assert!(holds(&fetched(&office, &phone).await));
    let registers = || {
        let instance = json!({ "instance_id": "urn:uuid:1" });
        let input = report::Input {
            user: Place {
                account_id: office.root.parse().unwrap(),
                id: anna.parse().unwrap(),
            },
            fields: instance.as_object().unwrap().clone(),
        };
        report::run(&office.engine, &Principal::Owner, input).unwrap();
    };
    registers();
    assert!(!holds(&fetched(&office, &phone).await));
    let seen = file(&office, &phone).await;
    assert_eq!(seen["password"], "held_back");
    assert!(seen["registered_at"].is_string());
    assert_eq!(seen["fetches"][0]["outcome"], "without_password");
    assert!(!holds(seen["text"].as_str().unwrap()));
    let path = format!("/console/phones/{phone}/rearm");
    office.post(&As::Owner, &path, json!({})).await.expect(204);
    let seen = file(&office, &phone).await;
    assert_eq!(
        (&seen["password"], &seen["registered_at"]),
        (&json!("in_file"), &Value::Null)
    );
    assert!(holds(&fetched(&office, &phone).await));
    registers();
    assert!(!holds(&fetched(&office, &phone).await));
    let audit = format!("/console/audit?account_id={}", office.root);
    let audit = office.get(&As::Owner, &audit).await.expect(200);
    let rearmed = |row: &&Value| row["verb"] == "phone.rearm";
    let rows = audit["rows"].as_array().unwrap();
    assert_eq!(rows.iter().filter(rearmed).count(), 1);
}

#[tokio::test]
async fn a_phone_whose_model_has_a_screen_for_keys_gets_them_on_its_pages() {
    let office = Office::new();
    let key = json!({ "type": "blf", "value": "102", "label": "Bob" });
    let keys = json!({ "keys": vec![key; 12] });
    for (line, pages) in [
        ("0c383eaabb01 X4U Lobby", 5),
        ("0c383eaabb02 X6U Hall", 5),
        ("0c383eaabb03 Attic", 0),
    ] {
        let phone = phone(&office, line).await;
        let path = format!("/console/records/phone/{phone}");
        let change = json!([{ "path": "/provisioning", "to": keys }]);
        office.patch(&As::Owner, &path, change).await.expect(200);
        let text = fetched(&office, &phone).await;
        // What stays empty is said to be so, up to the last page.
        assert_eq!(text.matches("<internal ").count(), pages, "{text}");
        assert_eq!(text.matches("102@1/ba*97102").count(), 12);
    }
}

#[tokio::test]
async fn a_phone_without_a_file_cannot_be_handed_its_password_again() {
    let office = Office::new();
    let door = phone(&office, "aabbcc000001 Door").await;
    let path = format!("/console/phones/{door}/rearm");
    let refused = office.post(&As::Owner, &path, json!({})).await;
    let refused = refused.refused(422, "invalid");
    assert!(refused.to_string().contains("/provision/endpoint_brand"));
}
