import { NumberInput } from "@mantine/core";
import { type HTMLAttributes, useEffect, useState } from "react";
import { count } from "../widgets/format";

/**
 * A number within bounds. Valid input takes effect while typing; other input shows an error, and is clamped when the
 * field loses the focus.
 */
export function NumberField({
  label,
  text,
  min,
  max,
  step = 1,
  decimals = 0,
  value,
  "data-testid": testId,
  onChange,
}: {
  label: string;
  text?: string;
  min: number;
  max: number;
  step?: number;
  /** Decimal places; 0 (whole numbers) by default. */
  decimals?: number;
  value: number;
  onChange: (value: number) => void;
} & Pick<HTMLAttributes<HTMLInputElement>, "data-testid">) {
  const [draft, setDraft] = useState<number | string>(value);
  useEffect(() => setDraft(value), [value]);
  const isWithin = (entered: number | string): entered is number =>
    typeof entered === "number" && entered >= min && entered <= max;

  function leave(): void {
    const settled = typeof draft === "number" ? Math.min(max, Math.max(min, draft)) : value;
    setDraft(settled);
    if (settled !== value) onChange(settled);
  }

  return (
    <NumberInput
      label={label}
      data-testid={testId}
      description={text}
      inputWrapperOrder={["label", "input", "description", "error"]}
      error={isWithin(draft) ? undefined : `${bound(min)} to ${bound(max)}`}
      min={min}
      max={max}
      step={step}
      decimalScale={decimals}
      clampBehavior="none"
      value={draft}
      onChange={(entered) => {
        setDraft(entered);
        if (isWithin(entered)) onChange(entered);
      }}
      onBlur={leave}
    />
  );
}

/** “1,024”, but “0.00001” in full. */
function bound(value: number): string {
  return Number.isInteger(value) ? count(value) : String(value);
}
