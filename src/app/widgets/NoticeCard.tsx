import { Title } from "@mantine/core";
import { type HTMLAttributes, type ReactNode, useId } from "react";
import classes from "./NoticeCard.module.css";

/** A card that says something, and what can be done about it. */
export function NoticeCard({
  name,
  isTitled = false,
  isWide = false,
  isStatus = false,
  testId,
  className = "",
  words,
  children,
}: {
  name: string;
  /** Whether the name is a heading; otherwise only screen readers have it. */
  isTitled?: boolean;
  /** Whether `children` take the whole width, below the words. */
  isWide?: boolean;
  /** Whether screen readers announce the words when they change. */
  isStatus?: boolean;
  testId?: HTMLAttributes<HTMLElement>["data-testid"];
  className?: string | undefined;
  /** One or more paragraphs. */
  words: ReactNode;
  /** The buttons. */
  children: ReactNode;
}) {
  const heading = useId();
  return (
    <section
      className={`${classes.notice} ${className}`}
      {...(isTitled ? { "aria-labelledby": heading } : { "aria-label": name })}
      data-testid={testId}
    >
      <div className={`${classes.words} tabular`} role={isStatus ? "status" : undefined}>
        {isTitled && (
          <Title order={2} size="h4" id={heading}>
            {name}
          </Title>
        )}
        {words}
      </div>
      <div className={isWide ? classes.whole : classes.actions}>{children}</div>
    </section>
  );
}
