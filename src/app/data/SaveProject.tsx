import { ActionIcon, Button, Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconDeviceFloppy } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { saveProject, saving } from "../session/project-file";
import { JobPanel } from "../widgets/JobPanel";
import { SaveChoice } from "./SaveChoice";
import classes from "./SaveProject.module.css";

const NAME = "Save project…";

/** Asks whether to include the photos, and saves everything as one file. */
export function SaveProject({ size }: { size: "sm" | "md" }) {
  const [isOpen, setOpen] = useState(false);
  const isNarrow = useMediaQuery("(max-width: 48rem)");
  const open = () => setOpen(true);
  return (
    <>
      {isNarrow ? (
        <ActionIcon
          variant="default"
          size={size === "md" ? 42 : 36}
          aria-label={NAME}
          data-testid="save-project"
          onClick={open}
        >
          <IconDeviceFloppy size={22} stroke={1.5} aria-hidden="true" />
        </ActionIcon>
      ) : (
        <Button variant="default" size={size} data-testid="save-project" onClick={open}>
          {NAME}
        </Button>
      )}
      <SaveDialog isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  );
}

function SaveDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const isBusy = saving.use(({ status }) => status === "running");
  // Leaving the view stops the save.
  useEffect(() => saving.dismiss, []);
  const save = async (photos: boolean) => {
    const ended = await saveProject({ photos });
    if (ended?.status === "done") onClose();
  };
  const close = () => {
    saving.stop();
    onClose();
  };
  return (
    // In parts, because Mantine's own header would be a second banner landmark.
    <Modal.Root opened={isOpen} onClose={close} size="md" centered transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content data-testid="save-project-dialog">
        <Modal.Body>
          <div className={classes.head}>
            <Modal.Title className={isBusy ? "visually-hidden" : classes.title}>
              Save this project
            </Modal.Title>
            <Modal.CloseButton aria-label="Close" />
          </div>
          <JobPanel job={saving}>
            {() => <SaveChoice onSave={(photos) => void save(photos)} onCancel={close} />}
          </JobPanel>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
