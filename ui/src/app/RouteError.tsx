import { Link, useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "../design/Page";
import { Empty, Failed } from "../design/states";

export function RouteError({ error, reset }: { error: unknown; reset: () => void }) {
  const router = useRouter();
  return (
    <Failed
      error={error}
      onRetry={() => {
        reset();
        void router.invalidate();
      }}
    />
  );
}

/** What stands at an address that leads nowhere. */
export function RouteMissing() {
  const { t } = useTranslation();
  return (
    <Page icon="search" title={t("errors.noPage")}>
      <Empty icon="search" title={t("errors.noPageHint")} action={<Link to="/">{t("errors.toStart")}</Link>} />
    </Page>
  );
}
