import { Text } from "@mantine/core";
import { useSession } from "../session/store";
import { useWhy } from "./useWhy";
import { WhyLegend } from "./WhyLegend";
import classes from "./WhyNote.module.css";
import { WhySwitch } from "./WhySwitch";
import { EXACT } from "./why-sentences";

/** The switch for all photos and, if it is on, how to read their maps. */
export function WhyNote() {
  const looksTwice = useSession((session) => session.looksTwice);
  const isOn = useWhy(({ mode }) => mode !== "off");
  return (
    <div className={classes.note}>
      <div className={classes.head}>
        <WhySwitch />
        {isOn && <WhyLegend />}
      </div>
      {isOn && (
        <Text size="sm" c="dimmed" className={classes.text}>
          The model divides a photo into 7 × 7 cells. The line below each photo adds them up: what speaks for
          the likelier label, minus what speaks against it. {EXACT}
          {looksTwice &&
            " The map shows the photo itself; the prediction is the average for the photo and its mirror image."}
        </Text>
      )}
    </div>
  );
}
