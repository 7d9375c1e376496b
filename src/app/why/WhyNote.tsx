import { Text } from "@mantine/core";
import { useSession } from "../session/store";
import { useWhy } from "./useWhy";
import { WhyLegend } from "./WhyLegend";
import classes from "./WhyNote.module.css";
import { WhySwitch } from "./WhySwitch";
import { EXACT } from "./why-sentences";

/** The switch for many photos and, where it is on, how to read their maps. */
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
          The model sees 7 × 7 fields of a photo. Below each photo they are added up: what speaks for the
          likelier label, less what speaks against it. {EXACT}
          {looksTwice && " It is of the photo as it is; the answer is the mean of it and its mirror image."}
        </Text>
      )}
    </div>
  );
}
