//! Bytes that records name, on their way: sent before the push that names them, fetched before anybody looks at them, or
//! when somebody does. Whatever is broken off goes on where it was.

use crate::{Failure, Link};
use cordboard_engine::replica::Wanted;
use cordboard_sync::PushRequest;
use std::collections::VecDeque;
use std::sync::{Arc, MutexGuard, PoisonError};

impl Link {
    /// Sends what the transactions of a push name, as far as it lies here (S-58). The server says from where on.
    pub(crate) async fn send_bytes(&self, push: &PushRequest) -> Result<(), Failure> {
        let copy = Arc::clone(&self.copy);
        let asked = push.clone();
        let digests = tokio::task::spawn_blocking(move || copy.to_send_before(&asked));
        for digest in digests.await?? {
            self.send_all(&digest).await?;
        }
        Ok(())
    }

    /// Reads each piece when its turn has come, so that a long sound needs no more memory than a short one.
    async fn send_all(&self, digest: &str) -> Result<(), Failure> {
        let Some((total, _)) = self.waiting(digest, usize::MAX).await? else {
            return Ok(());
        };
        let mut there = self.way.hand_over((digest, total), (0, &[])).await?;
        while there < total {
            let Some((_, piece)) = self.waiting(digest, there).await? else {
                break;
            };
            let now = self.way.hand_over((digest, total), (there, &piece)).await?;
            if now <= there {
                // Somebody else sends the same, or it began anew: the next meeting finds out.
                break;
            }
            there = now;
        }
        Ok(())
    }

    async fn waiting(
        &self,
        digest: &str,
        from: usize,
    ) -> Result<Option<(usize, Vec<u8>)>, Failure> {
        let (copy, digest) = (Arc::clone(&self.copy), digest.to_owned());
        let piece = tokio::task::spawn_blocking(move || copy.waiting_piece(&digest, from));
        Ok(piece.await??)
    }

    /// Fetches the next piece of what nobody looks at yet; `false` when nothing is wanted.
    ///
    /// # Errors
    /// As [`Failure`] says; what came before is kept.
    pub async fn fetch_next(&self) -> Result<bool, Failure> {
        let known = self.queued().pop_front();
        let next = match known {
            Some(wanted) => Some(wanted),
            None => {
                let copy = Arc::clone(&self.copy);
                let wanted = tokio::task::spawn_blocking(move || copy.wants()).await??;
                let mut queued = self.queued();
                *queued = wanted.into();
                queued.pop_front()
            }
        };
        let Some(wanted) = next else {
            return Ok(false);
        };
        if let Some(rest) = self.fetch_piece(wanted).await? {
            self.queued().push_front(rest);
        }
        Ok(true)
    }

    /// What is to be fetched next. What a record names no more when its turn comes is left out then.
    fn queued(&self) -> MutexGuard<'_, VecDeque<Wanted>> {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Fetches all of what somebody looks at.
    ///
    /// # Errors
    /// As [`Failure`] says; what came before is kept.
    pub async fn fetch(&self, wanted: Wanted) -> Result<(), Failure> {
        let mut rest = Some(wanted);
        while let Some(wanted) = rest {
            rest = self.fetch_piece(wanted).await?;
        }
        Ok(())
    }

    async fn fetch_piece(&self, wanted: Wanted) -> Result<Option<Wanted>, Failure> {
        let given = self.way.piece(&wanted).await?;
        let copy = Arc::clone(&self.copy);
        let taken = tokio::task::spawn_blocking(move || match given {
            Some((total, piece)) => copy.take_piece(&wanted, total, piece),
            None => copy.is_refused(&wanted).map(|()| None),
        });
        Ok(taken.await??)
    }
}
