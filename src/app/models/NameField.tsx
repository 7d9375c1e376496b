import { TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import classes from "./NameField.module.css";

/** The field to rename a model: Enter or leaving the field saves the name, Escape does not. */
export function NameField({
  name,
  onEnd,
}: {
  name: string;
  /** Gets the new name, or undefined if it is unchanged. */
  onEnd: (name: string | undefined) => void;
}) {
  const [draft, setDraft] = useState(name);
  const input = useRef<HTMLInputElement>(null);
  // Escape and Enter remove the field, which fires a blur event too.
  const ended = useRef(false);

  useEffect(() => input.current?.select(), []);

  function end(kept: string | undefined): void {
    if (ended.current) return;
    ended.current = true;
    onEnd(kept);
  }

  const trimmed = draft.trim();
  return (
    <TextInput
      ref={input}
      data-testid="model-name"
      className={classes.field}
      aria-label="Name of the model"
      description="Enter saves the name, Escape cancels."
      inputWrapperOrder={["input", "error", "description"]}
      error={trimmed === "" && "A model needs a name."}
      value={draft}
      maxLength={80}
      onChange={({ currentTarget }) => setDraft(currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== "Escape") return;
        // Otherwise the button that gets the focus next would receive the key too.
        event.preventDefault();
        if (event.key === "Escape") end(undefined);
        else if (trimmed !== "") end(trimmed);
      }}
      onBlur={() => end(trimmed === "" ? undefined : trimmed)}
    />
  );
}
