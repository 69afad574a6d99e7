//! The one thread that writes: it takes the batches that wait and makes them durable together.
//!
//! While the disk confirms one group, the next one gathers; so the price of a confirmation is shared by
//! everybody who waited, and a single client pays one confirmation and nothing else.

use super::failure::{again, is_lost_sync};
use super::log::Fold;
use super::write::Printed;
use crate::{Batch, Error, Result, Seq, document};
use rusqlite::Connection;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::JoinHandle;

/// No batch is added to a group that has this many rows: nobody shall wait for an import of others.
const GROUP_ROWS: usize = 4096;

/// The handle of the writer thread.
#[derive(Debug)]
pub(super) struct Writer {
    /// `None` once closed.
    jobs: Mutex<Option<Sender<Work>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

enum Work {
    Batch(Box<Job>),
    /// Leave no byte of what was erased.
    Scrub(SyncSender<Result<()>>),
}

struct Job {
    batch: Printed,
    answer: SyncSender<Result<Seq>>,
}

impl Writer {
    /// Starts the thread; it ends when the writer is closed, or when the disk no longer confirms.
    pub(super) fn start(connection: Connection) -> Result<Self> {
        let (sender, receiver) = channel();
        let thread = std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || run(connection, &receiver))
            .map_err(|error| Error::Io(Box::new(error)))?;
        Ok(Self {
            jobs: Mutex::new(Some(sender)),
            thread: Mutex::new(Some(thread)),
        })
    }

    /// Returns when the batch is durable or refused.
    pub(super) fn commit(&self, batch: Batch) -> Result<Seq> {
        document::check(&batch)?;
        let batch = Printed::new(batch)?;
        let (answer, answered) = sync_channel(1);
        self.send(Work::Batch(Box::new(Job { batch, answer })))?;
        answered.recv().map_err(|_| Error::Closed)?
    }

    /// Returns when no byte is left of what was erased.
    pub(super) fn scrub(&self) -> Result<()> {
        let (answer, answered) = sync_channel(1);
        self.send(Work::Scrub(answer))?;
        answered.recv().map_err(|_| Error::Closed)?
    }

    fn send(&self, work: Work) -> Result<()> {
        let jobs = self
            .jobs
            .lock()
            .map_err(|_| Error::Closed)?
            .clone()
            .ok_or(Error::Closed)?;
        jobs.send(work).map_err(|_| Error::Closed)
    }

    /// Finishes what waits, folds the log into the file and ends the thread.
    pub(super) fn close(&self) {
        if let Ok(mut jobs) = self.jobs.lock() {
            jobs.take();
        }
        let thread = self.thread.lock().ok().and_then(|mut thread| thread.take());
        if thread.is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the writer thread had stopped before the store was closed");
        }
    }
}

fn run(connection: Connection, jobs: &Receiver<Work>) {
    let fold = match Fold::of(&connection) {
        Ok(fold) => fold,
        Err(error) => {
            tracing::error!(%error, "the file cannot be written; the store takes no commits");
            return;
        }
    };
    let mut held = None;
    while let Some(work) = held.take().or_else(|| jobs.recv().ok()) {
        let first = match work {
            Work::Batch(job) => *job,
            Work::Scrub(answer) => {
                let _ = answer.send(scrub(&connection));
                continue;
            }
        };
        let mut rows = first.batch.weight();
        let mut group = vec![first];
        while rows < GROUP_ROWS
            && let Ok(next) = jobs.try_recv()
        {
            match next {
                Work::Batch(next) => {
                    rows += next.batch.weight();
                    group.push(*next);
                }
                scrub @ Work::Scrub(_) => {
                    held = Some(scrub);
                    break;
                }
            }
        }
        let is_filling = group.iter().any(|job| job.batch.is_filling());
        if let Disk::Lost = commit(&connection, group) {
            tracing::error!("the disk failed to confirm a write; the store takes no more commits");
            return;
        }
        fold.when_long(&connection, is_filling);
    }
    let folded = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    if let Err(error) = folded {
        tracing::warn!(%error, "the log stays beside the file; the next start reads it");
    }
}

/// Words of what was erased may stand in the change log, in the space that it left, and in the log beside the file.
fn scrub(connection: &Connection) -> Result<()> {
    connection.execute("UPDATE change SET detail = 'null'", [])?;
    connection.execute("VACUUM", [])?;
    let busy: bool =
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    match busy {
        true => Err(Error::Io(
            "somebody still reads the log beside the file".into(),
        )),
        false => Ok(()),
    }
}

/// Whether later commits can be trusted.
enum Disk {
    Sound,
    Lost,
}

