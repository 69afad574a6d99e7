//! What phones fetch, as the console shows it: their files, their keys, lists of new ones, the code for a softphone.

use super::many::{BulkAnswer, BulkRow};
use super::shapes::time;
use crate::body::{Json, PathId};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::{Api, Mode};
use crate::way::Way;
use axum::extract::State;
use axum::http::StatusCode;
use cordboard_engine::Error;
use cordboard_engine::phones::arming::Password;
use cordboard_engine::phones::log::{Entry, Outcome};
use cordboard_engine::phones::{copy_keys, import, read_file, rearm, softphone};
use cordboard_model::Id;
use cordboard_model::phone_catalogue::{
    KeyType, Model, Module, VendorModels, catalogue, of_vendor,
};
use cordboard_model::phone_config::Vendor;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// The models that are known.
#[derive(Serialize, ToSchema)]
pub struct PhoneModels {
    vendors: &'static [VendorModels],
}

/// A phone's file as the console shows it.
#[derive(Serialize, ToSchema)]
pub struct PhoneFile {
    /// The vendor in whose format it is; null when the phone's vendor is not one whose files can be written.
    vendor: Option<&'static str>,
    /// Where the phone fetches it; a secret. Null where nothing can be fetched: in the desktop window, and for a phone
    /// without a vendor or an address.
    address: Option<String>,
    /// Whether the file is given out on that way: over HTTPS, or to this machine itself.
    is_private: bool,
    /// Whether this is a server, from which phones can fetch.
    is_served: bool,
    /// What stands in the file, with its secrets masked; null when it cannot be written.
    text: Option<String>,
    /// What keeps it from being written.
    problem: Option<FileProblem>,
    /// Whether the keys are the phone's own.
    has_own_keys: bool,
    /// What the keys do behind the first one: those of the phone, then those of its expansion modules.
    keys: Vec<PhoneKey>,
    /// How many keys the file reaches on the phone itself, the first one included.
    key_count: usize,
    /// The phone's model, where it is known.
    model: Option<&'static Model>,
    /// What the file can make of a key.
    key_types: &'static [KeyType],
    /// The expansion module that the file reaches.
    module: Option<&'static Module>,
    /// Whether it holds the SIP password: `in_file` (until the phone registers), `held_back` (the phone has registered)
    /// or `always` (phones of this vendor would lose it otherwise).
    password: &'static str,
    /// When the registration was seen since which the password is held back; null when it is not.
    registered_at: Option<String>,
    /// Whether it has changed since the phone fetched it; null when it never did.
    is_changed: Option<bool>,
    /// Who fetched it, the newest first.
    fetches: Vec<PhoneFetch>,
}

/// A setting that the file cannot hold.
#[derive(Serialize, ToSchema)]
pub struct FileProblem {
    /// Which, e.g. `password`.
    setting: String,
    /// What is wrong with it.
    detail: &'static str,
}

/// What a key does.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct PhoneKey {
    /// What it is.
    r#type: KeyType,
    /// The extension, number or slot.
    #[serde(default)]
    value: String,
    /// What stands beside it.
    #[serde(default)]
    label: String,
}

/// One fetch.
#[derive(Serialize, ToSchema)]
pub struct PhoneFetch {
    at: String,
    /// The phone's IP address; empty when it is unknown.
    ip: String,
    /// What it said that it is.
    user_agent: String,
    /// `fetched`, `without_password` (fetched after the phone had registered), `asked` (only whether there is a file),
    /// `refused_plain` (it asked where others could have read the answer) or `unwritable`.
    outcome: &'static str,
}

/// New phones.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PhoneImportRequest {
    /// Only say what would happen.
    dry_run: bool,
    /// At most 1000.
    lines: Vec<PhoneImportLine>,
}

/// A line with one new phone.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PhoneImportLine {
    /// As it was pasted or scanned: a MAC address and, beside it in any order, a vendor, a model, a person and a name.
    text: String,
    /// The vendor, when neither the line nor the address says it.
    vendor: Option<String>,
    /// The person who gets the phone, when it is not the one the line names.
    #[schema(value_type = Option<String>)]
    owner_id: Option<Id>,
}

/// What becomes of the lines, in their order.
#[derive(Serialize, ToSchema)]
pub struct PhoneImportAnswer {
    rows: Vec<PhoneImportRow>,
}

