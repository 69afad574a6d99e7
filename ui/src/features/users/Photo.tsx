import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FileTrigger } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { later } from "../../app/later";
import { useEngine } from "../../api/context";
import { removePhoto, useFile } from "../../api/files";
import { problemMessage } from "../../api/problems";
import { userQuery } from "../../api/queries";
import type { User } from "../../api/types";
import { Button } from "../../design/Button";
import { Row } from "../../design/Field";
import { announce } from "../../design/notices";
import styles from "./Photo.module.css";

const CropPhoto = later(async () => (await import("./CropPhoto")).CropPhoto);

/** Where the person's photo is fetched, if there is one. */
export function photoAddress(user: User): string | undefined {
  const photo = user.fields["photo"] as { file_url?: string } | undefined;
  return photo?.file_url || undefined;
}

/** The photo itself; nothing while it is read. */
export function Portrait({ user, size }: { user: User; size: number }) {
  const { source } = useFile(photoAddress(user));
  // The name stands beside it.
  return source ? <img src={source} alt="" width={size} height={size} className={styles.portrait} /> : null;
}

/** The photo with what can be done about it: another picture is cut to a square first. */
export function PhotoRow({ user, frozen }: { user: User; frozen: boolean }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const queries = useQueryClient();
  const [picture, setPicture] = useState<File | null>(null);
  const refresh = () => queries.invalidateQueries({ queryKey: userQuery(engine, user.id).queryKey });
  const remove = useMutation({
    mutationFn: () => removePhoto(engine, user.id),
    onSuccess: refresh,
    onError: (error) => announce({ tone: "danger", text: problemMessage(t, error) }),
  });
  const has = photoAddress(user) !== undefined;
  return (
    <Row label={t("photo.title")}>
      <span className={styles.row}>
        {has ? <Portrait user={user} size={56} /> : <span className={styles.none}>{t("photo.none")}</span>}
        {!frozen && (
          <>
            <FileTrigger acceptedFileTypes={["image/jpeg", "image/png", "image/webp", "image/gif"]} onSelect={(files) => setPicture(files?.[0] ?? null)}>
              <Button icon="upload">{t(has ? "photo.other" : "photo.choose")}</Button>
            </FileTrigger>
            {has && (
              <Button look="quiet" icon="trash" isDisabled={remove.isPending} onPress={() => remove.mutate()}>
                {t("photo.remove")}
              </Button>
            )}
          </>
        )}
      </span>
      {picture && <CropPhoto user={user} picture={picture} onClose={() => setPicture(null)} onDone={refresh} />}
    </Row>
  );
}
