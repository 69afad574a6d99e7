//! Questions and answers under way.

use crate::network::{Answer, Expected, Message, Request};
use crate::run::{Checked, Sim};
use cordboard_sync::client::{Ask, Changes, First, ask, take_hello, take_pull, take_push};
use cordboard_sync::push::Stop;
use cordboard_sync::{HelloAnswer, PullAnswer, PushAnswer};

/// How many turns everybody gets until everything must be said (S-12, S-53).
const TURNS_MAX: usize = 600;

impl Sim {
    /// A copy asks what it has to ask.
    pub(super) fn send(&mut self, copy: usize, at_once: bool) -> Checked {
        let now_ms = self.office.now_ms;
        let page = self.page;
        let Some(there) = self.copies.get(copy) else {
            return Ok(());
        };
        let rests = !at_once && there.pace.pause_ms(now_ms) > 0;
        if there.waiting.is_some() || there.revoked || rests {
            return Ok(());
        }
        let first = match self.questions % 3 {
            0 => First::Pull,
            _ => First::Push,
        };
        let Ok(asked) = ask(&there.disk, "sim", page, first);
        let Some((ask, changes)) = asked else {
            return Ok(());
        };
        if self.write(copy, changes) {
            return Ok(());
        }
        self.questions += 1;
        let question = self.questions;
        if let Some(there) = self.copies.get_mut(copy) {
            there.waiting = Some(question);
        }
        let request = match ask {
            Ask::Hello(hello) => Request::Hello(hello),
            Ask::Push(push) => Request::Push(push),
            Ask::Pull(pull) => Request::Pull(pull),
        };
        self.network.send(Message::Up {
            copy,
            question,
            request,
        });
        Ok(())
    }

    /// Writes to a copy's file; `true`: it crashed, and whatever it was doing is forgotten.
    pub(super) fn write(&mut self, copy: usize, changes: Changes) -> bool {
        let Some(there) = self.copies.get_mut(copy) else {
            return false;
        };
        match there.crash.take() {
            Some(share) if !changes.is_empty() => {
                there.disk.write_torn(changes, share);
                there.waiting = None;
                self.coverage.hit("copy crashed in a write");
                true
            }
            crash => {
                there.crash = crash;
                there.disk.write(changes);
                false
            }
        }
    }

    /// A message arrives.
    pub(super) fn deliver(&mut self, message: u16) -> Checked {
        let Some(message) = self.network.take(message) else {
            return Ok(());
        };
        self.remember(&message);
        match message {
            Message::Up {
                copy,
                question,
                request,
            } => self.arrive(copy, question, request),
            Message::Down {
                copy,
                question,
                answer,
            } => self.told(copy, question, answer),
        }
    }

    fn arrive(&mut self, copy: usize, question: u64, request: Request) -> Checked {
        let Some(person) = self.copies.get(copy).map(|copy| copy.person) else {
            return Ok(());
        };
        let had = self.office.data.outcomes.len();
        let answer = self.office.answer(person, request);
        self.see();
        let Some(mut answer) = answer else {
            self.coverage.hit("server crashed in a write");
            return Ok(());
        };
        self.count_answer(&answer, had);
        if let Answer::Pull(PullAnswer::Page(page), expected) = &mut answer
            && !page.more
        {
            *expected = Some(Expected {
                sum: self.office.expected_sum(person),
                allowed: self.canaries.allowed(&self.office, person),
            });
        }
        self.check_answer(person, &answer)?;
        self.network.send(Message::Down {
            copy,
            question,
            answer,
        });
        Ok(())
    }

