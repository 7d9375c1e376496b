import { Button, NativeSelect, Text, Title } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { useMemo, useRef, useState } from "react";
import type { TrainedModel } from "../../models/model";
import { SaveProject } from "../data/SaveProject";
import { OpenModelButton } from "../open/OpenModelButton";
import { comparisonAddress } from "../session/address";
import { currentModel } from "../session/models";
import { useSession } from "../session/store";
import { useHeadingFocus } from "../widgets/useHeadingFocus";
import { listed } from "./listed";
import classes from "./ModelList.module.css";
import { ModelRow } from "./ModelRow";
import { inOrder, isOrder, ORDERS, type Order } from "./order";
import { StorageLine } from "./StorageLine";

/** A sortable list of the models with their buttons. */
export function ModelList({ models }: { models: readonly TrainedModel[] }) {
  const heading = useHeadingFocus();
  const currentId = useSession((session) => currentModel(session)?.id);
  const positive = useSession((session) => session.positive);
  const [order, setOrder] = useOrder();
  const all = useMemo(() => models.map((model) => listed(model, positive)), [models, positive]);
  const rows = useMemo(() => inOrder(all, order), [all, order]);
  const picking = usePicking(models);

  return (
    <div className={classes.place}>
      <header className={`${classes.header} both-ends`}>
        <div>
          <Title order={1} size="h2" ref={heading} tabIndex={-1} className={classes.heading}>
            Your models
          </Title>
          <Text c="dimmed" mt={4}>
            Stored in this browser. Accuracy and ROC AUC are for the photos that each model was checked on.
          </Text>
        </div>
        <div className="button-row">
          <OpenModelButton />
          <SaveProject size="sm" />
          {models.length > 1 && <OrderChoice order={order} onChange={setOrder} />}
        </div>
      </header>
      <ol className={classes.list}>
        {rows.map((row) => (
          <li key={row.model.id}>
            <ModelRow
              row={row}
              isCurrent={row.model.id === currentId}
              compare={
                models.length > 1
                  ? { picked: picking.picked, onPick: (button) => picking.pick(row.model, button) }
                  : undefined
              }
              // The button that had the focus is gone.
              onDeleted={() => heading.current?.focus()}
            />
          </li>
        ))}
      </ol>
      <PickedNotice picked={picking.picked} onCancel={picking.cancel} />
      <StorageLine models={models.length} />
    </div>
  );
}

/** The sort order last chosen in this browser. */
function useOrder(): [Order, (order: Order) => void] {
  const [order, setOrder] = useLocalStorage<Order>({
    key: "twofold-models-order",
    defaultValue: "newest",
    getInitialValueInEffect: false,
    serialize: (value) => value,
    deserialize: (word = "") => (isOrder(word) ? word : "newest"),
  });
  return [order, setOrder];
}

function OrderChoice({ order, onChange }: { order: Order; onChange: (order: Order) => void }) {
  return (
    <NativeSelect
      className={classes.order}
      aria-label="Sort the models"
      data-testid="sort-models"
      value={order}
      onChange={({ currentTarget: { value } }) => isOrder(value) && onChange(value)}
      data={Object.entries(ORDERS).map(([value, label]) => ({ value, label }))}
    />
  );
}

/** The choice of two models to compare: the first button selects a model, the second opens the comparison. */
function usePicking(models: readonly TrainedModel[]) {
  const [pickedId, setPickedId] = useState<string>();
  const pickedButton = useRef<HTMLElement>(null);
  // It may have been deleted in the meantime.
  const picked = models.find(({ id }) => id === pickedId);

  function pick(model: TrainedModel, button: HTMLElement): void {
    if (picked === undefined) {
      pickedButton.current = button;
      setPickedId(model.id);
    } else if (picked.id === model.id) setPickedId(undefined);
    else window.location.hash = comparisonAddress(picked, model);
  }

  function cancel(): void {
    setPickedId(undefined);
    pickedButton.current?.focus();
  }

  return { picked, pick, cancel };
}

/** A notice, visible at any scroll position, that asks for the second model or lets the user cancel. */
function PickedNotice({ picked, onCancel }: { picked: TrainedModel | undefined; onCancel: () => void }) {
  return (
    <div className={classes.notice} aria-live="polite">
      {picked !== undefined && (
        <div className={classes.picked}>
          <span>
            Compare <strong>{picked.name}</strong> with which other model?
          </span>
          <Button variant="default" data-testid="cancel-comparison" onClick={onCancel}>
            Cancel
          </Button>
        </div>
      )}
    </div>
  );
}
