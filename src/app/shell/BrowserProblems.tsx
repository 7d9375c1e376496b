import type { AppError } from "../../common/error";
import { useSession } from "../session/store";
import { ErrorNotice } from "../widgets/ErrorNotice";
import classes from "./BrowserProblems.module.css";

/** What this browser lacks, or does to the page, above every place. */
export function BrowserProblems() {
  const problems = useSession((session) => session.browserProblems);
  if (problems.length === 0) return null;
  return (
    <section className={classes.problems} aria-label="About this browser" data-testid="browser-problems">
      {problems
        .toSorted((one, other) => Number(isMinor(one)) - Number(isMinor(other)))
        .map((problem) => (
          <ErrorNotice key={problem.code} error={problem} isMinor={isMinor(problem)} />
        ))}
    </section>
  );
}

/** Whether work can go on: only what is stored is lost when the page closes. */
function isMinor({ code }: AppError): boolean {
  return code === "storage";
}
