//! JSON pointers (RFC 6901): splitting them into tokens and putting tokens together again.

/// The text is no JSON pointer: it neither is empty nor starts with `/`, or a `~` is not followed by 0 or 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a path is a JSON pointer: it starts with / and writes ~ as ~0 and / as ~1")]
pub struct BadPointer;

/// The tokens of a pointer, unescaped; none for the whole document.
///
/// # Errors
/// [`BadPointer`] when the text is no JSON pointer.
pub fn tokens(pointer: &str) -> Result<Vec<String>, BadPointer> {
    if pointer.is_empty() {
        return Ok(Vec::new());
    }
    let rest = pointer.strip_prefix('/').ok_or(BadPointer)?;
    rest.split('/').map(unescape).collect()
}

/// The pointer one level below `parent`.
pub fn child(parent: &str, token: &str) -> String {
    let mut pointer = String::with_capacity(parent.len() + token.len() + 1);
    pointer.push_str(parent);
    pointer.push('/');
    for c in token.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            c => pointer.push(c),
        }
    }
    pointer
}

/// The pointer with these tokens.
pub fn from_tokens<T: AsRef<str>>(tokens: &[T]) -> String {
    tokens.iter().fold(String::new(), |pointer, token| {
        child(&pointer, token.as_ref())
    })
}

fn unescape(token: &str) -> Result<String, BadPointer> {
    let mut text = String::with_capacity(token.len());
    let mut chars = token.chars();
    while let Some(c) = chars.next() {
        match c {
            '~' => match chars.next() {
                Some('0') => text.push('~'),
                Some('1') => text.push('/'),
                _ => return Err(BadPointer),
            },
            c => text.push(c),
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_examples_of_rfc_6901_are_read_as_it_says() {
        assert_eq!(tokens(""), Ok(vec![]));
        assert_eq!(tokens("/"), Ok(vec![String::new()]));
        assert_eq!(
            tokens("/a~1b/m~0n"),
            Ok(vec!["a/b".to_owned(), "m~n".to_owned()])
        );
        for bad in ["a", "a/b", "/~", "/~2", "/a~"] {
            assert_eq!(tokens(bad), Err(BadPointer), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn tokens_come_back_from_the_pointer_made_of_them(parts in prop::collection::vec(".{0,6}", 0..5)) {
            prop_assert_eq!(tokens(&from_tokens(&parts)), Ok(parts));
        }
    }
}
