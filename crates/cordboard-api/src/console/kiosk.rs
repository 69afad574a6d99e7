//! What an enrolled kiosk calls, all of it below `/console/kiosk`: its token opens these operations and no other, and
//! nobody else's opens them.

pub mod board;
pub mod calls;
pub mod device;
pub mod meetings;
pub mod visitors;

use crate::state::Api;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Every operation of a kiosk.
pub(super) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::default()
        .routes(routes!(device::enrol))
        .routes(routes!(device::read))
        .routes(routes!(device::leave))
        .routes(routes!(device::switch_hours))
        .routes(routes!(device::listen))
        .routes(routes!(board::read))
        .routes(routes!(board::read_people))
        .routes(routes!(board::photo))
        .routes(routes!(board::set_presence))
        .routes(routes!(board::leave_note))
        .routes(routes!(calls::list, calls::dial))
        .routes(routes!(calls::run))
        .routes(routes!(calls::play))
        .routes(routes!(meetings::list))
        .routes(routes!(meetings::run))
        .routes(routes!(meetings::invite))
        .routes(routes!(visitors::list, visitors::sign_in))
        .routes(routes!(visitors::sign_out))
}
