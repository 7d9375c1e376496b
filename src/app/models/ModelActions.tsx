import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDotsVertical, IconPencil, IconTrash } from "@tabler/icons-react";
import type { RefObject } from "react";
import type { TrainedModel } from "../../models/model";
import { notifyFailure } from "../notices/notify-failure";
import { offerUndo } from "../notices/offer-undo";
import { chooseModel, loadModels, remove } from "../session/models";
import { go, type Place } from "../session/store";
import { DownloadMenu } from "../widgets/DownloadMenu";
import classes from "./ModelActions.module.css";

/** Choosing a model to compare. */
export interface Compare {
  /** The model chosen first; undefined if there is none yet. */
  readonly picked: TrainedModel | undefined;
  /** Chooses this model, or undoes the choice. */
  readonly onPick: (button: HTMLElement) => void;
}

/** The buttons of a model. */
export function ModelActions({
  model,
  compare,
  moreButton,
  onRename,
  onDeleted,
}: {
  model: TrainedModel;
  /** Undefined if there is no other model to compare it with. */
  compare: Compare | undefined;
  moreButton: RefObject<HTMLButtonElement | null>;
  onRename: () => void;
  onDeleted: () => void;
}) {
  function open(place: Place): void {
    chooseModel(model.id);
    go(place);
  }

  return (
    <div className={classes.actions}>
      <Button className={classes.use} aria-label={`Use ${model.name}`} onClick={() => open("use")}>
        Use
      </Button>
      <Button
        variant="default"
        aria-label={`Results of ${model.name}`}
        data-testid="model-results"
        onClick={() => open("results")}
      >
        Results
      </Button>
      {compare && <CompareButton model={model} {...compare} />}
      <DownloadMenu model={model} label={`Download ${model.name}`}>
        Download
      </DownloadMenu>
      {/* Each item moves the focus itself: into the name field, or away from the deleted row. */}
      <Menu
        position="bottom-end"
        returnFocus={false}
        withinPortal={false}
        withInitialFocusPlaceholder={false}
      >
        <Menu.Target>
          <ActionIcon
            ref={moreButton}
            className={classes.more}
            variant="default"
            size={36}
            data-testid="model-more"
            aria-label={`More for ${model.name}`}
          >
            <IconDotsVertical size={18} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            data-testid="model-rename"
            leftSection={<IconPencil size={16} aria-hidden="true" />}
            onClick={onRename}
          >
            Rename
          </Menu.Item>
          <Menu.Item
            data-testid="model-delete"
            leftSection={<IconTrash size={16} aria-hidden="true" />}
            onClick={() => {
              onDeleted();
              void removeUndoably(model);
            }}
          >
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

/** The first button pressed stays pressed; the second one opens the comparison. */
function CompareButton({ model, picked, onPick }: { model: TrainedModel } & Compare) {
  const isPicked = picked?.id === model.id;
  const other = isPicked ? undefined : picked;
  return (
    <Button
      variant={isPicked ? "filled" : "default"}
      className={other && classes.use}
      data-testid="model-compare"
      aria-label={`Compare ${model.name}${other === undefined ? "" : ` with ${other.name}`}`}
      aria-pressed={other === undefined ? isPicked : undefined}
      onClick={({ currentTarget }) => onPick(currentTarget)}
    >
      Compare
    </Button>
  );
}

async function removeUndoably(model: TrainedModel): Promise<void> {
  try {
    const undo = await remove(model);
    offerUndo(`“${model.name}” was deleted`, undo);
  } catch (error) {
    notifyFailure(error);
    // It is still stored, so it must reappear in the list.
    await loadModels();
  }
}
