export { femaleThreshold, type Preset, presets, presetThreshold } from "../../../models/presets";
