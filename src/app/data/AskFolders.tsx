import { Button, SegmentedControl } from "@mantine/core";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { memo, useCallback, useRef, useState } from "react";
import { photos } from "../../common/words";
import type { FolderChoice, UnknownFolder } from "../../dataset/labels";
import { takeAnswers } from "../open/take-photos";
import { type FolderQuestion, intake } from "../session/intake";
import { count } from "../widgets/format";
import { LabelMark } from "../widgets/LabelMark";
import { PhotoImage } from "../widgets/PhotoImage";
import { useWindowTop } from "../widgets/useWindowTop";
import classes from "./AskFolders.module.css";
import { DataHeading } from "./DataHeading";

/** Height of a folder's row before it is measured, in px. */
const ROW_HEIGHT = 92;

const NO_FOLDER = "Photos in no folder";

const CHOICES: { value: FolderChoice; label: React.ReactNode }[] = [
  { value: "female", label: <LabelMark label="female" /> },
  { value: "male", label: <LabelMark label="male" /> },
  { value: "leave-out", label: "leave out" },
];

/** Asks what folders show whose names match neither label. The page never guesses. */
export function AskFolders({ question: { folders } }: { question: FolderQuestion }) {
  const [answers, setAnswers] = useState<ReadonlyMap<string, FolderChoice>>(new Map());
  const answer = useCallback(
    (name: string, choice: FolderChoice) => setAnswers((given) => new Map(given).set(name, choice)),
    [],
  );
  const open = folders.filter(({ name }) => !answers.has(name));

  return (
    <div className={classes.view} data-testid="folder-question">
      <DataHeading title={titleFor(folders)} lead={leadFor(folders)} />
      <FolderList folders={folders} answers={answers} answer={answer} />
      <div className="button-row">
        <Button
          size="md"
          disabled={open.length > 0}
          data-testid="folder-question-answer"
          onClick={() => void takeAnswers(answers)}
        >
          Continue
        </Button>
        <Button size="md" variant="default" data-testid="folder-question-cancel" onClick={intake.dismiss}>
          Cancel
        </Button>
        {open.length > 0 && folders.length > 1 && (
          <Button
            size="md"
            variant="subtle"
            className="tabular"
            onClick={() => setAnswers(new Map([...open.map(leftOutAnswer), ...answers]))}
          >
            {open.length === folders.length
              ? `Leave out all ${count(open.length)}`
              : `Leave out the other ${open.length === 1 ? "one" : count(open.length)}`}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Virtualised: some data sets have a folder for each of thousands of people. */
function FolderList({
  folders,
  answers,
  answer,
}: {
  folders: readonly UnknownFolder[];
  answers: ReadonlyMap<string, FolderChoice>;
  answer: (name: string, choice: FolderChoice) => void;
}) {
  const list = useRef<HTMLUListElement>(null);
  const scrollMargin = useWindowTop(list);
  const rows = useWindowVirtualizer({
    count: folders.length,
    estimateSize: () => ROW_HEIGHT,
    overscan: 4,
    scrollMargin,
  });
  return (
    <ul ref={list} className="virtual-list" style={{ height: rows.getTotalSize() }}>
      {rows.getVirtualItems().map(({ index, start }) => {
        const folder = folders[index];
        if (folder === undefined) return null;
        return (
          <li
            key={folder.name}
            ref={rows.measureElement}
            data-index={index}
            data-folder={folder.name}
            className={classes.row}
            style={{ transform: `translateY(${start - scrollMargin}px)` }}
            aria-setsize={folders.length}
            aria-posinset={index + 1}
          >
            <FolderRow folder={folder} choice={answers.get(folder.name)} answer={answer} />
          </li>
        );
      })}
    </ul>
  );
}

const FolderRow = memo(function FolderRow({
  folder: { name, path, count: size, examples },
  choice,
  answer,
}: {
  folder: UnknownFolder;
  choice: FolderChoice | undefined;
  answer: (name: string, choice: FolderChoice) => void;
}) {
  return (
    <div className={`${classes.folder} card`}>
      <div className={classes.previews}>
        {examples.map((file, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the photos of a folder never change order
          <PhotoImage key={index} file={file} alt="" className={classes.preview} />
        ))}
      </div>
      <p className={classes.name}>
        <b>{name || NO_FOLDER}</b>
        {path !== name && <span>{path}</span>}
        <span className="tabular">{photos(size)}</span>
      </p>
      <SegmentedControl
        className={classes.choice}
        // Without a value, Mantine would select the first choice.
        value={choice ?? ""}
        onChange={(value) => isChoice(value) && answer(name, value)}
        data={CHOICES}
        aria-label={name ? `What “${name}” shows` : `${NO_FOLDER}: what they show`}
      />
    </div>
  );
});

function titleFor(folders: readonly UnknownFolder[]): string {
  if (folders.length > 1) return "What do these folders show?";
  return folders[0]?.name ? "What does this folder show?" : "What do these photos show?";
}

function leadFor(folders: readonly UnknownFolder[]): string {
  const names = folders.length === 1 ? "The name of the folder does not say" : "Their names do not say";
  const who =
    folders.length === 1 && !folders[0]?.name ? "They are not in a folder named female or male" : names;
  const mixed =
    "If they are mixed, choose what most of them show. You can correct individual photos afterwards.";
  const isLoose = folders.some(({ name }) => name === "");
  return `${who}, and this page does not guess.${isLoose ? ` ${mixed}` : ""}`;
}

function leftOutAnswer({ name }: UnknownFolder): [string, FolderChoice] {
  return [name, "leave-out"];
}

function isChoice(value: string): value is FolderChoice {
  return CHOICES.some((choice) => choice.value === value);
}
