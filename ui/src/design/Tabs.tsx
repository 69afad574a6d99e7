import { useEffect, useRef, type RefObject } from "react";
import { Tab, TabList, Tabs as AriaTabs, type Key } from "react-aria-components";
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
  return (
    <div className={styles.page}>
      <div className={pageStyles.head}>
        {head}
        {/* Only the tabs themselves: what stands in React Aria's tabs is drawn twice, once to find the tabs in it. */}
        <AriaTabs selectedKey={selected} onSelectionChange={(key: Key) => onSelect(String(key) as Name)} keyboardActivation="manual">
          <TabList ref={list} aria-label={label} className={styles.list}>
            {tabs.map((tab) => (
              <Tab key={tab.name} id={tab.name} className={styles.tab}>
                {tab.label}
                {tab.count !== undefined && <span className={styles.count}>{tab.count.toLocaleString()}</span>}
              </Tab>
            ))}
          </TabList>
        </AriaTabs>
      </div>
      <Panel key={selected} list={list} flush={flush ?? false}>
        {children}
      </Panel>
    </div>
  );
}

const TAKES_FOCUS = "a[href], button:enabled, input:enabled, textarea:enabled, [tabindex='0']";

/**
 * What the selected tab shows. React Aria's own panel lays out the page before anything is painted, to know whether
 * something in it takes the focus; here that is looked at afterwards, and needs no layout.
 */
function Panel({ list, flush, children }: { list: RefObject<HTMLDivElement | null>; flush: boolean; children: React.ReactNode }) {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = panel.current;
    if (!element) return;
    // Where nothing in it takes the focus, it does itself: so that it is scrolled with the keyboard, too.
    const settle = () => {
      if (element.querySelector(TAKES_FOCUS)) element.removeAttribute("tabindex");
      else if (element.tabIndex !== 0) element.tabIndex = 0;
    };
    const observer = new MutationObserver(settle);
    // The tabs are drawn after this component: their names and places are known with the next picture.
    const frame = requestAnimationFrame(() => {
      const tab = list.current?.querySelector("[data-selected]");
      tab?.scrollIntoView({ block: "nearest", inline: "nearest" });
      element.id = tab?.getAttribute("aria-controls") ?? "";
      element.setAttribute("aria-labelledby", tab?.id ?? "");
      settle();
      observer.observe(element, { childList: true, subtree: true, attributeFilter: ["disabled", "tabindex"] });
    });
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
    };
  }, [list]);
  return (
    <div ref={panel} role="tabpanel" className={`${pageStyles.panel} ${flush ? pageStyles.flush : ""}`}>
      {children}
    </div>
  );
}
