import { Fragment } from "react";

/** A path that wraps at word boundaries, not in the middle of "jpg". */
export function BreakablePath({ path }: { path: string }) {
  return path.split(/(?<=[/_-])/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a path stay in their order
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ));
}
