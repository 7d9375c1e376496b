// Checked with the options of src/app/tsconfig.json: what only workers have must not compile on the page.

// @ts-expect-error Only workers load scripts in this way.
importScripts();

export {};
