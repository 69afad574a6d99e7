/** What somebody with a role gets to see of the console: pure, from the role's flags. */

export type Flags = { readonly [group: string]: { readonly [flag: string]: boolean } };

export const PLACES = ["self", "directory", "meetings", "people", "teams", "roles", "calls", "recordings", "office", "below"] as const;
export type Place = (typeof PLACES)[number];
export type Access = "changes" | "reads" | "nothing";

const has = (flags: Flags, group: string, flag: string): boolean => flags[group]?.[flag] === true;

/** Whether every flag of the one role is on in the other. */
export function covers(flags: Flags, needed: Flags): boolean {
  return Object.entries(needed).every(([group, inner]) => Object.entries(inner).every(([flag, on]) => !on || has(flags, group, flag)));
}

/** An administrator is who has every flag of the built-in role Admin; everybody else acts in the own account only. */
export function preview(flags: Flags, admin: Flags): { readonly [place in Place]: Access } {
  const isAdmin = covers(flags, admin);
  const when = (on: boolean, access: Access): Access => (isAdmin ? "changes" : on ? access : "nothing");
  const users = has(flags, "user_management", "users");
  const calls = has(flags, "company_call_log", "call_log_view_only");
  const recordings = has(flags, "company_call_log", "call_recording_view_only");
  return {
    self: "changes",
    directory: isAdmin ? "changes" : "reads",
    meetings: when(has(flags, "general", "meeting"), "changes"),
    people: when(users, "changes"),
    teams: users || isAdmin ? "changes" : "reads",
    roles: when(has(flags, "user_management", "roles"), "changes"),
    calls: when(calls, "reads"),
    recordings: when(recordings, "reads"),
    office: isAdmin ? "changes" : "reads",
    below: when(false, "nothing"),
  };
}

/** The flags after one was turned: full access brings the view along, and goes with it. */
export function turn(flags: Flags, all: readonly { group: string; flag: string; needs?: string | null | undefined }[], group: string, flag: string, on: boolean): Flags {
  const next: { [flag: string]: boolean } = { ...flags[group], [flag]: on };
  for (const other of all.filter((entry) => entry.group === group && entry.needs)) {
    if (on && other.flag === flag && other.needs) next[other.needs] = true;
    if (!on && other.needs === flag) next[other.flag] = false;
  }
  return { ...flags, [group]: next };
}
