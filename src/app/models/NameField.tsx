import { TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import classes from "./NameField.module.css";

/** A model's name while it is being changed: Enter or leaving the field keeps it, Escape does not. */
export function NameField({
  name,
  onEnd,
}: {
  name: string;
  /** The new name, or undefined where it stays as it was. */
  onEnd: (name: string | undefined) => void;
}) {
  const [draft, setDraft] = useState(name);
  const input = useRef<HTMLInputElement>(null);
  // Escape and Enter take the field away, which would count as leaving it too.
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
      description="Enter keeps it, Escape leaves it as it was."
      inputWrapperOrder={["input", "error", "description"]}
      error={trimmed === "" && "A model needs a name."}
      value={draft}
      maxLength={80}
      onChange={({ currentTarget }) => setDraft(currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== "Escape") return;
        // The button that gets the focus next would take the key for itself.
        event.preventDefault();
        if (event.key === "Escape") end(undefined);
        else if (trimmed !== "") end(trimmed);
      }}
      onBlur={() => end(trimmed === "" ? undefined : trimmed)}
    />
  );
}
