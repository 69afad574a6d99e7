/** The reception's screen: a tree of its own, without the console's router, so that nothing else can be reached. */
import { useMemo } from "react";
import { I18nProvider } from "react-aria-components";
import { createRoot } from "react-dom/client";
import { useTranslation } from "react-i18next";
import { createEngine, type Engine } from "../api/client";
import { HostProvider } from "../api/context";
import { readPreferences } from "../app/look";
import { startPreferences } from "../app/preferences";
import { formatLocale } from "../i18n/format";
import type { Platform } from "../platform";
import { guard } from "./guard";
import { Kiosk } from "./Kiosk";
import { KioskStore } from "./store";

/** Choices of this device; the window's page has no other place for them. */
const chosen = (key: string): string | undefined => window.localStorage.getItem(`cordboard.${key}`) ?? undefined;

/** Draws the reception. */
export async function open(platform: Platform): Promise<void> {
  document.documentElement.dataset["theme"] = chosen("theme") ?? "system";
  const device: Platform = { ...platform, settings: { get: async (key) => chosen(key), set: async (key, value) => window.localStorage.setItem(`cordboard.${key}`, value) } };
  const engine = createEngine(device, () => store.forget());
  const store: KioskStore = new KioskStore(engine, device);
  guard(platform.capabilities.addressBar);
  await store.start();
  // The office's language, unless somebody chose another one at this device.
  await startPreferences(device, readPreferences({ theme: chosen("theme"), language: chosen("language") ?? store.self?.language?.slice(0, 2) }));
  store.watch();
  const root = document.getElementById("root");
  if (root) createRoot(root).render(<Reception platform={device} engine={engine} store={store} />);
}

function Reception({ platform, engine, store }: { platform: Platform; engine: Engine; store: KioskStore }) {
  const { i18n } = useTranslation();
  const host = useMemo(() => ({ platform, engine }), [platform, engine]);
  return (
    <I18nProvider locale={i18n.language && formatLocale()}>
      <HostProvider value={host}>
        <Kiosk store={store} />
      </HostProvider>
    </I18nProvider>
  );
}
