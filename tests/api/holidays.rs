//! Holidays.

use crate::office::{As, Office, id, rows};
use serde_json::{Value, json};

const CHRISTMAS: &str = "2026-12-25";

async fn account_holiday(office: &Office, account: &str) {
    let body = json!({ "name": "Christmas", "from_date": CHRISTMAS, "to_date": CHRISTMAS });
    let path = format!("/console/accounts/{account}/holidays");
    office.post(&As::Owner, &path, body).await.expect(201);
}

async fn hours_on_christmas(office: &Office, who: &As, user: &str) -> Value {
    let question =
        json!({ "caller": "1", "at": "2026-12-25T10:00:00+01:00", "state": "available" });
    let path = format!("/console/users/{user}/who-rings");
    office.post(who, &path, question).await.expect(200)["hours"].clone()
}

#[tokio::test]
async fn a_person_has_at_most_200_holidays_and_they_never_push_out_the_accounts() {
    let office = Office::new();
    account_holiday(&office, &office.root).await;
    let anna = office.user(&office.root, "anna", "user").await;
    let session = office.sign_in("anna").await;
    let path = format!("/console/accounts/{}/holidays", office.root);
    // As early as the calendar goes: they come before all others in a list by date.
    let own = json!({ "name": "Mine", "from_date": "0001-01-01", "to_date": "0001-01-01", "user_id": anna });
    for _ in 0..200 {
        office.post(&session, &path, own.clone()).await.expect(201);
    }
    office
        .post(&session, &path, own.clone())
        .await
        .refused(422, "invalid");
    office
        .post(&As::Owner, &path, own.clone())
        .await
        .refused(422, "invalid");
    let list = rows(office.get(&session, &path).await);
    assert_eq!(list.len(), 201);
    assert!(list.iter().any(|row| row["fields"]["name"] == "Christmas"));
    assert_eq!(
        hours_on_christmas(&office, &session, &anna).await,
        "holiday"
    );

    // A colleague still has all of his, and one that is deleted makes room.
    let bert = office.user(&office.root, "bert", "user").await;
    let his =
        json!({ "name": "His", "from_date": CHRISTMAS, "to_date": CHRISTMAS, "user_id": bert });
    office.post(&As::Owner, &path, his).await.expect(201);
    let mine = list
        .iter()
        .find(|row| row["fields"]["name"] == "Mine")
        .unwrap();
    let one = format!("/console/holidays/{}", id(mine));
    office.delete(&session, &one).await.expect(204);
    office.post(&session, &path, own).await.expect(201);
}

#[tokio::test]
async fn the_holidays_of_many_people_never_push_out_the_accounts() {
    let office = Office::new();
    let path = format!("/console/accounts/{}/holidays", office.root);
    let users = format!("/console/accounts/{}/users", office.root);
    let mut last = String::new();
    for number in 0..11 {
        let body = json!({ "fields": { "first_name": format!("Anna {number}") } });
        last = id(&office.post(&As::Owner, &users, body).await.expect(201));
        for _ in 0..200 {
            let body = json!({ "name": "Own", "from_date": "0001-01-01", "to_date": "0001-01-01", "user_id": last });
            office.post(&As::Owner, &path, body).await.expect(201);
        }
    }
    account_holiday(&office, &office.root).await;
    assert_eq!(
        hours_on_christmas(&office, &As::Owner, &last).await,
        "holiday"
    );
    let list = rows(office.get(&As::Owner, &path).await);
    assert!(list.iter().any(|row| row["fields"]["name"] == "Christmas"));
}

