import { type HTMLAttributes, type ReactNode, useRef } from "react";
import { inSlices } from "../../common/steps";
import { filesFromInput } from "../../dataset/entries";
import type { Split } from "../../dataset/sample";
import { take, takeProject } from "../open/take-photos";

/** What the browser's file dialog is opened for. */
export type InputKind = "folder" | "zip" | "photos" | "validation" | "test" | "project";

interface InputSpec {
  readonly label: string;
  readonly testId: HTMLAttributes<HTMLInputElement>["data-testid"];
  /** File types to choose from; undefined: a folder. */
  readonly accept?: string;
  /** Opens the chosen file, for kinds that are not photos. */
  readonly open?: (file: File) => void;
  /** The part that all chosen photos belong to; undefined: their folders decide. */
  readonly role?: Split;
}

const INPUTS: Readonly<Record<InputKind, InputSpec>> = {
  folder: { label: "Choose a folder", testId: "add-folder" },
  zip: { label: "Choose a zip", testId: "add-zip", accept: ".zip,application/zip" },
  photos: { label: "Choose photos", testId: "add-photos", accept: "image/*" },
  validation: {
    label: "Add a folder of validation photos",
    testId: "add-validation-folder",
    role: "val",
  },
  test: { label: "Add a folder of test photos", testId: "add-test-folder", role: "test" },
  project: {
    label: "Open a project",
    testId: "open-project",
    accept: ".twofold",
    open: (file) => void takeProject(file),
  },
};

const KINDS = Object.keys(INPUTS) as InputKind[];

/** The hidden file inputs, to be rendered once, and the function that opens one of them. */
export function usePhotoInputs(): { inputs: ReactNode; choose: (kind: InputKind) => void } {
  const elements = useRef(new Map<InputKind, HTMLInputElement>());
  const inputs = KINDS.map((kind) => (
    <PhotoInput
      key={kind}
      spec={INPUTS[kind]}
      attach={(element) => {
        elements.current.set(kind, element);
        return () => elements.current.delete(kind);
      }}
    />
  ));
  return { inputs, choose: (kind) => elements.current.get(kind)?.click() };
}

function PhotoInput({
  spec: { label, testId, accept, role, open },
  attach,
}: {
  spec: InputSpec;
  attach: (element: HTMLInputElement) => () => void;
}) {
  return (
    <input
      ref={(element) => {
        if (element === null) return;
        // React's types lack this attribute.
        element.webkitdirectory = accept === undefined;
        return attach(element);
      }}
      type="file"
      hidden
      multiple={open === undefined}
      accept={accept}
      aria-label={label}
      data-testid={testId}
      onChange={({ currentTarget }) => {
        const files = [...(currentTarget.files ?? [])];
        // Cleared, so that choosing the same folder again fires a change event.
        currentTarget.value = "";
        const [first] = files;
        if (first === undefined) return;
        if (open !== undefined) open(first);
        else void take((signal) => inSlices(filesFromInput(files), signal), role);
      }}
    />
  );
}
