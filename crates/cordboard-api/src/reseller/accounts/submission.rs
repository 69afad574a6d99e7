//! From a submitted account to the inputs of the verbs.

use crate::reseller::call::Call;
use crate::reseller::failure::Failure;
use cordboard_engine::clients::tags::Tagging;
use cordboard_engine::clients::{create, update};
use cordboard_model::Fields;
use cordboard_model::reseller::{account_fields, admin_fields};
use serde_json::Value;

/// What was submitted.
pub(super) struct Submission<'a> {
    call: &'a Call<'a>,
}

impl<'a> Submission<'a> {
    /// What the call submits.
    pub(super) fn of(call: &'a Call<'a>) -> Self {
        Self { call }
    }

    /// What a new account is to be.
    pub(super) fn create(&self) -> Result<create::Input, Failure> {
        let call = self.call;
        let none = Fields::new();
        let Some(email) = call.text("email") else {
            return Err(Failure::field("email", "email: give it a value"));
        };
        let wants_letter = call.body.get("sendSignupEmail") == Some(&Value::Bool(true));
        Ok(create::Input {
            email: email.to_owned(),
            password: call.text("password").map(str::to_owned),
            account: account_fields(call.body, &none),
            admin: admin_fields(call.body, &none),
            tags: self.tags().unwrap_or_default(),
            domain: call.request.host().to_owned(),
            sign_up_url: wants_letter.then(|| self.page()),
        })
    }

    /// What becomes of a known account.
    pub(super) fn update(&self, name: &str) -> update::Input {
        let call = self.call;
        let (of_account, of_admin) = (call.body.clone(), call.body.clone());
        update::Input {
            name: name.to_owned(),
            account: Box::new(move |fields| Ok(account_fields(&of_account, fields))),
            admin: Box::new(move |fields| Ok(admin_fields(&of_admin, fields))),
            email: call.text("email").map(str::to_owned),
            password: call.text("password").map(str::to_owned),
            tags: self.tags(),
        }
    }

    /// The tags, where there is a word about them.
    pub(super) fn tags(&self) -> Option<Vec<Tagging>> {
        let tags = self.call.body.get("tags")?;
        let text = |tag: &Value, key: &str| {
            let text = tag.get(key)?.as_str()?.trim();
            Some(text.to_owned()).filter(|text| !text.is_empty())
        };
        let tags = tags.as_array().map(Vec::as_slice).unwrap_or_default();
        let taggings = tags.iter().map(|tag| Tagging {
            id: text(tag, "id"),
            text: text(tag, "tag"),
            color: text(tag, "color"),
        });
        Some(taggings.collect())
    }

    /// The page that takes the link of a letter: the console of the server that was called.
    fn page(&self) -> String {
        let request = self.call.request;
        let scheme = match request.header("x-forwarded-proto") {
            Some("https") => "https",
            _ => "http",
        };
        let host = request.header("host").unwrap_or("localhost");
        format!("{scheme}://{host}/recover")
    }
}
