import { Button, type ButtonProps, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import type { ComponentProps } from "react";

/** The button that opens the `Menu` around it; a chevron says so. */
export function MenuButton({
  rightSection = <IconChevronDown size={16} aria-hidden="true" />,
  ...button
}: ButtonProps & ComponentProps<"button">) {
  return (
    <Menu.Target>
      <Button variant="default" rightSection={rightSection} {...button} />
    </Menu.Target>
  );
}
