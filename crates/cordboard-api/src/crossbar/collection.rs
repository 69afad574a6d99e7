//! The one way in which lists are answered: filters, order, pages, fields, CSV.

use super::answer::{Answer, Body, Page};
use super::call::Call;
use super::failure::Failure;
use super::filter::{Candidate, Filters, at};
use super::keys;
use super::request::{Request, truth};
use cordboard_engine::shown;
use cordboard_store::Cursor;
use serde_json::{Map, Value};

/// How many rows a page has when nobody says.
pub(super) const PAGE_SIZE: usize = 50;

/// How a list is wanted.
#[derive(Debug)]
pub(super) struct Wanted {
    /// Where the page before ended; the list goes on behind it.
    pub(super) after: Option<Cursor>,
    /// The key as it was sent.
    start_key: String,
    /// How many rows; `None`: all of them.
    pub(super) limit: Option<usize>,
    /// From the end to the beginning.
    pub(super) descending: bool,
    filters: Filters,
    fields: Option<Vec<Vec<String>>>,
    full: bool,
    is_table: bool,
}

/// One row of a list, before it is shown.
pub(super) struct Row {
    /// Its place in the list.
    pub(super) place: Cursor,
    /// When it was made, in milliseconds since the epoch.
    pub(super) created_ms: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub(super) modified_ms: i64,
}

/// How the rows of one resource are shown.
pub(super) struct Shape<'a, R> {
    /// The row's place and times.
    pub(super) row: &'a dyn Fn(&R) -> Row,
    /// The whole document: what filters look at.
    pub(super) document: &'a dyn Fn(&R) -> Map<String, Value>,
    /// What the list shows.
    pub(super) summary: &'a dyn Fn(&R) -> Map<String, Value>,
}

impl Wanted {
    /// Reads the parameters.
    ///
    /// # Errors
    /// 404 for a page of no rows, 400 for a key or a bound that cannot be read.
    pub(super) fn of(request: &Request) -> Result<Self, Failure> {
        let start_key = request
            .parameter("start_key")
            .unwrap_or_default()
            .to_owned();
        let flag = |key| request.parameter(key).and_then(truth);
        let whole = flag("paginate") == Some(false);
        let is_table = wants_csv(request);
        let size = request.parameter("page_size").map(page_size).transpose()?;
        let limit = match size {
            _ if whole => None,
            // A table has no key to go on with.
            None if is_table => None,
            None => Some(PAGE_SIZE),
            size => size,
        };
        Ok(Self {
            after: match start_key.as_str() {
                "" => None,
                key => Some(keys::read(key)?),
            },
            start_key,
            limit,
            descending: flag("descending")
                .or(flag("ascending").map(|ascending| !ascending))
                .unwrap_or(false),
            filters: Filters::of(&request.query)?,
            fields: request.parameter("fields").map(field_names),
            full: flag("full_docs") == Some(true),
            is_table,
        })
    }

    /// Answers the list. `rows` come in the wanted order, the first one behind [`Wanted::after`]; no more of them
    /// are taken than it needs to fill the page and to know that there is another.
    pub(super) fn answer<R>(
        &self,
        rows: impl Iterator<Item = Result<R, Failure>>,
        shape: &Shape<'_, R>,
    ) -> Result<Answer, Failure> {
        let mut shown = Vec::new();
        let (mut last, mut next) = (None, None);
        for row in rows {
            let row = row?;
            let Row {
                place,
                created_ms,
                modified_ms,
            } = (shape.row)(&row);
            let whole = (!self.filters.is_empty()).then(|| (shape.document)(&row));
            let fits = whole.as_ref().is_none_or(|document| {
                self.filters.fit(&Candidate {
                    document,
                    created: super::document::gregorian(created_ms),
                    modified: super::document::gregorian(modified_ms),
                })
            });
            if !fits {
                continue;
            }
            if self.limit == Some(shown.len()) {
                next = last.as_ref().map(keys::text);
                break;
            }
            shown.push(Value::Object(self.show(&row, whole, shape)));
            last = Some(place);
        }
        let page_size = shown.len();
        let mut answer = Answer::ok(Value::Array(shown));
        answer.page = self.limit.map(|_| Page {
            page_size,
            start_key: Some(self.start_key.clone()),
            next_start_key: next,
        });
        Ok(answer)
    }

    /// The page, when it is wanted as the list shows it: in its own order, every row, nothing else of it. Such a page
    /// can be made of rows that are kept.
    pub(super) fn plain(&self) -> Option<shown::Wanted> {
        let is_plain = self.filters.is_empty()
            && self.fields.is_none()
            && !(self.full || self.descending || self.is_table);
        is_plain.then(|| shown::Wanted {
            after: self.after.clone(),
            limit: self.limit,
        })
    }

