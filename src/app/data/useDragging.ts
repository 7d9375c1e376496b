import { create } from "zustand";

/** Whether files are being dragged over the page; shared by the drop zone and the overlay on all other views. */
export const useDragging = create<{ readonly dragging: boolean }>(() => ({ dragging: false }));
