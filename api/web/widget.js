// <youju-chat>: one script tag and one element on anybody's page. This file only registers the
// tag; the class is in widget-element.js, for those who want it under another name.

import { YoujuChat } from "./widget/widget-element.js";

if (!customElements.get("youju-chat")) customElements.define("youju-chat", YoujuChat);
