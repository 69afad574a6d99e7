//! The icon in the desktop's tray and its menu, as a StatusNotifierItem on the session bus. What stands in the menu is
//! the page's: it knows the words, the person and the counts. Where the desktop has no tray nothing is shown, and
//! nothing is missing but that.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ksni::menu::{MenuItem, RadioGroup, RadioItem, StandardItem, SubMenu, TextDirection};
use ksni::{OfflineReason, Status, ToolTip, TrayMethods};
use serde::Deserialize;
use tokio::sync::Mutex;

/// Shows the window: what a click on the icon means, and what happens when the tray goes away from over a window that is
/// kept in it.
pub const OPEN: &str = "open";

/// What the tray shows.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Shown {
    /// What stands beside the icon when it is pointed at.
    pub title: String,
    /// A second line there.
    pub detail: String,
    /// Whether something waits for the person.
    pub attention: bool,
    /// Whether the words are read from right to left.
    pub right_to_left: bool,
    /// The menu.
    pub entries: Vec<Entry>,
}

/// A line of the menu.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Entry {
    /// Something to do, under the name that is told when it is picked.
    Deed {
        /// The name.
        id: String,
        /// The words.
        label: String,
    },
    /// One of several, which is told under its own name.
    Choice {
        /// The words.
        label: String,
        /// The name of the one that holds now, if one does.
        chosen: Option<String>,
        /// Names and words.
        options: Vec<(String, String)>,
    },
    /// A line between others.
    Line,
}

/// A picture of red, green, blue and opacity, a byte each, row by row.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'a> {
    /// Pixels from side to side.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
    /// The bytes.
    pub rgba: &'a [u8],
}

/// Who is told the name of what was picked.
pub type Picked = Arc<dyn Fn(&str) + Send + Sync>;

/// The place in the tray. Empty until something is shown in it.
#[derive(Default)]
pub struct Tray {
    item: Mutex<Option<ksni::Handle<Item>>>,
    is_seen: Arc<AtomicBool>,
}

impl Tray {
    /// Shows this, in the place of what was shown before. False where there is no session bus.
    pub async fn show(&self, shown: Shown, picture: Option<Picture<'_>>, picked: Picked) -> bool {
        let mut item = self.item.lock().await;
        if let Some(known) = item.as_ref().filter(|known| !known.is_closed()) {
            let (next, told) = (shown, picked);
            known
                .update(|item| (item.shown, item.picked) = (next, told))
                .await;
            return true;
        }
        let new = Item {
            shown,
            picture: picture.map(icon),
            picked,
            is_seen: Arc::clone(&self.is_seen),
        };
        self.is_seen.store(true, Ordering::Relaxed);
        // The desktop's own tray may begin later than this program.
        match new.assume_sni_available(true).spawn().await {
            Ok(handle) => *item = Some(handle),
            Err(error) => {
                self.is_seen.store(false, Ordering::Relaxed);
                tracing::info!(%error, "there is no tray");
            }
        }
        item.is_some()
    }

    /// Whether the desktop shows it now, so that a window can be found again that is only in the tray.
    pub fn is_seen(&self) -> bool {
        self.is_seen.load(Ordering::Relaxed)
    }
}

/// What the desktop asks for.
struct Item {
    shown: Shown,
    picture: Option<ksni::Icon>,
    picked: Picked,
    is_seen: Arc<AtomicBool>,
}

impl ksni::Tray for Item {
    fn id(&self) -> String {
        "cordboard".to_owned()
    }

    fn title(&self) -> String {
        self.shown.title.clone()
    }

    fn icon_name(&self) -> String {
        "cordboard".to_owned()
    }

    fn icon_pixmap(&self) -> Vec<ksni::Icon> {
        self.picture.iter().cloned().collect()
    }

    fn status(&self) -> Status {
        match self.shown.attention {
            true => Status::NeedsAttention,
            false => Status::Active,
        }
    }

    fn attention_icon_name(&self) -> String {
        self.icon_name()
    }

    fn attention_icon_pixmap(&self) -> Vec<ksni::Icon> {
        self.icon_pixmap()
    }

    fn text_direction(&self) -> TextDirection {
        match self.shown.right_to_left {
            true => TextDirection::RightToLeft,
            false => TextDirection::LeftToRight,
        }
    }

    fn tool_tip(&self) -> ToolTip {
        ToolTip {
            title: self.shown.title.clone(),
            description: self.shown.detail.clone(),
            ..ToolTip::default()
        }
    }

    fn activate(&mut self, _: i32, _: i32) {
        (self.picked)(OPEN);
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        self.shown.entries.iter().map(line).collect()
    }

    fn watcher_online(&self) {
        self.is_seen.store(true, Ordering::Relaxed);
    }

