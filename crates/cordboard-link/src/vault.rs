//! Where the token lies between two runs of the program: in the keychain of the operating system. Where there is none
//! it is kept in memory only, and that is said; it never lies readable in a file.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// The name under which people find it in their keychain.
const SERVICE: &str = "Cordboard";

/// Where a token is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// In the keychain: it is there again when the program starts again.
    Keychain,
    /// In memory: after the next start the password is asked for again.
    Memory,
}

/// The place of one token.
pub struct Vault {
    keychain: Option<keyring::Entry>,
    memory: Mutex<Option<String>>,
}

impl Vault {
    /// The place for the token of the office in this directory. It may ask the system, so call it where waiting is
    /// allowed.
    pub fn of_directory(dir: &Path) -> Self {
        let name = dir.to_string_lossy();
        let keychain = keyring::Entry::new(SERVICE, &name).inspect_err(|error| {
            tracing::info!(%error, "there is no keychain: the token is kept in memory only");
        });
        Self {
            keychain: keychain.ok(),
            memory: Mutex::default(),
        }
    }

    /// A place that ends with the program, for tests and for systems without a keychain.
    pub fn in_memory() -> Self {
        Self {
            keychain: None,
            memory: Mutex::default(),
        }
    }

    /// Keeps a token, and says where.
    pub fn keep(&self, token: &str) -> Kept {
        *self.memory() = Some(token.to_owned());
        let kept = self
            .keychain
            .as_ref()
            .map(|entry| entry.set_password(token));
        match kept {
            Some(Ok(())) => Kept::Keychain,
            Some(Err(error)) => {
                tracing::info!(%error, "the keychain does not take the token");
                Kept::Memory
            }
            None => Kept::Memory,
        }
    }

    /// The token, when there is one, and where it was.
    pub fn token(&self) -> Option<(String, Kept)> {
        let held = self
            .keychain
            .as_ref()
            .and_then(|entry| entry.get_password().ok());
        match held {
            Some(token) => Some((token, Kept::Keychain)),
            None => self.memory().clone().map(|token| (token, Kept::Memory)),
        }
    }

    /// Forgets it.
    pub fn forget(&self) {
        *self.memory() = None;
        if let Some(entry) = &self.keychain
            && let Err(error) = entry.delete_credential()
        {
            tracing::debug!(%error, "the keychain holds no token");
        }
    }

    fn memory(&self) -> std::sync::MutexGuard<'_, Option<String>> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
