/** The place of the lock screen: beside the console and not in it, so that it is there before anything else is. */
import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { I18nProvider } from "react-aria-components";
import { createRoot } from "react-dom/client";
import { useTranslation } from "react-i18next";
import type { Engine } from "../../api/client";
import { HostProvider } from "../../api/context";
import { isLocked, useLocked } from "../../api/lock";
import { later } from "../../app/later";
import { formatLocale } from "../../i18n/format";
import type { Platform } from "../../platform";

const LockScreen = later(async () => (await import("./LockScreen")).LockScreen);

interface LockProps {
  platform: Platform;
  engine: Engine;
  queries: QueryClient;
}

/** Puts the lock before the console. */
export function placeLock(props: LockProps): void {
  const place = document.createElement("div");
  place.id = "lock";
  // Neither hidden nor taken for "outside" by a dialog that is open in the console.
  place.dataset["reactAriaTopLayer"] = "true";
  document.body.append(place);
  // No key reaches the console while it is locked: neither those typed here, which have been seen once they come by, nor
  // those that the window's menu presses.
  place.addEventListener("keydown", (event) => isLocked() && event.stopPropagation());
  const keep = (event: KeyboardEvent) => {
    if (!isLocked() || (event.target instanceof Node && place.contains(event.target))) return;
    event.stopImmediatePropagation();
    // Tab may still lead back into the lock.
    if (event.key !== "Tab") event.preventDefault();
  };
  window.addEventListener("keydown", keep, { capture: true });
  createRoot(place).render(<LockRoot {...props} />);
}

function LockRoot({ platform, engine, queries }: LockProps) {
  const { i18n } = useTranslation();
  const locked = useLocked();
  const host = useMemo(() => ({ platform, engine }), [platform, engine]);
  if (!locked) return null;
  return (
    <I18nProvider locale={i18n.language && formatLocale()}>
      <HostProvider value={host}>
        <QueryClientProvider client={queries}>
          <LockScreen />
        </QueryClientProvider>
      </HostProvider>
    </I18nProvider>
  );
}
