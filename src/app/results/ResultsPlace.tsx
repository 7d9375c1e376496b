import { Loader, Title } from "@mantine/core";
import { OpenModelButton } from "../open/OpenModelButton";
import { useIsTraining } from "../session/learning";
import { currentModel, loadModels } from "../session/models";
import { go, useSession } from "../session/store";
import { EmptyPlace } from "../widgets/EmptyPlace";
import { ErrorNotice } from "../widgets/ErrorNotice";
import { ModelResults } from "./ModelResults";

/** How good the current model is: its figures, curves and mistakes, and how it was trained. */
export default function ResultsPlace() {
  const models = useSession((session) => session.models);
  const model = useSession(currentModel);

  if (model !== undefined) return <ModelResults key={model.id} model={model} />;
  switch (models.status) {
    case "loading":
      return <Loader m="auto" aria-label="Loading the models" />;
    case "failed":
      return (
        <>
          <Title order={1} size="h2" mb="md">
            Results
          </Title>
          <ErrorNotice error={models.error} action={{ label: "Try again", run: () => void loadModels() }} />
        </>
      );
    case "ready":
      return <NoResults />;
  }
}

function NoResults() {
  const hasPhotos = useSession((session) => session.data.present.samples.length > 0);
  const isUnderWay = useIsTraining();
  const text =
    "Here you will see how good a trained model is: how many photos it gets right, which label it gets wrong " +
    "more often, and how reliable these metrics are.";
  if (isUnderWay) {
    const action = { label: "Watch it train", run: () => go("train") };
    return <EmptyPlace title="The results are not ready yet" text={text} action={action} />;
  }
  const action = hasPhotos
    ? { label: "Train with your photos", run: () => go("train") }
    : { label: "Add photos", run: () => go("data") };
  return (
    <EmptyPlace title="No results yet" text={text} action={action}>
      <OpenModelButton size="md" />
    </EmptyPlace>
  );
}
