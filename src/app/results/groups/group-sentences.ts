export { gapSentence } from "../../../models/group-sentences";
