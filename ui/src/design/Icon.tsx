/** The console's own icons: 16 px, one stroke, drawn in the colour of the text beside them. Never alone: a word goes with each. */
import { PATHS, strokeOf, type IconName } from "./icons";

export type { IconName };

interface IconProps {
  name: IconName;
  size?: number;
  className?: string;
  /** Arrows that mean "onwards" turn round in right-to-left text. */
  mirrored?: boolean;
}

export function Icon({ name, size = 16, className, mirrored }: IconProps) {
  return (
    <svg
      aria-hidden="true"
      className={[mirrored ? "mirrored" : "", className ?? ""].join(" ").trim() || undefined}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={strokeOf(name)}
      strokeLinecap="round"
      strokeLinejoin="round"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
