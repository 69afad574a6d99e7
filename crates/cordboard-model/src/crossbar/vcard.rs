//! The vCard 3.0 of a user, as Kazoo makes it. Source: RFC 2426 and the Kazoo documentation.

use crate::Fields;
use serde_json::Value;

/// The longest line, in bytes.
const LINE_MAX: usize = 75;

/// How lines that are too long go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folding {
    /// In the next line, after a blank: what readers of vCards put together again.
    Rfc,
    /// In the next line as such: what Kazoo does.
    Kazoo,
}

/// A photo for the card.
#[derive(Debug, Clone, Copy)]
pub struct Photo<'a> {
    /// Its type as vCards name it: JPEG, PNG, GIF.
    pub kind: &'a str,
    /// The picture in base64.
    pub base64: &'a str,
}

/// The card of a user with these fields, whose account has those; lines end with LF, also the last one.
pub fn of_user(
    user: &Fields,
    account: &Fields,
    photo: Option<Photo<'_>>,
    folding: Folding,
) -> String {
    let person = Person {
        user,
        profile: user.get("profile").and_then(Value::as_object),
    };
    let mut card = String::new();
    for line in lines(&person, account, photo) {
        fold(&line, folding, &mut card);
    }
    card
}

fn lines(person: &Person<'_>, account: &Fields, photo: Option<Photo<'_>>) -> Vec<String> {
    let zone = Some(person.text("timezone")).filter(|zone| !["", "inherit"].contains(zone));
    let org = Some(person.text("org")).filter(|org| !org.is_empty());
    let of_account = |key: &str| account.get(key).and_then(Value::as_str).unwrap_or_default();
    let names = ["first_name", "middle_name", "last_name"].map(|key| person.text(key));
    let [first, middle, last] = names;
    let mut lines = vec!["BEGIN:VCARD".to_owned(), "VERSION:3.0".to_owned()];
    push(&mut lines, "FN", &names, " ");
    push(&mut lines, "N", &[last, first, middle], ";");
    push(&mut lines, "ORG", &[org.unwrap_or(of_account("org"))], ";");
    if let Some(photo) = photo {
        lines.push(format!(
            "PHOTO;ENCODING=B;TYPE={}:{}",
            photo.kind, photo.base64
        ));
    }
    for (name, key) in [
        ("EMAIL", "email"),
        ("BDAY", "birthday"),
        ("NOTE", "note"),
        ("TITLE", "title"),
        ("ROLE", "role"),
    ] {
        push(&mut lines, name, &[person.text(key)], ";");
    }
    push(
        &mut lines,
        "TZ",
        &[zone.unwrap_or(of_account("timezone"))],
        ";",
    );
    push(&mut lines, "NICKNAME", &texts(person.get("nicknames")), ",");
    for key in ["internal", "external"] {
        let number = person
            .get("caller_id")
            .and_then(|ids| ids.get(key))
            .and_then(Value::as_str);
        push(&mut lines, "TEL", &[number.unwrap_or_default()], ";");
    }
    for address in person.addresses() {
        let types = texts(address.get("types"));
        let types = if types.is_empty() {
            "intl,postal,parcel,work".to_owned()
        } else {
            types.join(",")
        };
        let text = address
            .get("address")
            .and_then(Value::as_str)
            .unwrap_or_default();
        push(&mut lines, &format!("ADR;TYPE={types}"), &[text], ";");
    }
    lines.push("END:VCARD".to_owned());
    lines
}

/// A user with his profile, whose fields come first.
struct Person<'a> {
    user: &'a Fields,
    profile: Option<&'a Fields>,
}

impl<'a> Person<'a> {
    fn get(&self, key: &str) -> Option<&'a Value> {
        self.profile
            .and_then(|profile| profile.get(key))
            .or_else(|| match key {
                // Here it says whether he is an administrator, which is not his part in the organisation.
                "role" => None,
                _ => self.user.get(key),
            })
    }

    fn text(&self, key: &str) -> &'a str {
        self.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    fn addresses(&self) -> &'a [Value] {
        let known = self.get("addresses");
        let list = match known {
            Some(Value::Object(kinds)) => kinds.get("vcard"),
            other => other,
        };
        list.and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }
}

fn texts(value: Option<&Value>) -> Vec<&str> {
    let list = value
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    list.iter().filter_map(Value::as_str).collect()
}

