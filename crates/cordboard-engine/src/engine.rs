//! The engine: one store, the tree index over it, a clock, and the feed's latest number.

use crate::bucket::Buckets;
use crate::clock::{Clock, SystemClock};
use crate::deliveries::Deliveries;
use crate::deliveries::capture::{Captured, capture};
use crate::deliveries::index::Index;
use crate::digests::Pepper;
use crate::freshness::{self, Freshness};
use crate::mail::{self, Post};
use crate::meetings::rooms;
use crate::plane::live::Live;
use crate::plane::{News, Plane};
use crate::replica::{InUse, STEP, journal};
use crate::screen_lock::OwnersLock;
use crate::sessions::limit::SignInLimit;
use crate::sessions::remembered::Remembered;
use crate::sessions::resolve_digest::Verified;
use crate::settings::{self, Settings};
use crate::shown::Rows;
use crate::summaries::Kept;
use crate::tree::growing::Growing;
use crate::tree::{Leaf, Tree, TreeError};
use crate::uploads::Uploads;
use crate::{Error, Result, keyed, limits};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{Batch, ChangeNote, Domain, Head, Seq, Snapshot, Store, Touched};
use serde_json::Value;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use tokio::sync::{broadcast, watch};

/// How often a verb decides anew when others wrote in between.
const RETRIES_MAX: usize = 200;
/// How often it does so before it waits for its turn among those that lost as often.
const TRIES_FREE: usize = 4;

/// The right to change the shape of the tree.
pub(crate) type Shape<'a> = RwLockWriteGuard<'a, ()>;

/// What the engine needs of the program around it.
pub struct Surroundings {
    /// Tells the time.
    pub clock: Box<dyn Clock>,
    /// The secret without which digests of passwords are worth nothing. With another one than before, clients that
    /// sign in with digests are refused until their users have signed in with the password once.
    /// What was sealed under another one, such as the password of the mail server, cannot be opened any more.
    pub pepper: Pepper,
}

impl Surroundings {
    /// Those of a program that keeps its data in a directory, with the secret beside them.
    pub fn with_pepper(pepper: [u8; 32]) -> Self {
        Self {
            pepper: Pepper::from_bytes(pepper),
            ..Self::default()
        }
    }
}

impl Default for Surroundings {
    fn default() -> Self {
        Self {
            clock: Box::new(SystemClock),
            pepper: Pepper::fresh(),
        }
    }
}

/// Everything a verb needs.
pub struct Engine {
    store: Arc<dyn Store>,
    clock: Box<dyn Clock>,
    tree: RwLock<Tree>,
    /// Held while a verb changes the shape of the tree, from the decision until the index shows it, so that the
    /// index changes in the order of the commits. Readers of the tree never wait for it.
    shape: RwLock<()>,
    /// Taken by verbs that lost the race for a record several times, so that each of them wins in the end.
    contended: Mutex<()>,
    latest: watch::Sender<Seq>,
    freshness: Freshness,
    pub(crate) remembered: Remembered,
    /// The settings as they were written last.
    settings: RwLock<Arc<Settings>>,
    pub(crate) live: Live,
    pub(crate) sign_ins: SignInLimit,
    pub(crate) owners_lock: OwnersLock,
    pub(crate) summaries: Kept,
    pub(crate) logs: crate::lists::entry_log::Kept,
    /// What was done, as it was read last.
    pub(crate) audits: crate::lists::audit_log::Kept,
    pub(crate) rows: Rows,
    pub(crate) buckets: Buckets,
    pub(crate) verified: Verified,
    pub(crate) pepper: Pepper,
    pub(crate) post: Post,
    pub(crate) uploads: Uploads,
    pub(crate) deliveries: Deliveries,
    pub(crate) copy: InUse,
    pub(crate) setup_token: Mutex<Option<[u8; 32]>>,
}

impl Engine {
    /// Opens the engine over a store and loads the tree, with a pepper for this run only.
    pub fn open(store: Arc<dyn Store>) -> Result<Self> {
        Self::with(store, Surroundings::default())
    }

    /// As [`Engine::open`], with another clock.
    pub fn with_clock(store: Arc<dyn Store>, clock: Box<dyn Clock>) -> Result<Self> {
        let surroundings = Surroundings {
            clock,
            ..Surroundings::default()
        };
        Self::with(store, surroundings)
    }

