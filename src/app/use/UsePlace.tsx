import { WithModels } from "../open/WithModels";
import { currentModel } from "../session/models";
import { useSession } from "../session/store";
import { TryModel } from "./TryModel";

const EMPTY = {
  title: "No model to use yet",
  text: "Here a trained model says whether a face, in a photo or in front of the camera, looks female or male to it, and how sure it is.",
};

/** Use: tries a model on photos and the camera. */
export default function UsePlace() {
  const model = useSession(currentModel);
  return (
    <WithModels name="Use" empty={EMPTY}>
      {() => model && <TryModel model={model} />}
    </WithModels>
  );
}
