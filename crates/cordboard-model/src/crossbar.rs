//! Pure functions of the Crossbar dialect over documents: what it shows of a user and takes back, the features of a
//! user, and his vCard. The shapes of the wire are the dialect's own business.

pub mod features;
pub mod user;
pub mod vcard;
