/** What a new person takes over from another one: how he works, not who he is. */
import type { Fields } from "../../api/types";

/** Names, numbers, addresses, secrets and what he is doing now are each person's own; the program keeps the rest. */
const OWN = new Set([
  "first_name", "last_name", "display_name", "username", "email", "extension_number", "presence_id", "mobile", "work_phone", "home_phone", "address", "addresses",
  "presence", "presence_note", "do_not_disturb", "caller_id", "notes", "sip_secret", "favorites", "provision_folder", "hotdesk", "photo", "balance", "ms365_id", "profile_id",
  "profile", "contact_list", "pronounced_name", "voicemail_pin", "enable_voicemail_pin", "verified", "require_password_update", "crossbar", "directories", "role", "role_name",
  "call_forward", "custom_options", "ui_flags", "ui_help", "ui_metadata", "enabled",
]);

export const like = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).filter(([name, value]) => !OWN.has(name) && value !== undefined));
