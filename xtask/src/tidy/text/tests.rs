use super::*;

fn file(path: &str, text: &str) -> File {
    File {
        path: path.into(),
        text: text.into(),
    }
}

/// Each text breaks the rule, and the file is named.
#[track_caller]
fn fires(rule: fn(&[File]) -> Vec<Broken>, path: &str, texts: &[&str]) {
    for text in texts {
        let broken = rule(&[file(path, text)]);
        let said: Vec<&str> = broken.iter().map(|broken| broken.0.as_str()).collect();
        assert!(!said.is_empty(), "{path}: {text} passes");
        assert!(said.iter().all(|said| said.contains(path)), "{said:?}");
    }
}

#[track_caller]
fn passes(rule: fn(&[File]) -> Vec<Broken>, path: &str, texts: &[&str]) {
    for text in texts {
        let broken = rule(&[file(path, text)]);
        let said: Vec<&str> = broken.iter().map(|broken| broken.0.as_str()).collect();
        assert!(said.is_empty(), "{path}: {text} gave {said:?}");
    }
}

#[test]
fn a_module_that_does_not_say_what_it_is_for_is_reported() {
    fires(module_docs, "crates/x/src/a.rs", &["use b;\n//! Late.", ""]);
    passes(module_docs, "crates/x/src/a.rs", &["//! For b.\nuse b;"]);
    passes(module_docs, "crates/x/src/a/tests.rs", &["use super::*;"]);
}

#[test]
fn whatever_way_a_pure_crate_takes_clock_file_thread_or_chance_is_reported() {
    for path in [
        "crates/cordboard-model/src/a.rs",
        "crates/cordboard-sync/src/b/c.rs",
    ] {
        fires(
            pure_crates,
            path,
            &[
                "use std::fs;",
                "use std::fs::File;",
                "    use std::{collections::HashMap, thread};",
                "use std::time::{Duration, Instant};",
                "use std::{\n    time::{\n        SystemTime,\n    },\n};",
                "pub(crate) use rand as chance;",
                "use tokio::time;",
                "let x = std::env::var(\"X\");",
                "let now = time::Instant::now();",
                "let now = chrono::Utc::now();",
                "let id = Uuid::new_v4();",
            ],
        );
        passes(
            pure_crates,
            path,
            &[
                "use std::time::Duration;",
                "// std::fs is not for us",
                "use std::{fmt, iter};",
            ],
        );
    }
    passes(
        pure_crates,
        "crates/cordboard-engine/src/a.rs",
        &["use std::{fs, thread};"],
    );
    passes(
        pure_crates,
        "crates/cordboard-model/src/hours/tests.rs",
        &["use std::fs;"],
    );
}

#[test]
fn every_kind_of_import_of_the_shell_outside_the_seam_is_reported() {
    fires(
        platform_seam,
        "ui/src/app/Shell.tsx",
        &[
            "import { invoke } from \"@tauri-apps/api/core\";",
            "import '@tauri-apps/api';",
            "const core = await import('@tauri-apps/api/core');",
            "export * from '@tauri-apps/api';",
            "vi.mock(`@tauri-apps/api/core`);",
        ],
    );
    passes(
        platform_seam,
        "ui/src/platform/tauri.ts",
        &["import { invoke } from \"@tauri-apps/api/core\";"],
    );
}

