import { Button, Modal, Radio, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { LABELS, type Label, otherLabel } from "../../common/label";
import { LabelMark } from "../widgets/LabelMark";
import { answerOutputs, type OutputQuestion, useOutputQuestion } from "./outputs";
import classes from "./WhichOutput.module.css";

/** Asks what the outputs of a model stand for whose file does not tell. */
export function WhichOutput() {
  const question = useOutputQuestion((state) => state.question);
  return (
    // In parts, since Mantine's own header would be a second banner of the page. It stays mounted while closed,
    // so that the focus finds its way back.
    <Modal.Root
      opened={question !== undefined}
      onClose={() => answerOutputs(undefined)}
      // Beside the dialog is where one lands when choosing in a hurry.
      closeOnClickOutside={false}
      centered
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body className={classes.body}>
          <Modal.Title className={classes.title}>Which output is which?</Modal.Title>
          {question !== undefined && <Choice key={question.file} question={question} />}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Choice({ question: { file, names } }: { question: OutputQuestion }) {
  // Names that say neither label leave no room for a guess.
  const [first, setFirst] = useState<Label | undefined>(names === undefined ? LABELS[0] : undefined);
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (first !== undefined) answerOutputs(first);
      }}
    >
      <p className={classes.text}>
        <b>{file}</b>{" "}
        {names === undefined
          ? "does not name its two outputs. Keras takes the folders of photos in alphabetical order, so female first is likely."
          : "names its two outputs, but not by the labels of this page."}
      </p>
      <Radio.Group
        label="What they stand for"
        value={first ?? ""}
        onChange={(value) => setFirst(LABELS.find((label) => label === value))}
      >
        <Stack gap="sm" mt="xs">
          {LABELS.map((label) => (
            <Radio
              key={label}
              value={label}
              label={<Outputs names={names} first={label} />}
              data-autofocus={label === LABELS[0] || undefined}
            />
          ))}
        </Stack>
      </Radio.Group>
      <p className={classes.hint}>
        Not sure? Choose one and check the model on photos: if most of its answers are wrong, open the file
        again and choose the other.
      </p>
      <div className={classes.actions}>
        <Button type="submit" disabled={first === undefined}>
          Add the model
        </Button>
        <Button variant="default" onClick={() => answerOutputs(undefined)}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

/** One choice says what both outputs are. */
function Outputs({ names, first }: { names: OutputQuestion["names"]; first: Label }): ReactNode {
  const [one, other] = names?.map((name) => `“${name}”`) ?? ["First output", "second output"];
  return (
    <span className={classes.outputs}>
      <span>
        {one}: <LabelMark label={first}>{first},</LabelMark>
      </span>{" "}
      <span>
        {other}: <LabelMark label={otherLabel(first)} />
      </span>
    </span>
  );
}
