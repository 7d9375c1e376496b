import { Button } from "@mantine/core";
import type { LearningCurve } from "../../../crossvalidation/learning-curve-verdict";
import type { TrainedModel } from "../../../models/model";
import type { PlotFiles, PlotName } from "../../../report/plot-files";
import { notifyFailure } from "../../notices/notify-failure";
import { download } from "../../session/download";
import classes from "./Curves.module.css";
import type { MeasuredModel } from "./measured-model";

type ShownPart = Pick<MeasuredModel, "model" | "part" | "positive">;

/** Downloads a plot of a model’s evaluation: as a picture (SVG) and as numbers (CSV). */
export function PlotDownloads({
  plot,
  title,
  ...shown
}: ShownPart & {
  plot: PlotName;
  /** The plot’s name in “Download … as SVG”. */
  title: string;
}) {
  const make = async () => {
    const [{ plotFiles }, measured] = await Promise.all([loadFiles(), measuredPart(shown)]);
    return measured && plotFiles(plot, measured);
  };
  return <FileButtons title={title} make={make} endings={["svg", "csv"]} />;
}

/** Downloads the metrics at each threshold as a table. */
export function ThresholdsDownload(shown: ShownPart) {
  const make = async () => {
    const [{ thresholdsFile }, measured] = await Promise.all([loadFiles(), measuredPart(shown)]);
    return measured && thresholdsFile(measured);
  };
  return <FileButtons title="the table of thresholds" make={make} endings={["csv"]} />;
}

/** Downloads a model’s training curves. */
export function HistoryDownload({ model }: { model: TrainedModel }) {
  return (
    <FileButtons
      title="the training curves"
      make={async () => (await loadFiles()).historyFiles(model)}
      endings={["svg", "csv"]}
    />
  );
}

/** Downloads the learning curve. */
export function LearningCurveDownload({ model, curve }: { model: TrainedModel; curve: LearningCurve }) {
  return (
    <FileButtons
      title="the learning curve"
      make={async () => (await loadFiles()).learningCurveFiles(model, curve)}
      endings={["svg", "csv"]}
    />
  );
}

/** Loads the code with the first download. */
function loadFiles() {
  return import("../../../report/plot-files");
}

async function measuredPart({ model, part, positive }: ShownPart) {
  const { measure } = await import("../../../report/measured");
  return measure(model, part, positive);
}

const TYPES = { svg: "image/svg+xml", csv: "text/csv" } as const;

/** Buttons that save a plot’s files. A file is made when its button is pressed. */
function FileButtons({
  title,
  make,
  endings,
}: {
  title: string;
  make: () => Promise<(Partial<PlotFiles> & Pick<PlotFiles, "name">) | undefined>;
  endings: readonly (keyof typeof TYPES)[];
}) {
  async function save(ending: keyof typeof TYPES): Promise<void> {
    try {
      const files = await make();
      const text = files?.[ending];
      if (text !== undefined) download(new Blob([text], { type: TYPES[ending] }), `${files?.name}.${ending}`);
    } catch (error) {
      notifyFailure(error);
    }
  }
  return (
    <div className={classes.files}>
      {endings.map((ending) => (
        <Button
          key={ending}
          variant="subtle"
          size="compact-xs"
          aria-label={`Download ${title} as ${ending.toUpperCase()}`}
          onClick={() => void save(ending)}
        >
          {ending.toUpperCase()}
        </Button>
      ))}
    </div>
  );
}
