import { ActionIcon, Tooltip } from "@mantine/core";
import type { HTMLAttributes, ReactNode } from "react";

/** A button that shows only an icon and says its name. Without something to do it stays, so that focus does. */
export function ToolButton({
  label,
  onClick,
  children,
  "data-testid": testId,
}: {
  label: string;
  /** Undefined where there is nothing to do. */
  onClick: (() => void) | undefined;
  children: ReactNode;
} & Pick<HTMLAttributes<HTMLButtonElement>, "data-testid">) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={label}
        data-testid={testId}
        aria-disabled={onClick === undefined || undefined}
        data-disabled={onClick === undefined || undefined}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
