//! Where the token lies between two runs of the program: in the keychain of the operating system. Where there is none it is
//! sealed with a passphrase of the person's, or kept in memory only, and that is said; it never lies readable in a file.

use cordboard_engine::{Result, passphrase};
use cordboard_store::private_file;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// The name under which people find it in their keychain.
const SERVICE: &str = "Cordboard";
/// The file beside the data that holds it sealed.
const FILE: &str = "sign-in.sealed";

/// Where a token is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// In the keychain: it is there again when the program starts again.
    Keychain,
    /// Sealed beside the data: after the next start the passphrase is asked for.
    Passphrase,
    /// In memory: after the next start the password is asked for again.
    Memory,
}

/// The place of one token.
pub struct Vault {
    keychain: Option<keyring::Entry>,
    works: OnceLock<bool>,
    file: PathBuf,
    memory: Mutex<Option<String>>,
}

impl Vault {
    /// The place for the token of the office in this directory. It may ask the system, so call it where waiting is
    /// allowed.
    pub fn of_directory(dir: &Path) -> Self {
        let name = dir.to_string_lossy();
        let keychain = keyring::Entry::new(SERVICE, &name).inspect_err(|error| {
            tracing::info!(%error, "there is no keychain");
        });
        Self {
            keychain: keychain.ok(),
            works: OnceLock::new(),
            file: dir.join(FILE),
            memory: Mutex::default(),
        }
    }

    /// Whether the system keeps secrets. It may ask the system, once.
    pub fn has_keychain(&self) -> bool {
        *self.works.get_or_init(|| {
            let asked = self.keychain.as_ref().map(keyring::Entry::get_password);
            matches!(asked, Some(Ok(_) | Err(keyring::Error::NoEntry)))
        })
    }

    /// Keeps a token, and says where; without a keychain sealed with a passphrase, if there is one.
    ///
    /// # Errors
    /// When the file of the sealed token cannot be written.
    pub fn keep(&self, token: &str, sealed_with: Option<&str>) -> Result<Kept> {
        *self.memory() = Some(token.to_owned());
        let kept = self
            .keychain
            .as_ref()
            .map(|entry| entry.set_password(token));
        match kept {
            Some(Ok(())) => return Ok(Kept::Keychain),
            Some(Err(error)) => tracing::info!(%error, "the keychain does not take the token"),
            None => {}
        }
        let Some(passphrase) = sealed_with else {
            // What an earlier one sealed is no good any more.
            self.remove_file();
            return Ok(Kept::Memory);
        };
        let sealed = passphrase::seal(passphrase, token)?;
        private_file::write(&self.file, &sealed).map_err(cordboard_engine::Error::internal)?;
        Ok(Kept::Passphrase)
    }

    /// The token, when it can be had without asking anybody, and where it was.
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

    /// Whether a passphrase would give the token.
    pub fn is_locked(&self) -> bool {
        self.memory().is_none() && self.file.exists()
    }

    /// The token that this passphrase opens; nothing when it is another one.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn unlock(&self, passphrase: &str) -> Result<Option<String>> {
        let sealed = std::fs::read(&self.file).map_err(cordboard_engine::Error::internal)?;
        let token = passphrase::open(passphrase, &sealed)?;
        if token.is_some() {
            self.memory().clone_from(&token);
        }
        Ok(token)
    }

    /// Forgets it.
    pub fn forget(&self) {
        *self.memory() = None;
        self.remove_file();
        if let Some(entry) = &self.keychain
            && let Err(error) = entry.delete_credential()
        {
            tracing::debug!(%error, "the keychain holds no token");
        }
    }

    fn remove_file(&self) {
        match std::fs::remove_file(&self.file) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                tracing::warn!(%error, "the sealed sign-in could not be removed");
            }
            _ => {}
        }
    }

    fn memory(&self) -> MutexGuard<'_, Option<String>> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
