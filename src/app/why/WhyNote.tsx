import { Text } from "@mantine/core";
import { WhyLegend } from "./WhyLegend";
import classes from "./WhyNote.module.css";
import { EXACT } from "./why-sentences";

/** How to read the maps of many photos. */
export function WhyNote() {
  return (
    <div className={classes.note}>
      <WhyLegend />
      <Text size="sm" c="dimmed" className={classes.text}>
        The model divides a photo into 7 × 7 fields. Below each photo is what they add up to: what speaks for
        its label, less what speaks against it, and a number that belongs to no field. {EXACT}
      </Text>
    </div>
  );
}
