import { useIsTraining } from "../session/learning";
import { go, PLACES, type Place, type Session, useSession } from "../session/store";
import { count } from "../widgets/format";
import classes from "./PlaceNav.module.css";

const NAMES: Readonly<Record<Place, string>> = {
  data: "Data",
  train: "Train",
  results: "Results",
  use: "Use",
  models: "Models",
};

/** The five places in the order of the work, some with a short hint about their contents. */
export function PlaceNav() {
  const place = useSession((session) => session.place);
  return (
    <nav aria-label="Places" className={classes.nav}>
      {PLACES.map((each) => (
        <PlaceLink key={each} place={each} current={each === place} />
      ))}
    </nav>
  );
}

function PlaceLink({ place, current }: { place: Place; current: boolean }) {
  const isLearning = useIsTraining();
  const hint = useSession((session) => hintFor(place, session, isLearning));
  return (
    <a
      href={`#${place}`}
      className={classes.link}
      data-testid={`place-${place}`}
      data-running={(place === "train" && isLearning) || undefined}
      aria-current={current ? "page" : undefined}
      onClick={() => go(place)}
    >
      {NAMES[place]}
      {hint !== undefined && <span className={`${classes.hint} tabular`}>{hint}</span>}
    </a>
  );
}

function hintFor(place: Place, { data, models }: Session, isLearning: boolean): string | undefined {
  switch (place) {
    case "data":
      return data.present.samples.length > 0 ? count(data.present.samples.length) : undefined;
    case "train":
      return isLearning ? "running" : undefined;
    case "models":
      return models.status === "ready" && models.value.length > 0 ? count(models.value.length) : undefined;
    default:
      return undefined;
  }
}
