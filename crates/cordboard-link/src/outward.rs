//! Connections to addresses that people chose, plain or encrypted, and only to those where something may be sent. No
//! redirect is followed here.

use crate::trust::encryption;
use cordboard_engine::deliveries::reach;
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::{Request, Response};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::Name;
use hyper_util::client::legacy::{Client, Error};
use hyper_util::rt::TokioExecutor;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::vec::IntoIter;
use tower::Service;

/// Why nothing is sent to an address.
pub const PRIVATE: &str =
    "the address is a loopback or private one, where this server sends nothing";

/// What is sent.
pub type Body = Full<Bytes>;

/// The connections that are open, and those that are made when they are needed.
pub struct Connections {
    client: Client<HttpsConnector<HttpConnector<Resolver>>, Body>,
}

impl Connections {
    /// `private`: also to loopback and private addresses.
    ///
    /// # Errors
    /// When this system cannot encrypt.
    pub fn new(private: bool) -> Result<Self, rustls::Error> {
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
    ///
    /// # Errors
    /// When there is no way, or the name leads to where nothing may be sent. What is written as a number is for the
    /// caller to look at ([`reach::literal`]).
    pub async fn send(&self, request: Request<Body>) -> Result<Response<Incoming>, Error> {
        self.client.request(request).await
    }
}

/// Resolves names to addresses where something may be sent.
#[derive(Debug, Clone, Copy)]
struct Resolver {
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
