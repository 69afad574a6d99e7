//! The filter against a slow reading of the same expressions, and against arbitrary text.

use super::{FIELDS, object};
use crate::Fields;
use crate::filter::{
    Direction, Expression, Folded, Function, ListQuery, Literal, Operator, parse, parse_order,
};
use proptest::prelude::*;
use serde_json::json;

fn any_object() -> impl Strategy<Value = Fields> {
    let text = || prop::option::of("[abAB' ]{0,3}");
    let time = prop::option::of(prop::sample::select(vec![
        "2026-01-01T00:00:00Z",
        "2026-01-01T01:00:00+01:00",
        "2026-06-01T00:00:00Z",
    ]));
    (
        text(),
        text(),
        prop::option::of(-3i64..4),
        any::<Option<bool>>(),
        time,
    )
        .prop_map(|(name, caller, duration, enabled, started_at)| {
            object(
                json!({"name": name, "caller": caller, "duration": duration, "enabled": enabled,
                          "started_at": started_at}),
            )
        })
}

fn operator() -> impl Strategy<Value = (&'static str, Operator)> {
    prop::sample::select(Operator::WORDS.to_vec())
}

/// A filter as text, together with what it means to an object.
#[derive(Clone, Debug)]
enum Meaning {
    Text(&'static str, Operator, String),
    Number(Operator, i64),
    Absent(&'static str),
    Call(&'static str, Function, String),
    Not(Box<Meaning>),
    All(Box<Meaning>, Box<Meaning>),
    Any(Box<Meaning>, Box<Meaning>),
}

impl Meaning {
    fn text(&self) -> String {
        let word = |operator: &Operator| {
            let found = Operator::WORDS.iter().find(|(_, known)| known == operator);
            found.map_or("", |(word, _)| *word)
        };
        match self {
            Meaning::Text(field, op, text) => {
                format!("{field} {} '{}'", word(op), text.replace('\'', "''"))
            }
            Meaning::Number(op, number) => format!("duration {} {number}", word(op)),
            Meaning::Absent(field) => format!("{field} eq null"),
            Meaning::Call(field, function, part) => {
                let found = Function::WORDS.iter().find(|(_, known)| known == function);
                let word = found.map_or("", |(word, _)| *word);
                format!("{word}({field}, '{}')", part.replace('\'', "''"))
            }
            Meaning::Not(a) => format!("not ({})", a.text()),
            Meaning::All(a, b) => format!("({}) and ({})", a.text(), b.text()),
            Meaning::Any(a, b) => format!("({}) or ({})", a.text(), b.text()),
        }
    }

    fn truth(&self, object: &Fields) -> Option<bool> {
        let ordered = |op: &Operator, ordering: std::cmp::Ordering| match op {
            Operator::Eq => ordering.is_eq(),
            Operator::Ne => !ordering.is_eq(),
            Operator::Gt => ordering.is_gt(),
            Operator::Ge => !ordering.is_lt(),
            Operator::Lt => ordering.is_lt(),
            Operator::Le => !ordering.is_gt(),
        };
        match self {
            Meaning::Text(field, op, text) => {
                Some(ordered(op, object[*field].as_str()?.cmp(text.as_str())))
            }
            Meaning::Number(op, number) => {
                Some(ordered(op, object["duration"].as_i64()?.cmp(number)))
            }
            Meaning::Absent(field) => Some(object[*field].is_null()),
            Meaning::Call(field, function, part) => {
                let text = object[*field].as_str()?;
                let places: Vec<usize> = text
                    .match_indices(part.as_str())
                    .map(|(at, _)| at)
                    .collect();
                Some(match function {
                    Function::StartsWith => places.contains(&0),
                    Function::EndsWith => {
                        text.len() >= part.len() && text[text.len() - part.len()..] == **part
                    }
                    Function::Contains => !places.is_empty(),
                })
            }
            Meaning::Not(a) => a.truth(object).map(|truth| !truth),
            Meaning::All(a, b) => match (a.truth(object), b.truth(object)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            },
            Meaning::Any(a, b) => match (a.truth(object), b.truth(object)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            },
        }
    }
}

fn any_meaning() -> impl Strategy<Value = Meaning> {
    let field = || prop::sample::select(vec!["name", "caller"]);
    let function = prop::sample::select(Function::WORDS.to_vec());
    let leaf = prop_oneof![
        (field(), operator(), "[abAB' ]{0,3}")
            .prop_map(|(f, (_, op), text)| Meaning::Text(f, op, text)),
        (operator(), -3i64..4).prop_map(|((_, op), number)| Meaning::Number(op, number)),
        prop::sample::select(vec!["name", "duration", "enabled", "started_at"])
            .prop_map(Meaning::Absent),
        (field(), function, "[abAB']{0,2}")
            .prop_map(|(f, (_, function), part)| Meaning::Call(f, function, part)),
    ];
    leaf.prop_recursive(5, 32, 2, |inner| {
        let boxed = || inner.clone().prop_map(Box::new);
        prop_oneof![
            boxed().prop_map(Meaning::Not),
            (boxed(), boxed()).prop_map(|(a, b)| Meaning::All(a, b)),
            (boxed(), boxed()).prop_map(|(a, b)| Meaning::Any(a, b)),
        ]
    })
}

proptest! {
    #[test]
    fn an_expression_passes_what_it_means(meaning in any_meaning(), object in any_object()) {
        let filter = parse(&meaning.text(), FIELDS).unwrap();
        prop_assert_eq!(filter.matches(&object), meaning.truth(&object) == Some(true), "{}", meaning.text());
    }

    #[test]
    fn no_text_makes_reading_fail_otherwise(text in ".{0,60}", object in any_object()) {
        for text in [text.as_str(), &format!("name eq {text}"), &format!("name eq '{text}'")] {
            match parse(text, FIELDS) {
                Ok(filter) => { filter.matches(&object); }
                Err(fault) => prop_assert!((1..=text.chars().count() + 1).contains(&fault.position)),
            }
            if let Err(fault) = parse_order(text, FIELDS) {
                prop_assert!((1..=text.chars().count() + 1).contains(&fault.position));
            }
            let _ = ListQuery::parse([("filter", text), ("skip", text), ("search", text)], FIELDS);
        }
    }

    #[test]
    fn words_of_the_grammar_in_any_order_are_read_or_refused(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "name", "duration", "started_at", "eq", "gt", "and", "or", "not", "(", ")", ",", "'a'", "''", "'",
                "5", "-", "null", "true", "contains", "contains(", "2e999", "ü",
            ]),
            0..12,
        ),
        object in any_object(),
    ) {
        let text = words.join(" ");
        if let Ok(filter) = parse(&text, FIELDS) {
            filter.matches(&object);
        }
    }

