import { Menu } from "@mantine/core";
import { takeDrawings } from "../open/take-photos";
import { clearData } from "../session/intake";
import { MenuButton } from "../widgets/MenuButton";
import type { InputKind } from "./usePhotoInputs";

/** The menu that adds photos, opens a project and clears the photos. */
export function AddMenu({ choose }: { choose: (kind: InputKind) => void }) {
  return (
    <Menu position="bottom-end" width={290} withinPortal={false} withInitialFocusPlaceholder={false}>
      <MenuButton size="md" data-testid="add-menu">
        Add photos
      </MenuButton>
      <Menu.Dropdown>
        <Menu.Item onClick={() => choose("folder")}>From a folder…</Menu.Item>
        <Menu.Item onClick={() => choose("zip")}>From a zip…</Menu.Item>
        <Menu.Item onClick={() => choose("photos")}>Individual photos…</Menu.Item>
        <Menu.Item data-testid="add-drawn-faces" onClick={() => void takeDrawings()}>
          Drawn faces
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => choose("validation")}>Folder of validation photos…</Menu.Item>
        <Menu.Item onClick={() => choose("test")}>Folder of test photos…</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => choose("project")}>Open a project…</Menu.Item>
        <Menu.Item onClick={clearData}>Clear all photos</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
