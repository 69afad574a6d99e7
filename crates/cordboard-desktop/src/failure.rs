//! What a person sees when the console cannot start.

/// One plain page that says what is wrong and what to do, as HTML that needs nothing else.
pub fn page(sentences: &str) -> String {
    format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Cordboard cannot start</title>\
         <style>:root{{color-scheme:light dark}}body{{font:15px/1.5 system-ui,sans-serif;margin:32px}}\
         h1{{font-size:19px}}</style><h1>Cordboard cannot start</h1><p role=alert>{}</p></html>",
        escape(sentences)
    )
}

/// Text as HTML, so that a file name cannot become markup.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_name_of_a_file_never_becomes_markup() {
        let page = super::page("<script>x</script> & \"y\" cannot be opened");
        assert!(
            page.contains("&lt;script&gt;x&lt;/script&gt; &amp; &quot;y&quot; cannot be opened")
        );
    }
}
