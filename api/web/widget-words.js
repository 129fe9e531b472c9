// What only the widget says; everything else is in answer-words.js, which the page shares.

import { answerWords } from "./answer-words.js";

const own = {
  zh: {
    title: "有据问答",
    opening: "问一问所收的文献。每个回答都附原文出处，文中没有的就说没有。",
    open: "打开{title}",
    close: "关闭{title}",
    log: "问答记录",
    fresh: "新对话",
    back: "返回",
    source: "原文出处",
    full: "在完整页面中查看",
    raw: "原始扫描",
    repaired: "整理文本",
    no_context: "段落没有取到，以下是引文本身。",
    refused_origin: "也可能是此网站未获该服务准许，请站长查看服务的 YOUJU_WIDGET_ORIGINS。",
    foot: "有据 · 句句有出处",
    new_window: "（新窗口）",
  },
  en: {
    title: "Ask Youju",
    opening:
      "Ask the texts held here. Every answer shows its source; what they do not say is refused.",
    open: "Open {title}",
    close: "Close {title}",
    log: "Questions and answers",
    fresh: "New conversation",
    back: "Back",
    source: "Source",
    full: "See it in the full page",
    raw: "Raw scan",
    repaired: "Repaired text",
    no_context: "The paragraph could not be fetched; this is the quotation itself.",
    refused_origin: "Or this site is not listed in the server’s YOUJU_WIDGET_ORIGINS.",
    foot: "有据 Youju · every answer has its source",
    new_window: " (new window)",
  },
};

/** All words in one language: "zh" unless `lang` begins with "en". */
export function wordsFor(lang) {
  const name = String(lang ?? "").toLowerCase().startsWith("en") ? "en" : "zh";
  return { ...answerWords[name], ...own[name], name };
}
