/** The console's one script. Every page works without it; it makes the work quicker. */
import "@tabler/core/dist/css/tabler.css";
import "./style.css";
import "./sheets.css";
import "./duty.css";
import "./gate/gate.css";
import { startCharts } from "./charts";
import { startForms } from "./forms";
import { startGate } from "./gate/desk";
import { startHtmx } from "./htmx";
import { startKeys } from "./keys";
import { startKeysHelp } from "./keys-help";
import { startMaps } from "./maps";
import { startMenus } from "./menus";
import { startNight } from "./night";
import { startTables } from "./tables";
import { startTimes } from "./times";

/** Readies a piece of page: the whole document at first, later each piece htmx swaps in. */
function ready(piece: ParentNode): void {
  startCharts(piece);
  startMaps(piece);
  startTables(piece);
  startTimes(piece);
}

startHtmx(ready);
startGate(document);
startForms(document);
startKeys(document);
startKeysHelp(document);
startMenus(document);
startNight(document);
ready(document);
document.documentElement.classList.add("is-ready");
