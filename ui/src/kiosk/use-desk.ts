/** The state of the screen itself: what was typed, who and which call is picked, and what keys do. */
import { useEffect, useEffectEvent, useMemo, useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { command, dial } from "../api/kiosk";
import { problemMessage } from "../api/problems";
import { find, type Entry } from "./find";
import { actionOf, keyName, readKeys, type Action, type Keys } from "./keys";
import { asNumber, current, deed, nextCall, onEnter, readHandOn, type Deed, type HandOn, type Reason, type Situation, type Target } from "./model";
import { useStore, type KioskStore } from "./store";

export type Panel = "presence" | "note" | "visitors" | "rooms" | "hours" | "help" | "leave";
const PANELS: readonly string[] = ["presence", "note", "visitors", "rooms", "hours", "help", "leave"] satisfies Panel[];
/** Panels that are about somebody who was picked. */
const ABOUT: readonly string[] = ["presence", "note"];

/** What was done, or why not; the newest stands in the status line. */
export interface Said {
  readonly text: string;
  readonly tone: "ok" | "danger";
}

const kept = {
  read: (key: string) => window.localStorage.getItem(`cordboard.kiosk.${key}`) ?? undefined,
  write: (key: string, value: string) => window.localStorage.setItem(`cordboard.kiosk.${key}`, value),
};

export function useDesk(store: KioskStore, search: RefObject<HTMLInputElement | null>) {
  const { t } = useTranslation();
  const [columns, setColumns] = useState(1);
  const [typed, setTyped] = useState("");
  const [department, setDepartment] = useState("");
  const [picked, setPicked] = useState<string>();
  const [pickedCall, setPickedCall] = useState<string>();
  const [through, setThrough] = useState(false);
  const [panel, setPanel] = useState<Panel>();
  const [said, setSaid] = useState<Said>();
  const [keys, setKeys] = useState<Keys>(() => readKeys(kept.read("keys")));
  const [handOn, setHandOn] = useState(() => readHandOn(kept.read("handOn")));
  const [large, setLarge] = useState(() => kept.read("large") === "yes");
  const entries = useStore(store, (it) => it.entries);
  const calls = useStore(store, (it) => it.calls);
  const away = useStore(store, (it) => it.awaySince !== undefined);
  const here = useMemo(() => (department ? entries.filter((entry) => entry.person.department === department) : entries), [entries, department]);
  const found: readonly Entry[] = useMemo(() => find(here, typed), [here, typed]);
  // What is typed picks the first who fits, until somebody else is picked.
  const selected = found.some((entry) => entry.person.id === picked) ? picked : typed.trim() ? found[0]?.person.id : undefined;
  const person = found.find((entry) => entry.person.id === selected)?.person;
  const number = found.length === 0 ? asNumber(typed) : undefined;
  const target: Target | undefined = person?.extension_number ? { number: person.extension_number, name: person.name } : number ? { number, name: "" } : undefined;
  const situation: Situation = { calls, picked: pickedCall, target, away, handOn };
  const departments = useMemo(() => [...new Set(entries.map((entry) => entry.person.department).filter(Boolean))].sort((one, other) => one.localeCompare(other)), [entries]);

  const focus = () => search.current?.focus({ preventScroll: true });
  const clear = () => {
    setTyped("");
    setPicked(undefined);
    setPickedCall(undefined);
    setThrough(false);
  };
  const open = (next: Panel) => {
    if (ABOUT.includes(next) && !selected) return setSaid({ text: t("kiosk.why_noTarget"), tone: "danger" });
    setPanel(next);
  };
  const close = () => setPanel(undefined);

  const carryOut = async (what: Deed) => {
    setSaid(undefined);
    try {
      const handsOn = "command" in what && ["blind", "ask", "safe"].includes(what.command);
      const { calls: answer, text } =
        "dial" in what
          ? { calls: await dial(store.engine, what.dial), text: t("kiosk.did_dial", { to: target?.name || what.dial }) }
          : {
              calls: await command(store.engine, what.call.id, { command: what.command, ...(what.number === undefined ? {} : { number: what.number }), ...(handsOn ? { through } : {}) }),
              text: t(`kiosk.did_${what.command}`, { to: target?.name || what.number || "", who: what.call.party.name || what.call.party.number }),
            };
      store.took(answer);
      setSaid({ text, tone: "ok" });
      clear();
    } catch (error) {
      setSaid({ text: problemMessage(t, error), tone: "danger" });
    }
    focus();
  };
  const refuse = (reason: Reason) => setSaid({ text: t(`kiosk.why_${reason}`), tone: "danger" });

  const act = (action: Action) => {
    if (PANELS.includes(action)) return open(action as Panel);
    switch (action) {
      case "waiting":
        setPickedCall(nextCall(calls, pickedCall, 1));
        return focus();
      case "through":
        setThrough(!through);
        return focus();
      case "department": {
        const all = ["", ...departments];
        setDepartment(all[(all.indexOf(department) + 1) % all.length] ?? "");
        return focus();
      }
      case "large":
        return setLarge(!large);
      default: {
        const what = deed(action, situation);
        return typeof what === "string" ? refuse(what) : void carryOut(what);
      }
    }
  };

  const move = (step: number) => {
    if (pickedCall && Math.abs(step) >= columns) return setPickedCall(nextCall(calls, pickedCall, step > 0 ? 1 : -1));
    const at = found.findIndex((entry) => entry.person.id === selected);
    const next = at < 0 ? 0 : Math.min(found.length - 1, Math.max(0, at + step));
    setPicked(found[next]?.person.id);
  };

  const enter = onEnter(situation);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (panel) {
      // Where the focus was may have gone; Escape goes back all the same.
      if (event.key === "Escape" && document.activeElement === document.body) close();
      return;
    }
    const action = actionOf(keys, keyName(event)) ?? (event.key === "?" ? "help" : undefined);
    const steps: { readonly [key: string]: number } = { ArrowDown: columns, ArrowUp: -columns, ...(picked ? { ArrowRight: document.dir === "rtl" ? -1 : 1, ArrowLeft: document.dir === "rtl" ? 1 : -1 } : {}) };
    const step = steps[event.key];
    const isField = event.target === search.current;
    if (action) act(action);
    else if (event.key === "Escape") clear();
    else if (isField && event.key === "Enter" && !event.isComposing) {
      if (enter) void carryOut(enter.deed);
    }
    else if (isField && step !== undefined && !event.ctrlKey && !event.shiftKey) move(step);
    else {
      // Whatever is typed anywhere goes into the search.
      if (!isField && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.altKey) focus();
      return;
    }
    event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  const isFree = panel === undefined;
  useEffect(() => {
    // A dialog lets nothing outside of it have the focus, until all of its own effects are undone: that is before this.
    if (isFree) search.current?.focus();
  }, [isFree, search]);
  useEffect(() => {
    if (large) document.documentElement.dataset["large"] = "yes";
    else delete document.documentElement.dataset["large"];
    kept.write("large", large ? "yes" : "no");
  }, [large]);

  return {
    typed, department, departments, found, selected, pickedCall, through, panel, said, keys, large, calls, away, situation, enter, target,
    currentCall: current(situation),
    type: (text: string) => {
      setTyped(text);
      setPicked(undefined);
    },
    setDepartment,
    pick: (id: string) => {
      setPicked(id);
      focus();
    },
    pickCall: (id: string) => {
      setPickedCall(id);
      focus();
    },
    setKeys: (next: Keys) => {
      setKeys(next);
      kept.write("keys", JSON.stringify(next));
    },
    handOn,
    setHandOn: (way: HandOn) => {
      setHandOn(way);
      kept.write("handOn", way);
    },
    setColumns,
    say: setSaid, act, close, carryOut, focus,
  };
}

export type DeskState = ReturnType<typeof useDesk>;
