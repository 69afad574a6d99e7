//! Whom this program believes when it speaks to a server over an encrypted connection.

use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;

/// Whom the system trusts is trusted.
pub(crate) fn encryption() -> Result<ClientConfig, rustls::Error> {
    let mut trusted = RootCertStore::empty();
    trusted.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if trusted.is_empty() {
        tracing::warn!(
            "this system trusts no certificates: nothing can be sent to https addresses"
        );
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(config.with_root_certificates(trusted).with_no_client_auth())
}
