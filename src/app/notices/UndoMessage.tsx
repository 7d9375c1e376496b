import { Button, Group } from "@mantine/core";
import classes from "./UndoMessage.module.css";

/** The content of a notice that says what was done, with a button to undo it. */
export function UndoMessage({ what, onUndo }: { what: string; onUndo: (() => void) | undefined }) {
  return (
    <Group justify="space-between" wrap="nowrap">
      <span className={classes.what}>{what}</span>
      {onUndo && (
        <Button flex="none" variant="default" size="compact-sm" data-testid="undo" onClick={onUndo}>
          Undo
        </Button>
      )}
    </Group>
  );
}
