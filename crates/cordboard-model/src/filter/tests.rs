mod properties;

use super::*;
use serde_json::{Value, json};

pub(super) const FIELDS: &[Field] = &[
    Field::new("name", FieldType::Text),
    Field::new("caller", FieldType::Text),
    Field::new("notes", FieldType::Text),
    Field::new("duration", FieldType::Number),
    Field::new("enabled", FieldType::Flag),
    Field::new("started_at", FieldType::Time),
];

pub(super) fn object(value: Value) -> Fields {
    value.as_object().cloned().unwrap()
}

fn call() -> Fields {
    object(json!({
        "name": "Müller, Anna", "caller": "101", "duration": 42, "enabled": true,
        "started_at": "2026-03-01T10:00:00+01:00",
    }))
}

fn passes(filter: &str) -> bool {
    parse(filter, FIELDS)
        .unwrap_or_else(|fault| panic!("{filter}: {fault}"))
        .matches(&call())
}

fn fault(filter: &str) -> (usize, String) {
    let fault = parse(filter, FIELDS).unwrap_err();
    (fault.position, fault.expected)
}

#[test]
fn fields_are_compared_by_their_type() {
    for (filter, expected) in [
        ("caller eq '101'", true),
        ("caller eq '0101'", false),
        ("caller lt '2'", true),
        ("name ne 'Anna'", true),
        ("name eq 'müller, anna'", false),
        ("duration eq 42.0", true),
        ("duration gt 4.2e1", false),
        ("duration ge -7", true),
        ("enabled eq true", true),
        ("enabled ne TRUE", false),
        ("started_at gt '2026-03-01T08:59:59Z'", true),
        ("started_at eq '2026-03-01T09:00:00Z'", true),
        ("started_at le '2026-03-01T09:59:59+01:00'", false),
    ] {
        assert_eq!(passes(filter), expected, "{filter}");
    }
}

#[test]
fn functions_look_at_parts_of_a_text_exactly() {
    for (filter, expected) in [
        ("startswith(name,'Mü')", true),
        ("endswith( name , 'Anna' )", true),
        ("contains(name, 'er, A')", true),
        ("Contains(name, 'ANNA')", false),
        ("contains(caller, '')", true),
    ] {
        assert_eq!(passes(filter), expected, "{filter}");
    }
}

#[test]
fn not_binds_before_and_and_before_or() {
    for (filter, expected) in [
        ("caller eq '101' or caller eq 'x' and caller eq 'y'", true),
        (
            "(caller eq '101' or caller eq 'x') and caller eq 'y'",
            false,
        ),
        ("not caller eq 'x' and caller eq 'y'", false),
        ("not (caller eq 'x' and caller eq 'y')", true),
        ("not not caller eq '101'", true),
        ("caller eq 'x' OR NOT(caller eq 'y')", true),
        ("  caller\teq\n'101'  ", true),
    ] {
        assert_eq!(passes(filter), expected, "{filter}");
    }
}

#[test]
fn a_quote_in_a_text_is_written_twice() {
    let object = object(json!({"name": "O'Neill", "caller": ""}));
    let matches = |filter: &str| parse(filter, FIELDS).unwrap().matches(&object);
    assert!(matches("name eq 'O''Neill'"));
    assert!(matches("caller eq ''"));
    assert!(!matches("caller eq ''''"));
}

#[test]
fn what_is_absent_equals_null_only_and_is_left_out_otherwise() {
    for (filter, expected) in [
        ("notes eq null", true),
        ("notes ne null", false),
        ("caller ne null", true),
        ("notes eq 'x'", false),
        ("notes ne 'x'", false),
        ("not notes eq 'x'", false),
        ("not contains(notes, 'x')", false),
        ("notes eq 'x' or caller eq '101'", true),
        ("not (notes eq 'x' and caller eq '102')", true),
        ("not (notes eq 'x' or caller eq '102')", false),
    ] {
        assert_eq!(passes(filter), expected, "{filter}");
    }
    let odd = object(json!({"duration": "42", "started_at": "soon", "caller": null}));
    for field in ["duration", "started_at", "caller"] {
        assert!(
            parse(&format!("{field} eq null"), FIELDS)
                .unwrap()
                .matches(&odd),
            "{field}"
        );
    }
}

