import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { toAppError } from "../../common/error";
import classes from "./offerUndo.module.css";

/** How long what was taken away can be had back. */
const OFFER_MS = 12_000;

/** Says what was taken away and offers to bring it back. */
export function offerUndo(what: string, undo: () => void | Promise<void>): void {
  const id = notifications.show({
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text inherit className={classes.what}>
          {what}
        </Text>
        <Button
          flex="none"
          variant="default"
          size="compact-sm"
          data-testid="undo"
          onClick={() => {
            notifications.hide(id);
            void Promise.resolve(undo()).catch(notifyFailure);
          }}
        >
          Undo
        </Button>
      </Group>
    ),
    autoClose: OFFER_MS,
    withBorder: true,
    closeButtonProps: { "aria-label": "Close" },
  });
}

/** Says that something failed, where no place on the screen is about it. */
export function notifyFailure(thrown: unknown): void {
  const error = toAppError(thrown);
  notifications.show({
    title: error.message,
    message: error.next,
    color: "red",
    autoClose: false,
    withBorder: true,
    closeButtonProps: { "aria-label": "Close" },
    role: "alert",
    "data-testid": "error",
    "data-code": error.code,
  });
}
