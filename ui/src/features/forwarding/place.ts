import { STATES, type State } from "../../api/types";

export const PARTS = ["office_hours", "non_office_hours", "no_answer"] as const;
export type Part = (typeof PARTS)[number];

/** Which cell of the matrix a JSON pointer is about. */
export function parsePlace(path: string): { state: State; part?: Part } | null {
  const [root, name, inside] = path.split("/").slice(1);
  const state = STATES.find((entry) => entry === name);
  if (root !== "forwarding" || !state) return null;
  const part = PARTS.find((entry) => entry === inside);
  return part ? { state, part } : { state };
}

export const placeOf = (state: State, part: Part): string => `/forwarding/${state}/${part}`;