#[tokio::test]
async fn a_person_sees_the_accounts_holidays_and_his_own_but_not_a_colleagues() {
    let office = Office::new();
    account_holiday(&office, &office.root).await;
    let anna = office.user(&office.root, "anna", "user").await;
    let bert = office.user(&office.root, "bert", "user").await;
    let path = format!("/console/accounts/{}/holidays", office.root);
    for (name, user) in [("Wedding", &anna), ("Hospital", &bert)] {
        let body = json!({ "name": name, "from_date": "2026-08-03", "to_date": "2026-08-04", "user_id": user });
        office.post(&As::Owner, &path, body).await.expect(201);
    }
    let session = office.sign_in("anna").await;
    let names = |answer| {
        let list = rows(answer).into_iter();
        list.map(|row| row["fields"]["name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        names(office.get(&session, &path).await),
        ["Wedding", "Christmas"]
    );
    assert_eq!(names(office.get(&As::Owner, &path).await).len(), 3);
}

#[tokio::test]
async fn an_admin_clears_away_the_holidays_of_a_person_who_is_gone() {
    let office = Office::new();
    let users = format!("/console/accounts/{}/users", office.root);
    let body = json!({ "fields": { "first_name": "Anna" } });
    let anna = id(&office.post(&As::Owner, &users, body).await.expect(201));
    let path = format!("/console/accounts/{}/holidays", office.root);
    let body =
        json!({ "name": "Own", "from_date": CHRISTMAS, "to_date": CHRISTMAS, "user_id": anna });
    let holiday = id(&office.post(&As::Owner, &path, body).await.expect(201));
    office
        .delete(&As::Owner, &format!("/console/users/{anna}"))
        .await
        .expect(204);
    let admin = office.sign_in("admin").await;
    let one = format!("/console/holidays/{holiday}");
    office.delete(&admin, &one).await.expect(204);
    office.delete(&admin, &one).await.refused(404, "not_found");
}

#[tokio::test]
async fn a_holiday_is_changed_and_two_who_change_the_same_days_meet() {
    let office = Office::new();
    let path = format!("/console/accounts/{}/holidays", office.root);
    let body = json!({ "name": "Christmas", "from_date": CHRISTMAS, "to_date": CHRISTMAS });
    let made = office.post(&As::Owner, &path, body).await.expect(201);
    let one = format!("/console/holidays/{}", id(&made));
    let moved = json!([
        { "path": "/from_date", "from": CHRISTMAS, "to": "2026-12-24" },
        { "path": "/from_time", "to": "12:00" },
    ]);
    let changed = office.patch(&As::Owner, &one, moved).await.expect(200);
    assert_eq!(changed["fields"]["from_date"], "2026-12-24");
    assert_eq!(changed["fields"]["from_time"], "12:00");
    assert!(changed["rev"].as_u64() > made["rev"].as_u64());

    // Who still saw the old day is asked; another field is no matter of theirs.
    let late = json!([{ "path": "/from_date", "from": CHRISTMAS, "to": "2026-12-23" }]);
    let answer = office.patch(&As::Owner, &one, late).await;
    answer.refused(409, "conflict");
    let name = json!([{ "path": "/name", "from": "Christmas", "to": "Feast days" }]);
    let named = office.patch(&As::Owner, &one, name).await.expect(200);
    assert_eq!(named["fields"]["name"], "Feast days");
    assert_eq!(named["fields"]["from_date"], "2026-12-24");

    let backwards = json!([{ "path": "/to_date", "from": CHRISTMAS, "to": "2026-12-01" }]);
    let answer = office.patch(&As::Owner, &one, backwards).await;
    answer.refused(422, "invalid");
}

#[tokio::test]
async fn a_person_changes_his_own_holiday_and_nobody_makes_it_another_persons() {
    let office = Office::new();
    let anna = office.user(&office.root, "anna", "user").await;
    let bert = office.user(&office.root, "bert", "user").await;
    let path = format!("/console/accounts/{}/holidays", office.root);
    let mut of = Vec::new();
    for user in [&anna, &bert] {
        let body = json!({ "name": "Wedding", "from_date": CHRISTMAS, "to_date": CHRISTMAS, "user_id": user });
        let made = office.post(&As::Owner, &path, body).await.expect(201);
        of.push(format!("/console/holidays/{}", id(&made)));
    }
    let name = json!([{ "path": "/name", "from": "Wedding", "to": "Journey" }]);
    let session = office.sign_in("anna").await;
    let own = office.patch(&session, &of[0], name.clone()).await;
    assert_eq!(own.expect(200)["fields"]["name"], "Journey");
    let colleagues = office.patch(&session, &of[1], name).await;
    colleagues.refused(403, "forbidden");
    let given = json!([{ "path": "/user_id", "from": anna, "to": bert }]);
    let answer = office.patch(&As::Owner, &of[0], given).await;
    answer.refused(422, "invalid");
}

#[tokio::test]
async fn a_deleted_holiday_comes_back_as_it_was_unless_its_place_was_taken() {
    let office = Office::new();
    let anna = office.user(&office.root, "anna", "user").await;
    let path = format!("/console/accounts/{}/holidays", office.root);
    let body = json!({ "name": "Half day", "from_date": CHRISTMAS, "to_date": CHRISTMAS, "from_time": "12:00", "user_id": anna });
    let made = office
        .post(&As::Owner, &path, body.clone())
        .await
        .expect(201);
    let one = format!("/console/holidays/{}", id(&made));
    let back = format!("{one}/restore");
    office.delete(&As::Owner, &one).await.expect(204);
    let restored = office.call(&As::Owner, "POST", &back, None).await;
    assert_eq!(restored.expect(200)["fields"], made["fields"]);
    assert_eq!(rows(office.get(&As::Owner, &path).await).len(), 1);

    office.delete(&As::Owner, &one).await.expect(204);
    for _ in 0..200 {
        office
            .post(&As::Owner, &path, body.clone())
            .await
            .expect(201);
    }
    let answer = office.call(&As::Owner, "POST", &back, None).await;
    answer.refused(422, "invalid");
}