    /// As [`Engine::open`], over what the program has around it.
    pub fn with(store: Arc<dyn Store>, surroundings: Surroundings) -> Result<Self> {
        let Surroundings { clock, pepper } = surroundings;
        let (tree, seq) = load(store.as_ref())?;
        let settings = settings::record(store.read(Domain::FIRST)?.as_ref())?;
        let index = Index::load(store.read(Domain::FIRST)?.as_ref())?;
        let copy = InUse::of(store.read(Domain::FIRST)?.as_ref())?;
        let owners_lock = OwnersLock::of(store.read(Domain::FIRST)?.as_ref())?;
        Ok(Self {
            store,
            clock,
            tree: RwLock::new(tree),
            shape: RwLock::new(()),
            contended: Mutex::new(()),
            latest: watch::Sender::new(seq),
            freshness: Freshness::default(),
            remembered: Remembered::default(),
            settings: RwLock::new(Arc::new(Settings::of(&settings.fields, &pepper))),
            live: Live::default(),
            sign_ins: SignInLimit::default(),
            owners_lock,
            summaries: Kept::default(),
            logs: Default::default(),
            audits: Default::default(),
            rows: Rows::default(),
            buckets: Buckets::default(),
            verified: Verified::default(),
            pepper,
            post: Post::default(),
            uploads: Uploads::default(),
            deliveries: Deliveries::of(index),
            copy,
            setup_token: Mutex::new(None),
        })
    }

    /// Milliseconds since the epoch.
    pub fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    /// A fresh id.
    pub fn new_id(&self) -> Id {
        Id::from_parts(self.now_ms().max(0) as u64, rand::random())
    }

    /// The tree as it is now. Keep the guard short.
    pub fn tree(&self) -> RwLockReadGuard<'_, Tree> {
        self.tree.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// What holds for the whole installation.
    pub fn settings(&self) -> Arc<Settings> {
        Arc::clone(&self.settings.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Shows settings that were written; the caller holds [`Engine::shape`].
    pub(crate) fn set_settings(&self, settings: Settings) {
        *self
            .settings
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Arc::new(settings);
    }

    /// The data as they are now.
    pub fn read(&self) -> Result<Box<dyn Snapshot + '_>> {
        Ok(self.store.read(Domain::FIRST)?)
    }

    /// A live record, or nothing.
    pub fn live(&self, kind: Kind, id: Id) -> Result<Option<Record>> {
        Ok(self.read()?.get(kind, id)?.filter(Record::is_live))
    }

    /// Tells the number of the newest commit, again and again.
    pub fn watch(&self) -> watch::Receiver<Seq> {
        self.latest.subscribe()
    }

    /// Connects a telephone plane. Rooms that are open are opened there, too.
    pub fn attach(&self, plane: Arc<dyn Plane>) {
        self.live.set_plane(plane);
        rooms::introduce(self);
    }

    /// What carries calls, if anything does.
    pub fn plane(&self) -> Option<Arc<dyn Plane>> {
        self.live.plane()
    }

    /// Tells what goes on and is in no record: calls, registrations, meeting rooms.
    pub fn news(&self) -> broadcast::Receiver<News> {
        self.live.listen()
    }

    /// The number of the newest commit.
    pub fn seq(&self) -> Seq {
        *self.latest.borrow()
    }

    /// Tells what has become old.
    pub fn freshness(&self) -> &Freshness {
        &self.freshness
    }

    /// An empty batch for a verb.
    pub fn batch(
        &self,
        actor: Option<Id>,
        verb: &str,
        touched: Vec<Touched>,
        detail: Value,
    ) -> Batch {
        let note = ChangeNote {
            at_ms: self.now_ms(),
            actor,
            verb: verb.to_owned(),
            touched,
            detail,
        };
        Batch::new(Domain::FIRST, note)
    }

    /// Writes a batch that leaves the shape of the tree alone.
    pub fn commit(&self, batch: Batch) -> std::result::Result<Seq, cordboard_store::Error> {
        let seq = self.write(batch)?;
        self.latest.send_if_modified(|known| {
            let newer = seq > *known;
            *known = seq.max(*known);
            newer
        });
        Ok(seq)
    }

    /// Writes a batch with what watches and people are to be told of it; in a copy, with what the server is to be told.
    fn write(&self, mut batch: Batch) -> std::result::Result<Seq, cordboard_store::Error> {
        // What the server told a copy, it has admitted itself.
        if batch.note.verb != STEP {
            limits::hold(self, &mut batch).map_err(Error::into_store)?;
        }
        let (_turn, captured) = match self.copy.is_in_use() {
            // Watches and people are told by the server, and by nobody else.
            true => (journal::note(self, &mut batch)?, Captured::default()),
            false => {
                mail::invitations::note(self, &mut batch).map_err(Error::into_store)?;
                (None, capture(self, &mut batch)?)
            }
        };
        keyed::note(self, &mut batch).map_err(Error::into_store)?;
        let letters = mail::waiting_in(&batch);
        let touched = freshness::touched(&batch);
        let has_key = keyed::is_in(&batch);
        let seq = self.store.commit(batch)?;
        if has_key {
            keyed::committed();
        }
        self.freshness.note(&touched, seq);
        if !captured.watches.is_empty() {
            self.deliveries.arrived(captured.watches);
        }
        self.post.written(letters);
        Ok(seq)
    }

    /// Leaves no byte of what was erased in the file.
    pub(crate) fn scrub(&self) -> Result<()> {
        Ok(self.store.scrub()?)
    }

    /// Runs a decision again while others write in between.
    pub fn retry<T>(&self, mut decide: impl FnMut() -> Result<T>) -> Result<T> {
        let mut tries = 0;
        let mut turn = None;
        loop {
            if tries == TRIES_FREE {
                turn = Some(
                    self.contended
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner),
                );
            }
            match decide() {
                Err(Error::Internal(cause)) if tries < RETRIES_MAX && is_stale(cause.as_ref()) => {
                    tries += 1
                }
                done => {
                    drop(turn);
                    return done;
                }
            }
        }
    }

