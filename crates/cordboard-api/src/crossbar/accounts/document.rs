//! The account document: what clients of Kazoo 4 read in the data and clients of Kazoo 5 beside it.

use crate::crossbar::document::{complete, gregorian};
use cordboard_engine::accounts::fetch::{Billing, View};
use cordboard_model::{Fields, Kind};
use serde_json::{Map, Value, json};

/// The whole document.
pub(super) fn document(view: &View) -> Fields {
    let mut document = complete(Kind::Account, view.record.fields.clone());
    document.insert("id".into(), view.record.id.to_string().into());
    document.extend(flags(view));
    document
}

/// What stands beside the data.
pub(super) fn metadata(view: &View) -> Map<String, Value> {
    let mut metadata = flags(view);
    metadata.insert("id".into(), view.record.id.to_string().into());
    metadata.insert("modified".into(), gregorian(view.record.modified_ms).into());
    metadata
}

fn flags(view: &View) -> Map<String, Value> {
    let billing = match view.billing {
        Billing::ByCaller => "limits_only",
        Billing::ByTop => "normal",
        Billing::ByOther => "manual",
    };
    let flags = json!({
        "billing_mode": billing,
        "created": gregorian(view.record.created_ms),
        "enabled": view.record.flag("enabled", true),
        "is_reseller": view.is_reseller,
        "reseller_id": view.reseller_id.to_string(),
        "superduper_admin": view.is_top,
        "wnm_allow_additions": false,
    });
    match flags {
        Value::Object(flags) => flags,
        _ => Map::new(),
    }
}
