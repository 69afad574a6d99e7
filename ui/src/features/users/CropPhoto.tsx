import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ReactCrop, centerCrop, makeAspectCrop, type Crop } from "react-image-crop";
import "react-image-crop/dist/ReactCrop.css";
import { useEngine } from "../../api/context";
import { setPhoto } from "../../api/files";
import { problemMessage } from "../../api/problems";
import type { User } from "../../api/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Notice } from "../../design/states";
import styles from "./Photo.module.css";

/** How wide and high the photo becomes, in pixels. */
const SIDE = 320;
const QUALITY = 0.9;

interface CropPhotoProps {
  user: User;
  picture: File;
  onClose: () => void;
  onDone: () => void;
}

/** Cuts a square out of a picture: by dragging its corners, or with the arrow keys. */
export function CropPhoto({ user, picture, onClose, onDone }: CropPhotoProps) {
  const { t } = useTranslation();
  const engine = useEngine();
  const image = useRef<HTMLImageElement>(null);
  const [source, setSource] = useState<string | undefined>(undefined);
  const [crop, setCrop] = useState<Crop | undefined>(undefined);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    const made = URL.createObjectURL(picture);
    setSource(made);
    return () => URL.revokeObjectURL(made);
  }, [picture]);
  const save = useMutation({
    mutationFn: async () => setPhoto(engine, user.id, await cut(image.current, crop)),
    onSuccess: () => {
      onDone();
      onClose();
    },
  });
  return (
    <Dialog
      title={t("photo.crop")}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" isDisabled={!crop?.width || save.isPending} onPress={() => save.mutate()}>
            {t("photo.take")}
          </Button>
        </>
      }
    >
      {save.error && <Notice tone="danger">{problemMessage(t, save.error)}</Notice>}
      {broken && <Notice tone="danger">{t("photo.broken")}</Notice>}
      <p className={styles.hint}>{t("photo.cropHint")}</p>
      <div className={styles.crop}>
        {source && !broken && (
          <ReactCrop
            {...(crop ? { crop } : {})}
            aspect={1}
            circularCrop
            keepSelection
            minWidth={32}
            onChange={(_pixels, percent) => setCrop(percent)}
            ariaLabels={{ cropArea: t("photo.area"), nwDragHandle: t("photo.corner"), nDragHandle: t("photo.corner"), neDragHandle: t("photo.corner"), eDragHandle: t("photo.corner"), seDragHandle: t("photo.corner"), sDragHandle: t("photo.corner"), swDragHandle: t("photo.corner"), wDragHandle: t("photo.corner") }}
          >
            <img
              ref={image}
              src={source}
              alt={t("photo.title")}
              onError={() => setBroken(true)}
              onLoad={({ currentTarget: { width, height } }) => setCrop(centerCrop(makeAspectCrop({ unit: "%", width: 80 }, 1, width, height), width, height))}
            />
          </ReactCrop>
        )}
      </div>
    </Dialog>
  );
}

/** The chosen part of the picture as a JPEG file, on white where the picture is transparent. */
async function cut(image: HTMLImageElement | null, crop: Crop | undefined): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  if (!image || !crop || !pen) throw new Error("nothing was chosen");
  canvas.width = SIDE;
  canvas.height = SIDE;
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, SIDE, SIDE);
  const [across, down] = [image.naturalWidth / 100, image.naturalHeight / 100];
  pen.drawImage(image, crop.x * across, crop.y * down, crop.width * across, crop.height * down, 0, 0, SIDE, SIDE);
  const file = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  if (!file) throw new Error("the picture cannot be written");
  return new Uint8Array(await file.arrayBuffer());
}