#[test]
fn a_fault_names_the_place_and_what_was_expected() {
    for (filter, position, expected) in [
        ("", 1, "a field, a function, not or a parenthesis"),
        ("caller", 7, "eq, ne, gt, ge, lt or le"),
        ("caller is '1'", 8, "eq, ne, gt, ge, lt or le"),
        ("caller eq", 10, "a text in single quotes"),
        ("caller eq 101", 11, "a text in single quotes"),
        ("caller eq 'ü' x", 15, "and, or or the end"),
        ("caller eq '101", 11, "a text in single quotes"),
        (
            "caller eq '1' and",
            18,
            "a field, a function, not or a parenthesis",
        ),
        ("duration gt '5'", 13, "a number"),
        ("duration gt 5 6", 15, "and, or or the end"),
        ("duration gt null", 13, "a value; null goes with eq and ne"),
        ("enabled eq 1", 12, "true or false"),
        ("enabled gt true", 9, "eq or ne"),
        ("(caller eq '1'", 15, "and, or or a closing parenthesis"),
        ("caller eq '1')", 14, "and, or or the end"),
        ("length(caller)", 1, "startswith, endswith or contains"),
        ("contains('x', caller)", 10, "a field"),
        ("contains(duration, '4')", 10, "a field with text"),
        ("contains(caller '4')", 17, "a comma"),
        ("contains(caller, 4)", 18, "a text in single quotes"),
        ("contains(caller, '4'", 21, "a closing parenthesis"),
        (
            "'101' eq caller",
            1,
            "a field, a function, not or a parenthesis",
        ),
    ] {
        assert_eq!(fault(filter), (position, expected.to_owned()), "{filter}");
    }
    let (position, expected) = fault("started_at gt '2026-03-01'");
    assert!(
        position == 15 && expected.starts_with("a time"),
        "{expected}"
    );
}

#[test]
fn an_unknown_field_is_refused_where_it_stands() {
    let expected =
        "one of the fields name, caller, notes, duration, enabled, started_at".to_owned();
    assert_eq!(
        fault("caller eq '1' and Password eq 'x'"),
        (19, expected.clone())
    );
    assert_eq!(fault("contains(x, '1')"), (10, expected));
}

#[test]
fn nesting_and_length_have_limits() {
    let nested =
        |depth: usize| format!("{}caller eq '101'{}", "(".repeat(depth), ")".repeat(depth));
    assert!(passes(&nested(DEPTH_MAX - 1)));
    assert_eq!(fault(&nested(DEPTH_MAX)).0, DEPTH_MAX + 1);
    assert_eq!(
        fault(&"not ".repeat(1000)).1,
        "at most 32 levels of parentheses and not"
    );
    assert_eq!(
        fault(&"(".repeat(TEXT_MAX)).1,
        "at most 32 levels of parentheses and not"
    );
    assert_eq!(fault(&"x".repeat(TEXT_MAX + 1)).0, 1);
    // A long chain is not deep.
    assert!(passes(&["caller eq '101'"; 200].join(" and ")));
}

fn list() -> Vec<Fields> {
    [
        json!({"name": "bert", "caller": "102", "duration": 10}),
        json!({"name": "Anna", "caller": "101", "duration": 9}),
        json!({"name": "Ämil", "caller": "103"}),
        json!({"name": "anna", "caller": "104", "duration": 9.5}),
    ]
    .map(object)
    .to_vec()
}

fn callers(list: &[Fields]) -> Vec<&str> {
    list.iter()
        .filter_map(|object| object["caller"].as_str())
        .collect()
}

#[test]
fn a_list_is_ordered_by_several_fields_without_regard_to_case() {
    for (order, expected) in [
        ("name", ["101", "104", "102", "103"]),
        ("name desc", ["103", "102", "104", "101"]),
        ("duration", ["103", "101", "104", "102"]),
        ("duration desc, name asc", ["102", "104", "101", "103"]),
        ("enabled", ["102", "101", "103", "104"]),
        ("enabled DESC , caller DESC", ["104", "103", "102", "101"]),
    ] {
        let mut list = list();
        parse_order(order, FIELDS)
            .unwrap()
            .sort(&mut list, |object| object);
        assert_eq!(callers(&list), expected, "{order}");
    }
}

