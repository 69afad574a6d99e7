//! What can be said on the command line.

use clap::{Args, Parser, Subcommand};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

/// The Cordboard server: accounts, users and their forwarding over one file, with an HTTP API and a web console.
#[derive(Parser)]
#[command(name = "cordboard-server", version, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// How much to log on standard error, e.g. "warn", "info", "debug"
    #[arg(
        long,
        global = true,
        env = "CORDBOARD_LOG",
        default_value = "info",
        value_name = "FILTER"
    )]
    pub(crate) log: String,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Set up a new installation: the top account and its first admin
    Init(Init),
    /// Serve the installation over HTTP until SIGTERM or Ctrl+C
    Serve(Serve),
    /// Copy an office to a new directory, also while a server has it open
    Backup(Backup),
    /// Put a copy in the place of an office
    Restore(Restore),
    /// Add realistic, reproducible accounts and users to try things with
    Seed(Seed),
}

/// `init` prints one line of JSON: account_id, user_id, api_key.
#[derive(Args)]
#[command(
    after_help = "Prints one JSON line with account_id, user_id and api_key. Keep the api_key: it is shown once."
)]
pub(crate) struct Init {
    /// The directory for the data; made when it is not there
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,
    /// The organisation's name
    #[arg(long)]
    pub(crate) name: String,
    /// Its realm, a DNS-like name such as acme.example
    #[arg(long)]
    pub(crate) realm: String,
    /// The first admin's user name
    #[arg(long)]
    pub(crate) username: String,
    /// The first admin's password; better given as CORDBOARD_PASSWORD, which does not show in process lists
    #[arg(long, env = "CORDBOARD_PASSWORD", hide_env_values = true)]
    pub(crate) password: String,
    /// Its time zone
    #[arg(long, default_value = "UTC", value_name = "ZONE")]
    pub(crate) timezone: String,
}

/// `serve` prints the address once it is ready.
#[derive(Args)]
#[command(
    after_help = "Prints \"listening on http://ADDRESS\" once ready. A directory without an installation can be \
set up in the browser: the address with its one-time token is printed too."
)]
pub(crate) struct Serve {
    /// The directory of the data; made when it is not there
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,
    /// Where to listen; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:8123", value_name = "ADDRESS")]
    pub(crate) listen: SocketAddr,
    /// Send the session cookie over HTTPS only: for a server behind a proxy that speaks HTTPS
    #[arg(long)]
    pub(crate) secure_cookies: bool,
    /// Believe what the proxy at this IP address says of a request: that it came over HTTPS (X-Forwarded-Proto), by which
    /// name (X-Forwarded-Host) and from where (X-Forwarded-For). Phones get their files over HTTPS only, and from this
    /// machine itself. May be given more than once
    #[arg(long = "trusted-proxy", value_name = "ADDRESS")]
    pub(crate) trusted_proxies: Vec<IpAddr>,
    /// Let virtual phones play telephone, for training and tests: they register, answer and join meetings, and no
    /// real phone rings. Everything they do is marked as simulated
    #[arg(long)]
    pub(crate) simulate_phones: bool,
    /// Let watches be told, and other servers be asked, at loopback and private addresses, too: only where every admin
    /// may reach what this server reaches
    #[arg(long)]
    pub(crate) allow_private_webhooks: bool,
}

/// `backup` prints one line of JSON: backup, records, bytes.
#[derive(Args)]
#[command(
    after_help = "The copy is read through before the command ends well. It holds password digests and their key: keep \
it as safe as the office itself."
)]
pub(crate) struct Backup {
    /// The directory of the data
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,
    /// The new directory for the copy
    #[arg(long, value_name = "DIR")]
    pub(crate) to: PathBuf,
}

/// `restore` prints one line of JSON: records, bytes, kept.
#[derive(Args)]
#[command(
    after_help = "The copy is read through first. What it replaces is kept in a directory beside it, which is printed."
)]
pub(crate) struct Restore {
    /// The directory of the copy
    #[arg(long, value_name = "DIR")]
    pub(crate) from: PathBuf,
    /// The directory of the data; no server may have it open
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,
    /// Replace the office that is there
    #[arg(long)]
    pub(crate) replace: bool,
}

/// `seed` adds data below the top account.
#[derive(Args)]
#[command(
    after_help = "In a directory without an installation one is made first, with the user \"admin\" and a fresh \
password, printed as one JSON line."
)]
pub(crate) struct Seed {
    /// The directory of the data
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,
    /// How many accounts to add
    #[arg(long, default_value_t = 100)]
    pub(crate) accounts: usize,
    /// How many users to add
    #[arg(long, default_value_t = 1000)]
    pub(crate) users: usize,
    /// Give every user numbers, hours, rules and keys of his own
    #[arg(long)]
    pub(crate) full: bool,
    /// The same number gives the same data
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Make the demonstration organisation instead; needs a directory without an installation
    #[arg(long, conflicts_with_all = ["accounts", "users", "full", "seed"])]
    pub(crate) demo: bool,
}
