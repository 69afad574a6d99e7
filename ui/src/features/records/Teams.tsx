import { useTranslation } from "react-i18next";
import type { Account } from "../../api/types";
import { useListState } from "../lists/list-search";
import { Segments } from "../lists/Segments";
import { Records } from "./Records";

const TEAMS = ["ring_group", "call_queue", "group"] as const;

/** Those who are called together: three kinds of them, one list each. */
export function Teams({ account }: { account: Account }) {
  const { t } = useTranslation();
  const state = useListState();
  const view = TEAMS.find((kind) => kind === state.view) ?? TEAMS[0];
  return (
    <>
      <Segments
        label={t("accounts.teams")}
        options={TEAMS.map((kind) => ({ value: kind, label: t(`records.many_${kind}`) }))}
        value={view}
        onChange={(kind) => state.set({ view: kind, open: undefined, q: undefined, sort: undefined, cols: undefined, only: undefined })}
      />
      <Records key={view} account={account} kind={view} />
    </>
  );
}
