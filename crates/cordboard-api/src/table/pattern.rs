//! Paths with placeholders, such as `accounts/{ACCOUNT_ID}/users`.

/// A path with placeholders.
#[derive(Debug)]
pub(crate) struct Pattern(Vec<Piece>);

/// One segment of a path.
#[derive(Debug)]
enum Piece {
    /// This text.
    Literal(&'static str),
    /// Any text, known by this name.
    Placeholder(&'static str),
}

impl Pattern {
    /// Reads `accounts/{ACCOUNT_ID}`.
    pub(crate) fn new(path: &'static str) -> Self {
        let piece = |text: &'static str| {
            let name = text
                .strip_prefix('{')
                .and_then(|text| text.strip_suffix('}'));
            name.map_or(Piece::Literal(text), Piece::Placeholder)
        };
        Self(path.split('/').map(piece).collect())
    }

    /// Which segments are placeholders: patterns in this order have what is spelled out before the others.
    pub(super) fn placeholders(&self) -> Vec<bool> {
        let is_placeholder = |piece: &Piece| matches!(piece, Piece::Placeholder(_));
        self.0.iter().map(is_placeholder).collect()
    }

    /// Whether the two fit the same paths, whatever their placeholders are called.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.0.len() == other.0.len()
            && self.0.iter().zip(&other.0).all(|pair| match pair {
                (Piece::Literal(one), Piece::Literal(other)) => one == other,
                (Piece::Placeholder(_), Piece::Placeholder(_)) => true,
                _ => false,
            })
    }

    /// Whether the path is of this form.
    pub(crate) fn fits(&self, segments: &[String]) -> bool {
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
    pub(crate) fn params(&self, segments: &[String]) -> Vec<(&'static str, String)> {
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
