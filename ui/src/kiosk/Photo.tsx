import { useEffect, useState } from "react";
import { readPhoto, type Person } from "../api/kiosk";
import styles from "./Board.module.css";
import type { KioskStore } from "./store";

/** Photos that were read, by their version: a tile that scrolls away and comes back shows its own at once. */
const known = new Map<string, Promise<string>>();
const MANY = 2_000;

function photo(store: KioskStore, id: string, version: string): Promise<string> {
  const key = `${id} ${version}`;
  let asked = known.get(key);
  if (!asked) {
    if (known.size >= MANY) known.clear();
    asked = readPhoto(store.engine, id);
    known.set(key, asked);
    asked.catch(() => known.delete(key));
  }
  return asked;
}

const initials = (name: string): string => {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...(word ?? "")][0] ?? "").join("").toUpperCase();
};

/** His photo, or the first letters of his name. */
export function Photo({ store, person }: { store: KioskStore; person: Person }) {
  const [url, setUrl] = useState<string>();
  const { id, photo: version } = person;
  useEffect(() => {
    let current = true;
    setUrl(undefined);
    if (version) photo(store, id, version).then((read) => current && setUrl(read), () => undefined);
    return () => {
      current = false;
    };
  }, [store, id, version]);
  return (
    <span className={styles.photo} aria-hidden="true">
      {url ? <img src={url} alt="" draggable={false} /> : initials(person.name)}
    </span>
  );
}
