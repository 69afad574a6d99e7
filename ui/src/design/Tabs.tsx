import { useEffect, useRef } from "react";
import { Tab, TabList, TabPanel, Tabs as AriaTabs, type Key } from "react-aria-components";
import pageStyles from "./Page.module.css";
import styles from "./Tabs.module.css";

interface TabbedPageProps<Name extends string> {
  label: string;
  tabs: readonly { name: Name; label: string; count?: number | undefined }[];
  selected: Name;
  onSelect: (name: Name) => void;
  /** What stands above the tabs. */
  head: React.ReactNode;
  /** The panel draws to the edges itself, such as a list. */
  flush?: boolean;
  children: React.ReactNode;
}

/** A record with its tabs; each tab is a route, so it has an address. */
export function TabbedPage<Name extends string>({ label, tabs, selected, onSelect, head, flush, children }: TabbedPageProps<Name>) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The tabs are drawn after this component: their place is known with the next picture.
    const frame = requestAnimationFrame(() => {
      list.current?.querySelector("[data-selected]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
    return () => cancelAnimationFrame(frame);
  }, [selected]);
  return (
    <AriaTabs selectedKey={selected} onSelectionChange={(key: Key) => onSelect(String(key) as Name)} className={styles.page} keyboardActivation="manual">
      <div className={pageStyles.head}>
        {head}
        <TabList ref={list} aria-label={label} className={styles.list}>
          {tabs.map((tab) => (
            <Tab key={tab.name} id={tab.name} className={styles.tab}>
              {tab.label}
              {tab.count !== undefined && <span className={styles.count}>{tab.count.toLocaleString()}</span>}
            </Tab>
          ))}
        </TabList>
      </div>
      {tabs.map((tab) => (
        <TabPanel key={tab.name} id={tab.name} className={`${pageStyles.panel} ${flush ? pageStyles.flush : ""}`}>
          {tab.name === selected && children}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
