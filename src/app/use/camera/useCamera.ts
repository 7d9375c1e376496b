import { useCallback, useEffect, useRef, useState } from "react";
import type { AppError } from "../../../common/error";
import { cameraError, insecurePage, unplugged } from "./camera-errors";

/** A camera that the user can choose. */
export interface CameraChoice {
  readonly id: string;
  readonly name: string;
}

export interface LiveCamera {
  readonly stream: MediaStream;
  readonly id: string;
  /** People expect a mirror image, except from a camera that points away from them. */
  readonly mirrored: boolean;
}

/** The state of the camera. */
export type CameraState =
  | { readonly status: "off" }
  | { readonly status: "starting" }
  | { readonly status: "live"; readonly camera: LiveCamera; readonly choices: readonly CameraChoice[] }
  | { readonly status: "failed"; readonly error: AppError };

export interface Camera {
  readonly state: CameraState;
  /** Starts the camera with this id, or the browser’s default. */
  readonly start: (id?: string) => void;
  readonly stop: () => void;
}

/** A camera for the calling component; it is switched off on unmount. */
export function useCamera(): Camera {
  const [state, setState] = useState<CameraState>({ status: "off" });
  const session = useRef<AbortController | undefined>(undefined);

  const start = useCallback((id?: string) => {
    session.current?.abort();
    const mine = new AbortController();
    session.current = mine;
    setState({ status: "starting" });
    void runCamera(id, mine, setState);
  }, []);

  const stop = useCallback(() => {
    session.current?.abort();
    setState({ status: "off" });
  }, []);

  useEffect(() => () => session.current?.abort(), []);

  return { state, start, stop };
}

/** Opens a camera and reports its state. Aborting `session` switches it off. */
async function runCamera(
  id: string | undefined,
  session: AbortController,
  report: (state: CameraState) => void,
): Promise<void> {
  const { signal } = session;
  function fail(error: AppError): void {
    if (signal.aborted) return;
    session.abort();
    report({ status: "failed", error });
  }

  try {
    const stream = await openCamera(id, signal);
    const track = stream.getVideoTracks()[0];
    if (track === undefined) return fail(cameraError(new DOMException("", "NotFoundError")));
    track.addEventListener("ended", () => fail(unplugged()), { signal });
    const camera = liveCamera(stream, track);
    const refresh = async () => {
      const choices = await listCameras();
      if (!signal.aborted) report({ status: "live", camera, choices });
    };
    navigator.mediaDevices.addEventListener("devicechange", () => void refresh(), { signal });
    await refresh();
  } catch (thrown) {
    fail(cameraError(thrown));
  }
}

async function openCamera(id: string | undefined, signal: AbortSignal): Promise<MediaStream> {
  // Undefined on insecure pages, contrary to the types.
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  if (devices === undefined) throw insecurePage();
  const which: MediaTrackConstraints =
    id === undefined ? { facingMode: "user" } : { deviceId: { exact: id } };
  const stream = await devices.getUserMedia({ video: { ...which, width: { ideal: 1280 } } });
  const close = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  // The user may have cancelled while the browser asked for permission.
  if (signal.aborted) close();
  else signal.addEventListener("abort", close);
  return stream;
}

function liveCamera(stream: MediaStream, track: MediaStreamTrack): LiveCamera {
  const { deviceId, facingMode } = track.getSettings();
  return { stream, id: deviceId ?? "", mirrored: facingMode !== "environment" };
}

async function listCameras(): Promise<CameraChoice[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter(({ kind }) => kind === "videoinput")
    .map(({ deviceId, label }, index) => ({ id: deviceId, name: label || `Camera ${index + 1}` }));
}
