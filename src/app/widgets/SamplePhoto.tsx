import { IconPhoto } from "@tabler/icons-react";
import { nameOf } from "../../dataset/paths";
import type { Sample } from "../../dataset/sample";
import { PhotoImage } from "./PhotoImage";
import classes from "./SamplePhoto.module.css";

/** A photo of the data set; where it is not here, the name of its file stands in its place. */
export function SamplePhoto({
  sample: { file, path },
  alt,
  className,
}: {
  sample: Pick<Sample, "file" | "path">;
  /** Empty where the words beside it name the photo. */
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
