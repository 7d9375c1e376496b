import { Button, Group, Text } from "@mantine/core";
import { useDidUpdate } from "@mantine/hooks";
import { useRef } from "react";
import { type Label, otherLabel } from "../../common/label";
import { relabel, remove } from "../../dataset/edits";
import { nameOf } from "../../dataset/paths";
import type { Sample } from "../../dataset/sample";
import { edit } from "../session/intake";
import { LabelMark } from "../widgets/LabelMark";

/** What can be decided about a photo, or what was; the page's notices offer to undo it. */
export function Decisions({
  path,
  sample,
  label,
  size,
  onKeep,
}: {
  path: string;
  /** Undefined where the photo is not among the data, or not any more. */
  sample: Sample | undefined;
  /** The label that it had when it was looked at. */
  label: Label;
  size: "compact-sm" | "sm";
  /** Undefined where nobody asks whether the label is right. */
  onKeep?: (() => void) | undefined;
}) {
  const name = nameOf(path);
  const gone = useRef<HTMLParagraphElement>(null);
  const isGone = sample === undefined;
  useDidUpdate(() => {
    // The button that left it out is gone.
    if (isGone && document.activeElement === document.body) gone.current?.focus();
  }, [isGone]);
  if (sample === undefined)
    return (
      <Text ref={gone} tabIndex={-1} size="sm" c="dimmed">
        Not among the photos under Data
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
        {sample.label === label ? `It is ${other}` : "Back"}
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
