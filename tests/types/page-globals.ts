// Checked with the options of src/app/tsconfig.json: globals of workers must not compile on the page.

// @ts-expect-error Only workers have this function.
importScripts();

export {};
