/** What somebody says about himself in one choice: his presence, or that he is not to be disturbed, which is a switch of its own. */
import type { PresenceName, User } from "../../api/types";

export const CHOICES = ["available", "away", "lunch", "business_trip", "do_not_disturb"] as const satisfies readonly PresenceName[];

export function presenceOf(user: User): PresenceName {
  const disturb = user.fields["do_not_disturb"] as { enabled?: boolean } | undefined;
  if (disturb?.enabled === true) return "do_not_disturb";
  return CHOICES.find((choice) => choice === user.fields["presence"]) ?? "available";
}
