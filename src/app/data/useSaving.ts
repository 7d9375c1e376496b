import { useEffect, useRef, useState } from "react";
import { type AppError, isAbort, toAppError } from "../../common/error";
import type { Progress } from "../../common/progress";
import { saveProject } from "../session/project-file";

/** What is being done with a project's file. `since` is in `performance.now()` milliseconds. */
export type Saving =
  | { readonly status: "choosing" }
  | { readonly status: "busy"; readonly progress: Progress; readonly since: number }
  | { readonly status: "failed"; readonly error: AppError };

/** Saves the project where one is asked to; what is under way ends with the view. */
export function useSaving(onSaved: () => void): {
  saving: Saving;
  save: (photos: boolean) => void;
  stop: () => void;
} {
  const [saving, setSaving] = useState<Saving>({ status: "choosing" });
  const controller = useRef<AbortController>(undefined);
  useEffect(() => () => controller.current?.abort(), []);

  async function save(photos: boolean): Promise<void> {
    const mine = new AbortController();
    controller.current = mine;
    const since = performance.now();
    const onProgress = (progress: Progress) => {
      if (!mine.signal.aborted) setSaving({ status: "busy", progress, since });
    };
    onProgress({ stage: "save", done: 0, total: 0 });
    try {
      await saveProject({ photos }, { signal: mine.signal, onProgress });
      setSaving({ status: "choosing" });
      onSaved();
    } catch (error) {
      setSaving(isAbort(error) ? { status: "choosing" } : { status: "failed", error: toAppError(error) });
    }
  }

  return { saving, save: (photos) => void save(photos), stop: () => controller.current?.abort() };
}
