import { Button, Group, Radio } from "@mantine/core";
import { useEffect, useState } from "react";
import { are, count, photos } from "../../common/words";
import type { ProjectSize } from "../../engine/protocol/protocol";
import { measureProject } from "../session/project-file";
import { useSession } from "../session/store";
import { size } from "../widgets/format";
import classes from "./SaveChoice.module.css";

/** The choice between a file with and without the photos, with the size of each. */
export function SaveChoice({
  onSave,
  onCancel,
}: {
  onSave: (withPhotos: boolean) => void;
  onCancel: () => void;
}) {
  const measured = useProjectSize();
  const [wanted, setWanted] = useState<"without" | "with">("without");
  const hasSamples = useSession(({ data }) => data.present.samples.length > 0);
  const arePhotosHere = measured === undefined || measured.photos > 0;
  return (
    <>
      <p className={classes.lead}>
        One file with everything you made here. Drop it onto this page in any browser to continue where you
        left off.
      </p>
      {hasSamples && (
        <Radio.Group
          value={wanted}
          onChange={(value) => setWanted(value === "with" ? "with" : "without")}
          aria-label="Photos in the file"
          size="md"
        >
          <div className={classes.choices}>
            <Radio
              value="without"
              data-testid="save-project-without-photos"
              classNames={{ description: classes.about }}
              label={<Choice name="Without the photos" bytes={measured?.rest} />}
              description={<Without measured={measured} />}
            />
            <Radio
              value="with"
              data-testid="save-project-with-photos"
              classNames={{ description: classes.about }}
              disabled={!arePhotosHere}
              label={
                <Choice
                  name="With the photos"
                  bytes={arePhotosHere && measured ? measured.rest + measured.photoBytes : undefined}
                />
              }
              description={
                arePhotosHere
                  ? `Includes the ${measured ? photos(measured.photos) : "photos"}. Share it only with people who may see them.`
                  : "The photos are not loaded, so they cannot be included."
              }
            />
          </div>
        </Radio.Group>
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button data-testid="save-project-confirm" onClick={() => onSave(wanted === "with")}>
          Save
        </Button>
      </Group>
    </>
  );
}

function Choice({ name, bytes }: { name: string; bytes: number | undefined }) {
  return (
    <span className="tabular">
      <b>{name}</b>
      {bytes !== undefined && <span className={classes.size}> about {size(bytes)}</span>}
    </span>
  );
}

function Without({ measured }: { measured: ProjectSize | undefined }) {
  const models = useSession((session) =>
    session.models.status === "ready" ? session.models.value.length : 0,
  );
  const yours = models === 0 ? "" : ` and your ${models === 1 ? "model" : `${count(models)} models`}`;
  const unseen = measured?.unseen ?? 0;
  return (
    <>
      Labels, split, settings, the features extracted from the photos{yours}, but not the photos themselves.
      {unseen > 0 && (
        <span className={classes.unseen}>
          {photos(unseen)} {are(unseen)} not processed yet. Train first, or the file will hold only{" "}
          {unseen === 1 ? "its label" : "their labels"}.
        </span>
      )}
    </>
  );
}

/** Undefined until it is measured, and if that fails. */
function useProjectSize(): ProjectSize | undefined {
  const [measured, setMeasured] = useState<ProjectSize>();
  useEffect(() => {
    let isWanted = true;
    measureProject().then(
      (size) => {
        if (isWanted) setMeasured(size);
      },
      // Saving reports the same error.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, []);
  return measured;
}
