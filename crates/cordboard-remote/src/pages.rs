//! How many requests are under way at once.

use crate::failure::Failure;
use futures_util::future::try_join_all;
use std::future::Future;

/// How many.
const AT_ONCE: usize = 8;

/// Asks about each of these, some at once, and gives the answers in the same order.
pub(crate) async fn each<T, A, F>(items: Vec<T>, ask: impl Fn(T) -> F) -> Result<Vec<A>, Failure>
where
    F: Future<Output = Result<A, Failure>>,
{
    let mut answers = Vec::with_capacity(items.len());
    let mut items = items.into_iter().peekable();
    while items.peek().is_some() {
        let some = items.by_ref().take(AT_ONCE).map(&ask);
        answers.extend(try_join_all(some).await?);
    }
    Ok(answers)
}
