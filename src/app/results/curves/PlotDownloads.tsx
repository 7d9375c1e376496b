import { Button } from "@mantine/core";
import type { Label } from "../../../common/label";
import type { HeldOut, TrainedModel } from "../../../models/model";
import type { PlotFiles, PlotName } from "../../../report/plot-files";
import { download } from "../../session/models";
import { notifyFailure } from "../../widgets/offerUndo";
import classes from "./Curves.module.css";

/** A plot of a model's evaluation as files: a picture for a paper, and its numbers. */
export function PlotDownloads({
  plot,
  title,
  model,
  part,
  positive,
}: {
  plot: PlotName;
  /** What is told beside "as SVG". */
  title: string;
  model: TrainedModel;
  part: HeldOut;
  positive: Label;
}) {
  const make = async () => {
    const [{ plotFiles }, { measure }] = await Promise.all([
      import("../../../report/plot-files"),
      import("../../../report/measured"),
    ]);
    const measured = measure(model, part, positive);
    return measured && plotFiles(plot, measured);
  };
  return <FileButtons title={title} make={make} />;
}

/** Buttons that save a plot's files, made when one is pressed. */
export function FileButtons({ title, make }: { title: string; make: () => Promise<PlotFiles | undefined> }) {
  async function save(ending: "svg" | "csv"): Promise<void> {
    try {
      const files = await make();
      if (files === undefined) return;
      const type = ending === "svg" ? "image/svg+xml" : "text/csv";
      download(new Blob([files[ending]], { type }), `${files.name}.${ending}`);
    } catch (error) {
      notifyFailure(error);
    }
  }
  return (
    <div className={classes.files}>
      {(["svg", "csv"] as const).map((ending) => (
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
