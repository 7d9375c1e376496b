import { Alert, Button, Group, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { AppError } from "../../common/error";

/** An error: what happened, to which file, and what to do next. */
export function ErrorNotice({
  error,
  isMinor = false,
  action,
}: {
  error: AppError;
  /** Whether work can continue anyway. */
  isMinor?: boolean;
  action?: { label: string; run: () => void };
}) {
  return (
    <Alert
      color={isMinor ? "yellow" : "red"}
      variant="light"
      role={isMinor ? "status" : "alert"}
      data-testid="error"
      data-code={error.code}
      icon={<IconAlertTriangle aria-hidden="true" />}
      title={
        <Text c="var(--text)" fw={600}>
          {error.message}
        </Text>
      }
    >
      {error.file !== undefined && (
        <Text c="dimmed" size="sm" style={{ overflowWrap: "anywhere" }}>
          {error.file}
        </Text>
      )}
      {error.next !== undefined && <Text c="var(--text)">{error.next}</Text>}
      {action !== undefined && (
        <Group mt="sm">
          <Button variant="default" data-testid="error-action" onClick={action.run}>
            {action.label}
          </Button>
        </Group>
      )}
    </Alert>
  );
}
