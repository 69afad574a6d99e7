//! The dialect's operations as a page for people: plain HTML that loads nothing.

use super::{is_list, tag};
use crate::crossbar::routes::{Access, Route, TABLE};
use std::fmt::Write;
use std::sync::OnceLock;

const HEAD: &str = r#"<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Cordboard: the Crossbar dialect</title><style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem }
code, pre { font-family: ui-monospace, monospace; font-size: .9em }
pre { padding: .75rem 1rem; overflow-x: auto; border: 1px solid #8886; border-radius: .4rem }
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid #8884 }
td:first-child { white-space: nowrap; font-weight: 600 }
</style></head><body><main>
<h1>The Crossbar dialect</h1>
<p>Clients written for Kazoo work here as they are. PUT creates, POST replaces, PATCH merges, DELETE deletes.
The machine-readable description is <a href="/v2/openapi.json">/v2/openapi.json</a>.</p>
<h2>A first request</h2>
<pre>curl -X PUT https://HOST/v2/user_auth -H 'Content-Type: application/json' \
  -d '{"data":{"credentials":"MD5 of username:password","account_realm":"acme.example"}}'
curl https://HOST/v2/accounts/ACCOUNT_ID/users -H 'X-Auth-Token: TOKEN'</pre>
<p>The token of the first answer (<code>auth_token</code>) goes into the header <code>X-Auth-Token</code>, into
<code>Authorization: Bearer</code>, or into the parameter <code>auth_token</code>. Cookies are never looked at.</p>
<h2>What every answer has</h2>
<p>The answer stands in <code>data</code>, beside <code>status</code>, <code>request_id</code>, <code>timestamp</code> and,
for one record, <code>revision</code>. A refusal has <code>"status":"error"</code>, the HTTP status as text in
<code>error</code>, an atom in <code>message</code>, and in <code>data</code> either
<code>{"message","cause"}</code> or the broken rules as <code>{field: {rule: {message, target, value}}}</code>.
What lies outside of your account and those below it does not exist for you: 404.</p>
<h2>Lists</h2>
<p>Lists come in pages of 50 rows. <code>page_size</code> asks for others, <code>next_start_key</code> of one page is
<code>start_key</code> of the next, <code>paginate=false</code> gives everything. <code>filter_PATH=VALUE</code>,
<code>has_key</code>, <code>key_missing</code>, <code>has_value</code>, <code>value_missing</code>,
<code>created_from</code> and their like look at whole documents; <code>fields</code> chooses what is shown;
<code>accept=csv</code> gives a table.</p>
"#;

/// The page.
pub(crate) fn page() -> &'static str {
    static PAGE: OnceLock<String> = OnceLock::new();
    PAGE.get_or_init(|| {
        let mut page = HEAD.to_owned();
        let mut before = "";
        for route in TABLE.iter().copied().flatten() {
            if tag(route) != before {
                if !before.is_empty() {
                    page.push_str("</tbody></table>\n");
                }
                before = tag(route);
                // Writing to a String cannot fail.
                let _ = write!(
                    page,
                    "<h2 id=\"{before}\">{before}</h2>\n<table><thead><tr><th>Method</th><th>Path</th>\
                     <th>What it does</th><th>For</th></tr></thead><tbody>\n"
                );
            }
            row(&mut page, route);
        }
        page.push_str("</tbody></table>\n</main></body></html>\n");
        page
    })
}

fn row(page: &mut String, route: &Route) {
    let who = match route.access {
        Access::Public => "everybody",
        Access::SignedIn => "whoever is signed in",
        Access::Admin => "admins",
        Access::Top => "admins of the account at the top",
    };
    let list = if is_list(route) { " (a list)" } else { "" };
    let _ = writeln!(
        page,
        "<tr><td>{}</td><td><code>/v2/{}</code></td><td>{}{list}</td><td>{who}</td></tr>",
        route.method,
        escaped(route.path),
        escaped(route.summary),
    );
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
