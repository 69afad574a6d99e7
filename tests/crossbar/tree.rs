//! The tree of accounts: its lists, its order, moving, and resellers.

use crate::client::{Caller, id};
use crate::world::{Tenant, World, tenant, unknown_id, world};
use serde_json::{Value, json};

fn names(rows: &Value, key: &str) -> Vec<Value> {
    rows.as_array()
        .unwrap()
        .iter()
        .map(|row| row[key].clone())
        .collect()
}

fn chain(depth: usize) -> Vec<Tenant> {
    let mut line = vec![tenant()];
    for _ in 1..depth {
        let last = &line[line.len() - 1];
        line.push(Tenant::below(&last.world, &last.account));
    }
    line
}

fn reseller_of(tenant: &Tenant) -> Value {
    tenant.root.get(&tenant.path("")).ok()["reseller_id"].clone()
}

#[test]
fn ancestors_come_from_the_callers_account_down_without_the_account_itself() {
    let line = chain(4);
    let [a, b, c, d] = &line[..] else {
        unreachable!()
    };
    let key = a.key();
    for list in ["tree", "parents"] {
        let seen = key.get(&d.path(list)).ok();
        assert_eq!(
            names(&seen, "id"),
            [&a.account, &b.account, &c.account].map(|id| json!(id)),
            "{list}"
        );
        assert_eq!(
            names(&seen, "name"),
            [&a.name, &b.name, &c.name].map(|name| json!(name)),
            "{list}"
        );
        let from_top = a.root.get(&d.path(list)).ok();
        assert_eq!(from_top[0]["id"], a.world.top);
        assert_eq!(from_top.as_array().unwrap().len(), 4);
        let own = key.get(&a.path(list)).ok();
        assert_eq!(own, json!([]), "{list}");
    }
}

#[test]
fn children_descendants_and_siblings_show_what_they_are() {
    let line = chain(3);
    let [a, b, c] = &line[..] else { unreachable!() };
    let other = Tenant::below(&a.world, &a.account);
    a.root.patch(&b.path(""), json!({ "flags": ["one"] })).ok();
    let children = a.root.get(&a.path("children")).ok();
    let row = |rows: &Value, id: &str| {
        rows.as_array()
            .unwrap()
            .iter()
            .find(|row| row["id"] == id)
            .unwrap()
            .clone()
    };
    let found = row(&children, &b.account);
    assert_eq!(
        (&found["name"], &found["realm"], &found["descendants_count"]),
        (&json!(b.name), &json!(b.realm), &json!(1))
    );
    assert_eq!(found["flags"], json!(["one"]));
    assert_eq!(children.as_array().unwrap().len(), 2);
    let descendants = a.root.get(&a.path("descendants")).ok();
    assert_eq!(descendants.as_array().unwrap().len(), 3);
    let found = row(&descendants, &c.account);
    assert_eq!(found["tree"], json!([a.world.top, a.account, b.account]));
    let siblings = a.root.get(&b.path("siblings")).ok();
    let mut ids = names(&siblings, "id");
    ids.sort_by_key(ToString::to_string);
    let mut both = [json!(b.account), json!(other.account)];
    both.sort_by_key(ToString::to_string);
    assert_eq!(ids, both, "with the account itself");
    assert_eq!(row(&siblings, &b.account)["descendants_count"], 1);
}

#[test]
fn descendants_end_at_the_subtree() {
    let line = chain(3);
    let outside = tenant();
    let ids = line[0].root.ids(&line[0].path("descendants"));
    assert_eq!(ids.len(), 2);
    assert!(!ids.contains(&outside.account));
    assert_eq!(line[2].root.ids(&line[2].path("descendants")).len(), 0);
}

#[test]
fn siblings_are_listed_for_the_parent_but_not_for_the_account_itself() {
    let line = chain(2);
    let [a, b] = &line[..] else { unreachable!() };
    a.root.get(&b.path("siblings")).ok();
    a.key().get(&b.path("siblings")).ok();
    b.key().get(&b.path("siblings")).refused(403, "forbidden");
    let top = &a.world.top;
    let data = a
        .root
        .get(&format!("accounts/{top}/siblings"))
        .refused(404, "bad_identifier");
    assert_eq!(data["cause"], *top);
}

