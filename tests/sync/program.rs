//! The desktop's engine without its window, for tests and pictures of its pages: whoever reaches the port, which is open
//! on this computer only, counts as the owner of the file. Never shipped.
//!
//! `desk DIR [RECORDS]` prints the address once it listens; RECORDS are those in a page of the first picture.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use axum::Extension;
use cordboard_api::{LocalOwner, Mode, Options};
use cordboard_engine::{Engine, Surroundings};
use cordboard_link::Connection;
use cordboard_store::{directory, sqlite};
use std::path::PathBuf;
use std::sync::Arc;

#[tokio::main]
async fn main() {
    let dir = PathBuf::from(std::env::args().nth(1).expect("usage: desk DIR [RECORDS]"));
    let opened = directory::open(&dir, sqlite::Options::default()).unwrap();
    let surroundings = Surroundings::with_pepper(opened.pepper);
    let engine = Arc::new(Engine::with(Arc::new(opened.store), surroundings).unwrap());
    if let Some(records) = std::env::args().nth(2) {
        cordboard_engine::replica::set_first_page(&engine, records.parse().unwrap());
    }
    let connection = Connection::open(Arc::clone(&engine), &dir).unwrap();
    tokio::spawn(Arc::clone(&connection).run());
    let options = Options {
        mode: Mode::Desktop,
        connection: Some(connection),
        ..Options::default()
    };
    let app = cordboard_api::router(engine, options).layer(Extension(LocalOwner));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("listening on http://{}", listener.local_addr().unwrap());
    axum::serve(listener, app).await.unwrap();
}