#[test]
fn an_order_that_cannot_be_read_names_the_place() {
    let fault = |order: &str| {
        let fault = parse_order(order, FIELDS).unwrap_err();
        (fault.position, fault.expected)
    };
    assert_eq!(fault("name up").0, 6);
    assert_eq!(fault("name up").1, "asc, desc, a comma or the end");
    assert_eq!(fault("name,"), (6, "a field".to_owned()));
    assert_eq!(fault("name, size desc").0, 7);
    assert_eq!(fault("name desc asc").0, 11);
    assert_eq!(fault(&["name"; 17].join(",")).0, 80);
}

#[test]
fn a_search_finds_all_words_of_one_alternative() {
    let found = |text: &str| Search::new(text).matches(["Anna Müller", "101"]);
    for text in [
        "anna",
        "MULLER",
        "müll 101",
        "102 or 101",
        "x OR anna",
        "",
        " or ",
        "nna",
    ] {
        assert!(found(text), "{text}");
    }
    for text in ["102", "anna 102", "102 or bert", "oranna"] {
        assert!(!found(text), "{text}");
    }
}

#[test]
fn a_page_has_at_most_a_hundred_objects() {
    assert_eq!(Page::default(), Page { skip: 0, top: 100 });
    for (text, top) in [("1", 1), ("100", 100), ("007", 7)] {
        assert_eq!(Page::parse_top(text), Ok(top), "{text}");
    }
    for bad in [
        "0",
        "101",
        "-1",
        "+1",
        "ten",
        "1.0",
        "",
        "99999999999999999999",
    ] {
        assert!(Page::parse_top(bad).is_err(), "{bad}");
    }
    assert_eq!(Page::parse_skip("2147483647"), Ok(2_147_483_647));
    assert!(Page::parse_skip("2147483648").is_err());
    assert_eq!(Page { skip: 2, top: 2 }.of(0..10), [2, 3]);
    assert_eq!(Page { skip: 20, top: 2 }.of(0..10), Vec::<i32>::new());
}

#[test]
fn a_question_counts_all_pages_and_answers_one() {
    let options = [
        ("$filter", "caller ne '104'"),
        ("search", "an or bert or amil"),
        ("orderby", "caller desc"),
        ("$skip", "1"),
        ("top", "1"),
        ("count", "true"),
        ("page", "7"),
    ];
    let query = ListQuery::parse(options, FIELDS).unwrap();
    let chosen = query.choose(list(), FIELDS, |object| object);
    assert_eq!(chosen.count, 3);
    assert_eq!(callers(&chosen.items), ["102"]);
    let nothing = ListQuery::parse([("filter", ""), ("top", " ")], FIELDS).unwrap();
    assert_eq!(nothing, ListQuery::default());
    assert_eq!(
        callers(&nothing.choose(list(), FIELDS, |o| o).items),
        ["102", "101", "103", "104"]
    );
}

#[test]
fn every_option_that_cannot_be_read_is_named() {
    let options = [
        ("filter", "x eq 1"),
        ("orderby", "y"),
        ("skip", "-1"),
        ("top", "0"),
        ("count", "2"),
    ];
    let bad = ListQuery::parse(options, FIELDS).unwrap_err();
    let named: Vec<_> = bad.iter().map(|bad| (bad.option, bad.position)).collect();
    assert_eq!(
        named,
        [
            ("filter", Some(1)),
            ("orderby", Some(1)),
            ("skip", None),
            ("top", None),
            ("count", None)
        ]
    );
    assert!(
        bad[0]
            .to_string()
            .starts_with("filter: at character 1: one of the fields")
    );
}

#[test]
fn numbers_of_all_sizes_have_one_order() {
    let number = |digits: &str| Literal::number(digits).unwrap();
    let ascending = [
        "-1e300",
        "-9223372036854775808",
        "-2.5",
        "-2",
        "0",
        "0.5",
        "9007199254740992",
        "9007199254740993",
        "9223372036854775807",
        "9223372036854775808",
        "1e300",
    ];
    for (at, a) in ascending.iter().enumerate() {
        for (other, b) in ascending.iter().enumerate() {
            assert_eq!(
                number(a).compare(&number(b)),
                Some(at.cmp(&other)),
                "{a} {b}"
            );
        }
    }
    assert_eq!(
        number("5").compare(&number("5.0")),
        Some(std::cmp::Ordering::Equal)
    );
    assert_eq!(Literal::number("2e999"), None);
}
