//! Notices of the desktop: a line or two at the edge of the screen for somebody who looks elsewhere, shown by whatever the
//! desktop has for it (`org.freedesktop.Notifications` on the session bus). It decides neither what is worth one nor
//! what it says.

use std::collections::HashMap;
use std::pin::pin;

use futures_util::StreamExt;
use futures_util::future::{Either, select};
use zbus::zvariant::Value;

/// What the desktop's own daemon does.
#[zbus::proxy(
    interface = "org.freedesktop.Notifications",
    default_service = "org.freedesktop.Notifications",
    default_path = "/org/freedesktop/Notifications"
)]
trait Notifications {
    fn get_capabilities(&self) -> zbus::Result<Vec<String>>;

    #[expect(clippy::too_many_arguments, reason = "the desktops' own method")]
    fn notify(
        &self,
        app_name: &str,
        replaces_id: u32,
        app_icon: &str,
        summary: &str,
        body: &str,
        actions: &[&str],
        hints: HashMap<&str, Value<'_>>,
        expire_timeout: i32,
    ) -> zbus::Result<u32>;

    #[zbus(signal)]
    fn action_invoked(&self, id: u32, action_key: String) -> zbus::Result<()>;

    #[zbus(signal)]
    fn notification_closed(&self, id: u32, reason: u32) -> zbus::Result<()>;
}

/// The action of a click on the notice itself.
const CLICK: &str = "default";
/// The desktop decides how long it stays.
const AS_USUAL_MS: i32 = -1;

/// Shows a notice and waits until it is gone; answers whether the person clicked it. Fails where nothing on the session
/// bus shows notices, or there is no session bus.
pub async fn show(title: &str, text: &str) -> zbus::Result<bool> {
    let bus = zbus::Connection::session().await?;
    let desktop = NotificationsProxy::new(&bus).await?;
    // Before it is shown, so that no click comes too early.
    let mut clicks = desktop.receive_action_invoked().await?;
    let mut ends = desktop.receive_notification_closed().await?;
    let capabilities = desktop.get_capabilities().await?;
    let text = match capabilities.iter().any(|one| one == "body-markup") {
        true => escaped(text),
        false => text.to_owned(),
    };
    let hints = HashMap::from([("desktop-entry", Value::from("cordboard"))]);
    let id = desktop
        .notify(
            "Cordboard",
            0,
            "cordboard",
            title,
            &text,
            &[CLICK, ""],
            hints,
            AS_USUAL_MS,
        )
        .await?;
    loop {
        match select(pin!(clicks.next()), pin!(ends.next())).await {
            Either::Left((Some(click), _)) if click.args()?.id == id => return Ok(true),
            Either::Right((Some(end), _)) if end.args()?.id == id => return Ok(false),
            Either::Left((None, _)) | Either::Right((None, _)) => return Ok(false),
            _ => {}
        }
    }
}

/// A text that means itself where markup is read: a name must not become a link.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_name_never_becomes_markup() {
        assert_eq!(
            escaped("<a href=\"x\">Müller & Söhne</a>"),
            "&lt;a href=\"x\"&gt;Müller &amp; Söhne&lt;/a&gt;"
        );
    }
}
