import { Anchor, Select, Text } from "@mantine/core";
import { IconCheck, IconInfoCircle } from "@tabler/icons-react";
import { backboneTitle } from "../../backbone/weights";
import { areDrawn } from "../../dataset/sample";
import { sideOf } from "../../models/comparison";
import { areKnownUnseen, figuresOf, isOnDrawings, mainPart } from "../../models/evaluation";
import { hasOlderPixels, OLDER_PIXELS } from "../../models/figure-sentences";
import type { TrainedModel } from "../../models/model";
import { chooseModel } from "../session/models";
import { go, useSession } from "../session/store";
import { moment, percent } from "../widgets/format";
import classes from "./ModelPicker.module.css";

/** Chooses the model to use and says how good it is. */
export function ModelPicker({ model }: { model: TrainedModel }) {
  const models = useSession((session) => session.models);
  const choices = models.status === "ready" ? models.value : [model];
  return (
    <div className={classes.picker}>
      {choices.length > 1 ? (
        <Select
          aria-label="Model"
          data={choices.map(({ id, name }) => ({ value: id, label: name }))}
          value={model.id}
          onChange={(id) => id !== null && chooseModel(id)}
          renderOption={({ option, checked }) => (
            <Choice model={choices.find(({ id }) => id === option.value)} isChosen={checked === true} />
          )}
          allowDeselect={false}
          maxDropdownHeight={360}
        />
      ) : (
        <Text fw={600}>{model.name}</Text>
      )}
      <Text size="sm" c="dimmed" className="tabular">
        {backboneTitle(model.backbone)} · <Worth model={model} />
        <Anchor
          href="#results"
          inherit
          underline="always"
          className={classes.link}
          onClick={() => go("results")}
        >
          How good is it?
        </Anchor>
      </Text>
      {isOnDrawings(model) && (
        <Text size="sm" fw={600} className={classes.note}>
          <IconInfoCircle size={18} aria-hidden="true" />
          {model.openedFrom === undefined
            ? "Trained on drawn faces: its predictions for real faces mean nothing."
            : "Checked on drawn faces only: how good it is on real faces is unknown."}
        </Text>
      )}
      {hasOlderPixels(model) && (
        <Text size="sm" c="dimmed" className={classes.note}>
          <IconInfoCircle size={18} aria-hidden="true" />
          {OLDER_PIXELS}
        </Text>
      )}
    </div>
  );
}

/** Two models may have the same name; their dates tell them apart. */
function Choice({ model, isChosen }: { model: TrainedModel | undefined; isChosen: boolean }) {
  if (model === undefined) return null;
  return (
    <>
      <div className={classes.choice}>
        <Text size="sm">{model.name}</Text>
        <Text size="xs" c="dimmed" className="tabular">
          {moment(model.created)}
        </Text>
      </div>
      {isChosen && <IconCheck size={16} aria-hidden="true" />}
    </>
  );
}

function Worth({ model }: { model: TrainedModel }) {
  const side = sideOf(model, mainPart(model));
  if (side === undefined) return "not checked on photos here. ";
  const { evaluation, decision } = side;
  const { accuracy, count } = figuresOf(evaluation, "female", decision.threshold);
  const what = areDrawn(evaluation.paths) ? "drawing" : "photo";
  const which = areKnownUnseen(evaluation) ? " that it was not trained on" : "";
  return `got ${percent(accuracy)} of ${count} ${what}${count === 1 ? "" : "s"} right${which}. `;
}
