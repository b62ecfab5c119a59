// What is common to all pages for those who use keys, a screen reader, a finger or paper. Started once for a document.

import { followLinks } from "./arrival.js";
import { markCurrentPage } from "./current_page.js";
import { closeDrawerOnChoice } from "./drawer.js";
import { keepFocus } from "./focus_keeper.js";
import { closeFrontDoor } from "./front_door.js";
import { redrawForPrint } from "./printing.js";
import { reachScrollers } from "./scrollers.js";
import { followSidebar } from "./sidebar_focus.js";
import { skipLinks } from "./skip_link.js";

export function startPage() {
  if (document.documentElement.dataset.lePage) return;
  document.documentElement.dataset.lePage = "";
  [skipLinks, followLinks, followSidebar, keepFocus, markCurrentPage, reachScrollers, closeDrawerOnChoice, closeFrontDoor, redrawForPrint].forEach((start) => start());
}