    /// Reads the tree again after accounts were written in bulk; the caller holds [`Engine::shape`].
    pub(crate) fn reload_tree(&self, _held: &Shape<'_>) -> Result<()> {
        let (tree, _) = load(self.store.as_ref())?;
        *self.tree.write().unwrap_or_else(PoisonError::into_inner) = tree;
        Ok(())
    }

    /// Takes the right to change the shape of the tree.
    pub(crate) fn shape(&self) -> Shape<'_> {
        self.shape.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps the shape of the tree as it is, so that what was authorised still holds at the commit and the index
    /// shows every commit that can be read. Many can hold it at once; never take it twice in one verb.
    pub(crate) fn steady(&self) -> RwLockReadGuard<'_, ()> {
        self.shape.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes a batch and shows it in the index; the caller holds [`Engine::shape`].
    pub(crate) fn commit_shape(
        &self,
        held: &Shape<'_>,
        batch: Batch,
        show: impl FnOnce(&mut Tree) -> std::result::Result<(), TreeError>,
    ) -> Result<Seq> {
        // Readers see the index change before they hear of the commit through the feed.
        let seq = self.write(batch)?;
        let shown = show(&mut self.tree.write().unwrap_or_else(PoisonError::into_inner));
        if let Err(error) = shown {
            tracing::error!(%error, seq, "the tree index disagreed with the store and is built anew");
            self.reload_tree(held)?;
        }
        self.latest.send_if_modified(|known| {
            let newer = seq > *known;
            *known = seq.max(*known);
            newer
        });
        Ok(seq)
    }
}

/// How many accounts are handed over at a time.
const CHUNK: usize = 2048;

/// Reads the tree: the store reads on this thread while the index grows on another.
fn load(store: &dyn Store) -> Result<(Tree, Seq)> {
    let snapshot = store.read(Domain::FIRST)?;
    let tree = std::thread::scope(|scope| {
        let (hand_over, chunks) = std::sync::mpsc::sync_channel::<Vec<Head>>(8);
        let growing = scope.spawn(move || {
            let mut growing = Growing::default();
            for head in chunks.into_iter().flatten() {
                let (name, sort_key) = (head.label, head.sort_key);
                growing.add(
                    head.account_id,
                    Leaf {
                        id: head.id,
                        name,
                        sort_key,
                        flags: head.flags,
                    },
                );
            }
            growing.finish()
        });
        let mut chunk = Vec::with_capacity(CHUNK);
        let read = snapshot.each_head(Kind::Account, &mut |head| {
            chunk.push(head);
            if chunk.len() == CHUNK {
                // The other side only ends when this one has dropped its end, or has panicked, which join tells.
                let _ = hand_over.send(std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK)));
            }
        });
        let _ = hand_over.send(chunk);
        drop(hand_over);
        let tree = growing
            .join()
            .map_err(|_| Error::internal("building the tree index failed"))?;
        read?;
        Ok::<Tree, Error>(tree)
    })?;
    Ok((tree, snapshot.seq()?))
}

fn is_stale(cause: &(dyn std::error::Error + Send + Sync + 'static)) -> bool {
    matches!(
        cause.downcast_ref(),
        Some(cordboard_store::Error::Stale { .. })
    )
}
