import { Anchor, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { size } from "../widgets/format";

/** What the browser reports about this page’s storage. */
interface Storage {
  readonly used: number;
  readonly left: number;
  /** Whether the browser has promised not to clear it (persistent storage). */
  readonly promised: boolean;
}

/** How much storage the page uses, how much is left, and whether it is persistent. */
export function StorageLine({ models }: { models: number }) {
  const [storage, setStorage] = useState<Storage>();
  const [wasRefused, setRefused] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the number of models changes the storage in use.
  useEffect(() => {
    let isWanted = true;
    void readStorage().then((read) => {
      if (isWanted) setStorage(read);
    });
    return () => {
      isWanted = false;
    };
  }, [models]);

  async function askToKeep(): Promise<void> {
    setRefused(!(await navigator.storage.persist().catch(() => false)));
    setStorage(await readStorage());
  }

  if (storage === undefined) return null;
  return (
    <Text size="sm" c="dimmed" className="tabular" mt="auto" aria-live="polite">
      Models and data computed from photos use {size(storage.used)}; {size(storage.left)} are free.{" "}
      {!storage.promised && !wasRefused && (
        <>
          When the disk is nearly full, the browser may clear them.{" "}
          <Anchor
            component="button"
            type="button"
            inherit
            underline="always"
            onClick={() => void askToKeep()}
          >
            Ask the browser to keep them
          </Anchor>
        </>
      )}
      {!storage.promised &&
        wasRefused &&
        "The browser did not promise to keep them. Download what matters to you."}
    </Text>
  );
}

/** Undefined if the browser does not report it. */
async function readStorage(): Promise<Storage | undefined> {
  // Undefined on insecure pages, contrary to the types.
  const manager: StorageManager | undefined = navigator.storage;
  if (manager?.estimate === undefined || manager.persisted === undefined) return undefined;
  try {
    const [{ usage = 0, quota = 0 }, promised] = await Promise.all([manager.estimate(), manager.persisted()]);
    return { used: usage, left: Math.max(0, quota - usage), promised };
  } catch {
    // Site data is blocked.
    return undefined;
  }
}
