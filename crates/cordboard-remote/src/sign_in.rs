//! Getting what opens a server, from what a person types. The password is used once and not kept.

use crate::failure::Failure;
use crate::network::Network;
use crate::{crossbar, portsip};
use cordboard_engine::remotes::{Dialect, Remote, Secret};
use cordboard_link::outward::Connections;

/// What a person types.
pub struct SignIn {
    /// What the server speaks.
    pub dialect: Dialect,
    /// Where it is.
    pub address: String,
    /// The user name; empty with an API key.
    pub username: String,
    /// The account's realm or name there; PortSIP's domain.
    pub realm: Option<String>,
    /// The password, or the API key when there is no user name.
    pub password: String,
}

/// A server that was opened.
pub struct Opened {
    /// What opens it from now on.
    pub secret: Secret,
    /// The accounts that can be chosen, by id and name, the caller's own first. PortSIP has one, without an id.
    pub accounts: Vec<(String, String)>,
}

/// Signs in and looks which accounts there are.
pub(crate) async fn open(
    connections: &Connections,
    sign_in: &SignIn,
    (address, private): (&str, bool),
) -> Result<Opened, Failure> {
    let network = || Network::new(connections, address, private);
    let who = (sign_in.username.trim(), sign_in.password.as_str());
    let realm = sign_in.realm.as_deref().map(str::trim);
    let realm = realm.filter(|realm| !realm.is_empty());
    match sign_in.dialect {
        Dialect::PortSip => {
            let secret = portsip::sign_in(&network(), who, realm).await?;
            let name = match &secret {
                Secret::Session { token, .. } => {
                    portsip::tenant(&network().with_token(token)).await?
                }
                Secret::Key(_) => String::new(),
            };
            let name = if name.is_empty() {
                realm.unwrap_or(address).to_owned()
            } else {
                name
            };
            let accounts = vec![(String::new(), name)];
            Ok(Opened { secret, accounts })
        }
        Dialect::Crossbar => {
            let (secret, (token, own)) = match who.0 {
                "" => {
                    let opened = crossbar::open_with_key(&network(), who.1).await?;
                    (Secret::Key(who.1.to_owned()), opened)
                }
                _ => {
                    let opened = crossbar::sign_in(&network(), who, realm).await?;
                    let token = opened.0.clone();
                    let renewal = None;
                    (Secret::Session { token, renewal }, opened)
                }
            };
            let side = network().with_token(&token);
            let accounts = crossbar::choices(&side, &own).await?;
            Ok(Opened { secret, accounts })
        }
    }
}

/// A server as a remote's secret opens it, and the secret that opens it next when this one is used up.
pub(crate) async fn reopen<'a>(
    connections: &'a Connections,
    remote: &Remote,
    secret: Option<Secret>,
    private: bool,
) -> Result<(Network<'a>, Option<Secret>), Failure> {
    let network = || Network::new(connections, &remote.address, private);
    match (secret, remote.dialect) {
        (None, _) => Err(Failure::SignIn),
        (Some(Secret::Key(key)), _) => match crossbar::open_with_key(&network(), &key).await {
            Ok((token, _)) => Ok((network().with_token(&token), None)),
            Err(Failure::WrongPassword) => Err(Failure::SignIn),
            Err(failure) => Err(failure),
        },
        (
            Some(Secret::Session {
                renewal: Some(renewal),
                ..
            }),
            Dialect::PortSip,
        ) => {
            let next = portsip::renew(&network(), &renewal).await?;
            let token = match &next {
                Secret::Session { token, .. } => token.clone(),
                Secret::Key(_) => String::new(),
            };
            Ok((network().with_token(&token), Some(next)))
        }
        (Some(Secret::Session { token, .. }), _) => Ok((network().with_token(&token), None)),
    }
}
