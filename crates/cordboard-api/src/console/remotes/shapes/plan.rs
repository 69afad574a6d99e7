//! What a plan shows: record by record what would be done.

use cordboard_model::merge::Clash;
use cordboard_remote::Plan;
use cordboard_remote::plan::difference::Change;
use cordboard_remote::plan::{Step, What};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What would be done.
#[derive(Serialize, ToSchema)]
pub struct RemotePlan {
    /// The name of exactly this plan, to order it.
    digest: String,
    /// Record by record; empty when both sides agree.
    steps: Vec<RemoteStep>,
}

/// A record and what would become of it.
#[derive(Serialize, ToSchema)]
pub struct RemoteStep {
    /// By what an order names it.
    key: String,
    /// `account`, `user`, `phone` or `group`.
    sort: &'static str,
    label: String,
    /// What the thing is called that it belongs to; empty at the top.
    place: String,
    /// `make_here`, `make_there`, `meet`, `gone_there` or `gone_here`; `left_there` or `left_here`, which was moved to where
    /// this server does not reach.
    what: &'static str,
    /// For what is gone or left on one side: the other changed it since.
    changed: bool,
    /// The names of the accounts that moves name by their ids.
    accounts: BTreeMap<String, String>,
    /// What a pull changes here.
    here: Vec<RemoteChange>,
    /// What a push changes there.
    there: Vec<RemoteChange>,
    /// What both changed, each in another way.
    clashes: Vec<RemoteClash>,
}

/// One place that becomes another. Absent values are left out.
#[derive(Serialize, ToSchema)]
pub struct RemoteChange {
    /// JSON pointer into the dialect's document; `/_parent` is the account above, by its id.
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Value>)]
    from: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Value>)]
    to: Option<Value>,
}

/// One place that both changed. Absent values are left out.
#[derive(Serialize, ToSchema)]
pub struct RemoteClash {
    /// JSON pointer into the dialect's document; `/_parent` is the account above, by its id.
    path: String,
    /// What was there when both agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Value>)]
    base: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Value>)]
    theirs: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Value>)]
    mine: Option<Value>,
}

impl RemotePlan {
    pub(in crate::console::remotes) fn of(plan: &Plan) -> Self {
        Self {
            digest: plan.digest(),
            steps: plan.steps.iter().map(RemoteStep::of).collect(),
        }
    }
}

impl RemoteStep {
    fn of(step: &Step) -> Self {
        let (what, changed) = match step.what {
            What::MakeHere => ("make_here", false),
            What::MakeThere => ("make_there", false),
            What::Meet { .. } => ("meet", false),
            What::GoneThere { changed } => ("gone_there", changed),
            What::GoneHere { changed } => ("gone_here", changed),
            What::LeftThere { changed } => ("left_there", changed),
            What::LeftHere { changed } => ("left_here", changed),
        };
        let none: (&[Change], &[Change], &[Clash]) = (&[], &[], &[]);
        let (here, there, clashes) = match &step.what {
            What::Meet {
                here,
                there,
                clashes,
            } => (here.as_slice(), there.as_slice(), clashes.as_slice()),
            _ => none,
        };
        let change = |change: &Change| RemoteChange {
            path: change.path.clone(),
            from: change.from.clone(),
            to: change.to.clone(),
        };
        let clash = |clash: &Clash| RemoteClash {
            path: clash.path.clone(),
            base: clash.base.clone(),
            theirs: clash.theirs.clone(),
            mine: clash.mine.clone(),
        };
        Self {
            key: step.key.clone(),
            sort: step.sort.name(),
            label: step.label.clone(),
            place: step.place.clone(),
            what,
            changed,
            accounts: step.accounts.clone(),
            here: here.iter().map(change).collect(),
            there: there.iter().map(change).collect(),
            clashes: clashes.iter().map(clash).collect(),
        }
    }
}
