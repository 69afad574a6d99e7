//! Reads `filter` and `orderby`.
//!
//! Every rule that has begun for certain ends in a cut, so that a fault names the place where reading stopped and
//! not the beginning of what was tried.

use super::fault::FaultAt;
use super::{
    DEPTH_MAX, Direction, Expression, Fault, Field, FieldType, Function, Literal, Operator,
    OrderBy, TEXT_MAX,
};
use winnow::ModalResult;
use winnow::ascii::multispace0;
use winnow::combinator::{cut_err, delimited, opt, preceded, repeat, separated, terminated};
use winnow::error::ErrMode;
use winnow::prelude::*;
use winnow::stream::{LocatingSlice, Location, Stateful};
use winnow::token::{one_of, take_while};

/// The most fields that one list is ordered by.
const ORDER_MAX: usize = 16;

#[derive(Debug, Clone)]
struct Reading<'f> {
    fields: &'f [Field],
    depth: usize,
}

type Input<'i, 'f> = Stateful<LocatingSlice<&'i str>, Reading<'f>>;
type Read<T> = ModalResult<T, FaultAt>;

pub(super) fn filter(text: &str, fields: &[Field]) -> Result<Expression, Fault> {
    read_whole(text, fields, any_of, "and, or or the end")
}

pub(super) fn order(text: &str, fields: &[Field]) -> Result<OrderBy, Fault> {
    let keys = |input: &mut Input<'_, '_>| -> Read<Vec<(Field, Direction)>> {
        separated(1..=ORDER_MAX, order_key, (',', multispace0)).parse_next(input)
    };
    read_whole(text, fields, keys, "asc, desc, a comma or the end").map(OrderBy::new)
}

fn read_whole<'i, 'f, T>(
    text: &'i str,
    fields: &'f [Field],
    mut whole: impl FnMut(&mut Input<'i, 'f>) -> Read<T>,
    at_the_end: &str,
) -> Result<T, Fault> {
    if text.len() > TEXT_MAX {
        let expected = format!("a text of at most {TEXT_MAX} bytes");
        return Err(Fault {
            position: 1,
            expected,
        });
    }
    let state = Reading { fields, depth: 0 };
    let mut input = Stateful {
        input: LocatingSlice::new(text),
        state,
    };
    let mut read = || {
        multispace0.parse_next(&mut input)?;
        let value = whole(&mut input)?;
        if input.input.is_empty() {
            Ok(value)
        } else {
            Err(fault(&input, at_the_end))
        }
    };
    read().map_err(|error: ErrMode<FaultAt>| match error.into_inner() {
        Ok(fault) => fault.within(text),
        // Only texts that may go on are ever incomplete; ours end.
        Err(_) => FaultAt {
            offset: text.len(),
            expected: String::new(),
        }
        .within(text),
    })
}

fn fault(input: &Input<'_, '_>, expected: impl Into<String>) -> ErrMode<FaultAt> {
    fault_at(input.current_token_start(), expected)
}

fn fault_at(offset: usize, expected: impl Into<String>) -> ErrMode<FaultAt> {
    ErrMode::Cut(FaultAt {
        offset,
        expected: expected.into(),
    })
}

/// `a or b or c`
fn any_of(input: &mut Input<'_, '_>) -> Read<Expression> {
    let first = all_of(input)?;
    let others: Vec<Expression> =
        repeat(0.., preceded(word("or"), cut_err(all_of))).parse_next(input)?;
    Ok(joined(first, others, Expression::Any))
}

/// `a and b and c`
fn all_of(input: &mut Input<'_, '_>) -> Read<Expression> {
    let first = operand(input)?;
    let others: Vec<Expression> =
        repeat(0.., preceded(word("and"), cut_err(operand))).parse_next(input)?;
    Ok(joined(first, others, Expression::All))
}

fn joined(
    first: Expression,
    others: Vec<Expression>,
    join: impl FnOnce(Vec<Expression>) -> Expression,
) -> Expression {
    if others.is_empty() {
        return first;
    }
    join(std::iter::once(first).chain(others).collect())
}

/// `not a`, `(a)`, `contains(a, 'x')` or `a eq 'x'`
fn operand(input: &mut Input<'_, '_>) -> Read<Expression> {
    if input.state.depth == DEPTH_MAX {
        return Err(fault(
            input,
            format!("at most {DEPTH_MAX} levels of parentheses and not"),
        ));
    }
    input.state.depth += 1;
    let read = operand_below(input);
    input.state.depth -= 1;
    read
}

fn operand_below(input: &mut Input<'_, '_>) -> Read<Expression> {
    if opt(word("not")).parse_next(input)?.is_some() {
        return operand(input).map(|negated| Expression::Not(Box::new(negated)));
    }
    if opt(mark('(')).parse_next(input)?.is_some() {
        let inner = any_of(input)?;
        expect(input, ')', "and, or or a closing parenthesis")?;
        return Ok(inner);
    }
    let start = input.current_token_start();
    let Some(name) = opt(name).parse_next(input)? else {
        return Err(fault(input, "a field, a function, not or a parenthesis"));
    };
    if opt(mark('(')).parse_next(input)?.is_some() {
        return call(input, start, name);
    }
    let field = known(input, start, name)?;
    comparison(input, field)
}

