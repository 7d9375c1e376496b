import { Title } from "@mantine/core";
import { type ReactNode, useId } from "react";
import classes from "./TitledSection.module.css";

/** A section named by its heading. */
export function TitledSection({
  title,
  beside,
  className,
  children,
}: {
  title: ReactNode;
  /** At the other end of the heading’s line. */
  beside?: ReactNode;
  className: string | undefined;
  children: ReactNode;
}) {
  const heading = useId();
  return (
    <section className={className} aria-labelledby={heading}>
      <div className={`${classes.head} both-ends`}>
        <Title order={2} size="h3" id={heading}>
          {title}
        </Title>
        {beside}
      </div>
      {children}
    </section>
  );
}
