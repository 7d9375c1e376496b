import { nameOf } from "../../dataset/paths";
import { useSamplesByPath } from "../session/derived";
import { currentModel } from "../session/models";
import { useSession } from "../session/store";
import { PhotoWhy } from "../why/PhotoWhy";
import { LargePhoto, PhotoDialog } from "../widgets/PhotoDialog";
import { Decisions } from "./Decisions";
import type { ReviewItem } from "./review-item";

/** One photo of a list enlarged, with the decisions about it and buttons to its neighbours. */
export function ReviewPhoto({
  items,
  index,
  show,
  onClose,
  onKeep,
}: {
  items: readonly ReviewItem[];
  /** Index of the photo to show; undefined: the dialog is closed. */
  index: number | undefined;
  show: (index: number) => void;
  onClose: () => void;
  onKeep?: ((item: ReviewItem) => void) | undefined;
}) {
  const item = index === undefined ? undefined : items[index];
  const keep = (kept: ReviewItem) => {
    // The next photo moves up to this index; after the last one there is none.
    if (index !== undefined && index === items.length - 1 && index > 0) show(index - 1);
    onKeep?.(kept);
  };
  return (
    <PhotoDialog
      photo={item && index !== undefined ? { path: item.path, label: item.label, index } : undefined}
      of={items.length}
      show={show}
      onClose={onClose}
      words={item?.words}
      picture={item && <Picture path={item.path} />}
      actions={item && <Choices item={item} onKeep={onKeep && (() => keep(item))} />}
    />
  );
}

/** The photo; if there is a model, with the areas that count for either label. */
function Picture({ path }: { path: string }) {
  const sample = useSamplesByPath().get(path);
  const model = useSession(currentModel);
  return sample?.file !== undefined && model !== undefined ? (
    <PhotoWhy file={sample.file} alt={nameOf(path)} model={model} />
  ) : (
    <LargePhoto sample={sample ?? { path, file: undefined }} />
  );
}

function Choices({ item: { path, label }, onKeep }: { item: ReviewItem; onKeep: (() => void) | undefined }) {
  const sample = useSamplesByPath().get(path);
  return <Decisions path={path} sample={sample} label={label} size="sm" onKeep={onKeep} />;
}
