//! Plans, pulls and pushes of remotes, and how they are added. One at a time for each remote.

mod carry;
mod gather;

use crate::address::checked;
use crate::failure::Failure;
use crate::network::Network;
use crate::plan::{Plan, What, Word, plan, settle};
use crate::side::Side;
use crate::sign_in::{Opened, SignIn, open, reopen};
use carry::{Carrying, order_of_work};
use cordboard_engine::remotes::{
    Direction, Remote, Run, add, agree, list, pairs, read, report, sign_in,
};
use cordboard_engine::{Engine, Error, Principal, Result, remotes};
use cordboard_link::outward::Connections;
use cordboard_model::Id;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

/// What a person wants done, after he saw the plan.
pub struct Order {
    /// In which direction.
    pub direction: Direction,
    /// The digest of the plan that he saw; another one is not carried out.
    pub digest: String,
    /// His words on what both sides changed: the step, the place, the word.
    pub words: Vec<(String, String, Word)>,
    /// His words on what one side deleted: the step, and whether the other deletes it too. Otherwise it is made again.
    pub deletions: Vec<(String, bool)>,
}

/// Where a new remote is put.
pub struct Place {
    /// What people call it; empty: as the account there.
    pub name: String,
    /// The account there, by its id; empty for PortSIP.
    pub there: String,
    /// The account here.
    pub here: Id,
}

/// The remotes of one file.
pub struct Remotes {
    engine: Arc<Engine>,
    /// The program serves its owner only, who may reach what he likes.
    private: bool,
    busy: Mutex<HashSet<Id>>,
}

/// Holds a remote for as long as something is done with it.
struct Turn<'a> {
    busy: &'a Mutex<HashSet<Id>>,
    id: Id,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        busy.remove(&self.id);
    }
}

impl Remotes {
    /// `private`: also servers on this machine and in its network are asked.
    pub fn new(engine: Arc<Engine>, private: bool) -> Self {
        Self {
            engine,
            private,
            busy: Mutex::default(),
        }
    }

    fn private(&self) -> bool {
        self.private || self.engine.allows_private_webhooks()
    }

    fn connections(&self) -> Result<Connections> {
        Connections::new(self.private()).map_err(Error::internal)
    }

    /// Runs a verb on a thread that may block.
    async fn work<T, F>(&self, verb: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Engine) -> Result<T> + Send + 'static,
    {
        let engine = Arc::clone(&self.engine);
        let done = tokio::task::spawn_blocking(move || verb(&engine)).await;
        done.map_err(Error::internal)?
    }

