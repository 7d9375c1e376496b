import { IconPhoto } from "@tabler/icons-react";
import { nameOf } from "../../dataset/paths";
import type { Sample } from "../../dataset/sample";
import { PhotoImage } from "./PhotoImage";
import classes from "./SamplePhoto.module.css";

/** A photo of the data set, or its file name if the photo is missing. */
export function SamplePhoto({
  sample: { file, path },
  alt,
  className,
}: {
  sample: Pick<Sample, "file" | "path">;
  /** Empty if the text next to it names the photo. */
  alt: string;
  className?: string | undefined;
}) {
  if (file !== undefined) return <PhotoImage file={file} alt={alt} className={className} />;
  return (
    <span className={`${classes.absent} ${className ?? ""}`}>
      <IconPhoto size={20} stroke={1.25} aria-hidden="true" />
      <span className={classes.name}>{nameOf(path)}</span>
    </span>
  );
}
