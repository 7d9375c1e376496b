import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** The only accent colour, for everything that can be pressed. */
const ink: MantineColorsTuple = [
  "#f1f2fb",
  "#dfe1f3",
  "#bcc0e6",
  "#959cd9",
  "#757fce",
  "#616cc7",
  "#5561c5",
  "#4550ae",
  "#3c479c",
  "#313d8a",
];

/** Replaces Mantine's greys of dark mode: 0 is text, 4 lines, 6 fields and buttons, 7 the page. */
const dark: MantineColorsTuple = [
  "#e9e9ec",
  "#c9cbd2",
  "#a6a9b4",
  "#7f8492",
  "#3a3d47",
  "#2e3139",
  "#23252c",
  "#15161a",
  "#101114",
  "#0b0c0e",
];

export const theme = createTheme({
  colors: { ink, dark },
  primaryColor: "ink",
  primaryShade: { light: 8, dark: 6 },
  defaultRadius: "md",
  fontFamily: 'ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  headings: { fontWeight: "650", textWrap: "balance" },
  cursorType: "pointer",
  respectReducedMotion: true,
});
