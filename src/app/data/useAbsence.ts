import { useEffect, useMemo, useState } from "react";
import { absence, type Finding } from "../../dataset/findings";
import { absentHashes, type Sample } from "../../dataset/sample";
import { countUnseen } from "../../engine/absent-photos";
import { chosenBackbone } from "../session/backbones";
import { useSession } from "../session/store";

/** What there is to say about photos that are not here; nothing until it is known. */
export function useAbsence(samples: readonly Sample[]): readonly Finding[] {
  const backbone = useSession((session) => chosenBackbone(session)?.info.sha256);
  const absent = useMemo(() => absentHashes(samples), [samples]);
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
