import { Loader, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import { MODEL_FORMAT_NAMES, MODEL_FORMATS, type ModelFormat } from "../../models/formats/formats";
import type { TrainedModel } from "../../models/model";
import { notifyFailure } from "../notices/notify-failure";
import { downloadModel } from "../session/models";
import classes from "./DownloadMenu.module.css";
import { MenuButton } from "./MenuButton";

/** The button with the menu of a model’s file formats. */
export function DownloadMenu({
  model,
  size,
  label,
  children,
}: {
  model: TrainedModel;
  /** Makes the button large, with an icon. */
  size?: "md";
  /** The accessible name, if the visible words do not say which model. */
  label?: string;
  children: ReactNode;
}) {
  const [preparing, setPreparing] = useState(0);

  async function download(format: ModelFormat): Promise<void> {
    setPreparing((files) => files + 1);
    await downloadModel(model, format).catch(notifyFailure);
    setPreparing((files) => files - 1);
  }

  return (
    <>
      <Menu
        position="bottom-end"
        width={310}
        shadow="md"
        withinPortal={false}
        withInitialFocusPlaceholder={false}
      >
        {/* Never disabled, because the focus returns to it. */}
        <MenuButton
          {...(size && { size })}
          aria-label={label}
          data-testid="download-model"
          leftSection={size && <IconDownload size={18} aria-hidden="true" />}
          {...(preparing > 0 && { rightSection: <Loader size={16} color="gray" /> })}
        >
          {children}
        </MenuButton>
        <Menu.Dropdown>
          {MODEL_FORMAT_NAMES.map((format) => (
            <Choice
              key={format}
              format={format}
              {...MODEL_FORMATS[format]}
              onChoose={() => void download(format)}
            />
          ))}
        </Menu.Dropdown>
      </Menu>
      <span className="visually-hidden" role="status">
        {preparing > 0 && "Preparing the file"}
      </span>
    </>
  );
}

function Choice({
  format,
  title,
  purpose,
  onChoose,
}: {
  format: ModelFormat;
  title: string;
  purpose: string;
  onChoose: () => void;
}) {
  const [name, description] = [useId(), useId()];
  return (
    <Menu.Item
      aria-labelledby={name}
      aria-describedby={description}
      data-testid={`download-${format}`}
      onClick={onChoose}
    >
      <span id={name} className={classes.title}>
        {title}
      </span>
      <span id={description} className={classes.purpose}>
        {purpose}
      </span>
    </Menu.Item>
  );
}
