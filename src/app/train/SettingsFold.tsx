import { Accordion } from "@mantine/core";
import { type HTMLAttributes, type ReactNode, useDeferredValue, useState } from "react";

/** Collapsed settings. Their fields are rendered only when opened. */
export function SettingsFold({
  title,
  isOpenAtFirst = false,
  children,
  "data-testid": testId,
}: {
  title: string;
  isOpenAtFirst?: boolean;
  children: ReactNode;
} & Pick<HTMLAttributes<HTMLElement>, "data-testid">) {
  const [opened, setOpened] = useState<string | null>(isOpenAtFirst ? "settings" : null);
  // Deferred, so that React renders the many fields in slices instead of blocking the page. An opening animation would
  // force them to render in one go.
  const shown = useDeferredValue(opened);
  return (
    <Accordion
      variant="contained"
      keepMounted={false}
      transitionDuration={0}
      value={shown}
      onChange={setOpened}
    >
      <Accordion.Item value="settings">
        <Accordion.Control data-testid={testId}>{title}</Accordion.Control>
        <Accordion.Panel>{children}</Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
