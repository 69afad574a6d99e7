//! Which record: a kind's name and an id. A copy may hold kinds that its program does not know yet (S-50).

use cordboard_model::{Id, Kind, Record};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// The name of a kind, known here or not.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KindName(Cow<'static, str>);

impl KindName {
    /// The kind, when this program knows it and shares it.
    pub fn known(&self) -> Option<Kind> {
        self.0.parse().ok().filter(|kind: &Kind| kind.is_synced())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Kind> for KindName {
    fn from(kind: Kind) -> Self {
        Self(Cow::Borrowed(kind.name()))
    }
}

impl fmt::Display for KindName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for KindName {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        String::schema()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for KindName {}

impl Serialize for KindName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for KindName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = Cow::<'de, str>::deserialize(deserializer)?;
        Ok(name
            .parse::<Kind>()
            .map_or_else(|_| Self(Cow::Owned(name.clone().into_owned())), Self::from))
    }
}

/// One record among all that are shared.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Key {
    /// Its id.
    pub id: Id,
    /// What it is.
    pub kind: KindName,
}

impl Key {
    /// The record of this kind and id.
    pub fn new(kind: impl Into<KindName>, id: Id) -> Self {
        Self {
            id,
            kind: kind.into(),
        }
    }

    /// The key of a record.
    pub fn of(record: &Record) -> Self {
        Self::new(record.kind, record.id)
    }
}

impl From<&str> for KindName {
    fn from(name: &str) -> Self {
        name.parse::<Kind>()
            .map_or_else(|_| Self(Cow::Owned(name.to_owned())), Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_that_nobody_here_knows_keeps_its_name_and_private_kinds_count_as_unknown() {
        let text = r#"{"id":"01010101010101010101010101010101","kind":"teapot"}"#;
        let key: Key = serde_json::from_str(text).unwrap();
        assert_eq!((key.kind.known(), key.kind.as_str()), (None, "teapot"));
        assert_eq!(serde_json::to_string(&key).unwrap(), text);
        assert_eq!(KindName::from("session").known(), None);
        assert_eq!(KindName::from("user").known(), Some(Kind::User));
    }
}
