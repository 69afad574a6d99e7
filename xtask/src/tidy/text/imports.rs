//! The paths that `use` declarations name, written out: `use std::{fs, thread}` names two.

/// True for a line on which a `use` declaration begins.
pub(super) fn is_import(line: &str) -> bool {
    declared(line).is_some()
}

fn declared(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let line = match line.strip_prefix("pub") {
        Some(rest) => rest.trim_start_matches(|c| c != ' ').trim_start(),
        None => line,
    };
    line.strip_prefix("use ")
}

/// Every path with the line on which its declaration begins.
pub(super) fn paths(text: &str) -> Vec<(usize, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some(first) = declared(line) else {
            continue;
        };
        let mut declaration = first.to_owned();
        for more in lines.iter().skip(index + 1) {
            if declaration.contains(';') {
                break;
            }
            declaration.push_str(more.trim());
        }
        let tree = declaration.split(';').next().unwrap_or_default();
        let mut paths = Vec::new();
        spread("", tree, &mut paths);
        found.extend(paths.into_iter().map(|path| (index + 1, path)));
    }
    found
}

fn spread(prefix: &str, tree: &str, found: &mut Vec<String>) {
    let tree = tree.trim().trim_start_matches("::");
    let Some((head, rest)) = tree.split_once('{') else {
        let name = tree.split(" as ").next().unwrap_or_default().trim();
        if !name.is_empty() {
            let path = format!("{prefix}{name}");
            found.push(path.trim_end_matches("::self").to_owned());
        }
        return;
    };
    let inside = rest.rsplit_once('}').map_or(rest, |(inside, _)| inside);
    let prefix = format!("{prefix}{}", head.trim());
    let mut depth = 0;
    let mut begun = 0;
    for (place, c) in inside.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                spread(&prefix, inside.get(begun..place).unwrap_or_default(), found);
                begun = place + 1;
            }
            _ => {}
        }
    }
    spread(&prefix, inside.get(begun..).unwrap_or_default(), found);
}

#[cfg(test)]
mod tests {
    use super::paths;

    fn names(text: &str) -> Vec<String> {
        paths(text).into_iter().map(|(_, path)| path).collect()
    }

    #[test]
    fn every_path_of_a_declaration_is_written_out() {
        assert_eq!(names("use std::fs;"), ["std::fs"]);
        assert_eq!(names("pub(crate) use a::b as c;"), ["a::b"]);
        assert_eq!(
            names("use std::{\n    fs::{self, File},\n    time::{Duration, Instant},\n};\nuse b;"),
            [
                "std::fs",
                "std::fs::File",
                "std::time::Duration",
                "std::time::Instant",
                "b"
            ]
        );
    }
}
