import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { showNotice } from "../notices/show-notice";

/** Files that open faster get no notice. */
const PATIENCE_MS = 300;

/** Shows that a file is being opened, if that takes a moment, with a Cancel button. @returns hides the notice */
export function showOpening(file: string, onCancel: () => void): () => void {
  let id: string | undefined;
  const timer = setTimeout(() => {
    id = showNotice({
      loading: true,
      autoClose: false,
      withCloseButton: false,
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text inherit miw={0}>
            Opening {file} …
          </Text>
          <Button flex="none" variant="default" size="compact-sm" onClick={onCancel}>
            Cancel
          </Button>
        </Group>
      ),
    });
  }, PATIENCE_MS);
  return () => {
    clearTimeout(timer);
    if (id !== undefined) notifications.hide(id);
  };
}
