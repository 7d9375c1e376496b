import { WithModels } from "../open/WithModels";
import { currentModel } from "../session/models";
import { useSession } from "../session/store";
import { TryModel } from "./TryModel";

const EMPTY = {
  title: "No model to use yet",
  text: "A trained model says here whether a face, in a photo or before the camera, looks female or male to it, and how sure it is of that.",
};

/** The place where a model is tried on photos and on the camera. */
export default function UsePlace() {
  const model = useSession(currentModel);
  return (
    <WithModels name="Use" empty={EMPTY}>
      {() => model && <TryModel model={model} />}
    </WithModels>
  );
}
