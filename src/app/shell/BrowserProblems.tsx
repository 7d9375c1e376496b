import type { AppError } from "../../common/error";
import { notifyFailure } from "../notices/notify-failure";
import { discardDamaged } from "../session/browser";
import { useSession } from "../session/store";
import { ErrorNotice } from "../widgets/ErrorNotice";
import classes from "./BrowserProblems.module.css";

/** Problems with this browser, shown above every place. */
export function BrowserProblems() {
  const problems = useSession((session) => session.browserProblems);
  if (problems.length === 0) return null;
  return (
    <section className={classes.problems} aria-label="About this browser" data-testid="browser-problems">
      {/* Not sorted with toSorted(), which may be what the browser lacks. */}
      {[...problems.filter((problem) => !isMinor(problem)), ...problems.filter(isMinor)].map((problem) => (
        <ErrorNotice
          key={problem.code}
          error={problem}
          isMinor={isMinor(problem)}
          action={problem.code === "damaged-data" ? DISCARD : undefined}
        />
      ))}
    </section>
  );
}

const DISCARD = {
  label: "Delete the damaged data",
  run: () => void discardDamaged().catch(notifyFailure),
};

/** Whether work can go on: the problem affects only stored data. */
function isMinor({ code }: AppError): boolean {
  return code === "storage" || code === "damaged-data";
}
