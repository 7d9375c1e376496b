import { Switch } from "../widgets/Switch";
import { showWhy, useWhy, type WhyMode } from "./useWhy";

const MODES: { value: WhyMode; label: string }[] = [
  { value: "off", label: "Off" },
  { value: "over", label: "On the photo" },
  { value: "beside", label: "Next to it" },
];

/** The switch for the evidence maps. */
export function WhySwitch() {
  const mode = useWhy((why) => why.mode);
  return <Switch name="Show why" data-testid="why" value={mode} onChange={showWhy} data={MODES} />;
}
