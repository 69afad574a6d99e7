//! What one client hears: who it is, what it has subscribed to, and how far it has read.
//!
//! Its rights are asked again each time there is something to tell. All of it runs on a thread that may block.

use super::cdrs::Cdrs;
use super::command::{Command, Refused, Topic, answer};
use super::extensions::Extensions;
use super::people::People;
use super::queues::Queues;
use cordboard_engine::authorise::scope;
use cordboard_engine::plane::News;
use cordboard_engine::sessions::{pair, resolve};
use cordboard_engine::{Engine, Error, Principal, Result, feed};
use cordboard_model::{Id, Kind};
use cordboard_store::Seq;
use serde_json::Value;
use std::net::IpAddr;

/// Something to hear.
pub(super) enum Heard {
    /// The client said this.
    Command(String),
    /// Something was written.
    Changes,
    /// Something goes on that is in no record.
    News(News),
    /// There were more news than are kept.
    Missed,
}

/// What comes of it.
#[derive(Default)]
pub(super) struct Told {
    /// To be sent, in this order.
    pub(super) messages: Vec<Value>,
    /// There is more to read.
    pub(super) more: bool,
    /// The session is over.
    pub(super) has_ended: bool,
}

/// Who looks at what.
pub(super) struct View<'a> {
    pub(super) engine: &'a Engine,
    pub(super) principal: Principal,
    /// The tenant.
    pub(super) account_id: Id,
}

/// One client.
pub(super) struct Reader {
    client: Option<IpAddr>,
    token: Option<String>,
    /// How many commands it gave.
    commands: u64,
    /// The number of the newest change that it has heard of.
    after: Seq,
    extensions: Extensions,
    people: People,
    cdrs: Cdrs,
    queues: Queues,
}

impl Reader {
    /// A client that may have shown a token already.
    pub(super) fn new(client: Option<IpAddr>, token: Option<String>) -> Self {
        Self {
            client,
            token,
            commands: 0,
            after: 0,
            extensions: Extensions::default(),
            people: People::default(),
            cdrs: Cdrs::default(),
            queues: Queues::default(),
        }
    }

    /// Whether it said who it is. Whether that is true is asked when it wants something.
    pub(super) const fn has_signed_in(&self) -> bool {
        self.token.is_some()
    }

    /// What the client is told of this.
    pub(super) fn hear(&mut self, engine: &Engine, heard: Heard) -> Told {
        let told = match heard {
            Heard::Command(text) => Ok(self.command(engine, &text)),
            Heard::Changes => self.changes(engine),
            Heard::News(news) => self.news(engine, news),
            Heard::Missed => self.missed(engine),
        };
        told.unwrap_or_else(|error| {
            if let Error::Internal(cause) = &error {
                tracing::error!(%cause, "the live feed failed inside");
            }
            Told {
                has_ended: true,
                ..Told::default()
            }
        })
    }

