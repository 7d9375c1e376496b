import { Tooltip } from "@mantine/core";
import { type BackboneInfo, backboneTitle, isRetiredStarter, STARTER_ID } from "../../backbone/weights";
import { chosenBackbone } from "../session/backbone-choice";
import { currentModel } from "../session/models";
import { type Session, useSession } from "../session/store";
import classes from "./StatusLine.module.css";

const BACKENDS = { webgl: "graphics card (WebGL)", wasm: "WebAssembly" } as const;

/** Always visible: the backbone, the backend, and that nothing leaves the browser. */
export function StatusLine() {
  const backbone = useSession(backboneInPlace);
  const backend = useSession((session) =>
    session.backend === "auto" ? session.speeds?.speeds[0]?.backend : session.backend,
  );
  return (
    <footer className={classes.line}>
      {backbone !== undefined && (
        <Tooltip label={backbone.origin}>
          <span>
            Backbone: {backboneTitle(backbone)}
            {accuracyNote(backbone)}
          </span>
        </Tooltip>
      )}
      {backend !== undefined && <span>Computes with {BACKENDS[backend]}</span>}
      <span className={classes.promise}>Nothing leaves this browser</span>
    </footer>
  );
}

function accuracyNote(backbone: BackboneInfo): string {
  if (isRetiredStarter(backbone)) return " (less accurate than today’s)";
  return backbone.id === STARTER_ID ? " (slightly less accurate than ImageNet’s)" : "";
}

/** The backbone of the current model under Results and Use, elsewhere the one that training would use. */
function backboneInPlace(session: Session): BackboneInfo | undefined {
  const isAboutModel = session.place === "results" || session.place === "use";
  const model = isAboutModel ? currentModel(session) : undefined;
  return model?.backbone ?? chosenBackbone(session)?.info;
}
