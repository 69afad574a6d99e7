import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState, useLayoutEffect } from "react";
import { useTranslation } from "react-i18next";
import { ROW_HEIGHT, usePreferences } from "../../app/preferences";
import { useVerbs } from "../../app/verbs";
import { useEngine } from "../../api/context";
import { usersQuery } from "../../api/queries";
import type { Account, UserRow } from "../../api/types";
import { Button } from "../../design/Button";
import { Empty, Failed, Loading } from "../../design/states";
import styles from "./People.module.css";
import { PersonRow } from "./PersonRow";

const OVERSCAN = 10;
/** The next page is asked for while this many rows are still below the screen. */
const AHEAD = 40;

/** The people of one account: fixed rows, only those on screen in the page, further ones read while scrolling. */
export function People({ account }: { account: Account }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const navigate = useNavigate();
  const { ask } = useVerbs();
  const height = ROW_HEIGHT[usePreferences().density] + 4;
  const query = useInfiniteQuery(usersQuery(engine, account.id));
  const rows: UserRow[] = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = query.data?.pages[0]?.total ?? 0;
  const box = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState({ top: 0, height: 600 });
  const [active, setActive] = useState(0);
  const first = Math.max(0, Math.floor(scroll.top / height) - OVERSCAN);
  const last = Math.min(rows.length - 1, Math.ceil((scroll.top + scroll.height) / height) + OVERSCAN);
  const name = String(account.fields["name"] ?? "");

  useLayoutEffect(() => {
    if (last >= rows.length - AHEAD && query.hasNextPage && !query.isFetchingNextPage && !query.isError) void query.fetchNextPage();
  }, [last, rows.length, query]);

  if (query.isPending) return <Loading rows={8} />;
  if (query.isError && rows.length === 0) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  if (rows.length === 0) {
    const add = (
      <Button look="primary" icon="plus" onPress={() => ask({ verb: "newPerson", account: { id: account.id, name } })}>
        {t("users.new")}
      </Button>
    );
    return (
      <Empty icon="person" title={t("users.empty", { name })} action={account.may.create_user ? add : null}>
        {t("users.emptyHint")}
      </Empty>
    );
  }

  const open = (row: UserRow) => void navigate({ to: "/users/$id/$tab", params: { id: row.id, tab: "forwarding" } });
  const go = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setActive(next);
    const element = box.current;
    if (!element) return;
    if (next * height < element.scrollTop) element.scrollTop = next * height;
    else if ((next + 2) * height > element.scrollTop + element.clientHeight) element.scrollTop = (next + 2) * height - element.clientHeight;
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const page = Math.max(1, Math.floor(scroll.height / height) - 2);
    const moves: { [key: string]: number } = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: rows.length - 1, PageDown: active + page, PageUp: active - page };
    const move = moves[event.key];
    const row = rows[active];
    if (move !== undefined) go(move);
    else if (event.key === "Enter" && row) open(row);
    else return;
    event.preventDefault();
  };
  const indexes: number[] = [];
  for (let index = first; index <= last; index += 1) indexes.push(index);
  if (active < first || active > last) indexes.push(active);

  return (
    <>
      <div
        ref={box}
        className={styles.box}
        role="grid"
        aria-label={t("users.listOf", { name })}
        aria-rowcount={total + 1}
        aria-activedescendant={rows[active] ? `person-${rows[active].id}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onScroll={(event) => setScroll({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight })}
      >
        <div className={styles.headRow} role="row" aria-rowindex={1} style={{ blockSize: height }}>
          <span role="columnheader">{t("users.name")}</span>
          <span role="columnheader">{t("users.extension")}</span>
          <span role="columnheader" className={styles.wide}>{t("users.username")}</span>
          <span role="columnheader">{t("users.presence")}</span>
          <span role="columnheader" className={styles.wide}>{t("users.calls")}</span>
        </div>
        <div className={styles.rows} style={{ blockSize: rows.length * height }} role="rowgroup">
          {indexes.map((index) => {
            const row = rows[index];
            return row ? <PersonRow key={row.id} row={row} index={index} height={height} active={index === active} onOpen={() => open(row)} /> : null;
          })}
        </div>
      </div>
      <p className={styles.foot} role="status">
        {query.isError ? t("users.moreFailed") : t("users.shown", { shown: rows.length.toLocaleString(), count: total })}
      </p>
    </>
  );
}
