import { Loader } from "@mantine/core";
import { OpenModelButton } from "../open/OpenModelButton";
import { currentModel, loadModels } from "../session/models";
import { go, useSession } from "../session/store";
import { EmptyPlace } from "../widgets/EmptyPlace";
import { ErrorNotice } from "../widgets/ErrorNotice";
import { TryModel } from "./TryModel";

/** The place where a model is tried on photos and on the camera. */
export default function UsePlace() {
  const models = useSession((session) => session.models);
  const model = useSession(currentModel);
  const hasPhotos = useSession(({ data }) => data.present.samples.length > 0);

  if (models.status === "loading") return <Loader m="auto" aria-label="Loading the models" />;
  if (models.status === "failed") {
    return (
      <>
        <h1 className="visually-hidden">Use</h1>
        <ErrorNotice error={models.error} action={{ label: "Try again", run: () => void loadModels() }} />
      </>
    );
  }
  if (model === undefined) {
    return (
      <EmptyPlace
        title="No model to use yet"
        text="A trained model says here whether a face, in a photo or before the camera, looks female or male to it, and how sure it is of that."
        action={
          hasPhotos
            ? { label: "Train a model", run: () => go("train") }
            : { label: "Start with photos", run: () => go("data") }
        }
      >
        <OpenModelButton size="md" />
      </EmptyPlace>
    );
  }
  return <TryModel model={model} />;
}
