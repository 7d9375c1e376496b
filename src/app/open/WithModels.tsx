import { Loader } from "@mantine/core";
import type { ReactNode } from "react";
import type { TrainedModel } from "../../models/model";
import { loadModels } from "../session/models";
import { go, useSession } from "../session/store";
import { EmptyPlace } from "../widgets/EmptyPlace";
import { ErrorNotice } from "../widgets/ErrorNotice";
import { OpenModelButton } from "./OpenModelButton";

/** Shows a place that needs models once they are loaded; without a model, says how to get one. */
export function WithModels({
  name,
  empty,
  children,
}: {
  /** The heading of the place if the models cannot be loaded. */
  name: string;
  /** What to show if there is no model. */
  empty: { readonly title: string; readonly text: string };
  children: (models: readonly TrainedModel[]) => ReactNode;
}) {
  const models = useSession((session) => session.models);
  const hasPhotos = useSession(({ data }) => data.present.samples.length > 0);

  if (models.status === "loading") return <Loader m="auto" aria-label="Loading the models" />;
  if (models.status === "failed") {
    return (
      <>
        <h1 className="visually-hidden">{name}</h1>
        <ErrorNotice error={models.error} action={{ label: "Try again", run: () => void loadModels() }} />
      </>
    );
  }
  if (models.value.length > 0) return children(models.value);
  return (
    <EmptyPlace
      {...empty}
      action={
        hasPhotos
          ? { label: "Train a model", run: () => go("train") }
          : { label: "Add photos", run: () => go("data") }
      }
    >
      <OpenModelButton size="md" />
    </EmptyPlace>
  );
}