    fn watcher_offline(&self, reason: OfflineReason) -> bool {
        tracing::info!(?reason, "the tray is not shown");
        if self.is_seen.swap(false, Ordering::Relaxed) {
            (self.picked)(OPEN);
        }
        true
    }
}

fn line(entry: &Entry) -> MenuItem<Item> {
    match entry {
        Entry::Line => MenuItem::Separator,
        Entry::Deed { id, label } => {
            let id = id.clone();
            StandardItem {
                label: plain(label),
                activate: Box::new(move |item: &mut Item| (item.picked)(&id)),
                ..Default::default()
            }
            .into()
        }
        Entry::Choice {
            label,
            chosen,
            options,
        } => {
            let ids: Vec<String> = options.iter().map(|(id, _)| id.clone()).collect();
            let at = ids.iter().position(|id| Some(id) == chosen.as_ref());
            let options = options.iter().map(|(_, label)| RadioItem {
                label: plain(label),
                ..Default::default()
            });
            let group = RadioGroup {
                selected: at.unwrap_or(usize::MAX),
                // What holds is shown when the page has said so, and not before.
                select: Box::new(move |item: &mut Item, index| {
                    if let Some(id) = ids.get(index) {
                        (item.picked)(id);
                    }
                }),
                options: options.collect(),
            };
            SubMenu {
                label: plain(label),
                submenu: vec![group.into()],
                ..Default::default()
            }
            .into()
        }
    }
}

/// Words that mean themselves: an underscore in a name is no access key.
fn plain(label: &str) -> String {
    label.replace('_', "__")
}

fn icon(picture: Picture<'_>) -> ksni::Icon {
    let mut data = picture.rgba.to_vec();
    for pixel in data.chunks_exact_mut(4) {
        pixel.rotate_right(1);
    }
    ksni::Icon {
        width: picture.width.try_into().unwrap_or(0),
        height: picture.height.try_into().unwrap_or(0),
        data,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ksni::Tray as _;
    use std::sync::Mutex as Kept;

    fn item(entries: Vec<Entry>) -> (Item, Arc<Kept<Vec<String>>>) {
        let told: Arc<Kept<Vec<String>>> = Arc::default();
        let tells = Arc::clone(&told);
        let item = Item {
            shown: Shown {
                title: "Cordboard".to_owned(),
                detail: String::new(),
                attention: false,
                right_to_left: false,
                entries,
            },
            picture: None,
            picked: Arc::new(move |id| tells.lock().unwrap().push(id.to_owned())),
            is_seen: Arc::new(AtomicBool::new(true)),
        };
        (item, told)
    }

    #[test]
    fn a_choice_shows_what_holds_and_tells_the_name_of_what_was_picked() {
        let options = [
            ("presence-available", "Available"),
            ("presence-busy", "Busy_1"),
        ];
        let options = options.map(|(id, label)| (id.to_owned(), label.to_owned()));
        let (mut item, told) = item(vec![Entry::Choice {
            label: "Presence".to_owned(),
            chosen: Some("presence-available".to_owned()),
            options: options.to_vec(),
        }]);
        let menu = item.menu();
        let [MenuItem::SubMenu(presence)] = menu.as_slice() else {
            panic!("one submenu")
        };
        let [MenuItem::RadioGroup(group)] = presence.submenu.as_slice() else {
            panic!("one group")
        };
        assert_eq!(group.selected, 0);
        assert_eq!(group.options[1].label, "Busy__1");
        (group.select)(&mut item, 1);
        (group.select)(&mut item, 7);
        assert_eq!(*told.lock().unwrap(), ["presence-busy"]);
    }

    #[test]
    fn a_window_that_is_only_in_the_tray_comes_back_when_the_tray_goes() {
        let (item, told) = item(Vec::new());
        assert!(item.watcher_offline(OfflineReason::No));
        assert!(item.watcher_offline(OfflineReason::No));
        assert_eq!(*told.lock().unwrap(), [OPEN]);
        assert!(!item.is_seen.load(Ordering::Relaxed));
        item.watcher_online();
        assert!(item.is_seen.load(Ordering::Relaxed));
    }

    #[test]
    fn the_pages_words_are_read_as_it_writes_them() {
        let written = r#"{ "title": "Cordboard", "detail": "", "attention": true, "right_to_left": false, "entries": [
            { "kind": "choice", "label": "Presence", "chosen": null, "options": [["presence-busy", "Busy"]] },
            { "kind": "line" }, { "kind": "deed", "id": "quit", "label": "Quit" }] }"#;
        let shown: Shown = serde_json::from_str(written).unwrap();
        assert_eq!(shown.entries.len(), 3);
        assert!(shown.attention);
    }
}