    fn count_answer(&mut self, answer: &Answer, had: usize) {
        match answer {
            Answer::Push(PushAnswer::Results { results, stop }) => {
                if results.len() > self.office.data.outcomes.len() - had {
                    self.coverage.hit("outcome told again");
                }
                match stop {
                    Some(Stop::Reset) => self.coverage.hit("number used for something else"),
                    Some(Stop::Outdated) => self.coverage.hit("outdated"),
                    _ => {}
                }
            }
            Answer::Push(PushAnswer::Incarnation) | Answer::Pull(PullAnswer::Incarnation, _) => {
                self.coverage.hit("another incarnation");
            }
            Answer::Pull(PullAnswer::Resync, _) => self.coverage.hit("token below the floor"),
            Answer::Pull(PullAnswer::Page(page), _) => {
                if !page.leave.is_empty() {
                    self.coverage.hit("out of sight");
                }
                if !page.enter.is_empty() {
                    self.coverage.hit("into sight");
                }
                if !page.gone.is_empty() {
                    self.coverage.hit("erased record told");
                }
                if page.sum.is_some() {
                    self.coverage.hit("sums compared");
                }
            }
            _ => {}
        }
    }

    fn told(&mut self, copy: usize, question: u64, answer: Answer) -> Checked {
        let Some(there) = self.copies.get_mut(copy) else {
            return Ok(());
        };
        if there.waiting != Some(question) {
            self.coverage.hit("answer that nobody waits for");
            return Ok(());
        }
        there.waiting = None;
        there.pace.answered();
        let before = there.disk.clone();
        let mut made = self.made;
        let mut ids = || {
            made += 1;
            cordboard_model::Id::from_parts(made * 1_000, [0x5a; 10])
        };
        let mut expected = None;
        let mut revoked = false;
        let Ok(changes) = match answer {
            Answer::Hello(answer) => {
                revoked = answer == HelloAnswer::Revoked;
                take_hello(&there.disk, answer, &mut ids)
            }
            Answer::Push(answer) => {
                revoked = answer == PushAnswer::Revoked;
                take_push(&there.disk, answer, &mut ids)
            }
            Answer::Pull(answer, now) => {
                revoked |= answer == PullAnswer::Revoked;
                if let (PullAnswer::Page(page), true) = (&answer, there.disk.state.gather.is_some())
                {
                    expected = now;
                    if page
                        .rows
                        .iter()
                        .any(|row| before.gathered.contains_key(&row.key()))
                    {
                        self.coverage.hit("pages changed while they were read");
                    }
                }
                take_pull(&there.disk, answer, &mut ids)
            }
        };
        there.revoked = revoked;
        self.made = made;
        if revoked {
            self.coverage.hit("wiped");
        }
        if self.write(copy, changes) {
            return Ok(());
        }
        self.count_file(copy, &before);
        match expected {
            Some(expected) => self.check_flip(copy, &before, expected),
            None => Ok(()),
        }
    }

    /// Everything heals, and everybody talks until there is nothing left to say.
    pub(super) fn settle_all(&mut self) -> Checked {
        self.network.cut.fill(false);
        self.office.crash = None;
        for copy in 0..self.copies.len() {
            if let Some(there) = self.copies.get_mut(copy) {
                there.crash = None;
                there.waiting = None;
                if there.disk.state.schema < self.office.data.schema_min {
                    self.check_outdated(copy)?;
                    self.upgrade(copy);
                }
            }
            self.poke(copy, true);
        }
        // What is still under way arrives first, so that old messages meet what is new.
        for _ in 0..TURNS_MAX {
            for copy in 0..self.copies.len() {
                self.send(copy, true)?;
                self.check()?;
            }
            if self.network.messages.is_empty() {
                let behind = self.behind();
                if behind.is_empty() {
                    return self.check_agreement();
                }
                // The event stream tells them (S-44).
                behind.into_iter().for_each(|copy| self.poke(copy, false));
            }
            while !self.network.messages.is_empty() {
                self.deliver(0)?;
                self.check()?;
            }
        }
        Err("15 liveness: there is no end to what is said".to_owned())
    }
}

impl Sim {
    /// The copies that have not heard of everything.
    fn behind(&self) -> Vec<usize> {
        let seq = self.office.data.seq;
        let copies = self.copies.iter().enumerate();
        copies
            .filter(|(_, copy)| !copy.revoked && copy.disk.state.up_to < seq)
            .map(|(index, _)| index)
            .collect()
    }
}
