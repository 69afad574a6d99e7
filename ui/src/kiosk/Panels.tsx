import { useTranslation } from "react-i18next";
import { Dialog } from "../design/Dialog";
import { Hours } from "./panels/Hours";
import { KeyHelp } from "./panels/KeyHelp";
import { Leave } from "./panels/Leave";
import { Note } from "./panels/Note";
import { Presence } from "./panels/Presence";
import { Rooms } from "./panels/Rooms";
import { Visitors } from "./panels/Visitors";
import { usePerson, type KioskStore } from "./store";
import type { DeskState } from "./use-desk";

/** What opens above the desk, one at a time; Escape goes back to the search. */
export function Panels({ store, desk }: { store: KioskStore; desk: DeskState }) {
  const { t } = useTranslation();
  const { panel, close } = desk;
  const person = usePerson(store, desk.selected ?? "");
  if (!panel) return null;
  const title = panel === "presence" || panel === "note" ? `${t(`kiosk.action_${panel}`)}: ${person?.name ?? ""}` : t(`kiosk.action_${panel}`);
  const wide = panel === "visitors" || panel === "rooms" || panel === "help";
  const done = (text: string) => {
    desk.say({ text, tone: "ok" });
    close();
  };
  return (
    <Dialog title={title} isOpen onClose={close} width={wide ? "wide" : "narrow"}>
      {panel === "presence" && person && <Presence store={store} person={person} onDone={done} />}
      {panel === "note" && person && <Note store={store} person={person} call={desk.currentCall} onDone={done} />}
      {panel === "visitors" && <Visitors store={store} />}
      {panel === "rooms" && <Rooms store={store} />}
      {panel === "hours" && <Hours store={store} onDone={done} />}
      {panel === "help" && <KeyHelp desk={desk} />}
      {panel === "leave" && <Leave store={store} />}
    </Dialog>
  );
}
