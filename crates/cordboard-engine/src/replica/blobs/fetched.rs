//! Bytes that come from the server, piece by piece: each is durable before the next is asked for.

use super::super::copy::OfficeCopy;
use super::super::moment::{Moment, read};
use super::super::write;
use super::{FILES, Kept, Wanted, drop_all, kept, place, set, waiting};
use crate::blobs::{self, named};
use crate::files::{self, fetch};
use crate::{Error, Result};
use cordboard_model::{Id, Record};
use cordboard_sync::PushRequest;

/// The most bytes that are fetched before anybody looks at them, all files together.
pub const AHEAD_MAX: usize = 256 << 20;
/// The most bytes of one file that is fetched so.
pub const AHEAD_EACH_MAX: usize = 2 << 20;

/// How many files are looked up together: all that is known of files is read for it.
const AHEAD_TOGETHER: usize = 100;

/// Whether the bytes behind an address can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// They are here.
    Here,
    /// They can be fetched.
    Wanted(Wanted),
    /// Nothing here names them.
    Unknown,
}

fn wanted(holder: Id, kept: Kept) -> Wanted {
    Wanted {
        of: kept.of,
        digest: kept.digest,
        from: kept.received,
        holder,
    }
}

impl OfficeCopy {
    /// Bytes to fetch before anybody asks for them, within the budget: the next [`AHEAD_TOGETHER`] at most.
    pub fn wants(&self) -> Result<Vec<Wanted>> {
        let moment = self.moment()?;
        let mut here = 0;
        let mut next = Vec::new();
        for (key, slot) in moment.snapshot.slots(FILES, b"")? {
            let kept: Kept = read(&slot)?;
            if kept.is_here() {
                here += kept.size;
            } else if next.len() < AHEAD_TOGETHER && !kept.refused && kept.size <= AHEAD_EACH_MAX {
                let holder = key.as_slice().try_into().map(Id::from_bytes);
                next.push((holder.map_err(Error::internal)?, kept));
            }
        }
        next.retain(|(_, kept)| {
            let fits = here + kept.size <= AHEAD_MAX;
            here += if fits { kept.size } else { 0 };
            fits
        });
        Ok(next
            .into_iter()
            .map(|(holder, kept)| wanted(holder, kept))
            .collect())
    }

    /// The bytes of the photo of a user, when they are not here yet.
    pub fn wants_of(&self, user: Id) -> Result<Option<Wanted>> {
        let kept = kept(&*self.moment()?.snapshot, user)?;
        let kept = kept.filter(|kept| !kept.is_here());
        Ok(kept.map(|kept| wanted(user, kept)))
    }

    /// Whether the bytes behind the secret part of an address can be shown.
    pub fn shows(&self, address: &str) -> Result<Shown> {
        let moment = self.moment()?;
        let holder = address.get(..32).and_then(|id| id.parse::<Id>().ok());
        if let Some(holder) = holder
            && let Some(kept) = kept(&*moment.snapshot, holder)?
            && let Some(named) = record(&moment, &kept)?.and_then(|record| named(&record))
            && fetch::is_same(&named.key, address.get(32..).unwrap_or_default())
        {
            return Ok(match kept.is_here() {
                true => Shown::Here,
                false => Shown::Wanted(wanted(holder, kept)),
            });
        }
        // A photo that was set before records named digests, and what was uploaded here.
        match fetch::run(self.engine(), address) {
            Ok(_) => Ok(Shown::Here),
            Err(Error::NotFound(_)) => Ok(Shown::Unknown),
            Err(other) => Err(other),
        }
    }

    /// Takes a piece of what is wanted, which begins at its `from`; `total` is how many bytes there are in all. Says
    /// what is wanted of it still: nothing once all are here, or another record names others by now.
    ///
    /// # Errors
    /// When all are here and their digest is another one: they are forgotten, and asked for from the first byte on.
    pub fn take_piece(
        &self,
        wanted: &Wanted,
        total: usize,
        piece: Vec<u8>,
    ) -> Result<Option<Wanted>> {
        let _turn = self.engine().copy.turn();
        let moment = self.moment()?;
        let Some((mut kept, record)) = current(&moment, wanted)? else {
            return Ok(None);
        };
        let Some(named) = named(&record).filter(|_| kept.received == wanted.from) else {
            return Ok(None);
        };
        let mut batch = write::batch(self.engine());
        let now = kept.received + piece.len();
        if piece.is_empty() || total != kept.size || now > kept.size {
            // The record says something else than the bytes are.
            return refuse(self, batch, wanted.holder, kept).map(|()| None);
        }
        if now < kept.size {
            batch
                .blobs
                .push(blobs::piece(named.put(None), kept.received, Some(piece)));
            kept.received = now;
            set(&mut batch, wanted.holder, Some(&kept))?;
            drop(moment);
            self.engine().commit(batch)?;
            return Ok(Some(self::wanted(wanted.holder, kept)));
        }
        let mut whole = blobs::waiting(&*moment.snapshot, &named.put(None), kept.received)?;
        whole.extend(piece);
        drop_all(&*moment.snapshot, &mut batch, &named)?;
        if files::digest(&whole) != kept.digest {
            kept.received = 0;
            refuse(self, batch, wanted.holder, kept)?;
            return Err(Error::internal("what came is not what the record names"));
        }
        place(self.engine(), &mut batch, &named, (Some(&record), whole));
        kept.received = kept.size;
        set(&mut batch, wanted.holder, Some(&kept))?;
        drop(moment);
        self.engine().commit(batch)?;
        Ok(None)
    }

    /// The server does not give what is wanted: it is not asked for again until the record names something else.
    pub fn is_refused(&self, wanted: &Wanted) -> Result<()> {
        let _turn = self.engine().copy.turn();
        let moment = self.moment()?;
        match current(&moment, wanted)? {
            Some((kept, _)) => refuse(self, write::batch(self.engine()), wanted.holder, kept),
            None => Ok(()),
        }
    }

    /// The digests of the bytes that have to be sent before a push (S-58).
    pub fn to_send_before(&self, push: &PushRequest) -> Result<Vec<String>> {
        waiting::before(&*self.moment()?.snapshot, push)
    }

    /// Of bytes that wait to be sent: how many there are, and those from this one on, at most [`blobs::PIECE_MAX`]; nothing
    /// once nothing names them any more.
    pub fn waiting_piece(&self, digest: &str, from: usize) -> Result<Option<(usize, Vec<u8>)>> {
        waiting::piece(&*self.moment()?.snapshot, digest, from)
    }
}

/// What is known of it now, unless the record names something else by now.
fn current(moment: &Moment<'_>, wanted: &Wanted) -> Result<Option<(Kept, Record)>> {
    let kept = kept(&*moment.snapshot, wanted.holder)?;
    let kept = kept.filter(|kept| kept.of == wanted.of && kept.digest == wanted.digest);
    let Some(kept) = kept.filter(|kept| !kept.is_here()) else {
        return Ok(None);
    };
    Ok(record(moment, &kept)?.map(|record| (kept, record)))
}

fn record(moment: &Moment<'_>, kept: &Kept) -> Result<Option<Record>> {
    match kept.of.kind.known() {
        Some(kind) => Ok(moment.snapshot.get(kind, kept.of.id)?),
        None => Ok(None),
    }
}

fn refuse(
    copy: &OfficeCopy,
    mut batch: cordboard_store::Batch,
    holder: Id,
    mut kept: Kept,
) -> Result<()> {
    kept.refused = true;
    set(&mut batch, holder, Some(&kept))?;
    copy.engine().commit(batch)?;
    Ok(())
}
