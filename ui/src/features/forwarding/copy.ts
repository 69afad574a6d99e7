/** Which places of another person's record have to change so that his calls go as this person's do. */
import { STATES, type Change, type Json } from "../../api/types";
import { readPointer } from "../../lib/pointer";

export const PIECES = ["matrix", "exceptions", "hours"] as const;
export type Piece = (typeof PIECES)[number];

const PLACES: { readonly [piece in Piece]: readonly string[] } = {
  matrix: STATES.map((state) => `/forwarding/${state}`),
  exceptions: ["/forwarding/exceptions"],
  hours: ["/office_hours"],
};

/** A place that has no rule here is cleared there, too: the default holds for both. */
export function copyChanges(from: { forwarding?: Json | undefined; office_hours?: Json | undefined }, pieces: readonly Piece[]): Change[] {
  return pieces
    .flatMap((piece) => PLACES[piece])
    .map((path) => {
      const value = readPointer(from, path);
      return { path, ...(value === undefined || value === null ? {} : { to: value }) };
    });
}
