//! Photos and greetings on copies (S-56 to S-63), and what only the server knows (S-64).

use crate::desk::{Desk, Office};
use crate::journey::{account, hire};
use crate::server::{PASSWORD, init};
use crate::window::Window;
use cordboard_engine::blobs::PIECE_MAX;
use cordboard_engine::{Principal, greetings, uploads};
use cordboard_model::{Id, Kind};
use cordboard_sync::client::Item;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// A picture of so many bytes, all of them canaries.
fn picture(bytes: usize) -> Vec<u8> {
    let canary = b"canaryphoto ".iter().copied().cycle();
    b"\x89PNG\r\n\x1a\n"
        .iter()
        .copied()
        .chain(canary)
        .take(bytes)
        .collect()
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

const PLAIN: (&str, &str) = ("content-type", "application/octet-stream");

async fn set_photo(office: &Office, user: &str, bytes: &[u8]) {
    let path = format!("/console/users/{user}/photo");
    assert_eq!(
        office.raw("PUT", &path, (PLAIN, bytes.to_vec())).await.0,
        204
    );
}

fn address(user: &Value) -> String {
    user["fields"]["photo"]["file_url"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn started(dir: &std::path::Path) -> Office {
    let data = dir.join("server");
    init(&data);
    Office::start(&data).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_photo_chosen_without_a_network_is_shown_here_at_once_and_there_later() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("server");
    let office = started(dir.path()).await;
    let root = office.account.to_string();
    let carl = hire(&office, &root, "carl", "user").await;
    let dora = hire(&office, &root, "dora", "user").await;
    set_photo(&office, &dora, &picture(5_000)).await;
    let mut anna = Window::open(&dir.path().join("anna"));
    anna.connect(&office, "admin", false).await;
    anna.run();
    anna.until("synced").await;
    let of = |id: &str| format!("/console/users/{id}");
    // S-62: what was fetched before anybody looked at it is there without a network.
    office.kill();
    let seen = address(&anna.get(&of(&dora)).await);
    assert_eq!(
        anna.raw("GET", &seen, Vec::new()).await,
        (200, picture(5_000))
    );
    // S-58: chosen without a network, twice: what the first one named is sent, too.
    for bytes in [40_000, PIECE_MAX * 2 + 17] {
        let path = format!("/console/users/{carl}/photo");
        assert_eq!(anna.raw("PUT", &path, picture(bytes)).await.0, 204);
        let seen = address(&anna.get(&of(&carl)).await);
        assert_eq!(
            anna.raw("GET", &seen, Vec::new()).await,
            (200, picture(bytes))
        );
    }
    let path = format!("/console/users/{dora}/photo");
    assert_eq!(anna.raw("DELETE", &path, Vec::new()).await.0, 204);
    let office = Office::start(&data).await;
    anna.connect(&office, "admin", false).await;
    let status = anna.until("synced").await;
    assert_eq!(status["needs_you"], 0, "{status}");
    let there = office.read(&of(&carl)).await;
    let whole = picture(PIECE_MAX * 2 + 17);
    assert_eq!(there["fields"]["photo"]["file_sha256"], digest(&whole));
    let (status, bytes) = office
        .raw("GET", &address(&there), (PLAIN, Vec::new()))
        .await;
    assert!((status, &bytes) == (200, &whole));
    assert!(office.read(&of(&dora)).await["fields"]["photo"].is_null());
    // Somebody else's copy has it before he looks.
    let mut bert = Window::open(&dir.path().join("bert"));
    bert.connect(&office, "admin", false).await;
    bert.run();
    bert.until("synced").await;
    office.kill();
    let seen = address(&bert.get(&of(&carl)).await);
    assert!(bert.raw("GET", &seen, Vec::new()).await == (200, whole));
    let (status, card) = bert
        .raw("GET", &format!("/console/users/{carl}/card"), Vec::new())
        .await;
    assert_eq!(status, 200);
    assert!(String::from_utf8(card).unwrap().contains("PHOTO"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bytes_that_broke_off_go_on_where_they_were_whichever_side_was_killed() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("server");
    let office = started(dir.path()).await;
    let carl = hire(&office, &office.account.to_string(), "carl", "user").await;
    let whole = picture(PIECE_MAX * 4 + 17);
    set_photo(&office, &carl, &whole).await;
    // S-57: the desktop is killed in the middle of fetching.
    let mut desk = Desk::open(dir.path(), "anna.sqlite", office.user);
    desk.meet(&office).await.unwrap();
    let link = desk.link(&office);
    for _ in 0..3 {
        assert!(link.fetch_next().await.unwrap());
    }
    drop(link);
    desk = desk.again(office.user);
    let link = desk.link(&office);
    while link.fetch_next().await.unwrap() {}
    assert_eq!(link.traffic().received as usize, PIECE_MAX + 17);
    let kept = |desk: &Desk| {
        let snapshot = desk.copy.engine().read().unwrap();
        snapshot
            .blob(Kind::User, carl.parse().unwrap(), "photo")
            .unwrap()
            .map(|blob| blob.bytes)
    };
    assert!(kept(&desk).as_ref() == Some(&whole));
    // S-59: the server is killed in the middle of sending.
    let mut other = whole.clone();
    other.truncate(PIECE_MAX * 3);
    let photo = cordboard_engine::users::photo::write::Input {
        place: cordboard_engine::belongings::Place {
            account_id: office.account,
            id: carl.parse().unwrap(),
        },
        mime: None,
        bytes: other.clone(),
    };
    cordboard_engine::users::photo::write::run(desk.copy.engine(), &Principal::Owner, &photo)
        .unwrap();
    let path = format!("/sync/blobs/{}", digest(&other));
    let range = format!("bytes 0-{}/{}", PIECE_MAX - 1, other.len());
    let piece = other[..PIECE_MAX].to_vec();
    let (status, said) = office
        .raw("PUT", &path, (("content-range", &range), piece.clone()))
        .await;
    assert_eq!(
        (status, said),
        (200, format!("{{\"received\":{PIECE_MAX}}}").into_bytes())
    );
    // The same piece again has no effect.
    let (_, said) = office
        .raw("PUT", &path, (("content-range", &range), piece))
        .await;
    assert_eq!(said, format!("{{\"received\":{PIECE_MAX}}}").into_bytes());
    office.kill();
    let office = Office::start(&data).await;
    let link = desk.link(&office);
    link.meet().await.unwrap();
    let sent = link.traffic().sent as usize;
    assert!(
        (PIECE_MAX * 2..PIECE_MAX * 2 + 10_000).contains(&sent),
        "{sent}"
    );
    let there = office.read(&format!("/console/users/{carl}")).await;
    let (_, bytes) = office
        .raw("GET", &address(&there), (PLAIN, Vec::new()))
        .await;
    assert!(bytes == other);
    assert!(desk.copy.inbox().unwrap().is_empty());
    // What waited is let go once the server told of it.
    desk.meet(&office).await.unwrap();
    assert_eq!(desk.copy.waiting_piece(&digest(&other), 0).unwrap(), None);
    assert!(kept(&desk) == Some(other));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_record_names_bytes_that_did_not_come_and_nobody_reads_what_no_record_of_his_names() {
    let dir = tempfile::tempdir().unwrap();
    let office = started(dir.path()).await;
    let root = office.account.to_string();
    let bakery = account(&office, &root, "Bakery").await;
    let shop = account(&office, &root, "Shop").await;
    hire(&office, &bakery, "ada", "admin").await;
    let carl = hire(&office, &shop, "carl", "user").await;
    let own = picture(4_000);
    set_photo(&office, &carl, &own).await;
    let path = format!("/sync/blobs/{}?kind=user&id={carl}", digest(&own));
    let whole = ("range", "bytes=0-");
    assert_eq!(
        office.raw("GET", &path, (whole, Vec::new())).await,
        (206, own.clone())
    );
    assert_eq!(
        office
            .raw("GET", &path, (("range", "bytes=4000-"), Vec::new()))
            .await
            .0,
        416
    );
    let other = format!("/sync/blobs/{}?kind=user&id={carl}", digest(b"x"));
    assert_eq!(office.raw("GET", &other, (whole, Vec::new())).await.0, 404);
    // An admin beside: what he may not see is as if it were not.
    let body = json!({ "username": "ada@bakery.example", "password": PASSWORD });
    let (_, session) = office.post("/console/session", "", &body).await;
    let token = session["token"].as_str().unwrap();
    let beside = reqwest::Client::new().get(office.server.url(&path));
    let answer = beside.bearer_auth(token).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 404);
    // S-60: bytes that are not what they were said to be.
    let lie = format!("/sync/blobs/{}", digest(b"something else"));
    let (status, said) = office
        .raw(
            "PUT",
            &lie,
            (("content-range", "bytes 0-2/3"), b"abc".to_vec()),
        )
        .await;
    assert_eq!(status, 422, "{}", String::from_utf8_lossy(&said));
    let large = ("content-range", "bytes */20000001");
    assert_eq!(office.raw("PUT", &lie, (large, Vec::new())).await.0, 422);
    // S-61: named and never sent, by a copy that lost them.
    let desk = Desk::open(dir.path(), "anna.sqlite", office.user);
    desk.meet(&office).await.unwrap();
    let user: Id = carl.parse().unwrap();
    let seen = desk.see(Kind::User, user).unwrap();
    let mut photo = seen.fields["photo"].clone();
    photo["file_sha256"] = digest(b"never sent").into();
    desk.does(vec![cordboard_sync::Op::Patch {
        kind: Kind::User.into(),
        id: user,
        changes: vec![cordboard_model::merge::Edit {
            path: "/photo".into(),
            from: seen.fields.get("photo").cloned(),
            to: Some(photo),
        }],
    }]);
    desk.meet(&office).await.unwrap();
    let inbox = desk.copy.inbox().unwrap();
    let [(_, Item::Rejected { rejection, .. })] = &inbox[..] else {
        panic!("{inbox:?}")
    };
    assert_eq!(rejection.violations[0].rule, "not_sent");
    let there = office.read(&format!("/console/users/{carl}")).await;
    assert_eq!(there["fields"]["photo"]["file_sha256"], digest(&own));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_photos_of_one_person_are_a_conflict_and_each_can_win() {
    let dir = tempfile::tempdir().unwrap();
    let office = started(dir.path()).await;
    let root = office.account.to_string();
    let carl = hire(&office, &root, "carl", "user").await;
    let mut anna = Window::open(&dir.path().join("anna"));
    let mut bert = Window::open(&dir.path().join("bert"));
    for window in [&mut anna, &mut bert] {
        window.connect(&office, "admin", false).await;
        window.run();
        window.until("synced").await;
    }
    let path = format!("/console/users/{carl}/photo");
    bert.ask("PATCH", "/console/sync", json!({ "paused": true }))
        .await;
    assert_eq!(anna.raw("PUT", &path, picture(1_000)).await.0, 204);
    anna.until("synced").await;
    assert_eq!(bert.raw("PUT", &path, picture(2_000)).await.0, 204);
    bert.ask("PATCH", "/console/sync", json!({ "paused": false }))
        .await;
    bert.now().await;
    bert.until("needs_you").await;
    let user = format!("/console/users/{carl}");
    // Never the bytes of one with the words of the other.
    let seen = address(&bert.get(&user).await);
    assert_eq!(
        bert.raw("GET", &seen, Vec::new()).await,
        (200, picture(1_000))
    );
    let open = bert.get("/console/sync/conflicts").await["conflicts"][0].clone();
    let settle = format!("/console/sync/conflicts/{}", open["id"].as_str().unwrap());
    assert_eq!(
        bert.ask("POST", &settle, json!({ "choice": "mine" }))
            .await
            .0,
        200
    );
    let status = bert.until("synced").await;
    assert_eq!(status["needs_you"], 0);
    let there = office.read(&user).await;
    assert_eq!(
        there["fields"]["photo"]["file_sha256"],
        digest(&picture(2_000))
    );
    let (_, bytes) = office
        .raw("GET", &address(&there), (PLAIN, Vec::new()))
        .await;
    assert_eq!(bytes, picture(2_000));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_photos_that_go_out_of_sight_no_byte_stays_in_the_file() {
    let dir = tempfile::tempdir().unwrap();
    let office = started(dir.path()).await;
    let root = office.account.to_string();
    let bakery = account(&office, &root, "Bakery").await;
    let shop = account(&office, &bakery, "Shop").await;
    hire(&office, &bakery, "ada", "admin").await;
    let pia = hire(&office, &shop, "pia", "user").await;
    set_photo(&office, &pia, &picture(PIECE_MAX + 50_000)).await;
    let mut window = Window::open(&dir.path().join("desk"));
    window.connect(&office, "ada@bakery.example", false).await;
    window.run();
    window.until("synced").await;
    let holds = |text: &[u8]| window.bytes().windows(text.len()).any(|part| part == text);
    assert!(holds(b"canaryphoto"));
    // One that he chose himself waits when the right goes.
    window
        .ask("PATCH", "/console/sync", json!({ "paused": true }))
        .await;
    window.until("paused").await;
    let path = format!("/console/users/{pia}/photo");
    let own = [&picture(20)[..], &b"canaryown ".repeat(500)].concat();
    assert_eq!(window.raw("PUT", &path, own).await.0, 204);
    assert!(holds(b"canaryown"));
    let path = format!("/console/accounts/{shop}/move");
    let moved = office
        .post(&path, &office.token, &json!({ "parent_id": root }))
        .await;
    assert_eq!(moved.0, 200);
    window
        .ask("PATCH", "/console/sync", json!({ "paused": false }))
        .await;
    window.until("needs_you").await;
    assert!(
        !holds(b"canaryphoto"),
        "something of the photo is still in the file"
    );
    assert!(
        !holds(b"canaryown"),
        "something of the one that waited is still in the file"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_greeting_made_without_a_network_is_played_there_and_on_another_copy() {
    let dir = tempfile::tempdir().unwrap();
    let office = started(dir.path()).await;
    let carl = hire(&office, &office.account.to_string(), "carl", "user").await;
    let desk = Desk::open(dir.path(), "anna.sqlite", office.user);
    desk.meet(&office).await.unwrap();
    let engine = desk.copy.engine();
    let sound = [&b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0"[..], &[7; 3_000]].concat();
    let begin = uploads::begin::Input {
        account_id: office.account,
        file_name: "hello.wav".into(),
    };
    let ticket = uploads::begin::run(engine, &Principal::Owner, begin).unwrap();
    let file_id =
        uploads::complete::run(engine, &Principal::Owner, &ticket, (None, &sound)).unwrap();
    let input = greetings::create::Input {
        account_id: office.account,
        user_id: carl.parse().unwrap(),
        file_id,
    };
    let greeting = greetings::create::run(engine, &Principal::Owner, input).unwrap();
    desk.meet(&office).await.unwrap();
    assert!(
        desk.copy.inbox().unwrap().is_empty(),
        "{:?}",
        desk.copy.inbox().unwrap()
    );
    let heard = office
        .raw("GET", greeting.text("file_url"), (PLAIN, Vec::new()))
        .await;
    assert_eq!(heard, (200, sound.clone()));
    let bert = Desk::open(dir.path(), "bert.sqlite", office.user);
    bert.meet(&office).await.unwrap();
    let link = bert.link(&office);
    while link.fetch_next().await.unwrap() {}
    let address = greeting
        .text("file_url")
        .strip_prefix("/api/blobs/")
        .unwrap();
    let there = cordboard_engine::files::fetch::run(bert.copy.engine(), address).unwrap();
    assert_eq!((there.name.as_str(), there.bytes), ("hello.wav", sound));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_only_the_server_knows_it_answers_and_without_it_a_copy_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let office = started(dir.path()).await;
    let root = office.account.to_string();
    hire(&office, &root, "carl", "user").await;
    let mut window = Window::open(&dir.path().join("desk"));
    window.connect(&office, "admin", false).await;
    window.run();
    window.until("synced").await;
    let span = json!({ "since": "2020-01-01T00:00:00Z", "until": "2040-01-01T00:00:00Z", "rows": { "from": 0, "count": 10 } });
    let calls = format!("/console/accounts/{root}/logs/call");
    assert_eq!(window.ask("POST", &calls, span.clone()).await.0, 200);
    // What others did there, not the steps of this file.
    let audit = window.get("/console/audit").await;
    assert_eq!(audit, office.read("/console/audit").await);
    assert!(audit.to_string().contains("user.create"), "{audit}");
    office.kill();
    for (method, path, body) in [
        ("POST", calls.as_str(), span),
        ("GET", "/console/audit", Value::Null),
    ] {
        let (status, said) = window.ask(method, path, body).await;
        assert_eq!(
            (status, &said["code"]),
            (503, &json!("only_on_server")),
            "{path}"
        );
    }
    let unknown = format!("/api/blobs/{}", "0".repeat(64));
    assert_eq!(window.raw("GET", &unknown, Vec::new()).await.0, 503);
}
