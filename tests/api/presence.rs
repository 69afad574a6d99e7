//! What somebody says about himself in one word.

use crate::office::{As, Office};
use serde_json::{Value, json};

#[tokio::test]
async fn a_person_says_that_he_wants_no_calls_and_another_word_takes_it_back() {
    let office = Office::new();
    let user = office.user(&office.root, "anna", "user").await;
    let anna = office.sign_in("anna").await;
    let path = format!("/console/users/{user}");
    let say = async |who: &As, said: Value| {
        let path = format!("{path}/presence");
        office.call(who, "PUT", &path, Some(said)).await
    };
    let shown = async || {
        let fields = office.get(&As::Owner, &path).await.expect(200)["fields"].clone();
        let disturb = fields["do_not_disturb"]["enabled"].clone();
        (fields["presence"].clone(), disturb)
    };
    let lunch = json!({ "presence": "lunch", "note": "back at two" });
    say(&anna, lunch).await.expect(204);
    say(&anna, json!({ "presence": "do_not_disturb" }))
        .await
        .expect(204);
    assert_eq!(shown().await, (json!("lunch"), json!(true)));
    say(&anna, json!({ "presence": "away" })).await.expect(204);
    assert_eq!(shown().await, (json!("away"), json!(false)));
    let note = office.get(&As::Owner, &path).await.expect(200)["fields"]["presence_note"].clone();
    assert_eq!(note, "back at two");
    office.user(&office.root, "bert", "user").await;
    let bert = office.sign_in("bert").await;
    let tried = say(&bert, json!({ "presence": "away" })).await;
    tried.refused(403, "forbidden");
    let unknown = say(&anna, json!({ "presence": "asleep" })).await;
    unknown.refused(400, "malformed");
}
