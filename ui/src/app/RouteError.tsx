import { useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
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

export function RouteMissing() {
  const { t } = useTranslation();
  return (
    <Empty icon="search" title={t("errors.noPage")} action={<a href="/">{t("errors.toStart")}</a>} />
  );
}
