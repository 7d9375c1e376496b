import { useEffect, useState } from "react";
import { absence, type Finding } from "../../dataset/findings";
import { countUnseen } from "../../engine/protocol/absent-photos";
import { chosenBackbone } from "../session/backbone-choice";
import { useSession } from "../session/store";

/** The finding about missing photos, given their hashes; empty until it is known. */
export function useAbsence(absent: readonly string[]): readonly Finding[] {
  const backbone = useSession((session) => chosenBackbone(session)?.info.sha256);
  const [finding, setFinding] = useState<Finding>();
  useEffect(() => {
    let isWanted = true;
    const unseen = backbone === undefined ? Promise.resolve(0) : countUnseen(absent, backbone);
    void unseen.then((count) => {
      if (isWanted) setFinding(absence(absent.length, count));
    });
    return () => {
      isWanted = false;
    };
  }, [absent, backbone]);
  return finding === undefined ? [] : [finding];
}
