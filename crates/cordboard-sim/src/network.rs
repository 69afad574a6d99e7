//! A network that loses, repeats, delays and overtakes, as the plan says.

use cordboard_sync::{Hello, HelloAnswer, PullAnswer, PullRequest, PushAnswer, PushRequest};

/// What travels to the server.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Saying hello.
    Hello(Hello),
    /// Handing over.
    Push(PushRequest),
    /// Asking.
    Pull(PullRequest),
}

/// What travels back.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// To a hello.
    Hello(HelloAnswer),
    /// To a push.
    Push(PushAnswer),
    /// To a pull, with what the copy should have once it has taken it.
    Pull(PullAnswer, Option<Expected>),
}

/// What a copy should have once it has taken the last page, as the judge says when the page is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The sum over everything.
    pub sum: u64,
    /// The values that the person may find.
    pub allowed: std::collections::BTreeSet<u32>,
}

/// One message under way.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// From a copy.
    Up {
        /// The copy.
        copy: usize,
        /// The number of the question.
        question: u64,
        /// What it asks.
        request: Request,
    },
    /// To a copy.
    Down {
        /// The copy.
        copy: usize,
        /// The number of the question.
        question: u64,
        /// What it is told.
        answer: Answer,
    },
}

impl Message {
    /// The copy that sent it or is to get it.
    pub fn copy(&self) -> usize {
        match self {
            Message::Up { copy, .. } | Message::Down { copy, .. } => *copy,
        }
    }
}

/// Everything under way, in the order in which it was sent.
#[derive(Debug, Clone, Default)]
pub struct Network {
    /// The messages.
    pub messages: Vec<Message>,
    /// Copies without a network.
    pub cut: Vec<bool>,
}

/// The most messages under way; when there are more, the oldest is lost (S-53).
const MOST: usize = 64;

impl Network {
    /// Nothing under way.
    pub fn new(copies: usize) -> Self {
        Self {
            messages: Vec::new(),
            cut: vec![false; copies],
        }
    }

    /// Puts a message under way.
    pub fn send(&mut self, message: Message) {
        if self.messages.len() >= MOST {
            self.messages.remove(0);
        }
        self.messages.push(message);
    }

    /// Takes the message with this number among those that can arrive.
    pub fn take(&mut self, number: u16) -> Option<Message> {
        let open: Vec<usize> = (0..self.messages.len())
            .filter(|at| {
                let copy = self.messages.get(*at).map(Message::copy);
                copy.is_some_and(|copy| self.cut.get(copy) == Some(&false))
            })
            .collect();
        let at = open.get(usize::from(number) % open.len().max(1))?;
        Some(self.messages.remove(*at))
    }
}
