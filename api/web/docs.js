// Renders /openapi.json: every operation with its parameters filled in, ready to be run.

const byId = (id) => document.getElementById(id);

function element(tag, text = "", attributes = {}) {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function field(form, name, label, input) {
  input.id = `${form.id}-${name}`;
  form.append(element("label", label, { for: input.id }), input);
  return input;
}

function address(path, parameters, inputs) {
  const query = new URLSearchParams();
  let filled = path;
  for (const parameter of parameters) {
    const value = inputs.get(parameter.name).value;
    if (parameter.in === "path") {
      filled = filled.replace(`{${parameter.name}}`, encodeURIComponent(value));
    } else if (value !== "") {
      query.set(parameter.name, value);
    }
  }
  return query.size ? `${filled}?${query}` : filled;
}

function curl(method, url, body) {
  const parts = ["curl", "-sS"];
  if (byId("key").value) parts.push("-H 'Authorization: Bearer …'");
  if (body !== undefined) {
    parts.push(`-X ${method} -H 'Content-Type: application/json'`);
    parts.push(`-d '${body.replaceAll("'", "'\\''")}'`);
  }
  return [...parts, `'${location.origin}${url}'`].join(" ");
}

async function run(method, url, body, output) {
  const headers = {};
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (byId("key").value) headers.Authorization = `Bearer ${byId("key").value}`;
  const began = performance.now();
  const response = await fetch(url, { method, headers, body });
  const text = await response.text();
  const took = (performance.now() - began).toFixed(1);
  let shown = text;
  try {
    shown = JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Not JSON: shown as it came.
  }
  output.textContent = `${curl(method, url, body)}\n\n${response.status} · ${took} ms\n${shown}`;
}

function bodyInput(form, operation) {
  const content = operation.requestBody?.content?.["application/json"];
  if (!content) return undefined;
  const examples = Object.entries(content.examples ?? {});
  const choice = element("select");
  for (const [name] of examples) choice.append(element("option", name));
  const input = element("textarea", "", { rows: "6", spellcheck: "false" });
  const fill = () => {
    input.value = JSON.stringify(examples[choice.selectedIndex]?.[1].value ?? {}, null, 2);
  };
  choice.addEventListener("change", fill);
  field(form, "example", "例子 · example", choice);
  field(form, "body", "请求体 · body", input);
  fill();
  return input;
}

function operationView(path, method, operation, number) {
  const view = element("details");
  const title = element("summary");
  title.append(element("code", `${method.toUpperCase()} ${path}`), ` ${operation.summary ?? ""}`);
  const form = element("form", "", { id: `operation-${number}` });
  const parameters = operation.parameters ?? [];
  const inputs = new Map(parameters.map((parameter) => {
    const input = element("input", "", { autocomplete: "off" });
    input.value = parameter.example ?? "";
    input.required = Boolean(parameter.required);
    const label = [parameter.name, parameter.description].filter(Boolean).join(" · ");
    return [parameter.name, field(form, parameter.name, label, input)];
  }));
  const body = bodyInput(form, operation);
  form.append(element("button", "运行 · Run"));
  const output = element("pre", "", { "aria-live": "polite" });
  output.hidden = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    output.hidden = false;
    try {
      const url = address(path, parameters, inputs);
      await run(method.toUpperCase(), url, body?.value, output);
    } catch {
      output.textContent = "连接不上服务 · no connection";
    }
  });
  view.append(title, element("p", operation.description ?? "", { class: "small" }), form, output);
  return view;
}

const description = await (await fetch("/openapi.json")).json();
byId("about").textContent = description.info.description;
let number = 0;
for (const [path, operations] of Object.entries(description.paths)) {
  for (const [method, operation] of Object.entries(operations)) {
    number += 1;
    byId("operations").append(operationView(path, method, operation, number));
  }
}
