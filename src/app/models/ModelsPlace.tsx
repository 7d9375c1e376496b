import { Loader } from "@mantine/core";
import type { TrainedModel } from "../../models/model";
import { OpenModelButton } from "../open/OpenModelButton";
import { useCompared } from "../session/address";
import { loadModels } from "../session/models";
import { go, useSession } from "../session/store";
import { EmptyPlace } from "../widgets/EmptyPlace";
import { ErrorNotice } from "../widgets/ErrorNotice";
import { Comparison } from "./Comparison";
import { ModelList } from "./ModelList";

/** All models that this browser keeps, or two of them side by side. */
export default function ModelsPlace() {
  const models = useSession((session) => session.models);
  const hasPhotos = useSession(({ data }) => data.present.samples.length > 0);

  if (models.status === "loading") return <Loader m="auto" aria-label="Loading the models" />;
  if (models.status === "failed") {
    return (
      <>
        <h1 className="visually-hidden">Models</h1>
        <ErrorNotice error={models.error} action={{ label: "Try again", run: () => void loadModels() }} />
      </>
    );
  }
  if (models.value.length === 0) {
    return (
      <EmptyPlace
        title="No models yet"
        text="Every model that you train or open is kept here, in this browser, with its name and its figures: to use it, to compare it, and to download it for your own programs."
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
  return <SomeModels models={models.value} />;
}

function SomeModels({ models }: { models: readonly TrainedModel[] }) {
  const compared = useCompared(models);
  return compared === undefined ? <ModelList models={models} /> : <Comparison models={compared} />;
}