/// One transaction for the group, one savepoint for each batch, one answer to each.
fn commit(connection: &Connection, group: Vec<Job>) -> Disk {
    if let Err(error) = execute(connection, "BEGIN IMMEDIATE") {
        answer_all(&group, &error.into());
        return Disk::Sound;
    }
    let results = match write(connection, &group) {
        Ok(results) => results,
        Err(error) => {
            roll_back(connection);
            // SQLite gave up the whole transaction because of one batch; the others must not suffer for it.
            if group.len() > 1 {
                return alone(connection, group);
            }
            if let Some(job) = group.into_iter().next() {
                let _ = job.answer.send(Err(error));
            }
            return Disk::Sound;
        }
    };
    let committed = connection
        .prepare_cached("COMMIT")
        .and_then(|mut end| end.execute([]));
    if let Err(error) = committed {
        roll_back(connection);
        let disk = if is_lost_sync(&error) {
            Disk::Lost
        } else {
            Disk::Sound
        };
        answer_all(&group, &error.into());
        return disk;
    }
    for (job, result) in group.into_iter().zip(results) {
        // Whoever no longer waits for the answer does not need it.
        let _ = job.answer.send(result);
    }
    Disk::Sound
}

fn alone(connection: &Connection, group: Vec<Job>) -> Disk {
    for job in group {
        if let Disk::Lost = commit(connection, vec![job]) {
            return Disk::Lost;
        }
    }
    Disk::Sound
}

fn answer_all(group: &[Job], error: &Error) {
    for job in group {
        let _ = job.answer.send(Err(again(error)));
    }
}

/// Writes every batch of the group; an error means that the whole transaction is lost.
fn write(connection: &Connection, group: &[Job]) -> Result<Vec<Result<Seq>>> {
    // Alone, a batch is the transaction: a savepoint would keep a copy of every page that it touches.
    if let [only] = group {
        return Ok(vec![Ok(only.batch.write(connection)?)]);
    }
    let mut results = Vec::with_capacity(group.len());
    for job in group {
        execute(connection, "SAVEPOINT batch")?;
        let result = job.batch.write(connection);
        if result.is_err() {
            if connection.is_autocommit() {
                result?;
                continue;
            }
            execute(connection, "ROLLBACK TO batch")?;
        }
        execute(connection, "RELEASE batch")?;
        results.push(result);
    }
    Ok(results)
}

fn execute(connection: &Connection, sql: &str) -> rusqlite::Result<usize> {
    connection.prepare_cached(sql)?.execute([])
}

fn roll_back(connection: &Connection) {
    if connection.is_autocommit() {
        return;
    }
    if let Err(error) = connection.execute_batch("ROLLBACK") {
        tracing::error!(%error, "a transaction could not be rolled back");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ChangeNote, Domain};

    fn batch() -> Batch {
        let verb = "test".to_owned();
        let note = ChangeNote {
            at_ms: 0,
            actor: None,
            verb,
            touched: vec![],
            detail: true.into(),
        };
        Batch::new(Domain::FIRST, note)
    }

    fn writer(work: impl FnOnce(Receiver<Work>) + Send + 'static) -> Writer {
        let (sender, receiver) = channel();
        let thread = std::thread::spawn(move || work(receiver));
        Writer {
            jobs: Mutex::new(Some(sender)),
            thread: Mutex::new(Some(thread)),
        }
    }

    #[test]
    fn a_commit_to_a_thread_that_ended_is_refused_as_closed() {
        let writer = writer(drop);
        writer
            .thread
            .lock()
            .unwrap()
            .take()
            .unwrap()
            .join()
            .unwrap();
        assert!(matches!(writer.commit(batch()), Err(Error::Closed)));
    }

    #[test]
    fn a_commit_whose_thread_dies_before_the_answer_is_refused_as_closed() {
        let writer = writer(|jobs| drop(jobs.recv()));
        assert!(matches!(writer.commit(batch()), Err(Error::Closed)));
        writer.close();
        assert!(matches!(writer.commit(batch()), Err(Error::Closed)));
    }

    #[test]
    fn only_an_unconfirmed_write_ends_the_trust_in_the_disk() {
        let failure = |code| rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None);
        assert!(is_lost_sync(&failure(rusqlite::ffi::SQLITE_IOERR_FSYNC)));
        assert!(is_lost_sync(&failure(
            rusqlite::ffi::SQLITE_IOERR_DIR_FSYNC
        )));
        assert!(!is_lost_sync(&failure(rusqlite::ffi::SQLITE_IOERR_WRITE)));
        assert!(!is_lost_sync(&failure(rusqlite::ffi::SQLITE_FULL)));
    }
}
