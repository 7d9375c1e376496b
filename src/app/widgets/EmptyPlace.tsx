import { Button, Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

/** A place with nothing in it yet: what will be here, and the button that gets there. */
export function EmptyPlace({
  title,
  text,
  action,
  children,
}: {
  title: string;
  text: string;
  action: { label: string; run: () => void };
  /** Other ways to fill the place, next to the button. */
  children?: ReactNode;
}) {
  return (
    <Stack align="center" justify="center" ta="center" gap="md" flex={1} py="xl">
      <Title order={1} size="h2">
        {title}
      </Title>
      <Text c="dimmed" maw="34rem">
        {text}
      </Text>
      <Group justify="center">
        <Button size="md" onClick={action.run}>
          {action.label}
        </Button>
        {children}
      </Group>
    </Stack>
  );
}
