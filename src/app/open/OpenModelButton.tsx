import { Button } from "@mantine/core";
import { IconFolderOpen } from "@tabler/icons-react";
import { useRef } from "react";
import { OPENABLE } from "./file-kinds";
import { takeChosen } from "./take-drop";

/** Opens model files that the user chooses. */
export function OpenModelButton({ size }: { size?: "md" }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        variant="default"
        data-testid="open-model-button"
        {...(size && { size })}
        leftSection={<IconFolderOpen size={18} aria-hidden="true" />}
        onClick={() => input.current?.click()}
      >
        Open a model…
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={OPENABLE}
        aria-label="Open a model"
        data-testid="open-model"
        onChange={({ currentTarget }) => {
          takeChosen([...(currentTarget.files ?? [])]);
          // Cleared, so that choosing the same file again fires a change event.
          currentTarget.value = "";
        }}
      />
    </>
  );
}