#[test]
fn every_look_inside_json_in_sql_is_reported() {
    fires(
        no_json_in_sql,
        "migrations/0009_x.sql",
        &[
            "SELECT json_extract(fields, '$.name') FROM record",
            "SELECT JSON_EXTRACT (fields, '$.name') FROM record",
            "SELECT * FROM record, Json_Each(fields)",
            "SELECT jsonb_tree(fields)",
            "SELECT fields->'$.name'",
            "SELECT fields ->> '$.name'",
            "create  trigger t AFTER INSERT ON record",
        ],
    );
    let store = "crates/cordboard-store/src/sqlite/read.rs";
    fires(
        no_json_in_sql,
        store,
        &[
            "\"SELECT fields -> ?1\"",
            "\"SELECT json_set(fields, 1)\"",
            "WHERE fields->>'a'",
        ],
    );
    passes(
        no_json_in_sql,
        store,
        &[
            "fn f(&self) -> Result<()> {",
            "serde_json::to_string(&x)",
            "// json_extract( is not used",
            "SELECT json_group_array(term) FROM word",
        ],
    );
    passes(
        no_json_in_sql,
        "migrations/0001_x.sql",
        &[
            "-- `touched` is no json_each( of",
            "CREATE TABLE a (b TEXT) STRICT;",
        ],
    );
}

#[test]
fn tests_that_wait_for_a_time_or_are_left_out_are_reported() {
    fires(
        honest_tests,
        "tests/api/users.rs",
        &[
            "#[ignore]",
            "#[ignore = \"slow\"]",
            "#[cfg_attr(windows, ignore)]",
            "std::thread::sleep(PAUSE);",
            "sleep(PAUSE).await;",
            "tokio::time::sleep_until(then).await;",
        ],
    );
    fires(
        honest_tests,
        "tests/e2e/specs/a.spec.ts",
        &[
            "test.skip(\"x\", () => {});",
            "test.fixme('x', () => {});",
            "describe.only('x', () => {});",
            "it.only.each(rows)('x');",
            "it.todo('x');",
            "xdescribe('x', () => {});",
            "test('x', { skip: true }, () => {});",
            "await page.waitForTimeout(100);",
            "await new Promise((done) => setTimeout(done, 100));",
        ],
    );
    passes(
        honest_tests,
        "tests/api/users.rs",
        &[
            "rows.iter().skip(1)",
            "// no sleep(1) here",
            "let asleep = nosleep(1);",
        ],
    );
    passes(
        honest_tests,
        "tests/e2e/specs/a.spec.ts",
        &[
            "test.setTimeout(180_000);",
            "await new Promise((done) => setTimeout(done));",
            "exit(1);",
        ],
    );
    passes(
        honest_tests,
        "tests/shell/app.mjs",
        &["const deadline = setTimeout(() => child.kill(), 5_000);"],
    );
}

#[test]
fn what_is_left_to_be_written_is_reported() {
    fires(
        no_leftovers,
        "crates/x/src/a.rs",
        &[
            "// TODO: later",
            "todo!()",
            "    unimplemented!(\"x\")",
            "let x = 1; // FIXME",
        ],
    );
    fires(no_leftovers, "migrations/0002_x.sql", &["-- TODO"]);
    passes(
        no_leftovers,
        "crates/x/src/a.rs",
        &["MASTODON", "let todos = 1;"],
    );
    passes(no_leftovers, "docs/x.md", &["TODO"]);
}

#[test]
fn styles_that_say_left_or_right_are_reported() {
    fires(
        logical_css,
        "ui/src/a.module.css",
        &[
            "a { margin-left: 1px; }",
            "a{color:red;text-align:left}",
            "a {\n  text-align :\n right;\n}",
            "a { FLOAT: Right }",
            "a { border-left-color: red; }",
            "a { border-top-left-radius: 2px; }",
            "a { inset: 0; left: 0; }",
        ],
    );
    passes(
        logical_css,
        "ui/src/a.module.css",
        &[
            "a:hover { margin-inline-start: 1px; text-align: start; }",
            "/* margin-left: 1px; */ a { color: red; }",
            "a { background-image: linear-gradient(to right, red, blue); }",
        ],
    );
    let broken = logical_css(&[file("a.css", "a {\n  color: red; /*\n*/\n  right: 0;\n}")]);
    assert_eq!(
        broken.first().map(|it| it.0.as_str()),
        Some("a.css:4: right: use the logical property")
    );
}
