import { Anchor, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { size } from "../widgets/format";

/** What the browser says about the space it gives to this page. */
interface Storage {
  readonly used: number;
  readonly left: number;
  /** Whether the browser has promised not to clear it by itself. */
  readonly promised: boolean;
}

/** How much this browser keeps for the page, how much more it would, and for how long. */
export function StorageLine({ models }: { models: number }) {
  const [storage, setStorage] = useState<Storage>();
  const [wasRefused, setRefused] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: with another number of models, more or less is used.
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
      Models and what was computed from photos take {size(storage.used)} here; {size(storage.left)} are left.{" "}
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
            Ask it to keep them
          </Anchor>
        </>
      )}
      {!storage.promised &&
        wasRefused &&
        "The browser made no promise to keep them: download what matters to you."}
    </Text>
  );
}

/** Undefined where the browser does not say. */
async function readStorage(): Promise<Storage | undefined> {
  // Browsers leave it out on insecure pages, whatever the types say.
  const manager: StorageManager | undefined = navigator.storage;
  if (manager?.estimate === undefined || manager.persisted === undefined) return undefined;
  try {
    const [{ usage = 0, quota = 0 }, promised] = await Promise.all([manager.estimate(), manager.persisted()]);
    return { used: usage, left: Math.max(0, quota - usage), promised };
  } catch {
    // Where site data is blocked.
    return undefined;
  }
}
