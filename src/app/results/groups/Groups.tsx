import { Button, FileButton, Text } from "@mantine/core";
import { IconTable } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { type AppError, toAppError } from "../../../common/error";
import type { Label } from "../../../common/label";
import { folderLevels, groupsFromTable } from "../../../dataset/groups";
import { compareGroups } from "../../../metrics/group-comparison";
import { femaleOf, ofLabel } from "../../../metrics/probability";
import { tellsPhotos } from "../../../models/evaluated";
import { scoredPhotos } from "../../../models/evaluation";
import { gapSentence } from "../../../models/group-sentences";
import type { Evaluation } from "../../../models/model";
import { type ChosenGroups, chooseGroups, useGroups } from "../../session/chosen-groups";
import { ErrorNotice } from "../../widgets/ErrorNotice";
import { useFigures } from "../threshold/useFigures";
import classes from "./Groups.module.css";
import { GroupTable } from "./GroupTable";
import { readTable } from "./read-table";

/** The metrics of each group of photos; groups come from folders or from a table that the user opens. */
export function Groups({ evaluation, positive }: { evaluation: Evaluation; positive: Label }) {
  const chosen = useGroups((state) => state.chosen);
  if (!tellsPhotos(evaluation))
    return (
      <Text c="dimmed">Not available: the model’s file does not say which photos it was checked on.</Text>
    );
  return (
    <div className="stack">
      <Text className={classes.intro}>
        A model may do well on most photos but badly on one kind: older people, darker skin, another camera.
        To find out, sort the photos into groups: by folder, or with a table of files and their groups.
      </Text>
      <Sources paths={evaluation.paths} chosen={chosen} />
      {chosen !== undefined && <Compared evaluation={evaluation} chosen={chosen} positive={positive} />}
    </div>
  );
}

function Sources({ paths, chosen }: { paths: readonly string[]; chosen: ChosenGroups | undefined }) {
  const levels = useMemo(() => folderLevels(paths), [paths]);
  const [error, setError] = useState<AppError>();
  async function open(file: File | null): Promise<void> {
    if (file === null) return;
    try {
      const found = groupsFromTable(await readTable(file), paths);
      chooseGroups({ ...found, source: file.name });
      setError(undefined);
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  }
  return (
    <div className="button-row">
      {levels.map(({ names, groups }) => {
        const source = names.join(", ");
        return (
          <Button
            key={source}
            variant={chosen?.source === source ? "light" : "default"}
            className={classes.level}
            onClick={() => chooseGroups({ groups, source, without: paths.length - groups.size })}
          >
            By folder: {source}
          </Button>
        );
      })}
      <FileButton
        accept=".csv,.tsv,.txt,text/csv"
        inputProps={{ "data-testid": "groups-file" }}
        onChange={(file) => void open(file)}
      >
        {(props) => (
          <Button
            {...props}
            variant="default"
            leftSection={<IconTable size={18} aria-hidden="true" />}
            data-testid="open-groups"
          >
            Open a table (CSV)
          </Button>
        )}
      </FileButton>
      {chosen !== undefined && (
        <Button variant="subtle" onClick={() => chooseGroups(undefined)}>
          Remove groups
        </Button>
      )}
      {error !== undefined && <ErrorNotice error={error} />}
    </div>
  );
}

function Compared({
  evaluation,
  chosen,
  positive,
}: {
  evaluation: Evaluation;
  chosen: ChosenGroups;
  positive: Label;
}) {
  const { threshold: shown } = useFigures();
  const threshold = ofLabel(femaleOf(shown, positive), "female");
  const scored = useMemo(() => scoredPhotos(evaluation), [evaluation]);
  const comparison = useMemo(() => {
    const groupOf = (place: number) => chosen.groups.get(evaluation.paths[place] ?? "");
    return compareGroups(scored.labels, scored.scores, groupOf, threshold);
  }, [scored, evaluation, chosen, threshold]);
  const counted = comparison.groups.reduce((sum, { figures }) => sum + figures.count, 0);
  return (
    <>
      <p className={classes.sentence} aria-live="polite">
        {gapSentence(comparison, evaluation.labels.length - counted, chosen.source)}
      </p>
      {comparison.groups.length > 0 && <GroupTable groups={comparison.groups} />}
    </>
  );
}