    #[test]
    fn folded_texts_choose_the_same_page(
        objects in prop::collection::vec(any_object(), 0..12),
        keys in prop::collection::vec((0usize..FIELDS.len(), any::<bool>()), 0..3),
        search in "[abor ]{0,4}",
        (skip, top) in (0usize..14, 1usize..8),
    ) {
        let word = |(field, descending): &(usize, bool)| {
            format!("{} {}", FIELDS[*field].name, if *descending { "desc" } else { "asc" })
        };
        let order: Vec<String> = keys.iter().map(word).collect();
        let (skip, top) = (skip.to_string(), top.to_string());
        let options = [("orderby", order.join(",")), ("search", search), ("skip", skip), ("top", top)];
        let options = options.iter().map(|(name, text)| (*name, text.as_str()));
        let query = ListQuery::parse(options, FIELDS).unwrap();
        let folded: Vec<Folded> = objects.iter().map(|one| Folded::of(one, FIELDS)).collect();
        let both: Vec<(&Fields, &Folded)> = objects.iter().zip(&folded).collect();
        let slow = query.choose(objects.iter(), FIELDS, |one| one);
        let quick = query.choose_folded(both, |one| one);
        prop_assert_eq!(slow.count, quick.count);
        let quick: Vec<&Fields> = quick.items.into_iter().map(|(one, _)| one).collect();
        prop_assert_eq!(slow.items, quick);
    }

    #[test]
    fn every_order_is_total(
        keys in prop::collection::vec((0usize..FIELDS.len(), any::<bool>()), 1..4),
        objects in prop::collection::vec(any_object(), 3),
    ) {
        let text: Vec<String> = keys
            .iter()
            .map(|(field, descending)| format!("{} {}", FIELDS[*field].name, if *descending { "desc" } else { "asc" }))
            .collect();
        let order = parse_order(&text.join(","), FIELDS).unwrap();
        let [a, b, c] = objects.as_slice() else { unreachable!() };
        prop_assert_eq!(order.compare(a, b), order.compare(b, a).reverse());
        if order.compare(a, b).is_le() && order.compare(b, c).is_le() {
            prop_assert!(order.compare(a, c).is_le());
        }
        prop_assert_eq!(order.keys()[0].1 == Direction::Descending, keys[0].1);
    }
}

#[test]
fn whole_numbers_are_compared_without_loss() {
    let filter = parse("duration eq 9007199254740993", FIELDS).unwrap();
    assert!(filter.matches(&object(json!({"duration": 9_007_199_254_740_993_i64}))));
    assert!(!filter.matches(&object(json!({"duration": 9_007_199_254_740_992_i64}))));
    assert!(matches!(
        filter,
        Expression::Compare(_, _, Literal::Whole(_))
    ));
}
