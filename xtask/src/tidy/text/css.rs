//! Right-to-left languages work because no style says left or right.

use super::{Broken, File, at};

/// Properties that name a side.
const PROPERTIES: &[&str] = &[
    "left",
    "right",
    "margin-left",
    "margin-right",
    "padding-left",
    "padding-right",
    "scroll-margin-left",
    "scroll-margin-right",
    "scroll-padding-left",
    "scroll-padding-right",
    "border-top-left-radius",
    "border-top-right-radius",
    "border-bottom-left-radius",
    "border-bottom-right-radius",
];

/// Properties whose value names a side.
const SIDED: &[&str] = &["text-align", "float", "clear", "caption-side"];

pub(crate) fn logical_css(files: &[File]) -> Vec<Broken> {
    files
        .iter()
        .filter(|file| file.is(".css"))
        .flat_map(|file| {
            declarations(&file.text)
                .into_iter()
                .filter(|(_, property, value)| names_a_side(property, value))
                .map(|(line, property, _)| {
                    at(file, line, format!("{property}: use the logical property"))
                })
        })
        .collect()
}

fn names_a_side(property: &str, value: &str) -> bool {
    let border = property.starts_with("border-left") || property.starts_with("border-right");
    let side = value.split(|c: char| !c.is_alphanumeric()).next();
    border
        || PROPERTIES.contains(&property)
        || (SIDED.contains(&property) && matches!(side, Some("left" | "right")))
}

/// Every declaration with its line, in lower case, without comments.
fn declarations(text: &str) -> Vec<(usize, String, String)> {
    let mut found = Vec::new();
    let mut line = 1;
    for piece in without_comments(text).split_inclusive([';', '{', '}']) {
        let declaration = piece.trim_end_matches([';', '{', '}']);
        if let Some((property, value)) = declaration.split_once(':') {
            let blank = property.len() - property.trim_start().len();
            let above = property.get(..blank).unwrap_or_default();
            found.push((
                line + above.matches('\n').count(),
                property.trim().to_lowercase(),
                value.trim().to_lowercase(),
            ));
        }
        line += piece.matches('\n').count();
    }
    found
}

/// The text with each comment replaced by its line ends.
fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        let (comment, behind) = after.split_once("*/").unwrap_or((after, ""));
        kept.extend(comment.chars().filter(|c| *c == '\n'));
        rest = behind;
    }
    kept.push_str(rest);
    kept
}
