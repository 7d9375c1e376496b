import { create } from "zustand";

/** Whether files are being dragged over the page: shared by the drop zone and the cover over all other views. */
export const useDragging = create<{ readonly dragging: boolean }>(() => ({ dragging: false }));
