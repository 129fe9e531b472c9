// The small page: asks, and shows what came back. Everything is shown as text, never as HTML.

const byId = (id) => document.getElementById(id);

function element(tag, text, className = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = className;
  return made;
}

// Addresses from the server are relative; anything else is not followed.
function link(url, text) {
  const made = element("a", text);
  if (url.startsWith("/v1/")) made.href = url;
  return made;
}

function citation(cited) {
  const made = document.createElement("li");
  made.append(element("blockquote", `[${cited.marker}] ${cited.text}`));
  const where = element("p", "", "small");
  const section = cited.section_title ? `${cited.section_title} · ` : "";
  where.append(`${section}第 ${cited.paragraph} 段 · `, link(cited.url, "原文"));
  made.append(where);
  return made;
}

function show(state, short = "", answer = "", citations = []) {
  byId("result").hidden = false;
  byId("state").textContent = state;
  byId("short").textContent = short;
  byId("answer").textContent = answer;
  byId("citations").replaceChildren(...citations.map(citation));
}

async function ask(question) {
  const response = await fetch("/v1/ask", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ question }),
  });
  const body = await response.json();
  if (!response.ok) {
    const details = (body.errors ?? []).map((error) => `${error.field}：${error.detail}`);
    show(body.title, "", [body.detail, ...details].join("\n"));
  } else if (body.refusal) {
    const nearest = body.refusal.nearest;
    show(nearest.length ? "未作答，相近的记载如下" : "未作答", "", body.refusal.message, nearest);
  } else {
    show("回答", body.short_answer ?? "", body.answer, body.citations);
  }
}

byId("ask").addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = event.target.querySelector("button");
  button.disabled = true;
  show("查找中……");
  try {
    await ask(byId("question").value);
  } catch {
    show("连接不上服务，请稍后再试。");
  } finally {
    button.disabled = false;
  }
});

const listing = await fetch("/v1/documents").catch(() => null);
if (listing?.ok) {
  const { documents } = await listing.json();
  byId("documents").replaceChildren(...documents.map((one) => {
    const made = document.createElement("li");
    made.append(link(one.url, one.title), ` · ${one.sections} 节 · ${one.characters} 字`);
    return made;
  }));
}
