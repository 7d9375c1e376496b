export { type Sureness, surenessOf, surenessSentence } from "../../../models/sureness";