    fn view<'a>(&self, engine: &'a Engine) -> Result<View<'a>> {
        let token = self.token.as_deref().ok_or(Error::Unauthenticated)?;
        let principal = resolve::run(engine, token)?.principal;
        let account_id = scope(&engine.tree(), &principal)?;
        Ok(View {
            engine,
            principal,
            account_id,
        })
    }

    fn command(&mut self, engine: &Engine, text: &str) -> Told {
        self.commands += 1;
        let mut messages = Vec::new();
        let (name, id, done) = match serde_json::from_str::<Command>(text) {
            Ok(command) => {
                let id = command.id.clone();
                let done = self.follow(engine, &command, &mut messages);
                (command.command, id, done)
            }
            Err(error) => {
                let why = format!("a command is a JSON object: {error}");
                (String::new(), None, Err(Refused(why)))
            }
        };
        let id = id.unwrap_or_else(|| self.commands.to_string().into());
        messages.insert(0, answer(&name, &id, &done));
        Told {
            messages,
            ..Told::default()
        }
    }

    fn follow(
        &mut self,
        engine: &Engine,
        command: &Command,
        messages: &mut Vec<Value>,
    ) -> std::result::Result<(), Refused> {
        if command.command == "auth" {
            self.token = Some(self.signed_in(engine, command)?);
            return Ok(());
        }
        let is_on = match command.command.as_str() {
            "subscribe" => true,
            "unsubscribe" => false,
            _ => return Err(Refused("there is no such command".into())),
        };
        let view = self.view(engine)?;
        let topics = command.topics.iter().map(|name| {
            let unknown = || Refused(format!("there is no topic {name}"));
            Topic::from_name(name).ok_or_else(unknown)
        });
        let topics: Vec<Topic> = topics.collect::<std::result::Result<_, _>>()?;
        if is_on && !self.listens() {
            // Before the state is looked at, so that nothing is missed in between.
            self.after = feed::latest(engine);
        }
        for topic in topics {
            match is_on {
                true => messages.extend(self.subscribe(&view, topic, command)?),
                false => self.unsubscribe(topic, command),
            }
        }
        Ok(())
    }

    /// The token of whoever the command names.
    fn signed_in(
        &self,
        engine: &Engine,
        command: &Command,
    ) -> std::result::Result<String, Refused> {
        if let Some(token) = &command.access_token {
            let known = resolve::run(engine, token)?.principal;
            return match known {
                Principal::Anonymous => Err(Error::Unauthenticated.into()),
                _ => Ok(token.clone()),
            };
        }
        let domain = command.domain.clone();
        let input = pair::Input {
            username: command.username.clone().unwrap_or_default(),
            domain: domain.filter(|domain| !domain.trim().is_empty()),
            password: command.password.clone().unwrap_or_default(),
            client: self.client,
        };
        Ok(pair::run(engine, &input)?.access)
    }

    fn subscribe(
        &mut self,
        view: &View<'_>,
        topic: Topic,
        command: &Command,
    ) -> std::result::Result<Vec<Value>, Refused> {
        match topic {
            Topic::Extensions => {
                let asked = command.extensions.as_deref();
                Ok(vec![self.extensions.subscribe(view, asked)?])
            }
            Topic::People => self.people.subscribe(view).map(|()| Vec::new()),
            Topic::Cdrs => self.cdrs.subscribe(view).map(|()| Vec::new()),
            Topic::Queues => self.queues.subscribe(view, command.queues.as_deref()),
        }
    }

    fn unsubscribe(&mut self, topic: Topic, command: &Command) {
        match topic {
            Topic::Extensions => self.extensions.unsubscribe(command.extensions.as_deref()),
            Topic::People => self.people = People::default(),
            Topic::Cdrs => self.cdrs = Cdrs::default(),
            Topic::Queues => self.queues.unsubscribe(command.queues.as_deref()),
        }
    }

    fn listens(&self) -> bool {
        self.people.is_on
            || self.cdrs.is_on
            || !self.extensions.is_empty()
            || !self.queues.is_empty()
    }

    /// What was written since, a stretch at a time.
    fn changes(&mut self, engine: &Engine) -> Result<Told> {
        if !self.listens() {
            return Ok(Told::default());
        }
        let view = self.view(engine)?;
        let page = feed::events(engine, &view.principal, self.after)?;
        self.after = page.next;
        let mut messages = Vec::new();
        for event in page.events {
            let ids = event.ids.into_iter();
            for touched in ids.filter(|touched| touched.account_id == view.account_id) {
                match touched.kind {
                    Kind::User => {
                        let verb = event.topic.as_str();
                        messages.extend(self.people.changed(&view, verb, touched.id)?);
                        messages.extend(self.extensions.changed(&view, touched.id)?);
                    }
                    Kind::CallQueue => {
                        messages.extend(self.queues.changed(&view, Some(touched.id))?);
                    }
                    Kind::Call => messages.extend(self.cdrs.entered(&view, touched.id)?),
                    _ => {}
                }
            }
        }
        Ok(Told {
            messages,
            more: page.more,
            has_ended: false,
        })
    }

    fn news(&mut self, engine: &Engine, news: News) -> Result<Told> {
        let News::Person {
            account_id,
            user_id,
            call,
        } = news
        else {
            return Ok(Told::default());
        };
        if !self.listens() {
            return Ok(Told::default());
        }
        let view = self.view(engine)?;
        if account_id != view.account_id {
            return Ok(Told::default());
        }
        let mut messages = Vec::new();
        messages.extend(self.extensions.engaged(&view, user_id, call)?);
        messages.extend(self.queues.changed(&view, None)?);
        Ok(Told {
            messages,
            ..Told::default()
        })
    }

    /// The state again, in the place of what was missed.
    fn missed(&mut self, engine: &Engine) -> Result<Told> {
        if !self.listens() {
            return Ok(Told::default());
        }
        let view = self.view(engine)?;
        let mut messages = Vec::new();
        messages.extend(self.extensions.again(&view)?);
        messages.extend(self.queues.changed(&view, None)?);
        Ok(Told {
            messages,
            ..Told::default()
        })
    }
}
