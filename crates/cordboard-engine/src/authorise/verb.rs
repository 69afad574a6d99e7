//! What a right can be asked for, one by one.

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Read the account, its place in the tree, and the names of its users.
    ReadAccount,
    /// Change the account's fields, its hours and its holidays.
    EditAccount,
    /// Put an account below this one.
    CreateChild,
    /// Move this account elsewhere (asked for the account; `CreateChild` is asked for the new parent).
    MoveAccount,
    /// Move the account to the recycle bin.
    DeleteAccount,
    /// Read and list the account's roles.
    ReadRoles,
    /// Make, change and take away roles of the account.
    EditRoles,
    /// List the account's users with what those read who manage them.
    ListUsers,
    /// Add a user.
    CreateUser,
    /// Read a user's details.
    ReadUser,
    /// Change a user's fields; which fields is the schema's matter.
    EditUser,
    /// Move a user to the recycle bin or bring him back.
    DeleteUser,
    /// The same, where admins may delete themselves.
    DeleteAnyUser,
    /// Set a user's password.
    SetPassword,
    /// Read or change forwarding, ask who rings.
    Forwarding,
    /// Read what was done in the account.
    ReadAudit,
    /// Read the calls and messages of all people of the account.
    ReadCalls,
    /// Read the recordings of all people of the account.
    ReadRecordings,
    /// Read and list the account's groups.
    ReadGroups,
    /// Add, change and delete groups of the account.
    EditGroups,
    /// Read a phone, with what it registers with.
    ReadPhone,
    /// Add, change and delete phones of the account.
    EditPhones,
    /// Set or remove a user's photo.
    EditPhoto,
    /// Ring a user's phones for a call in his name.
    QuickCall,
    /// Read the account's meetings, and who is in them.
    ReadMeetings,
    /// Make a meeting room for a user.
    CreateMeeting,
    /// Read every call of the account.
    ReadCallLog,
    /// Read the account's API key.
    ReadApiKey,
    /// Put a new API key in the place of the account's old one.
    RenewApiKey,
    /// End every session of a user, or every session that the account's API key opened.
    EndSessions,
    /// Act as a user of another account.
    Impersonate,
    /// List, enrol and revoke the account's kiosks.
    EditKiosks,
    /// See the account's people and work the calls of a line, at a reception.
    Attend,
    /// Set what a colleague says about himself, at a reception.
    AttendPresence,
    /// Switch the office open or closed, at a reception.
    AttendHours,
    /// Run the account's meeting rooms, at a reception.
    AttendMeetings,
    /// Sign visitors in and out, at a reception.
    AttendVisitors,
    /// Look after the accounts directly below this one as a reseller does: their profiles, tags, tokens and watches.
    Resell,
    /// Name servers elsewhere whose people are kept in this account, pull from them and push to them.
    EditRemotes,
}