/// What becomes of one line.
#[derive(Serialize, ToSchema)]
pub struct PhoneImportRow {
    /// The new phone; null in a trial, and when it is refused.
    id: Option<String>,
    name: String,
    /// In twelve digits; empty when the line has none.
    mac_address: String,
    vendor: Option<&'static str>,
    model: Option<String>,
    owner_id: Option<String>,
    /// What that person is called.
    owner: String,
    /// Why it is not added; null when nothing speaks against it.
    problem: Option<Problem>,
}

/// Phones that get the keys of another.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CopyKeysRequest {
    /// Only say what would happen.
    dry_run: bool,
    /// At most 1000.
    #[schema(value_type = Vec<String>)]
    to: Vec<Id>,
}

/// What the camera of a softphone reads. It holds the password.
#[derive(Serialize, ToSchema)]
pub struct SoftphoneCode {
    /// The SIP address with the password: `sip:USER:PASSWORD@HOST:PORT;transport=…`.
    address: String,
    /// The same as a QR code: a text for each row, `1` for a dark module, without the quiet zone around it.
    rows: Vec<String>,
}

/// The vendors and models of phones that are known, with their keys and how these stand beside the screen.
#[utoipa::path(get, path = "/console/phone-models", operation_id = "phone_models", tag = "phones",
    responses((status = 200, body = PhoneModels), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn models(caller: Caller) -> Result<axum::Json<PhoneModels>, Problem> {
    match caller.principal {
        cordboard_engine::Principal::Anonymous => Err(Problem::from(Error::Unauthenticated)),
        _ => Ok(axum::Json(PhoneModels {
            vendors: catalogue(),
        })),
    }
}

/// Reads a phone's file: its address, its text without the secrets, its keys, and who fetched it.
#[utoipa::path(get, path = "/console/phones/{id}/file", operation_id = "phone_file", tag = "phones",
    params(("id" = String, Path)),
    responses((status = 200, body = PhoneFile), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn file(
    State(api): State<Api>,
    caller: Caller,
    way: Way,
    PathId(id): PathId,
) -> Result<axum::Json<PhoneFile>, Problem> {
    let host = way.name().to_owned();
    let run = move |engine: &_| {
        let input = read_file::Input { id, host: &host };
        read_file::run(engine, &caller.principal, input)
    };
    let view = api.run(run).await?;
    let is_served = api.options.mode == Mode::Server;
    let place = view.place.filter(|_| is_served);
    let (text, problem) = match view.text {
        Some(Ok(text)) => (Some(text), None),
        Some(Err(bad)) => (None, Some(bad)),
        None => (None, None),
    };
    Ok(axum::Json(PhoneFile {
        vendor: view.vendor.map(Vendor::name),
        address: place.map(|(folder, file)| format!("{}{file}", way.folder_url(&folder))),
        is_private: way.is_private,
        is_served,
        text,
        problem: problem.map(|bad| FileProblem {
            setting: bad.setting,
            detail: bad.detail,
        }),
        has_own_keys: view.keys_of == read_file::KeysOf::Phone,
        keys: view.keys.into_iter().map(key).collect(),
        key_count: view.key_count,
        model: view.model,
        key_types: view
            .vendor
            .and_then(of_vendor)
            .map_or(&[], |known| &known.key_types),
        module: view.module,
        password: match view.password {
            Password::InFile => "in_file",
            Password::HeldBack { .. } => "held_back",
            Password::Always => "always",
        },
        registered_at: match view.password {
            Password::HeldBack { since_ms } => Some(time(since_ms)),
            Password::InFile | Password::Always => None,
        },
        is_changed: view.is_changed,
        fetches: view.fetches.into_iter().map(fetch).collect(),
    }))
}

fn key(written: Value) -> PhoneKey {
    serde_json::from_value(written).unwrap_or(PhoneKey {
        r#type: KeyType::None,
        value: String::new(),
        label: String::new(),
    })
}

fn fetch(entry: Entry) -> PhoneFetch {
    PhoneFetch {
        at: time(entry.at_ms),
        ip: entry.ip,
        user_agent: entry.user_agent,
        outcome: match entry.outcome {
            Outcome::Fetched => "fetched",
            Outcome::WithoutPassword => "without_password",
            Outcome::Asked => "asked",
            Outcome::RefusedPlain => "refused_plain",
            Outcome::Unwritable => "unwritable",
        },
    }
}

/// Adds many phones from a list of MAC addresses, or says what would become of every line. What is wrong with one does
/// not keep the others.
#[utoipa::path(post, path = "/console/accounts/{id}/phones/import", operation_id = "phone_import", tag = "phones",
    params(("id" = String, Path)), request_body = PhoneImportRequest,
    responses((status = 200, body = PhoneImportAnswer), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn import(
    State(api): State<Api>,
    caller: Caller,
    PathId(account_id): PathId,
    Json(request): Json<PhoneImportRequest>,
) -> Result<axum::Json<PhoneImportAnswer>, Problem> {
    let wish = |line: PhoneImportLine| import::Wish {
        text: line.text,
        vendor: line.vendor.as_deref().and_then(Vendor::from_name),
        owner_id: line.owner_id,
    };
    let input = import::Input {
        account_id,
        lines: request.lines.into_iter().map(wish).collect(),
        is_trial: request.dry_run,
    };
    let rows = api
        .run(move |engine| import::run(engine, &caller.principal, input))
        .await?;
    let row = |row: import::Row| PhoneImportRow {
        id: row.id.map(|id| id.to_string()),
        name: row.name,
        mac_address: row.mac_address,
        vendor: row.vendor.map(Vendor::name),
        model: row.model,
        owner_id: row.owner.as_ref().map(|(id, _)| id.to_string()),
        owner: row.owner.map(|(_, name)| name).unwrap_or_default(),
        problem: row.refused.map(Problem::from),
    };
    Ok(axum::Json(PhoneImportAnswer {
        rows: rows.into_iter().map(row).collect(),
    }))
}

/// Gives the keys of a phone to others of its account, or says what would change. What is refused for one does not keep
/// the others.
#[utoipa::path(post, path = "/console/phones/{id}/keys/copy", operation_id = "phone_copy_keys", tag = "phones",
    params(("id" = String, Path)), request_body = CopyKeysRequest,
    responses((status = 200, body = BulkAnswer), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn copy(
    State(api): State<Api>,
    caller: Caller,
    PathId(from): PathId,
    Json(request): Json<CopyKeysRequest>,
) -> Result<axum::Json<BulkAnswer>, Problem> {
    let input = copy_keys::Input {
        from,
        to: request.to,
        is_trial: request.dry_run,
    };
    let rows = api
        .run(move |engine| copy_keys::run(engine, &caller.principal, &input))
        .await?;
    Ok(axum::Json(BulkAnswer {
        rows: rows.into_iter().map(BulkRow::from).collect(),
    }))
}

/// Shows the code by which a softphone registers as this phone. It holds the password; every look at it is noted.
#[utoipa::path(post, path = "/console/phones/{id}/softphone", operation_id = "phone_softphone", tag = "phones",
    params(("id" = String, Path)),
    responses((status = 200, body = SoftphoneCode), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn code(
    State(api): State<Api>,
    caller: Caller,
    way: Way,
    PathId(id): PathId,
) -> Result<axum::Json<SoftphoneCode>, Problem> {
    let is_served = api.options.mode == Mode::Server;
    let address = api
        .run(move |engine| {
            let host = is_served.then(|| way.name());
            softphone::run(engine, &caller.principal, softphone::Input { id, host })
        })
        .await?;
    let rows = drawn(&address).map_err(|long| Problem::from(Error::internal(long)))?;
    Ok(axum::Json(SoftphoneCode { address, rows }))
}

/// Hands out the password again: the phone's file holds it until the phone registers next, as a phone needs it that was set
/// back to how it was delivered. It is noted.
#[utoipa::path(post, path = "/console/phones/{id}/rearm", operation_id = "phone_rearm", tag = "phones",
    params(("id" = String, Path)),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn rearm(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<StatusCode, Problem> {
    api.run(move |engine| rearm::run(engine, &caller.principal, id))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

fn drawn(text: &str) -> Result<Vec<String>, qrcodegen::DataTooLong> {
    let code = qrcodegen::QrCode::encode_text(text, qrcodegen::QrCodeEcc::Medium)?;
    let size = code.size();
    let row = |y| {
        let dark = (0..size).map(|x| if code.get_module(x, y) { '1' } else { '0' });
        dark.collect()
    };
    Ok((0..size).map(row).collect())
}
