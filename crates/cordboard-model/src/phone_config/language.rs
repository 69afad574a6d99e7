//! The languages of phones, and what each vendor calls them.

/// A language that a phone may be set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // Each is the language that it is named after.
pub enum Language {
    English,
    Chinese,
    Dutch,
    French,
    German,
    Greek,
    Italian,
    Japanese,
    Polish,
    Russian,
    Spanish,
    Swedish,
    Ukrainian,
    Bulgarian,
}

/// What a language is called.
struct Names {
    language: Language,
    /// In the PortSIP dialect.
    dialect: &'static str,
    /// ISO 639-1.
    code: &'static str,
    yealink: Option<&'static str>,
    snom: Option<&'static str>,
    poly: Option<&'static str>,
}

const fn names(
    language: Language,
    dialect: &'static str,
    code: &'static str,
    yealink: Option<&'static str>,
    snom: Option<&'static str>,
    poly: Option<&'static str>,
) -> Names {
    Names {
        language,
        dialect,
        code,
        yealink,
        snom,
        poly,
    }
}

/// In the order of [`Language`].
#[rustfmt::skip]
const NAMES: [Names; 14] = [
    names(Language::English, "ENGLISH", "en", Some("English"), Some("English"), Some("English_United_States")),
    names(Language::Chinese, "CHINESE", "zh", Some("Chinese_S"), None, Some("Chinese_China")),
    names(Language::Dutch, "DUTCH", "nl", None, Some("Nederlands"), Some("Dutch_Netherlands")),
    names(Language::French, "FRENCH", "fr", Some("French"), None, Some("French_France")),
    names(Language::German, "GERMAN", "de", Some("German"), Some("Deutsch"), Some("German_Germany")),
    names(Language::Greek, "GREEK", "el", None, None, None),
    names(Language::Italian, "ITALIAN", "it", Some("Italian"), Some("Italiano"), Some("Italian_Italy")),
    names(Language::Japanese, "JAPANESE", "ja", None, None, Some("Japanese_Japan")),
    names(Language::Polish, "POLISH", "pl", Some("Polish"), Some("Polski"), Some("Polish_Poland")),
    names(Language::Russian, "RUSSIAN", "ru", Some("Russian"), None, Some("Russian_Russia")),
    names(Language::Spanish, "SPANISH", "es", Some("Spanish"), None, Some("Spanish_Spain")),
    names(Language::Swedish, "SWEDISH", "sv", None, Some("Svenska"), Some("Swedish_Sweden")),
    names(Language::Ukrainian, "UKRAINIAN", "uk", Some("Ukrainian"), None, None),
    names(Language::Bulgarian, "BULGARIAN", "bg", None, None, None),
];

impl Language {
    /// Every language with its name in the PortSIP dialect.
    pub fn all() -> impl Iterator<Item = (Language, &'static str)> {
        NAMES.iter().map(|names| (names.language, names.dialect))
    }

    /// The language with this name in the PortSIP dialect, e.g. `GERMAN`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all()
            .find(|(_, known)| *known == name)
            .map(|(language, _)| language)
    }

    fn names(self) -> Option<&'static Names> {
        NAMES.iter().find(|names| names.language == self)
    }

    pub(super) fn code(self) -> Option<&'static str> {
        Some(self.names()?.code)
    }

    pub(super) fn yealink(self) -> Option<&'static str> {
        self.names()?.yealink
    }

    pub(super) fn snom(self) -> Option<&'static str> {
        self.names()?.snom
    }

    pub(super) fn poly(self) -> Option<&'static str> {
        self.names()?.poly
    }
}
