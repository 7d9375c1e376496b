import { Button } from "@mantine/core";
import { IconDownload, IconRefresh } from "@tabler/icons-react";
import type { Label } from "../../common/label";
import { mainPart, runReport } from "../../models/evaluation";
import type { TrainedModel } from "../../models/model";
import { download } from "../session/models";
import { go } from "../session/store";
import classes from "./ModelResults.module.css";

/** What one may want after having seen everything. */
export function ClosingActions({ model, positive }: { model: TrainedModel; positive: Label }) {
  const downloadFigures = () => {
    const report = JSON.stringify(runReport(model, positive), undefined, 2);
    download(new Blob([report], { type: "application/json" }), "evaluation.json");
  };
  return (
    <div className={classes.closing}>
      {(model.run !== undefined || mainPart(model) !== undefined) && (
        <Button
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden="true" />}
          onClick={downloadFigures}
        >
          Download figures (JSON)
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconRefresh size={18} aria-hidden="true" />}
        onClick={() => go("train")}
      >
        {model.openedFrom === undefined ? "Train again" : "Train a model"}
      </Button>
    </div>
  );
}
