/** What the lists of the kinds show. */
import { useTranslation } from "react-i18next";
import type { ListRow, RecordKind } from "../../api/records";
import { Chip } from "../../design/Chip";
import type { GridColumn } from "../../design/grid/VirtualGrid";
import type { IconName } from "../../design/Icon";
import { cellText, Digits, Faint, Strong } from "../lists/cells";
import { DEVICE_TYPES } from "./device-types";

export const ICONS: { readonly [kind in RecordKind]: IconName } = { phone: "phone", group: "people", ring_group: "ring", call_queue: "queue", contact: "contact" };

export const STANDARD: { readonly [kind in RecordKind]: readonly string[] } = {
  phone: ["name", "owner", "model", "mac_address", "sip_username", "device_type"],
  group: ["name", "members", "description", "numbers"],
  ring_group: ["name", "extension_number", "members"],
  call_queue: ["name", "extension_number", "ready", "members", "polling_strategy"],
  contact: ["name", "business", "company", "mobile_phone", "email", "title"],
};

export function useRecordColumns(kind: RecordKind): GridColumn<ListRow>[] {
  const { t } = useTranslation();
  const name: GridColumn<ListRow> = {
    id: "name",
    label: t("columns.name"),
    width: 170,
    share: 2,
    draw: (row) => (
      <>
        <Strong>{cellText(row, "name")}</Strong>
        {row.cells["enabled"] === false && <Chip tone="warn" icon="pause">{t("tree.disabled")}</Chip>}
      </>
    ),
  };
  type Named = "owner" | "vendor" | "model" | "description" | "company" | "title" | "email" | "polling_strategy";
  const plain = (id: Named, width: number): GridColumn<ListRow> => ({ id, label: t(`columns.${id}`), width, share: 1, draw: (row) => <Faint>{cellText(row, id)}</Faint> });
  type Numbers = "extension_number" | "mac_address" | "sip_username" | "members" | "numbers" | "business" | "mobile_phone";
  const digits = (id: Numbers, width: number): GridColumn<ListRow> => ({ id, label: t(`columns.${id}`), width, draw: (row) => <Digits>{cellText(row, id)}</Digits> });
  switch (kind) {
    case "phone":
      return [
        name,
        plain("owner", 140),
        {
          id: "device_type",
          label: t("columns.device_type"),
          width: 150,
          draw: (row) => {
            const type = DEVICE_TYPES.find((known) => known === row.cells["device_type"]);
            return <Faint>{type ? t(`deviceTypes.${type}`) : cellText(row, "device_type")}</Faint>;
          },
        },
        plain("vendor", 90),
        plain("model", 90),
        digits("mac_address", 140),
        digits("sip_username", 130),
      ];
    case "group":
      return [name, plain("description", 160), digits("members", 100), digits("numbers", 110)];
    case "ring_group":
      return [name, digits("extension_number", 96), digits("members", 100)];
    case "call_queue":
      return [
        name,
        digits("extension_number", 96),
        {
          id: "ready",
          label: t("columns.ready"),
          width: 100,
          draw: (row) => (
            <Chip tone={row.cells["ready"] ? "ok" : "plain"} icon={row.cells["ready"] ? "available" : "pause"}>
              {cellText(row, "ready")}
            </Chip>
          ),
        },
        digits("members", 100),
        plain("polling_strategy", 130),
      ];
    case "contact":
      return [name, plain("company", 130), digits("business", 140), digits("mobile_phone", 130), plain("email", 160), plain("title", 110)];
  }
}
