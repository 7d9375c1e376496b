import { ActionIcon, Button, Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconDeviceFloppy } from "@tabler/icons-react";
import { useState } from "react";
import { ErrorNotice } from "../widgets/ErrorNotice";
import { JobProgress } from "../widgets/JobProgress";
import { SaveChoice } from "./SaveChoice";
import classes from "./SaveProject.module.css";
import { useSaving } from "./useSaving";

const NAME = "Save project…";

/** Asks whether the photos shall go along, and saves everything as one file. */
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
  const { saving, save, stop } = useSaving(onClose);
  const isBusy = saving.status === "busy";
  const close = () => {
    stop();
    onClose();
  };
  return (
    // In parts, since Mantine's own header would be a second banner of the page.
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
          {isBusy ? (
            <JobProgress progress={saving.progress} since={saving.since} onCancel={stop} />
          ) : (
            <>
              {saving.status === "failed" && <ErrorNotice error={saving.error} />}
              <SaveChoice onSave={save} onCancel={close} />
            </>
          )}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
