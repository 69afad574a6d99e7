//! `/console`: the typed surface of the console itself. The rules that hold across operations stand in
//! `docs/API-DESIGN.md`.

pub mod accounts;
pub mod audit;
pub mod cards;
pub mod copies;
pub mod crypto_keys;
pub mod events;
pub mod forwarding;
pub mod holidays;
pub mod installation;
pub mod kinds;
pub mod kiosk;
pub mod kiosks;
pub mod lists;
pub mod lock;
pub mod logs;
pub mod many;
pub mod meetings;
pub mod outbox;
pub mod phones;
pub mod presence;
pub mod records;
pub mod recovery;
pub mod remotes;
pub mod roles;
pub mod search;
pub mod session;
pub mod settings;
pub mod shapes;
pub mod standing;
pub mod tree;
pub mod users;
pub mod watches;
pub mod who_rings;

use crate::state::Api;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Every operation of the surface. Registering an operation here is what documents it.
pub fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::default()
        .routes(routes!(installation::status, installation::install))
        .routes(routes!(session::sign_in, session::read, session::sign_out))
        .routes(routes!(lock::read, lock::lock, lock::choose))
        .routes(routes!(lock::unlock))
        .routes(routes!(settings::read, settings::update))
        .routes(routes!(events::listen))
        .merge(people())
        .merge(office())
        .merge(outgoing())
        .merge(elsewhere())
}

/// The operations on servers elsewhere.
fn elsewhere() -> OpenApiRouter<Api> {
    OpenApiRouter::default()
        .routes(routes!(remotes::list, remotes::add))
        .routes(routes!(remotes::look))
        .routes(routes!(remotes::read, remotes::remove))
        .routes(routes!(remotes::sign_in))
        .routes(routes!(remotes::plan))
        .routes(routes!(remotes::run))
}

/// The operations on accounts, people, and what happens to their calls.
fn people() -> OpenApiRouter<Api> {
    OpenApiRouter::default()
        .routes(routes!(tree::window))
        .routes(routes!(accounts::create))
        .routes(routes!(accounts::read, accounts::update, accounts::delete))
        .routes(routes!(accounts::move_under))
        .routes(routes!(accounts::restore))
        .routes(routes!(users::list, users::create))
        .routes(routes!(users::read, users::update, users::delete))
        .routes(routes!(users::restore))
        .routes(routes!(users::set_password))
        .routes(routes!(cards::set_photo, cards::remove_photo))
        .routes(routes!(cards::read_card))
        .routes(routes!(presence::set))
        .routes(routes!(forwarding::read, forwarding::update))
        .routes(routes!(who_rings::ask))
        .routes(routes!(who_rings::ask_week))
        .routes(routes!(holidays::list, holidays::create))
        .routes(routes!(holidays::update, holidays::delete))
        .routes(routes!(holidays::restore))
        .routes(routes!(many::edit))
        .routes(routes!(many::import))
        .routes(routes!(roles::list, roles::create))
        .routes(routes!(roles::update, roles::delete))
        .routes(routes!(roles::give))
        .routes(routes!(standing::read_key, standing::renew_key))
        .routes(routes!(standing::set_reseller))
}

/// The operations on what else an office has.
fn office() -> OpenApiRouter<Api> {
    OpenApiRouter::default()
        .routes(routes!(kinds::read))
        .routes(routes!(kiosks::list, kiosks::prepare))
        .routes(routes!(kiosks::revoke))
        .merge(kiosk::routes())
        .routes(routes!(lists::window))
        .routes(routes!(logs::window))
        .routes(routes!(logs::hours))
        .routes(routes!(meetings::list, meetings::create))
        .routes(routes!(meetings::read, meetings::update, meetings::delete))
        .routes(routes!(meetings::restore))
        .routes(routes!(meetings::run))
        .routes(routes!(meetings::invite))
        .routes(routes!(phones::models))
        .routes(routes!(phones::file))
        .routes(routes!(phones::import))
        .routes(routes!(phones::copy))
        .routes(routes!(phones::code))
        .routes(routes!(phones::rearm))
        .routes(routes!(records::create))
        .routes(routes!(records::read, records::update, records::delete))
        .routes(routes!(records::restore))
        .routes(routes!(search::find))
        .routes(routes!(audit::list))
        .routes(routes!(audit::window))
}

/// The operations on what leaves the office: letters, watches, copies.
fn outgoing() -> OpenApiRouter<Api> {
    OpenApiRouter::default()
        .routes(routes!(copies::read, copies::pause))
        .routes(routes!(copies::connect))
        .routes(routes!(copies::unlock))
        .routes(routes!(copies::meet))
        .routes(routes!(copies::outbox))
        .routes(routes!(copies::undo))
        .routes(routes!(copies::again))
        .routes(routes!(copies::conflicts))
        .routes(routes!(copies::settle))
        .routes(routes!(outbox::list))
        .routes(routes!(outbox::test))
        .routes(routes!(outbox::link))
        .routes(routes!(outbox::retry))
        .routes(routes!(outbox::discard))
        .routes(routes!(recovery::start))
        .routes(routes!(recovery::look))
        .routes(routes!(recovery::set_password))
        .routes(routes!(watches::list, watches::create))
        .routes(routes!(watches::preview))
        .routes(routes!(watches::read, watches::update, watches::delete))
        .routes(routes!(watches::test))
        .routes(routes!(watches::deliveries))
        .routes(routes!(watches::delivery))
        .routes(routes!(watches::replay))
        .routes(routes!(crypto_keys::list, crypto_keys::create))
        .routes(routes!(crypto_keys::read, crypto_keys::delete))
        .routes(routes!(crypto_keys::rotate))
}
