import { useTranslation } from "react-i18next";
import { Select } from "../../design/Select";
import type { ListState } from "../lists/list-search";
import { spanName, SPANS } from "./span";

/** Which span of time a log shows. */
export function SpanChoice({ state }: { state: ListState }) {
  const { t } = useTranslation();
  return (
    <Select
      label={t("logs.span")}
      labelHidden
      value={spanName(state.span)}
      onChange={(next) => state.set({ span: next, open: undefined })}
      options={SPANS.map((entry) => ({ value: entry, label: t(`logs.span_${entry}`) }))}
    />
  );
}