#[test]
fn sibling_lists_may_be_turned_off_for_all_but_the_top() {
    let world = std::sync::Arc::new(World::new());
    let a = Tenant::of(&world);
    let b = Tenant::below(&world, &a.account);
    world.settings(json!({ "allow_sibling_listing": false }));
    a.key().get(&b.path("siblings")).refused(403, "forbidden");
    world.root.get(&b.path("siblings")).ok();
}

fn move_to(caller: &Caller, moved: &Tenant, to: &str) -> crate::client::Answer {
    caller.post(&moved.path("move"), json!({ "to": to }))
}

#[test]
fn a_moved_account_brings_everything_below_it() {
    let line = chain(3);
    let [_, b, c] = &line[..] else { unreachable!() };
    let target = tenant();
    let user = id(&c.user(json!({})));
    let moved = move_to(&b.root, b, &target.account).ok();
    assert_eq!(
        (&moved["id"], &moved["name"]),
        (&json!(b.account), &json!(b.name))
    );
    let tree = b.root.get(&c.path("tree")).ok();
    assert_eq!(
        names(&tree, "id"),
        [&b.world.top, &target.account, &b.account].map(|id| json!(id))
    );
    target.key().get(&c.path(&format!("users/{user}"))).ok();
    line[0]
        .key()
        .get(&c.path(""))
        .refused(404, "bad_identifier");
    assert_eq!(b.root.ids(&line[0].path("descendants")).len(), 0);
}

#[test]
fn a_move_needs_a_target_that_is_neither_itself_nor_below() {
    let line = chain(3);
    let [a, b, c] = &line[..] else { unreachable!() };
    let rule = a
        .root
        .post(&b.path("move"), json!({}))
        .invalid("to", "required");
    assert_eq!(rule["message"], "Field 'to' is required");
    for wrong in [&b.account, &c.account] {
        move_to(&a.root, b, wrong).refused(403, "forbidden");
    }
    let unknown = move_to(&a.root, b, &unknown_id());
    assert!([403, 404].contains(&unknown.status), "{}", unknown.text());
    let odd = a.root.post(&b.path("move"), json!({ "to": 7 }));
    assert!((400..500).contains(&odd.status));
    let tree = a.root.get(&c.path("tree")).ok();
    assert_eq!(
        names(&tree, "id"),
        [&a.world.top, &a.account, &b.account].map(|id| json!(id))
    );
}

#[test]
fn only_the_top_accounts_admin_moves_until_the_setting_says_otherwise() {
    let line = chain(2);
    let [a, b] = &line[..] else { unreachable!() };
    let target = Tenant::below(&a.world, &a.account);
    move_to(&a.key(), b, &target.account).refused(403, "forbidden");
    let outside = tenant();
    outside
        .key()
        .post(&b.path("move"), json!({ "to": outside.account }))
        .refused(404, "bad_identifier");
}

#[test]
fn with_the_setting_tree_an_ancestor_moves_within_his_own_tree() {
    let world = std::sync::Arc::new(World::new());
    world.settings(json!({ "allow_move": "tree" }));
    let a = Tenant::of(&world);
    let b = Tenant::below(&world, &a.account);
    let c = Tenant::below(&world, &a.account);
    let outside = Tenant::of(&world);
    let key = a.key();
    move_to(&key, &c, &b.account).ok();
    let out = move_to(&key, &c, &outside.account);
    assert!([403, 404].contains(&out.status), "{}", out.text());
    let up = move_to(&key, &c, &world.top);
    assert!([403, 404].contains(&up.status), "{}", up.text());
    move_to(&key, &a, &b.account).refused(403, "forbidden");
    assert_eq!(
        names(&world.root.get(&c.path("tree")).ok(), "id"),
        [&world.top, &a.account, &b.account].map(|id| json!(id))
    );
}

#[test]
fn opposite_moves_at_once_make_no_cycle() {
    let world = world();
    for _ in 0..6 {
        let (a, b) = (Tenant::of(&world), Tenant::of(&world));
        let (first, second) = std::thread::scope(|scope| {
            let first = scope.spawn(|| move_to(&a.root, &a, &b.account).status);
            let second = scope.spawn(|| move_to(&b.root, &b, &a.account).status);
            (first.join().unwrap(), second.join().unwrap())
        });
        let mut statuses = [first, second];
        statuses.sort_unstable();
        assert_eq!(
            statuses,
            [200, 403],
            "one wins, the other would go below itself"
        );
        let below: Vec<usize> = [&a, &b]
            .map(|one| one.root.ids(&one.path("descendants")).len())
            .to_vec();
        assert_eq!(below.iter().sum::<usize>(), 1);
    }
}