    fn turn(&self, id: Id) -> Result<Turn<'_>> {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        if !busy.insert(id) {
            return Err(Error::Refused {
                code: "remote_busy",
                detail: "this server is being asked already; wait until that is done".to_owned(),
            });
        }
        Ok(Turn {
            busy: &self.busy,
            id,
        })
    }

    /// Signs in to a server that is not kept yet, and says which accounts there are.
    ///
    /// # Errors
    /// When the caller may have no remotes, or the server cannot be opened.
    pub async fn look(&self, principal: Principal, sign_in: &SignIn) -> Result<Opened> {
        self.work(move |engine| list::run(engine, &principal))
            .await?;
        let private = self.private();
        let address = checked(&sign_in.address, private)?;
        Ok(open(&self.connections()?, sign_in, (&address, private)).await?)
    }

    /// Signs in to a server and keeps it.
    ///
    /// # Errors
    /// As [`Remotes::look`] and [`add::run`].
    pub async fn add(&self, principal: Principal, sign_in: SignIn, place: Place) -> Result<Remote> {
        let account_id = place.here;
        self.work(move |engine| remotes::acting(engine, &principal, account_id))
            .await?;
        let opened = self.look(principal, &sign_in).await?;
        let chosen = opened
            .accounts
            .into_iter()
            .find(|(id, _)| *id == place.there);
        let there = chosen.ok_or_else(|| {
            Error::invalid(
                "/there",
                "exists",
                "there is no such account on that server",
            )
        })?;
        let input = add::Input {
            name: place.name,
            dialect: sign_in.dialect,
            address: checked(&sign_in.address, self.private())?,
            username: sign_in.username.trim().to_owned(),
            realm: sign_in.realm.filter(|realm| !realm.trim().is_empty()),
            there,
            here: place.here,
            secret: opened.secret,
        };
        self.work(move |engine| add::run(engine, &principal, input))
            .await
    }

    /// Signs in again to a server that is kept.
    ///
    /// # Errors
    /// As [`Remotes::look`].
    pub async fn sign_in(
        &self,
        principal: Principal,
        id: Id,
        username: String,
        password: String,
    ) -> Result<Remote> {
        let remote = self
            .work(move |engine| read::run(engine, &principal, id))
            .await?;
        let typed = SignIn {
            dialect: remote.dialect,
            address: remote.address,
            username: username.clone(),
            realm: remote.realm,
            password,
        };
        let secret = self.look(principal, &typed).await?.secret;
        let input = sign_in::Input {
            id,
            username: Some(username.trim().to_owned()),
            secret: Some(secret),
        };
        self.work(move |engine| {
            sign_in::run(engine, &principal, &input)?;
            read::run(engine, &principal, id)
        })
        .await
    }

    /// Says what would be done. Nothing is changed on either side.
    ///
    /// # Errors
    /// When the caller may not, or one of the sides cannot be asked.
    pub async fn plan(&self, principal: Principal, id: Id, here: &impl Side) -> Result<Plan> {
        let _turn = self.turn(id)?;
        let remote = self
            .work(move |engine| read::run(engine, &principal, id))
            .await?;
        let connections = self.connections()?;
        let network = self.reopen(&connections, principal, &remote).await?;
        let planned = self.planned(principal, &remote, (&network, here)).await;
        self.noted(principal, id, planned).await
    }

    async fn planned(
        &self,
        principal: Principal,
        remote: &Remote,
        (there, here): (&impl Side, &impl Side),
    ) -> std::result::Result<Plan, Failure> {
        let id = remote.id;
        let pairs = self
            .work(move |engine| pairs::run(engine, &principal, id))
            .await?;
        let shown = gather::both(remote, &pairs, (there, here)).await?;
        Ok(plan(remote.dialect, &pairs, &shown))
    }

    async fn reopen<'a>(
        &self,
        connections: &'a Connections,
        principal: Principal,
        remote: &Remote,
    ) -> Result<Network<'a>> {
        let secret = remote.secret(&self.engine);
        let opened = reopen(connections, remote, secret, self.private()).await;
        let (network, next) = self.noted(principal, remote.id, opened).await?;
        if next.is_some() {
            self.keep_secret(principal, remote.id, next).await?;
        }
        Ok(network)
    }

    async fn keep_secret(
        &self,
        principal: Principal,
        id: Id,
        secret: Option<cordboard_engine::remotes::Secret>,
    ) -> Result<()> {
        let input = sign_in::Input {
            id,
            username: None,
            secret,
        };
        self.work(move |engine| sign_in::run(engine, &principal, &input))
            .await
    }

    /// What opens a server no more is forgotten, so that everybody sees that somebody must sign in.
    async fn noted<T>(
        &self,
        principal: Principal,
        id: Id,
        done: std::result::Result<T, Failure>,
    ) -> Result<T> {
        if matches!(done, Err(Failure::SignIn)) {
            self.keep_secret(principal, id, None).await?;
        }
        done.map_err(Error::from)
    }

    /// Pulls or pushes as a person ordered. A record that both sides changed in another way, and about which nothing was
    /// said, is not pushed and does not hold up the others. What cannot be done is told of each record, and the others are done; the
    /// same order works again after whatever cut it off.
    ///
    /// # Errors
    /// Before anything is done: as [`Remotes::plan`], and when the plan is another than the person saw.
    pub async fn run(
        &self,
        principal: Principal,
        id: Id,
        here: &impl Side,
        order: &Order,
    ) -> Result<Run> {
        let _turn = self.turn(id)?;
        let remote = self
            .work(move |engine| read::run(engine, &principal, id))
            .await?;
        let connections = self.connections()?;
        let there = self.reopen(&connections, principal, &remote).await?;
        let planned = self.planned(principal, &remote, (&there, here)).await;
        let seen = self.noted(principal, id, planned).await?;
        if seen.digest() != order.digest {
            return Err(Error::Refused {
                code: "plan_changed",
                detail: "something changed on one of the sides meanwhile; look at what would be done now".to_owned(),
            });
        }
        let mut plan = seen;
        if self.settle(principal, &remote, &plan, here, order).await? {
            let planned = self.planned(principal, &remote, (&there, here)).await;
            plan = self.noted(principal, id, planned).await?;
        }
        let input = agree::Input {
            kept: plan.agreed.clone(),
            forgotten: plan.forgotten.clone(),
        };
        self.work(move |engine| agree::run(engine, &principal, id, &input))
            .await?;
        self.carry(principal, &remote, &plan, (&there, here), order)
            .await
    }

    /// Does as the words say; `true` when another plan follows from them.
    async fn settle(
        &self,
        principal: Principal,
        remote: &Remote,
        plan: &Plan,
        here: &impl Side,
        order: &Order,
    ) -> Result<bool> {
        let mut input = agree::Input::default();
        for step in &plan.steps {
            let words = order.words.iter().filter(|(key, ..)| *key == step.key);
            let words: Vec<_> = words
                .map(|(_, path, word)| (path.clone(), word.clone()))
                .collect();
            let again = order
                .deletions
                .iter()
                .any(|(key, too)| *key == step.key && !too);
            let is_gone = matches!(step.what, What::GoneHere { .. } | What::GoneThere { .. });
            if again && is_gone {
                input.forgotten.extend(step.pair.clone());
            }
            if words.is_empty() {
                continue;
            }
            let Some(settled) = settle(&plan.names, step, &words) else {
                continue;
            };
            if let (false, Some(doc)) = (settled.write.is_empty(), &step.here) {
                gather::change(remote.dialect, here, doc, &settled.write).await?;
            }
            input.kept.push(settled.pair);
        }
        if input.kept.is_empty() && input.forgotten.is_empty() {
            return Ok(false);
        }
        let id = remote.id;
        self.work(move |engine| agree::run(engine, &principal, id, &input))
            .await?;
        Ok(true)
    }

    async fn carry(
        &self,
        principal: Principal,
        remote: &Remote,
        plan: &Plan,
        (there, here): (&Network<'_>, &impl Side),
        order: &Order,
    ) -> Result<Run> {
        let id = remote.id;
        let run = Run {
            at_ms: self.engine.now_ms(),
            ended_ms: None,
            actor: principal.actor(),
            direction: order.direction,
            made: 0,
            changed: 0,
            deleted: 0,
            failures: Vec::new(),
            stopped: None,
        };
        let begun = run.clone();
        self.work(move |engine| report::run(engine, &principal, id, &begun))
            .await?;
        let mut carrying = Carrying::new(remote, plan.names.clone(), run);
        for step in order_of_work(plan, order) {
            let did = match order.direction {
                Direction::Pull => carrying.pull(step, here, order).await,
                Direction::Push => carrying.push(step, there, order).await,
            };
            let goes_on = carrying.note(step, did);
            if carrying.has_many() || !goes_on {
                let input = carrying.taken();
                self.work(move |engine| agree::run(engine, &principal, id, &input))
                    .await?;
            }
            if !goes_on {
                break;
            }
        }
        let input = carrying.taken();
        let is_signed_out = carrying.is_signed_out;
        let mut run = carrying.run;
        run.ended_ms = Some(self.engine.now_ms());
        if is_signed_out {
            self.keep_secret(principal, id, None).await?;
        }
        let ended = run.clone();
        self.work(move |engine| {
            agree::run(engine, &principal, id, &input)?;
            report::run(engine, &principal, id, &ended)
        })
        .await?;
        Ok(run)
    }
}
