//! All options of one question together.

use super::{Expression, Field, FieldType, Folded, OrderBy, Page, Search, parse, parse_order};
use crate::Fields;
use serde_json::Value;

/// What a list is asked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListQuery {
    /// Which objects, by an expression.
    pub filter: Option<Expression>,
    /// Which objects, by free text in any of the fields with text.
    pub search: Option<Search>,
    /// In which order.
    pub order: OrderBy,
    /// Which part.
    pub page: Page,
}

/// An option that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{option}: {detail}")]
pub struct BadOption {
    /// The option's name, e.g. `filter`.
    pub option: &'static str,
    /// The character in the option's text, counted from 1, when there is a place.
    pub position: Option<usize>,
    /// What is wrong, for people.
    pub detail: String,
}

/// What a list answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen<T> {
    /// How many objects passed, on all pages.
    pub count: usize,
    /// Those of the page.
    pub items: Vec<T>,
}

impl ListQuery {
    /// Reads the options of a question. Names may have a `$` in front; those that are no options of a list are
    /// passed over, an empty text is as if the option were absent, and of several with one name the last counts.
    ///
    /// # Errors
    /// All options that cannot be read.
    pub fn parse<'a>(
        options: impl IntoIterator<Item = (&'a str, &'a str)>,
        fields: &[Field],
    ) -> Result<Self, Vec<BadOption>> {
        let mut query = Self::default();
        let mut bad = Vec::new();
        for (name, text) in options {
            if text.trim().is_empty() {
                continue;
            }
            if let Err(wrong) = query.set(name.strip_prefix('$').unwrap_or(name), text, fields) {
                bad.push(wrong);
            }
        }
        if bad.is_empty() { Ok(query) } else { Err(bad) }
    }

    fn set(&mut self, name: &str, text: &str, fields: &[Field]) -> Result<(), BadOption> {
        match name {
            "filter" => self.filter = Some(parse(text, fields).map_err(|f| faulty("filter", f))?),
            "orderby" => {
                self.order = parse_order(text, fields).map_err(|f| faulty("orderby", f))?
            }
            "search" => self.search = Some(Search::new(text)),
            "skip" => self.page.skip = Page::parse_skip(text).map_err(|b| broken("skip", b))?,
            "top" => self.page.top = Page::parse_top(text).map_err(|b| broken("top", b))?,
            // The lists that count do so always.
            "count" if !["true", "false"].contains(&text.to_ascii_lowercase().as_str()) => {
                return Err(BadOption {
                    option: "count",
                    position: None,
                    detail: "count is true or false.".to_owned(),
                });
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether an object passes `filter` and `search`.
    pub fn passes(&self, object: &Fields, fields: &[Field]) -> bool {
        let filtered = self
            .filter
            .as_ref()
            .is_none_or(|filter| filter.matches(object));
        filtered
            && self
                .search
                .as_ref()
                .is_none_or(|search| search.matches(texts(object, fields)))
    }

    /// As [`ListQuery::choose`], of objects whose texts are folded already; only the page is put in order.
    pub fn choose_folded<'a, T: Copy + 'a>(
        &self,
        list: impl IntoIterator<Item = T>,
        of: impl Fn(T) -> (&'a Fields, &'a Folded),
    ) -> Chosen<T> {
        let passes = |object: &T| {
            let (fields, folded) = of(*object);
            let filtered = self.filter.as_ref();
            let searched = self.search.as_ref();
            filtered.is_none_or(|filter| filter.matches(fields))
                && searched.is_none_or(|search| search.matches_folded(folded))
        };
        let passed: Vec<T> = list.into_iter().filter(passes).collect();
        Chosen {
            count: passed.len(),
            items: self.order.page(passed, self.page, of),
        }
    }

    /// The objects that pass, in order, and of those the page. `of` gives the fields of an object.
    pub fn choose<T>(
        &self,
        list: impl IntoIterator<Item = T>,
        fields: &[Field],
        of: impl Fn(&T) -> &Fields,
    ) -> Chosen<T> {
        let mut passed: Vec<T> = list
            .into_iter()
            .filter(|object| self.passes(of(object), fields))
            .collect();
        self.order.sort(&mut passed, of);
        Chosen {
            count: passed.len(),
            items: self.page.of(passed),
        }
    }
}

fn texts<'a>(object: &'a Fields, fields: &[Field]) -> impl Iterator<Item = &'a str> {
    fields
        .iter()
        .filter(|field| field.of == FieldType::Text)
        .filter_map(|field| object.get(field.name).and_then(Value::as_str))
}

fn faulty(option: &'static str, fault: super::Fault) -> BadOption {
    BadOption {
        option,
        position: Some(fault.position),
        detail: fault.to_string(),
    }
}

fn broken(option: &'static str, broken: crate::broken_rule::BrokenRule) -> BadOption {
    BadOption {
        option,
        position: None,
        detail: broken.sentence,
    }
}
