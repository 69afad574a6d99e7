//! Paths with placeholders, such as `accounts/{ACCOUNT_ID}/users`.

/// A path with placeholders.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Piece>);

/// One segment of a path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// This text.
    Literal(&'static str),
    /// Any text, known by this name.
    Placeholder(&'static str),
}

impl Pattern {
    /// Reads `accounts/{ACCOUNT_ID}`.
    pub(super) fn new(path: &'static str) -> Self {
        let piece = |text: &'static str| {
            let name = text
                .strip_prefix('{')
                .and_then(|text| text.strip_suffix('}'));
            name.map_or(Piece::Literal(text), Piece::Placeholder)
        };
        Self(path.split('/').map(piece).collect())
    }

    pub(super) fn pieces(&self) -> impl Iterator<Item = &Piece> {
        self.0.iter()
    }

    /// Whether the path is of this form.
    pub(super) fn fits(&self, segments: &[String]) -> bool {
        self.0.len() == segments.len()
            && self
                .0
                .iter()
                .zip(segments)
                .all(|(piece, segment)| match piece {
                    Piece::Literal(text) => text == segment,
                    Piece::Placeholder(_) => true,
                })
    }

    /// What stands in place of the placeholders of a path that fits.
    pub(super) fn params(&self, segments: &[String]) -> Vec<(&'static str, String)> {
        self.0
            .iter()
            .zip(segments)
            .filter_map(|(piece, segment)| match piece {
                Piece::Literal(_) => None,
                Piece::Placeholder(name) => Some((*name, segment.clone())),
            })
            .collect()
    }
}
