import { ActionIcon, Tooltip } from "@mantine/core";
import type { HTMLAttributes, ReactNode } from "react";

/** An icon button with an accessible name. It stays focusable without an action, so that the focus is not lost. */
export function ToolButton({
  label,
  onClick,
  children,
  "data-testid": testId,
}: {
  label: string;
  /** Undefined if there is nothing to do. */
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
