import { Button, Group, Text } from "@mantine/core";
import { useDidUpdate } from "@mantine/hooks";
import { useRef } from "react";
import { type Label, otherLabel } from "../../common/label";
import { relabel, remove } from "../../dataset/edits";
import { nameOf } from "../../dataset/paths";
import type { Sample } from "../../dataset/sample";
import { edit } from "../session/intake";
import { LabelMark } from "../widgets/LabelMark";

/** Buttons to correct or leave out a photo, or what was decided; the notice of each edit offers Undo. */
export function Decisions({
  path,
  sample,
  label,
  size,
  onKeep,
}: {
  path: string;
  /** Undefined if the photo is not, or no longer, under Data. */
  sample: Sample | undefined;
  /** The label it had when it was classified. */
  label: Label;
  size: "compact-sm" | "sm";
  /** Confirms the label; undefined if the label is not in question. */
  onKeep?: (() => void) | undefined;
}) {
  const name = nameOf(path);
  const gone = useRef<HTMLParagraphElement>(null);
  const isGone = sample === undefined;
  useDidUpdate(() => {
    // The button that had the focus is gone.
    if (isGone && document.activeElement === document.body) gone.current?.focus();
  }, [isGone]);
  if (sample === undefined)
    return (
      <Text ref={gone} tabIndex={-1} size="sm" c="dimmed">
        Not under Data
      </Text>
    );
  const other = otherLabel(sample.label);
  return (
    <Group gap="xs">
      {sample.label !== label && (
        <Text size="sm" role="status">
          now <LabelMark label={sample.label} />
        </Text>
      )}
      <Button
        variant="default"
        size={size}
        aria-label={`Mark ${name} as ${other}`}
        data-testid="relabel-photo"
        onClick={() => void edit(relabel([sample.id], other))}
      >
        Mark as {other}
      </Button>
      {onKeep !== undefined && sample.label === label && (
        <Button
          variant="default"
          size={size}
          aria-label={`Keep ${name} as ${label}`}
          data-keep
          data-testid="keep-label"
          onClick={onKeep}
        >
          Keep
        </Button>
      )}
      <Button
        variant="subtle"
        size={size}
        aria-label={`Leave ${name} out`}
        data-testid="leave-out-photo"
        onClick={() => void edit(remove([sample.id]))}
      >
        Leave out
      </Button>
    </Group>
  );
}
