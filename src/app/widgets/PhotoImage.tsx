import { IconPhotoOff } from "@tabler/icons-react";
import { useCallback, useState } from "react";
import classes from "./PhotoImage.module.css";
import { lendAddress } from "./photo-addresses";

/** A photo from a file. It has an object URL only while it is, or recently was, on the page. */
export function PhotoImage({
  file,
  alt,
  className,
  onLoad,
}: {
  file: Blob;
  /** Empty if the text next to it names the photo. */
  alt: string;
  className?: string | undefined;
  /** Called when the picture has loaded. */
  onLoad?: ((image: HTMLImageElement) => void) | undefined;
}) {
  const [broken, setBroken] = useState<Blob>();
  const show = useCallback(
    (image: HTMLImageElement) =>
      lendAddress(file, (address) => {
        image.src = address;
      }),
    [file],
  );
  if (broken === file) {
    return (
      <span className={`${classes.broken} ${className ?? ""}`}>
        <IconPhotoOff size={22} stroke={1.5} aria-hidden="true" />
        <span>no preview</span>
      </span>
    );
  }
  return (
    <img
      ref={show}
      alt={alt}
      className={className}
      decoding="async"
      loading="lazy"
      draggable={false}
      onLoad={onLoad && (({ currentTarget }) => onLoad(currentTarget))}
      onError={() => setBroken(file)}
    />
  );
}
