import { Button, Menu, Text } from "@mantine/core";
import { IconDownload, IconFileText, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import type { Label } from "../../common/label";
import { mainPart } from "../../models/evaluation";
import type { TrainedModel } from "../../models/model";
import { notifyFailure } from "../notices/notify-failure";
import { download } from "../session/download";
import { figuresFile, reportFile } from "../session/report";
import { go } from "../session/store";
import { MenuButton } from "../widgets/MenuButton";
import classes from "./ModelResults.module.css";

/** What to do after reading the results. */
export function ClosingActions({ model, positive }: { model: TrainedModel; positive: Label }) {
  const [isMaking, setMaking] = useState(false);
  async function save(make: () => Promise<Blob>, name: string): Promise<void> {
    setMaking(true);
    try {
      download(await make(), name);
    } catch (error) {
      notifyFailure(error);
    } finally {
      setMaking(false);
    }
  }
  const report = (withPhotos: boolean) => save(() => reportFile(model, positive, withPhotos), "report.html");
  return (
    <div className={classes.closing}>
      {(model.run !== undefined || mainPart(model) !== undefined) && (
        <>
          <ReportMenu isMaking={isMaking} onSave={(withPhotos) => void report(withPhotos)} />
          <Button
            variant="default"
            leftSection={<IconDownload size={18} aria-hidden="true" />}
            disabled={isMaking}
            data-testid="download-figures"
            onClick={() => void save(() => figuresFile(model, positive), "evaluation.json")}
          >
            Download metrics (JSON)
          </Button>
        </>
      )}
      <Button
        variant="default"
        leftSection={<IconRefresh size={18} aria-hidden="true" />}
        onClick={() => go("train")}
      >
        {model.openedFrom === undefined ? "Train again" : "Train a model"}
      </Button>
    </div>
  );
}

/** A report may be passed on, so it contains photos of people only if the user asks for them. */
function ReportMenu({ isMaking, onSave }: { isMaking: boolean; onSave: (withPhotos: boolean) => void }) {
  return (
    <Menu position="top-start" width={300} withinPortal>
      <MenuButton
        leftSection={<IconFileText size={18} aria-hidden="true" />}
        loading={isMaking}
        data-testid="download-report"
      >
        Download report
      </MenuButton>
      <Menu.Dropdown>
        <Menu.Item data-testid="report-without-photos" onClick={() => onSave(false)}>
          Without photos
          <Text size="xs" c="dimmed">
            One page with all metrics, curves and checks. It opens in any browser.
          </Text>
        </Menu.Item>
        <Menu.Item data-testid="report-with-photos" onClick={() => onSave(true)}>
          With the photos it gets wrong
          <Text size="xs" c="dimmed">
            The 50 worst, small. Choose this only if the people in them agree.
          </Text>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
