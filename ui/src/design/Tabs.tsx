import { Tab, TabList, Tabs as AriaTabs, type Key } from "react-aria-components";
import styles from "./Tabs.module.css";

interface TabsProps<Name extends string> {
  label: string;
  tabs: readonly { name: Name; label: string; count?: number | undefined }[];
  selected: Name;
  onSelect: (name: Name) => void;
}

/** The tabs of a record; the panel below is a route, so a tab has an address. */
export function Tabs<Name extends string>({ label, tabs, selected, onSelect }: TabsProps<Name>) {
  return (
    <AriaTabs selectedKey={selected} onSelectionChange={(key: Key) => onSelect(String(key) as Name)} className={styles.tabs} keyboardActivation="manual">
      <TabList aria-label={label} className={styles.list}>
        {tabs.map((tab) => (
          <Tab key={tab.name} id={tab.name} className={styles.tab}>
            {tab.label}
            {tab.count !== undefined && <span className={styles.count}>{tab.count.toLocaleString()}</span>}
          </Tab>
        ))}
      </TabList>
    </AriaTabs>
  );
}