/// Adds a line of the parts that say something; none of them, no line.
fn push(lines: &mut Vec<String>, name: &str, parts: &[&str], separator: &str) {
    let parts: Vec<String> = parts
        .iter()
        .filter(|part| !part.is_empty())
        .map(|part| escape(part))
        .collect();
    if !parts.is_empty() {
        lines.push(format!("{name}:{}", parts.join(separator)));
    }
}

fn escape(part: &str) -> String {
    let mut text = String::with_capacity(part.len());
    for c in part.chars() {
        match c {
            '\n' => text.push_str("\\n"),
            '\r' => {}
            ':' | ';' | ',' | '\\' => text.extend(['\\', c]),
            c => text.push(c),
        }
    }
    text
}

/// Adds a line, cut where it is too long and never inside a letter.
fn fold(line: &str, folding: Folding, card: &mut String) {
    let mut room = LINE_MAX;
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > room {
            card.push('\n');
            if folding == Folding::Rfc {
                card.push(' ');
                room = LINE_MAX - 1;
            }
            used = 0;
        }
        used += c.len_utf8();
        card.push(c);
    }
    card.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn card(user: Value, account: Value, folding: Folding) -> String {
        of_user(
            user.as_object().unwrap(),
            account.as_object().unwrap(),
            None,
            folding,
        )
    }

    #[test]
    fn a_card_has_the_lines_that_say_something() {
        let user = json!({"first_name": "F", "last_name": "L", "email": "email@example.com", "role": "admin"});
        assert_eq!(
            card(user, json!({}), Folding::Rfc),
            "BEGIN:VCARD\nVERSION:3.0\nFN:F L\nN:L;F\nEMAIL:email@example.com\nEND:VCARD\n"
        );
    }

    #[test]
    fn the_profile_and_the_account_fill_the_card_in_kazoos_order() {
        let user = json!({"first_name": "Anna", "middle_name": "M.", "last_name": "Lee; Ray", "email": "a@b.c",
            "timezone": "inherit", "caller_id": {"internal": "101", "external": {"number": "1"}},
            "profile": {"title": "CTO, acting", "role": "Engineer", "birthday": "1990-01-02", "note": "a\r\nb: c",
                "nicknames": ["An", "Nan,a"], "addresses": [{"address": "1 Road"}, {"types": ["home", "pref"], "address": "2 Way"}]}});
        let account = json!({"org": "Acme", "timezone": "Europe/Berlin", "name": "x"});
        let photo = Photo {
            kind: "JPEG",
            base64: "aGk=",
        };
        let card = of_user(
            user.as_object().unwrap(),
            account.as_object().unwrap(),
            Some(photo),
            Folding::Rfc,
        );
        let wanted = "BEGIN:VCARD\nVERSION:3.0\nFN:Anna M. Lee\\; Ray\nN:Lee\\; Ray;Anna;M.\nORG:Acme\n\
            PHOTO;ENCODING=B;TYPE=JPEG:aGk=\nEMAIL:a@b.c\nBDAY:1990-01-02\nNOTE:a\\nb\\: c\nTITLE:CTO\\, acting\n\
            ROLE:Engineer\nTZ:Europe/Berlin\nNICKNAME:An,Nan\\,a\nTEL:101\nADR;TYPE=intl,postal,parcel,work:1 Road\n\
            ADR;TYPE=home,pref:2 Way\nEND:VCARD\n";
        assert_eq!(card, wanted);
    }

    #[test]
    fn long_lines_are_cut_at_75_bytes_and_go_on_after_a_blank_or_without_one() {
        let note = "x".repeat(160);
        let user = json!({"profile": { "note": note }});
        let rfc = card(user.clone(), json!({}), Folding::Rfc);
        let kazoo = card(user, json!({}), Folding::Kazoo);
        assert!(
            rfc.lines()
                .chain(kazoo.lines())
                .all(|line| line.len() <= 75)
        );
        assert!(rfc.contains(&format!(
            "NOTE:{}\n {}\n {}\n",
            "x".repeat(70),
            "x".repeat(74),
            "x".repeat(16)
        )));
        assert!(kazoo.contains(&format!(
            "NOTE:{}\n{}\n{}\n",
            "x".repeat(70),
            "x".repeat(75),
            "x".repeat(15)
        )));
        assert!(rfc.replace("\n ", "").contains(&note));
    }

    #[test]
    fn a_letter_is_never_cut() {
        let user = json!({"profile": {"note": "é".repeat(80)}});
        let card = card(user, json!({}), Folding::Rfc);
        assert!(card.lines().all(|line| line.len() <= 75));
        assert!(card.replace("\n ", "").contains(&"é".repeat(80)));
    }
}
