//! Connections to targets, plain or encrypted, and only to addresses where something may be sent.

use super::sender::PRIVATE;
use axum::http::{Request, Response};
use cordboard_engine::deliveries::reach;
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::Name;
use hyper_util::client::legacy::{Client, Error};
use hyper_util::rt::TokioExecutor;
use rustls::{ClientConfig, RootCertStore};
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::vec::IntoIter;
use tower::Service;

/// What is sent.
pub(super) type Body = Full<Bytes>;

/// The connections that are open, and those that are made when they are needed.
pub(super) struct Connections {
    client: Client<HttpsConnector<HttpConnector<Resolver>>, Body>,
}

impl Connections {
    /// `private`: also to loopback and private addresses.
    pub(super) fn new(private: bool) -> Result<Self, rustls::Error> {
        let mut plain = HttpConnector::new_with_resolver(Resolver { private });
        plain.enforce_http(false);
        let encrypted = HttpsConnectorBuilder::new()
            .with_tls_config(encryption()?)
            .https_or_http()
            .enable_http1()
            .wrap_connector(plain);
        Ok(Self {
            client: Client::builder(TokioExecutor::new()).build(encrypted),
        })
    }

    /// Sends the request and waits for the head of the answer.
    pub(super) async fn send(&self, request: Request<Body>) -> Result<Response<Incoming>, Error> {
        self.client.request(request).await
    }
}

/// Whom the system trusts is trusted.
fn encryption() -> Result<ClientConfig, rustls::Error> {
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

/// Resolves names to addresses where something may be sent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Resolver {
    private: bool,
}

impl Service<Name> for Resolver {
    type Response = IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<IntoIter<SocketAddr>>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let private = self.private;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let found: Vec<SocketAddr> = found
                .filter(|found| private || reach::is_public(found.ip()))
                .collect();
            if found.is_empty() {
                return Err(io::Error::other(PRIVATE));
            }
            Ok(found.into_iter())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn resolved(private: bool, name: &str) -> io::Result<Vec<SocketAddr>> {
        let found = Resolver { private }.call(name.parse().unwrap()).await;
        found.map(Iterator::collect)
    }

    #[tokio::test]
    async fn a_name_that_leads_to_this_machine_is_not_connected_to() {
        let refused = resolved(false, "localhost").await.unwrap_err();
        assert_eq!(refused.to_string(), PRIVATE);
        assert!(!resolved(true, "localhost").await.unwrap().is_empty());
    }
}