#[test]
fn a_reseller_is_the_nearest_above_and_changes_with_promotion_demotion_and_moves() {
    let line = chain(4);
    let [a, b, c, d] = &line[..] else {
        unreachable!()
    };
    let top = json!(a.world.top);
    for one in &line {
        assert_eq!(reseller_of(one), top);
    }
    let promoted = a.root.ask("PUT", &b.path("reseller")).send();
    assert!([200, 201].contains(&promoted.status), "{}", promoted.text());
    assert_eq!(
        (
            &promoted.body["data"]["is_reseller"],
            &promoted.body["data"]["id"]
        ),
        (&json!(true), &json!(b.account))
    );
    assert_eq!(
        [
            reseller_of(a),
            reseller_of(b),
            reseller_of(c),
            reseller_of(d)
        ],
        [top.clone(), top.clone(), json!(b.account), json!(b.account)]
    );
    let fresh = a.world.account(&d.account, json!({}));
    assert_eq!(fresh["reseller_id"], b.account);
    // A move to another reseller, and back.
    let outside = tenant();
    move_to(&a.root, c, &outside.account).ok();
    assert_eq!([reseller_of(c), reseller_of(d)], [top.clone(), top.clone()]);
    move_to(&a.root, c, &b.account).ok();
    assert_eq!(reseller_of(d), json!(b.account));
    let demoted = a.root.delete(&b.path("reseller")).ok();
    assert_eq!(demoted["is_reseller"], false);
    assert_eq!(
        [reseller_of(b), reseller_of(c), reseller_of(d)],
        [top.clone(), top.clone(), top]
    );
}

#[test]
fn resellers_do_not_stand_above_resellers_and_only_the_top_makes_them() {
    let line = chain(3);
    let [a, b, c] = &line[..] else { unreachable!() };
    let put = |caller: &Caller, tenant: &Tenant| caller.ask("PUT", &tenant.path("reseller")).send();
    put(&a.key(), b).refused(403, "forbidden");
    a.key()
        .delete(&b.path("reseller"))
        .refused(403, "forbidden");
    let top = format!("accounts/{}/reseller", a.world.top);
    a.root.ask("PUT", &top).send().refused(403, "forbidden");
    assert!(put(&a.root, c).status < 300);
    put(&a.root, b).refused(500, "account_has_descendants");
    assert_eq!(a.root.get(&b.path("")).ok()["is_reseller"], false);
}

#[test]
fn search_finds_accounts_for_the_browser_of_the_ui() {
    let tenant = tenant();
    let below = Tenant::below(&tenant.world, &tenant.account);
    let key = tenant.key();
    let wanted = below.name.replace(' ', "%20");
    let found = key.get(&format!("search?t=account&q=name&v={wanted}")).ok();
    let row = found
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["id"] == below.account)
        .unwrap()
        .clone();
    assert_eq!(
        (&row["name"], &row["realm"]),
        (&json!(below.name), &json!(below.realm))
    );
    assert!(row["descendants_count"].is_u64(), "{row}");
    let many = key
        .get(&format!(
            "search/multi?t=account&by_name={wanted}&by_realm={}&by_id={}",
            below.realm, below.account
        ))
        .ok();
    for way in ["by_name", "by_realm", "by_id"] {
        let ids = names(&many[way], "id");
        assert!(ids.contains(&json!(below.account)), "{way}: {many}");
    }
    // Other tenants are not found.
    let outside = crate::world::tenant();
    let name = outside.name.replace(' ', "%20");
    let found = key.get(&format!("search?t=account&q=name&v={name}")).ok();
    assert!(
        !names(&found, "id").contains(&json!(outside.account)),
        "{found}"
    );
    let found = key
        .get(&format!(
            "search/multi?t=account&by_id={}&by_realm={}",
            outside.account, outside.realm
        ))
        .ok();
    assert!(!found.to_string().contains(&outside.account), "{found}");
}
