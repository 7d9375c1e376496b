import type { TrainedModel } from "../../models/model";
import { WithModels } from "../open/WithModels";
import { useCompared } from "../session/address";
import { Comparison } from "./Comparison";
import { ModelList } from "./ModelList";

const EMPTY = {
  title: "No models yet",
  text: "Every model that you train or open is stored here, in this browser. You can use it, compare it with others, and download it for your own programs.",
};

/** Models: all models stored in this browser, or two of them side by side. */
export default function ModelsPlace() {
  return (
    <WithModels name="Models" empty={EMPTY}>
      {(models) => <SomeModels models={models} />}
    </WithModels>
  );
}

function SomeModels({ models }: { models: readonly TrainedModel[] }) {
  const compared = useCompared(models);
  return compared === undefined ? <ModelList models={models} /> : <Comparison models={compared} />;
}
