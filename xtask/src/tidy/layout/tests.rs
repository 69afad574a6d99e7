use super::*;

fn file(path: &str, text: &str) -> File {
    File {
        path: path.into(),
        text: text.into(),
    }
}

fn said(broken: Vec<Broken>) -> Vec<String> {
    broken.into_iter().map(|broken| broken.0).collect()
}

#[test]
fn a_file_over_800_lines_is_reported_and_a_generated_one_is_not() {
    let long = "x\n".repeat(LINES_MAX + 1);
    let files = [
        file("ui/src/a.ts", &long),
        file("ui/src/api/schema.ts", &long),
        file("docs/a.md", &long),
        file("ui/src/b.ts", &"x\n".repeat(LINES_MAX)),
    ];
    let said = said(short_files(&files));
    assert_eq!(said, ["ui/src/a.ts has 801 lines; divide it"]);
}

#[test]
fn names_that_say_nothing_are_reported() {
    for path in [
        "crates/x/src/a/mod.rs",
        "crates/x/src/utils.rs",
        "ui/src/lib/helpers.ts",
        "ui/src/common.tsx",
    ] {
        assert_eq!(no_catch_all_names(&[file(path, "")]).len(), 1, "{path}");
    }
    for text in [
        "pub struct PhoneManager {",
        "export class UserService {",
        "interface CallProcessor {",
        "trait Helper {}",
    ] {
        let files = [file("ui/src/phone.ts", text)];
        assert_eq!(no_catch_all_names(&files).len(), 1, "{text}");
    }
    let fine = [file("ui/src/phone.ts", "class Phone { manager: Person }")];
    assert!(no_catch_all_names(&fine).is_empty());
}

#[test]
fn a_file_of_a_domain_without_exactly_one_verb_is_reported() {
    let verb = |path: &str, text: &str| {
        let path = format!("crates/cordboard-engine/src/{path}");
        said(one_verb_a_file(&[file(&path, text)])).len()
    };
    let one = "//! One.\npub fn run(engine: &Engine, principal: &Principal) -> Result<()> {\n}\n";
    assert_eq!(verb("users/create.rs", one), 0);
    assert_eq!(verb("users/create.rs", "//! None.\npub fn make() {}\n"), 1);
    assert_eq!(verb("phones/create.rs", "pub(crate) fn run() {}\n"), 1);
    assert_eq!(verb("users/create.rs", "pub fn run_twice() {}\n"), 1);
    let second =
        format!("{one}pub fn also(\n    engine: &Engine,\n    principal: &Principal,\n) {{}}\n");
    assert_eq!(verb("users/create.rs", &second), 1);
    assert_eq!(verb("search.rs", &second), 1);
    // What verbs share, what is no verb, and what only the crate sees.
    assert_eq!(verb("sessions/limit.rs", "pub fn check() {}\n"), 0);
    assert_eq!(verb("seed/names.rs", "pub fn names() {}\n"), 0);
    assert_eq!(verb("tree/tests.rs", ""), 0);
    assert_eq!(verb("authorise.rs", &second), 0);
    let inner = format!("{one}pub(crate) fn view(principal: &Principal) {{}}\n");
    assert_eq!(verb("users/read.rs", &inner), 0);
}

#[test]
fn a_folder_that_divides_one_verb_holds_no_further_ones() {
    let part = || {
        file(
            "crates/cordboard-engine/src/search/walk.rs",
            "pub(crate) fn walk() {}\n",
        )
    };
    assert_eq!(one_verb_a_file(&[part()]).len(), 1);
    let module = file("crates/cordboard-engine/src/search.rs", "pub fn run() {}\n");
    assert!(one_verb_a_file(&[module, part()]).is_empty());
}

#[test]
fn a_shell_of_a_thousand_lines_of_code_is_reported() {
    let half = "x\n".repeat(SHELL_LINES_MAX / 2);
    let files = [
        file("src-tauri/src/a.rs", &half),
        file("src-tauri/src/b.rs", &half),
    ];
    assert_eq!(small_shell(&files).len(), 1);
    assert!(small_shell(&files[..1]).is_empty());
    let test = "x\n\n    // why\n#[cfg(test)]\nmod tests {\n".repeat(SHELL_LINES_MAX);
    let explained = "/// what it is for\n".repeat(SHELL_LINES_MAX) + &test;
    assert!(small_shell(&[file("src-tauri/src/a.rs", &explained)]).is_empty());
}

#[test]
fn a_gap_in_the_numbers_of_the_migrations_is_reported() {
    let first = file("migrations/0001_records.sql", "");
    let third = file("migrations/0003_phones.sql", "");
    let twice = file("migrations/0001_again.sql", "");
    assert!(numbered_migrations(std::slice::from_ref(&first)).is_empty());
    assert_eq!(
        numbered_migrations(&[third, file("migrations/0001_a.sql", "")]).len(),
        1
    );
    assert_eq!(numbered_migrations(&[first, twice]).len(), 1);
}

#[test]
fn a_part_that_the_map_does_not_name_as_a_whole_word_is_reported() {
    let part = file("ui/src/main.tsx", "");
    let named = |map: &str| {
        let files = [file("ARCHITECTURE.md", map), file("ui/src/main.tsx", "")];
        map_names_every_part(&files).is_empty()
    };
    for map in ["| `ui` | pages |", "see `ui/`", "```\nui -> api\n```"] {
        assert!(named(map), "{map}");
    }
    for map in [
        "how to build it",
        "the `build` folder",
        "the ui of it",
        "`ui-kit`",
    ] {
        assert!(!named(map), "{map}");
    }
    let member = file("crates/cordboard-api/src/lib.rs", "");
    let map = file("ARCHITECTURE.md", "`ui` and `crates/cordboard-apiary`");
    assert_eq!(
        said(map_names_every_part(&[map, part, member])),
        ["ARCHITECTURE.md does not name cordboard-api"]
    );
}
