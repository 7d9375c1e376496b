import { Alert, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
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
      {problems.filter(isGrave).map((problem) => (
        <ErrorNotice key={problem.code} error={problem} />
      ))}
      {problems
        .filter((problem) => !isGrave(problem))
        .map((problem) => (
          <Caution key={problem.code} problem={problem} />
        ))}
    </section>
  );
}

/** Whether work that is begun would fail. */
function isGrave({ code }: AppError): boolean {
  return code !== "storage";
}

/** Work goes on, with one thing to know. */
function Caution({ problem }: { problem: AppError }) {
  return (
    <Alert
      color="yellow"
      variant="light"
      role="status"
      icon={<IconAlertTriangle aria-hidden="true" />}
      title={
        <Text c="var(--text)" fw={600}>
          {problem.message}
        </Text>
      }
    >
      <Text c="var(--text)">{problem.next}</Text>
    </Alert>
  );
}
