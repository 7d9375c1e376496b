import { Button, Modal, Radio, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { LABELS, type Label, otherLabel } from "../../common/label";
import { LabelMark } from "../widgets/LabelMark";
import { answerOutputs, type OutputQuestion, useOutputQuestion } from "./outputs";
import classes from "./WhichOutput.module.css";

/** Asks what the outputs of a model stand for if its file does not say. */
export function WhichOutput() {
  const question = useOutputQuestion((state) => state.question);
  return (
    // In parts, because Mantine's own header would be a second banner landmark. It stays mounted while closed, so
    // that it can restore the focus.
    <Modal.Root
      opened={question !== undefined}
      onClose={() => answerOutputs(undefined)}
      // A hurried click next to the dialog must not cancel.
      closeOnClickOutside={false}
      centered
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content data-testid="output-question">
        <Modal.Body className={classes.body}>
          <Modal.Title className={classes.title}>Which output is which?</Modal.Title>
          {question !== undefined && <Choice key={question.file} question={question} />}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Choice({ question }: { question: OutputQuestion }) {
  const { file, names } = question;
  // If the file has names that match neither label, no choice is more likely.
  const [first, setFirst] = useState<Label | undefined>(names === undefined ? LABELS[0] : undefined);
  return (
    <form
      className={classes.form}
      data-outputs={names?.join(", ")}
      onSubmit={(event) => {
        event.preventDefault();
        if (first !== undefined) answerOutputs(first);
      }}
    >
      <p className={classes.text}>
        <b>{file}</b> {whatIsMissing(question)}
      </p>
      <Radio.Group
        label="What the outputs stand for"
        value={first ?? ""}
        onChange={(value) => setFirst(LABELS.find((label) => label === value))}
      >
        <Stack gap="sm" mt="xs">
          {LABELS.map((label) => (
            <Radio
              key={label}
              value={label}
              data-testid={`first-output-${label}`}
              label={<Outputs question={question} first={label} />}
              data-autofocus={label === LABELS[0] || undefined}
            />
          ))}
        </Stack>
      </Radio.Group>
      <p className={classes.hint}>
        Not sure? Choose one and check the model on photos: if most predictions are wrong, open the file again
        and choose the other.
      </p>
      <div className="button-row">
        <Button type="submit" disabled={first === undefined} data-testid="output-question-confirm">
          Add the model
        </Button>
        <Button
          variant="default"
          data-testid="output-question-cancel"
          onClick={() => answerOutputs(undefined)}
        >
          Cancel
        </Button>
      </div>
    </form>
  );
}

function whatIsMissing({ names, isSingle }: OutputQuestion): string {
  if (names !== undefined) return "has names for its two outputs, but they are not female and male.";
  const what = isSingle
    ? "has one output, the probability of its second label, and does not name its labels."
    : "does not name its two outputs.";
  return `${what} Keras sorts folders of photos alphabetically, so female is probably first.`;
}

/** One choice: the labels of both outputs. */
function Outputs({
  question: { names, isSingle },
  first,
}: {
  question: OutputQuestion;
  first: Label;
}): ReactNode {
  const what = isSingle ? "label" : "output";
  const [one, other] = names?.map((name) => `“${name}”`) ?? [`First ${what}`, `second ${what}`];
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
