//! Putting a new account below another.

use super::{find, read, touched_from};
use crate::authorise::{Object, Verb, authorise};
use crate::installation::install::{self, Admin};
use crate::password::Secret;
use crate::settle::settle;
use crate::{
    Engine, Error, Principal, Result, api_keys, claims, edit, listing, password, sync, users,
};
use cordboard_model::schema::schema;
use cordboard_model::text::{name_key, search_key};
use cordboard_model::{Fields, Id, Kind, Record, Role};
use cordboard_store::{Assert, ClaimKey};

/// What the new account is to be.
#[derive(Clone, Default)]
pub struct Input {
    /// The account above.
    pub parent_id: Id,
    /// The document. Without a realm one is made; without a time zone the parent's is taken.
    pub fields: Fields,
    /// How a missing realm is made.
    pub missing_realm: MissingRealm,
    /// The account's first admin, made in the same commit.
    pub admin: Option<Admin>,
}

/// How a realm is made when none is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MissingRealm {
    /// From the account's name, below the parent's realm.
    #[default]
    FromName,
    /// Six hexadecimal digits below the installation's suffix, as Kazoo does.
    Hex,
}

/// Creates the account.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<read::View> {
    let under = Object::Account(input.parent_id);
    authorise(&engine.tree(), principal, Verb::CreateChild, under)?;
    let id = engine.new_id();
    // Hashing a password takes long: nobody else waits for it.
    let admin = match &input.admin {
        Some(admin) => Some(first_admin(engine, id, admin)?),
        None => None,
    };
    let shape = engine.shape();
    // Asked again: the parent may have left the caller's part of the tree meanwhile.
    authorise(&engine.tree(), principal, Verb::CreateChild, under)?;
    let parent = find(engine, input.parent_id)?;
    let record = engine.retry(|| {
        let mut record = prepare(engine, &parent, input.fields.clone(), input.missing_realm)?;
        record.id = id;
        let detail = serde_json::json!({ "label": record.label() });
        let mut touched = vec![touched_from(id, Some(parent.id))];
        touched.extend(admin.iter().map(|(user, _)| users::touched(user.id, id)));
        let mut batch = engine.batch(principal.actor(), "account.create", touched, detail);
        batch.asserts.push(Assert::Live {
            kind: Kind::Account,
            id: parent.id,
        });
        batch.asserts.push(Assert::Absent {
            kind: Kind::Account,
            id,
        });
        claims::change(&mut batch, None, Some(&record));
        batch.puts.push(listing::put(record.clone()));
        sync::moved(engine, &mut batch, id, None);
        api_keys::give(&mut batch, record.id, engine.now_ms());
        if let Some((user, credential)) = &admin {
            claims::change(&mut batch, None, Some(user));
            batch.puts.push(listing::put(user.clone()));
            batch.puts.push(listing::put(credential.clone()));
        }
        let leaf = listing::leaf(&record);
        let rev = engine.commit_shape(&shape, batch, |tree| {
            // Parent and absence were asked under the same guard.
            tree.insert(Some(parent.id), leaf)
        })?;
        Ok(Record { rev, ..record })
    })?;
    drop(shape);
    read::view(engine, principal, record)
}

/// The first admin with his password; what is wrong with them is said below `/admin`.
fn first_admin(engine: &Engine, account_id: Id, admin: &Admin) -> Result<(Record, Record)> {
    let now_ms = engine.now_ms();
    let made = install::admin(engine, account_id, admin, now_ms).and_then(|user| {
        let secret = Secret::Password(&admin.password);
        let credential = password::credential(&engine.pepper, &user, secret, now_ms)?;
        Ok((user, credential))
    });
    made.map_err(|error| match error {
        Error::Invalid(mut broken) => {
            for violation in &mut broken {
                if !violation.path.starts_with("/admin") {
                    violation.path.insert_str(0, "/admin");
                }
            }
            Error::Invalid(broken)
        }
        other => other,
    })
}