    /// Whether it is such a page, and no longer than one that nobody says the length of.
    pub(super) fn is_short(&self) -> bool {
        self.limit.is_some_and(|limit| limit <= PAGE_SIZE) && self.plain().is_some()
    }

    /// Answers with the page that [`Wanted::plain`] asked for.
    pub(super) fn kept(&self, page: shown::Page) -> Answer {
        let mut answer = Answer::ok(Value::Null);
        answer.page = self.limit.map(|_| Page {
            page_size: page.rows.len(),
            start_key: Some(self.start_key.clone()),
            next_start_key: page.next.as_ref().map(keys::text),
        });
        answer.body = Body::Rows(page.rows);
        answer
    }

    fn show<R>(
        &self,
        row: &R,
        whole: Option<Map<String, Value>>,
        shape: &Shape<'_, R>,
    ) -> Map<String, Value> {
        let document = || whole.unwrap_or_else(|| (shape.document)(row));
        match &self.fields {
            None if self.full => document(),
            None => (shape.summary)(row),
            Some(fields) => {
                let (summary, document) = ((shape.summary)(row), document());
                let mut shown = Map::new();
                for field in fields {
                    if let Some(value) = at(&summary, field).or_else(|| at(&document, field)) {
                        put(&mut shown, field, value.clone());
                    }
                }
                shown
            }
        }
    }
}

/// How many rows are asked for at a time when nobody knows how many will fit.
const CHUNK: usize = 256;

/// Rows that the engine gives page by page, one after the other; the next page is only asked for when its first row
/// is wanted. `page` is given where to go on and how many rows to give.
pub(super) fn paged<'a, R: 'a>(
    wanted: &Wanted,
    mut page: impl FnMut(Option<Cursor>, usize) -> Result<(Vec<R>, Option<Cursor>), Failure> + 'a,
) -> impl Iterator<Item = Result<R, Failure>> + 'a {
    let mut size = match wanted.limit {
        Some(limit) if wanted.filters.is_empty() => limit.saturating_add(1).min(CHUNK),
        _ => CHUNK,
    };
    let mut after = Some(wanted.after.clone());
    let mut ready = Vec::new().into_iter();
    std::iter::from_fn(move || {
        loop {
            if let Some(row) = ready.next() {
                return Some(Ok(row));
            }
            let from = after.take()?;
            match page(from, std::mem::replace(&mut size, CHUNK)) {
                Ok((rows, next)) => {
                    after = next.map(Some);
                    ready = rows.into_iter();
                }
                Err(failure) => return Some(Err(failure)),
            }
        }
    })
}

/// A short list that never comes in pages, but says how long it is.
pub(super) fn short(rows: Vec<Value>) -> Answer {
    let page_size = rows.len();
    let mut answer = Answer::ok(Value::Array(rows));
    answer.page = Some(Page {
        page_size,
        ..Page::default()
    });
    answer
}

fn page_size(text: &str) -> Result<usize, Failure> {
    match text.trim().parse() {
        Ok(size) if size > 0 => Ok(size),
        _ => Err(Failure::faulty_request("page size must be at least 1")),
    }
}

/// A JSON list of dotted paths, or names between commas.
fn field_names(text: &str) -> Vec<Vec<String>> {
    let names = serde_json::from_str::<Vec<String>>(text)
        .unwrap_or_else(|_| text.split(',').map(|name| name.trim().to_owned()).collect());
    names
        .iter()
        .filter(|name| !name.is_empty())
        .map(|name| name.split('.').map(str::to_owned).collect())
        .collect()
}

fn put(target: &mut Map<String, Value>, path: &[String], value: Value) {
    match path {
        [] => {}
        [last] => {
            target.insert(last.clone(), value);
        }
        [first, rest @ ..] => {
            let inner = target
                .entry(first.clone())
                .or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}

/// Whether the client wants a list as a table.
pub(super) fn wants_csv(request: &Request) -> bool {
    let asked = request
        .parameter("accept")
        .is_some_and(|kind| kind == "csv" || kind == "text/csv");
    let accepted = request.header("accept").is_some_and(|kinds| {
        kinds
            .split(',')
            .filter_map(|kind| kind.split(';').next())
            .any(|kind| kind.trim().eq_ignore_ascii_case("text/csv"))
    });
    asked || accepted
}

/// Under which name the table is saved.
pub(super) fn csv_name(request: &Request) -> String {
    request
        .header("x-file-name")
        .or(request.parameter("file_name"))
        .filter(|name| !name.is_empty())
        .unwrap_or("result.csv")
        .to_owned()
}

impl Call<'_> {
    /// How a list is wanted.
    pub(super) fn wanted(&self) -> Result<Wanted, Failure> {
        Wanted::of(self.request)
    }
}
