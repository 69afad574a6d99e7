/** Short names for the shapes of `/console`, which are generated from its OpenAPI document into `schema.ts`. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Id = string;
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
/** A record's document: what this console does not know is kept. */
export type Fields = { [key: string]: Json | undefined };

type WithFields<Shape> = Omit<Shape, "fields"> & { fields: Fields };

export type Installation = Schemas["Installation"];
export type InstallationSettings = WithFields<Schemas["Settings"]>;
export type InstallRequest = Schemas["InstallationRequest"];
export type Session = Schemas["Session"];
export type Account = WithFields<Schemas["Account"]>;
export type User = WithFields<Schemas["User"]>;
export type PresenceName = Schemas["PresenceName"];
export type Holiday = Schemas["Holiday"];
export type HolidayFields = Schemas["HolidayFields"];
export type TreeRow = Schemas["TreeRow"];
export type TreeQuery = Schemas["WindowRequest"];
export type TreeWindow = Schemas["WindowAnswer"];
export type SearchHit = Schemas["SearchRow"];
export type WhoRings = Schemas["WhoRings"];
export type WhoRingsWeek = Schemas["WhoRingsWeek"];
export type WhoRingsStep = Schemas["Step"];
export type WhoRingsQuestion = Schemas["WhoRingsRequest"];
export type StepCode = Schemas["StepCode"];
export type ProblemDocument = Schemas["Problem"];

/** One change of an edit; an absent `from` or `to` means "not there". */
export interface Change {
  path: string;
  from?: Json;
  to?: Json;
}

export interface Clash {
  path: string;
  base?: Json | undefined;
  theirs?: Json | undefined;
  mine?: Json | undefined;
}

/** Of what an account may be given only so many: the keys of its `limits`. */
export const LIMITED = ["users", "phones", "ring_groups", "call_queues", "meetings"] as const;
export type Limited = (typeof LIMITED)[number];

export const STATES = ["available", "busy", "do_not_disturb", "away", "lunch", "business_trip", "offline"] as const satisfies readonly Schemas["State"][];
export type State = Schemas["State"];
export const ACTIONS = ["ring", "forward_to_number", "forward_to_voicemail", "hang_up"] as const;
export type Action = (typeof ACTIONS)[number];

export interface Rule {
  action: Action;
  number?: string;
}

export interface NoAnswer extends Rule {
  action: Exclude<Action, "ring">;
  timeout_s?: number;
}

export interface StateRules {
  office_hours?: Rule;
  non_office_hours?: Rule;
  no_answer?: NoAnswer;
}

export const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const satisfies readonly (keyof Schemas["Week"])[];
export type Day = (typeof DAYS)[number];

export interface Range {
  from: string;
  to: string;
}

export type Week = { [day in Day]?: { enabled?: boolean; ranges?: Range[] } };

export interface Exception {
  id: Id;
  name?: string;
  caller_mask: string;
  applies?: "all_hours" | "specific_hours" | "outside_specific_hours";
  hours?: Week;
  action: Action;
  number?: string;
  enabled?: boolean;
}

export type Forwarding = { [state in State]?: StateRules } & { exceptions?: Exception[] };

export interface OfficeHours {
  mode?: "account" | "custom";
  week?: Week;
}

/** The rules are read as the editor needs them; `types.test.ts` holds them against the generated shapes. */
export type UserForwarding = Omit<Schemas["UserForwarding"], "forwarding" | "office_hours" | "account_office_hours"> & {
  forwarding: Forwarding;
  office_hours: OfficeHours;
  account_office_hours: Week;
};

/** What a problem document may say in `code`; docs/API-DESIGN.md lists the meanings. */
export const PROBLEM_CODES = [
  "malformed",
  "invalid",
  "unauthenticated",
  "wrong_password",
  "forbidden",
  "not_found",
  "method_not_allowed",
  "conflict",
  "taken",
  "limit_reached",
  "would_cycle",
  "not_empty",
  "already_installed",
  "not_installed",
  "too_large",
  "unsupported_media_type",
  "too_many_requests",
  "storage_full",
  "locked",
  "screen_locked",
  "no_lock_password",
  "no_plane",
  "meeting_stopped",
  "meeting_locked",
  "meeting_full",
  "no_number_left",
  "link_expired",
  "letter_sent",
  "letter_too_late",
  "no_mail_server",
  "key_in_use",
  "needs_server",
  "server_unreachable",
  "only_on_server",
  "odd_server",
  "wrong_passphrase",
  "not_an_admin",
  "other_user",
  "sent",
  "call_gone",
  "call_not_now",
  "no_parking_slot",
  "too_many_calls",
  "no_line",
  "own_desk",
  "no_mailbox",
  "not_simulated",
  "private_address",
  "redirected",
  "remote_signed_out",
  "remote_sign_in",
  "remote_too_often",
  "two_factor",
  "odd_remote",
  "remote_too_much",
  "remote_refused",
  "remote_busy",
  "plan_changed",
  "internal",
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];
