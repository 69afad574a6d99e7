//! Bringing operations of an older schema up to date (S-15): pure steps, one for each version.

use crate::{KindName, Op};
use cordboard_model::Fields;
use cordboard_model::merge::Edit;

/// The version of the schemas that this program writes. It becomes another one whenever a rule of a field becomes stricter:
/// what was written under the same version is taken to keep every rule of it.
pub const SCHEMA: u32 = 1;

/// One step from a version to the next.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// The version it leads to.
    pub to: u32,
    /// Brings the document of a new record of this kind up to date.
    pub document: fn(&KindName, &mut Fields),
    /// Brings one change of a field up to date.
    pub change: fn(&KindName, &mut Edit),
}

/// Every step there is, in order. There is one version so far.
pub const STEPS: &[Step] = &[];

/// Whether operations of the version `from` are to be brought up to date.
pub fn is_needed(steps: &[Step], from: u32) -> bool {
    steps.iter().any(|step| step.to > from)
}

/// Brings operations of the version `from` up to date.
pub fn ops(steps: &[Step], from: u32, ops: &[Op]) -> Vec<Op> {
    let mut ops = ops.to_vec();
    for step in steps.iter().filter(|step| step.to > from) {
        for op in &mut ops {
            match op {
                Op::Create { kind, fields, .. } => (step.document)(kind, fields),
                Op::Patch { kind, changes, .. } => {
                    changes
                        .iter_mut()
                        .for_each(|edit| (step.change)(kind, edit));
                }
                Op::Move { .. } | Op::Delete { .. } | Op::Restore { .. } => {}
            }
        }
    }
    ops
}