/// `eq 'x'`
fn comparison(input: &mut Input<'_, '_>, field: Field) -> Read<Expression> {
    let start = input.current_token_start();
    let operator = opt(name).parse_next(input)?.and_then(|name| {
        let mut words = Operator::WORDS.into_iter();
        words.find(|(word, _)| name.eq_ignore_ascii_case(word))
    });
    let Some((_, operator)) = operator else {
        return Err(fault_at(start, "eq, ne, gt, ge, lt or le"));
    };
    let equality = matches!(operator, Operator::Eq | Operator::Ne);
    if !equality && field.of == FieldType::Flag {
        return Err(fault_at(start, "eq or ne"));
    }
    let start = input.current_token_start();
    if opt(word("null")).parse_next(input)?.is_some() {
        return if equality {
            Ok(Expression::Absent(field, operator == Operator::Eq))
        } else {
            Err(fault_at(start, "a value; null goes with eq and ne"))
        };
    }
    let value = literal(input, field.of)?;
    Ok(Expression::Compare(field, operator, value))
}

/// `field, 'x')`, behind the function's name and parenthesis
fn call(input: &mut Input<'_, '_>, start: usize, name_of: &str) -> Read<Expression> {
    let mut words = Function::WORDS.into_iter();
    let Some((_, function)) = words.find(|(word, _)| name_of.eq_ignore_ascii_case(word)) else {
        return Err(fault_at(start, "startswith, endswith or contains"));
    };
    let start = input.current_token_start();
    let Some(argument) = opt(name).parse_next(input)? else {
        return Err(fault(input, "a field"));
    };
    let field = known(input, start, argument)?;
    if field.of != FieldType::Text {
        return Err(fault_at(start, "a field with text"));
    }
    expect(input, ',', "a comma")?;
    let Some(part) = opt(quoted).parse_next(input)? else {
        return Err(fault(input, "a text in single quotes"));
    };
    expect(input, ')', "a closing parenthesis")?;
    Ok(Expression::Call(function, field, part))
}

fn literal(input: &mut Input<'_, '_>, of: FieldType) -> Read<Literal> {
    let start = input.current_token_start();
    let (read, expected) = match of {
        FieldType::Text => {
            let text = opt(quoted).parse_next(input)?;
            (text.map(Literal::Text), "a text in single quotes")
        }
        FieldType::Time => {
            let text = opt(quoted).parse_next(input)?;
            let time = text.and_then(|text| Literal::time(&text));
            (
                time,
                "a time in single quotes, such as '2026-01-31T09:00:00Z',",
            )
        }
        FieldType::Number => {
            let digits = opt(number).parse_next(input)?;
            (digits.and_then(Literal::number), "a number")
        }
        FieldType::Flag => {
            let flag = opt(name).parse_next(input)?.and_then(|name| match name {
                name if name.eq_ignore_ascii_case("true") => Some(true),
                name if name.eq_ignore_ascii_case("false") => Some(false),
                _ => None,
            });
            (flag.map(Literal::Flag), "true or false")
        }
    };
    read.ok_or_else(|| fault_at(start, expected))
}

/// `field desc`
fn order_key(input: &mut Input<'_, '_>) -> Read<(Field, Direction)> {
    let start = input.current_token_start();
    let Some(name) = opt(name).parse_next(input)? else {
        return Err(fault(input, "a field"));
    };
    let field = known(input, start, name)?;
    let descending = opt(word("desc")).parse_next(input)?.is_some();
    if !descending {
        opt(word("asc")).parse_next(input)?;
    }
    let direction = if descending {
        Direction::Descending
    } else {
        Direction::Ascending
    };
    Ok((field, direction))
}

fn known(input: &Input<'_, '_>, start: usize, name: &str) -> Read<Field> {
    let found = input.state.fields.iter().find(|field| field.name == name);
    found.copied().ok_or_else(|| {
        let names: Vec<&str> = input.state.fields.iter().map(|field| field.name).collect();
        fault_at(start, format!("one of the fields {}", names.join(", ")))
    })
}

fn expect(input: &mut Input<'_, '_>, sign: char, expected: &str) -> Read<()> {
    match opt(mark(sign)).parse_next(input)? {
        Some(()) => Ok(()),
        None => Err(fault(input, expected)),
    }
}

/// A sign and the blanks behind it.
fn mark<'i, 'f>(sign: char) -> impl Parser<Input<'i, 'f>, (), ErrMode<FaultAt>> {
    (sign, multispace0).void()
}

/// A word of the grammar, in any case.
fn word<'i, 'f>(word: &'static str) -> impl Parser<Input<'i, 'f>, (), ErrMode<FaultAt>> {
    name.verify(move |name: &str| name.eq_ignore_ascii_case(word))
        .void()
}

/// A name or word, and the blanks behind it.
fn name<'i>(input: &mut Input<'i, '_>) -> Read<&'i str> {
    let first = one_of(|c: char| c.is_ascii_alphabetic() || c == '_');
    let rest = take_while(0.., |c: char| c.is_ascii_alphanumeric() || c == '_');
    terminated((first, rest).take(), multispace0).parse_next(input)
}

/// A text in single quotes, in which `''` is one quote, and the blanks behind it.
fn quoted(input: &mut Input<'_, '_>) -> Read<String> {
    let part = take_while(1.., |c: char| c != '\'');
    let parts = repeat(0.., winnow::combinator::alt((part, "''".value("'")))).fold(
        String::new,
        |mut text, part: &str| {
            text.push_str(part);
            text
        },
    );
    let text = delimited('\'', parts, '\'').parse_next(input)?;
    multispace0.parse_next(input)?;
    Ok(text)
}

/// The digits of a number, and the blanks behind them.
fn number<'i>(input: &mut Input<'i, '_>) -> Read<&'i str> {
    let digits = || take_while(1.., |c: char| c.is_ascii_digit());
    let fraction = opt(('.', digits()));
    let exponent = opt((one_of(['e', 'E']), opt(one_of(['+', '-'])), digits()));
    let number = (opt('-'), digits(), fraction, exponent).take();
    terminated(number, multispace0).parse_next(input)
}
