/** The shapes of `/console`; docs/API-DESIGN.md is what binds them. */
export type Id = string;
export type Time = string;
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Installation {
  installed: boolean;
  version: string;
  mode: "desktop" | "server";
  setup_token_required: boolean;
}

export interface InstallRequest {
  organisation: string;
  realm: string;
  timezone?: string;
  admin?: { username: string; password: string; first_name?: string; last_name?: string; email?: string };
  setup_token?: string;
}

export interface Session {
  token?: string;
  expires: Time | null;
  user: { id: Id; account_id: Id; username: string; display_name: string } | null;
  account: { id: Id; name: string };
  role: "owner" | "admin" | "user";
}

export interface Fields {
  [key: string]: Json | undefined;
}

export interface Account {
  id: Id;
  parent_id: Id | null;
  rev: number;
  created: Time;
  modified: Time;
  deleted: Time | null;
  fields: Fields;
  path: { id: Id; name: string }[];
  child_count: number;
  descendants_count: number;
  user_count: number;
  may: {
    edit: boolean;
    create_child: boolean;
    move: boolean;
    delete: boolean;
    create_user: boolean;
    edit_user: boolean;
  };
}

export interface User {
  id: Id;
  account_id: Id;
  rev: number;
  created: Time;
  modified: Time;
  deleted: Time | null;
  fields: Fields;
  has_password: boolean;
  may: { edit: boolean; delete: boolean; set_password: boolean; edit_forwarding: boolean };
}

export interface Change {
  path: string;
  from?: Json;
  to?: Json;
}

export interface Clash {
  path: string;
  base?: Json;
  theirs?: Json;
  mine?: Json;
}

export interface TreeRow {
  id: Id;
  name: string;
  depth: number;
  parent_id: Id | null;
  posinset: number;
  setsize: number;
  child_count: number;
  descendants_count: number;
  expanded: boolean;
  enabled: boolean;
  is_reseller: boolean;
  matched: boolean;
}

export interface TreeQuery {
  root?: Id;
  open: "none" | "all";
  toggled: Id[];
  filter?: string;
  reveal?: Id;
  from: number;
  count: number;
}

export interface TreeWindow {
  seq: number;
  total: number;
  matched: number | null;
  revealed: number | null;
  rows: TreeRow[];
}

export interface UserRow {
  id: Id;
  display_name: string;
  username: string;
  extension_number: string;
  email: string;
  role: string;
  enabled: boolean;
  presence: string;
  do_not_disturb: boolean;
  is_forwarded: boolean;
}

export interface UserPage {
  rows: UserRow[];
  total: number;
  next: string | null;
}

export const STATES = ["available", "busy", "do_not_disturb", "away", "lunch", "business_trip", "offline"] as const;
export type State = (typeof STATES)[number];
export const ACTIONS = ["ring", "forward_to_number", "forward_to_voicemail", "hang_up"] as const;
export type Action = (typeof ACTIONS)[number];

export interface Rule {
  action: Action;
  number?: string;
}

export interface NoAnswer extends Rule {
  action: Exclude<Action, "ring">;
  timeout_s: number;
}

export interface StateRules {
  office_hours?: Rule;
  non_office_hours?: Rule;
  no_answer?: NoAnswer;
}

export const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Day = (typeof DAYS)[number];

export interface Range {
  from: string;
  to: string;
}

export type Week = { [day in Day]?: { enabled: boolean; ranges: Range[] } };

export interface Exception {
  id: Id;
  name?: string;
  caller_mask: string;
  applies: "all_hours" | "specific_hours" | "outside_specific_hours";
  hours?: Week;
  action: Action;
  number?: string;
  enabled?: boolean;
}

export type Forwarding = { [state in State]?: StateRules } & { exceptions?: Exception[] };

export interface OfficeHours {
  mode: "account" | "custom";
  week?: Week;
}

export interface UserForwarding {
  user_id: Id;
  rev: number;
  forwarding: Forwarding;
  office_hours: OfficeHours;
  account_office_hours: Week;
  timezone: string;
  may_edit: boolean;
}

export interface WhoRingsQuestion {
  caller: string;
  at?: Time;
  state?: State;
}

export interface WhoRingsStep {
  code: string;
  user_id: Id | null;
  name: string;
  params: { [key: string]: string };
  text: string;
}

export interface WhoRings {
  user_id: Id;
  at: Time;
  timezone: string;
  state: State;
  state_source: "given" | "presence" | "assumed";
  hours: "office" | "non_office" | "holiday";
  outcome: {
    rings: { user_id: Id | null; name: string; number: string }[];
    seconds: number | null;
    final: "ring" | "external" | "voicemail" | "hang_up";
    target: string;
    sentence: string;
  };
  steps: WhoRingsStep[];
}

export interface Holiday {
  id: Id;
  name: string;
  from_date: string;
  to_date: string;
  every_year?: boolean;
  user_id?: Id | null;
}

export interface SearchHit {
  kind: "account" | "user";
  id: Id;
  account_id: Id;
  label: string;
  detail: string;
}

export interface AuditRow {
  seq: number;
  at: Time;
  actor: { id: Id; name: string } | null;
  verb: string;
  label: string;
  kind: string;
  id: Id | null;
  detail: Json;
}

export interface AuditPage {
  rows: AuditRow[];
  next: number | null;
}

export type ProblemCode =
  | "malformed"
  | "invalid"
  | "unauthenticated"
  | "wrong_password"
  | "forbidden"
  | "not_found"
  | "method_not_allowed"
  | "conflict"
  | "taken"
  | "would_cycle"
  | "not_empty"
  | "already_installed"
  | "not_installed"
  | "too_large"
  | "unsupported_media_type"
  | "too_many_requests"
  | "storage_full"
  | "internal";

export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  detail: string;
  errors?: { path: string; rule: string; detail: string }[];
  clashes?: Clash[];
  reference?: string;
}
