import { Accordion } from "@mantine/core";
import { type HTMLAttributes, type ReactNode, useDeferredValue, useState } from "react";

/** Settings that are folded away until somebody wants them. Their fields are drawn only then. */
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
  // So many fields are drawn in slices before they are shown: at once they would hold up the page. A panel that
  // unfolds would be drawn at once all the same.
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
