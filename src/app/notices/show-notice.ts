import { type NotificationData, notifications } from "@mantine/notifications";

/** Shows a small notice at the edge of the page; returns its id. */
export function showNotice(notice: NotificationData): string {
  return notifications.show({
    withBorder: true,
    closeButtonProps: { "aria-label": "Close" },
    // Mantine's own grey is too faint to read.
    styles: { description: { color: "var(--text)" } },
    ...notice,
  });
}