/// The new record, completed and validated; nothing is written.
pub(crate) fn prepare(
    engine: &Engine,
    parent: &Record,
    mut fields: Fields,
    missing_realm: MissingRealm,
) -> Result<Record> {
    let schema = schema(Kind::Account).ok_or(Error::NotFound("schema"))?;
    // Who puts an account below another manages it from above.
    edit::may_create(schema, &fields, Role::Above)?;
    settle(Kind::Account, &mut fields);
    let text = |key| {
        fields
            .get(key)
            .and_then(|value| value.as_str())
            .unwrap_or_default()
    };
    if text("realm").is_empty() {
        let realm = match missing_realm {
            MissingRealm::FromName => free_realm(engine, text("name"), parent.text("realm"))?,
            MissingRealm::Hex => hex_realm(engine)?,
        };
        fields.insert("realm".into(), realm.into());
    }
    if fields
        .get("timezone")
        .is_none_or(|zone| zone.as_str().is_none_or(str::is_empty))
    {
        let zone = parent.text("timezone");
        fields.insert(
            "timezone".into(),
            if zone.is_empty() { "UTC" } else { zone }.into(),
        );
    }
    schema.apply_defaults(&mut fields);
    schema.validate(&fields).map_err(Error::Invalid)?;
    Ok(Record::new(
        Kind::Account,
        engine.new_id(),
        Some(parent.id),
        fields,
        engine.now_ms(),
    ))
}

/// A realm made from a name, below the parent's realm, that nobody holds.
fn free_realm(engine: &Engine, name: &str, parent_realm: &str) -> Result<String> {
    let label = realm_label(name);
    let snapshot = engine.read()?;
    for number in 1..1000 {
        let realm = match number {
            1 => format!("{label}.{parent_realm}"),
            _ => format!("{label}-{number}.{parent_realm}"),
        };
        let key = ClaimKey {
            scope: "account.realm".into(),
            account_id: None,
            key: name_key(&realm),
        };
        if snapshot.claim(&key)?.is_none() {
            return Ok(realm);
        }
    }
    Err(Error::invalid(
        "/realm",
        "required",
        "name a realm; no free one could be made from the name",
    ))
}

/// Six hexadecimal digits below the installation's suffix, that nobody holds.
fn hex_realm(engine: &Engine) -> Result<String> {
    let top = engine.tree().root().ok_or(Error::NotInstalled)?;
    let suffix = match &engine.settings().account_realm_suffix {
        Some(suffix) => suffix.clone(),
        None => find(engine, top)?.text("realm").to_owned(),
    };
    let snapshot = engine.read()?;
    loop {
        let [a, b, c]: [u8; 3] = rand::random();
        let realm = format!("{a:02x}{b:02x}{c:02x}.{suffix}");
        let key = ClaimKey {
            scope: "account.realm".into(),
            account_id: None,
            key: name_key(&realm),
        };
        if snapshot.claim(&key)?.is_none() {
            return Ok(realm);
        }
    }
}

/// The name as one label of a domain name: letters, digits and single dashes, at most 40.
fn realm_label(name: &str) -> String {
    let mut label = String::new();
    for c in search_key(name).chars() {
        if c.is_ascii_alphanumeric() {
            label.push(c);
        } else if !label.is_empty() && !label.ends_with('-') {
            label.push('-');
        }
        if label.len() == 40 {
            break;
        }
    }
    let label = label.trim_end_matches('-');
    if label.is_empty() {
        "account".to_owned()
    } else {
        label.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::realm_label;

    #[test]
    fn a_realm_label_is_made_of_ascii_letters_digits_and_single_dashes() {
        assert_eq!(realm_label("Müller & Söhne GmbH"), "muller-sohne-gmbh");
        assert_eq!(realm_label("مكتب"), "account");
        assert_eq!(realm_label("  --  "), "account");
        assert!(realm_label(&"a b".repeat(60)).len() <= 40);
    }
}
