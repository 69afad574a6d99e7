//! What a desktop has on the session bus, as far as the console uses it: a place for notices and a tray. The window's
//! tests drive it through its standard input and hear of everything on its standard output, a line of JSON each. Not
//! shipped.

#![allow(missing_docs, reason = "what the macros write has none")]

use std::collections::HashMap;
use std::error::Error;
use std::io::Write;

use serde_json::{Value as Json, json};
use zbus::blocking::{Connection, Proxy, connection};
use zbus::object_server::SignalEmitter;
use zbus::zvariant::{OwnedValue, Value};

type Failing<T> = Result<T, Box<dyn Error>>;

fn say(line: &Json) {
    // Nobody is left to hear that nobody listens.
    let _ = writeln!(std::io::stdout(), "{line}");
}

struct Notices {
    last: u32,
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Notices {
    fn get_capabilities(&self) -> Vec<&str> {
        vec!["body", "body-markup", "actions"]
    }

    #[expect(clippy::too_many_arguments, reason = "the desktops' own method")]
    fn notify(
        &mut self,
        _app_name: &str,
        _replaces_id: u32,
        _app_icon: &str,
        summary: &str,
        body: &str,
        _actions: Vec<&str>,
        _hints: HashMap<&str, Value<'_>>,
        _expire_timeout: i32,
    ) -> u32 {
        self.last += 1;
        say(&json!({ "notice": self.last, "title": summary, "text": body }));
        self.last
    }

    #[zbus(signal)]
    async fn action_invoked(emitter: &SignalEmitter<'_>, id: u32, key: &str) -> zbus::Result<()>;
}

struct Watcher;

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, service: &str) {
        say(&json!({ "tray": service }));
    }

    fn register_status_notifier_host(&self, _service: &str) {}

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        Vec::new()
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}

type Node = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

/// The lines of a menu, those of its submenus behind their own.
fn lines(node: Node, found: &mut Vec<Json>) -> Failing<()> {
    let (id, about, below) = node;
    let text = |key: &str| {
        about
            .get(key)
            .and_then(|value| String::try_from(value.clone()).ok())
    };
    if let Some(label) = text("label") {
        let chosen = about
            .get("toggle-state")
            .and_then(|value| i32::try_from(value).ok());
        found.push(json!({ "id": id, "label": label, "chosen": chosen == Some(1) }));
    }
    for child in below {
        lines(Node::try_from(child)?, found)?;
    }
    Ok(())
}

struct Tray {
    menu: Proxy<'static>,
    item: Proxy<'static>,
}

impl Tray {
    fn of(bus: &Connection, service: &str) -> Failing<Self> {
        let service = service.to_owned();
        let item = Proxy::new(
            bus,
            service.clone(),
            "/StatusNotifierItem",
            "org.kde.StatusNotifierItem",
        )?;
        let path: zbus::zvariant::OwnedObjectPath = item.get_property("Menu")?;
        let menu = Proxy::new(bus, service, path, "com.canonical.dbusmenu")?;
        Ok(Self { menu, item })
    }

    fn lines(&self) -> Failing<Vec<Json>> {
        let (_, root): (u32, Node) = self.menu.call("GetLayout", &(0, -1, Vec::<&str>::new()))?;
        let mut found = Vec::new();
        lines(root, &mut found)?;
        Ok(found)
    }

    fn pick(&self, label: &str) -> Failing<()> {
        let known = self.lines()?;
        let line = known.iter().find(|line| line["label"] == label);
        let id = line
            .and_then(|line| line["id"].as_i64())
            .ok_or("no such line in the menu")?;
        let event = (i32::try_from(id)?, "clicked", Value::from(0), 0_u32);
        Ok(self.menu.call("Event", &event)?)
    }
}

/// `click ID` a notice; `menu SERVICE`, `pick SERVICE LABEL`, `touch SERVICE` the icon.
fn obey(bus: &Connection, line: &str) -> Failing<()> {
    let mut words = line.splitn(3, ' ');
    let (verb, at, rest) = (words.next(), words.next().unwrap_or_default(), words.next());
    match verb {
        Some("click") => {
            let notices = bus
                .object_server()
                .interface::<_, Notices>("/org/freedesktop/Notifications")?;
            let emitter = notices.signal_emitter();
            Ok(zbus::block_on(Notices::action_invoked(
                emitter,
                at.parse()?,
                "default",
            ))?)
        }
        Some("menu") => {
            say(&json!({ "menu": Tray::of(bus, at)?.lines()? }));
            Ok(())
        }
        Some("pick") => Tray::of(bus, at)?.pick(rest.unwrap_or_default()),
        Some("touch") => Ok(Tray::of(bus, at)?.item.call("Activate", &(0, 0))?),
        _ => Err("not understood".into()),
    }
}

fn main() -> Failing<()> {
    let bus = connection::Builder::session()?
        .serve_at("/org/freedesktop/Notifications", Notices { last: 0 })?
        .serve_at("/StatusNotifierWatcher", Watcher)?
        .name("org.freedesktop.Notifications")?
        .name("org.kde.StatusNotifierWatcher")?
        .build()?;
    say(&json!({ "ready": true }));
    for line in std::io::stdin().lines() {
        if let Err(error) = obey(&bus, &line?) {
            say(&json!({ "failed": error.to_string() }));
        }
    }
    Ok(())
}
