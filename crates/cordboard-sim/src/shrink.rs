//! Makes a plan that fails smaller while it still fails.

use crate::flaw::Flaw;
use crate::plan::Plan;
use crate::run::run;

/// The smallest plan found that still breaks a rule; the plan itself when it breaks none.
pub fn shrink(plan: &Plan, flaw: Option<Flaw>) -> Plan {
    let fails = |plan: &Plan| run(plan, flaw).broken.is_some();
    let mut smallest = plan.clone();
    if !fails(plan) {
        return smallest;
    }
    let mut size = smallest.steps.len().div_ceil(2);
    while size > 0 {
        let mut from = 0;
        while from < smallest.steps.len() {
            let mut candidate = smallest.clone();
            let to = (from + size).min(candidate.steps.len());
            candidate.steps.drain(from..to);
            if fails(&candidate) {
                smallest = candidate;
            } else {
                from += size;
            }
        }
        size /= 2;
    }
    smallest
}
