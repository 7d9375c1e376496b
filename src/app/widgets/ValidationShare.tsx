import { Slider } from "@mantine/core";
import { useId } from "react";
import { useSession } from "../session/store";
import { changeSettings } from "../session/training";
import classes from "./ValidationShare.module.css";

/** The slider for the share of validation photos, unless folders define the split. */
export function ValidationShare() {
  const share = useSession(({ settings }) => settings.validationShare);
  const percent = Math.round(share * 100);
  const id = useId();
  return (
    <div className={classes.share}>
      <p className={`${classes.label} tabular`}>
        <span id={id}>Photos held out to check the result (validation)</span> <b>{percent} %</b>
      </p>
      <Slider
        min={5}
        max={50}
        step={5}
        value={percent}
        onChange={(value) => changeSettings({ validationShare: value / 100 })}
        label={null}
        thumbProps={{ "aria-labelledby": id }}
        thumbValueText={(value) => `${value} %`}
      />
    </div>
  );
}
