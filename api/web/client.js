// Asks a Youju server, for the page and the widget alike. No dependency, no global, no storage.
// A reply is a stream of events where the server streams, one JSON object where it does not:
// the callers see the same events for both.

const SAY = {
  zh: {
    network: ['连不上服务', '请检查网络，或稍后重试。'],
    cut: ['回答中断了', '连接在回答完成之前断开，请重试。'],
    unreadable: ['服务的答复无法读取', '请稍后重试；若一再如此，请告诉网站管理员。'],
    forbidden: ['此网站未获准使用', '请网站管理员把本站加入服务的 YOUJU_WIDGET_ORIGINS。'],
    tooMany: ['提问太频繁', '请稍候再试。'],
    failed: ['服务出错了', '请稍后重试。'],
  },
  en: {
    network: ['The service cannot be reached', 'Check the network, or try again in a moment.'],
    cut: ['The answer was cut off', 'The connection was lost before the end. Please try again.'],
    unreadable: ['The reply cannot be read', 'Try again later; tell the site owner if it goes on.'],
    forbidden: ['This site may not use the service', 'Its owner can be listed in YOUJU_WIDGET_ORIGINS.'],
    tooMany: ['Too many questions', 'Please wait a moment and try again.'],
    failed: ['The service failed', 'Please try again in a moment.'],
  },
};

const SENT = { 'Content-Type': 'application/json' };

/** What went wrong, in words for people. `status` is 0 where no answer came at all. */
export class YoujuError extends Error {
  constructor({ status = 0, title = '', detail = '', retryAfter = null, kind = '' } = {}) {
    super(title || detail);
    this.name = 'YoujuError';
    this.status = status;
    this.title = title;
    this.detail = detail;
    /** Seconds to wait before trying again, or null. */
    this.retryAfter = retryAfter;
    /** The stable name of the problem: "network", "cut", or the end of the problem's type. */
    this.kind = kind;
  }
}

/**
 * Ask a question; yields {event, data}: question, passages, delta*, answer, done.
 * An `error` event of the server is thrown, as every other fault is, as a YoujuError; a stop
 * through `signal` as the signal's AbortError.
 * @param {string} server  origin or path prefix of the server; '' is this page's own
 * @param {object} body    as POST /v1/ask takes it; `stream` is set here
 * @param {{signal?: AbortSignal, lang?: 'zh' | 'en', key?: string}} [options]  `key`: the
 *   server's, where it asks for one
 */
export async function* ask(server, body, { signal, lang, key } = {}) {
  const say = words(lang);
  const headers = { ...SENT, Accept: 'text/event-stream, application/json' };
  const sent = JSON.stringify({ ...body, stream: true });
  const options = { method: 'POST', headers, body: sent, signal };
  const response = await request(server, '/v1/ask', say, key, options);
  if (!mediaType(response).startsWith('text/event-stream')) {
    yield { event: 'answer', data: await readJson(response, say, signal) };
    yield { event: 'done', data: {} };
    return;
  }
  let finished = false;
  for await (const { event, data } of events(response, say, signal)) {
    if (event === 'error') throw fromProblem(data, response.status, null, say);
    yield { event, data };
    finished ||= event === 'done';
  }
  if (!finished) throw fault('cut', say);
}

/**
 * GET a JSON resource, such as '/v1/documents'.
 * @param {string} server
 * @param {string} path  with its query, beginning with a slash
 * @param {{signal?: AbortSignal, lang?: 'zh' | 'en', key?: string}} [options]
 */
export async function getJson(server, path, { signal, lang, key } = {}) {
  const say = words(lang);
  const headers = { Accept: 'application/json' };
  return readJson(await request(server, path, say, key, { headers, signal }), say, signal);
}

/** The response to a JSON body; options as for `getJson`. */
export function post(server, path, body, { signal, lang, key } = {}) {
  const options = { method: 'POST', headers: SENT, body: JSON.stringify(body), signal };
  return request(server, path, words(lang), key, options);
}

async function request(server, path, say, key, { headers, ...options }) {
  let response;
  try {
    response = await fetch(server.replace(/\/+$/, '') + path, {
      ...options,
      headers: key ? { ...headers, Authorization: bearer(key) } : headers,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
    });
  } catch (error) {
    options.signal?.throwIfAborted();
    throw fault('network', say, error);
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => null);
  options.signal?.throwIfAborted();
  throw fromProblem(problem, response.status, response.headers.get('Retry-After'), say);
}

/** A header holds bytes: those of the key in UTF-8, as the server compares them. */
function bearer(key) {
  return `Bearer ${String.fromCharCode(...new TextEncoder().encode(key))}`;
}

async function readJson(response, say, signal) {
  try {
    return await response.json();
  } catch (error) {
    signal?.throwIfAborted();
    throw fault(error instanceof SyntaxError ? 'unreadable' : 'cut', say, error);
  }
}

/** Server-sent events of a response. https://html.spec.whatwg.org/multipage/server-sent-events.html */
async function* events(response, say, signal) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      rest += value;
      // A carriage return at the very end may be half of a line end.
      const blocks = rest.split(/\r\n\r\n|\n\n|\r\r(?!$)/);
      rest = blocks.pop();
      for (const block of blocks) {
        signal?.throwIfAborted();
        const found = parse(block, say);
        if (found) yield found;
      }
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof YoujuError ? error : fault('cut', say, error);
  } finally {
    reader.cancel().catch(() => {});
  }
}

function parse(block, say) {
  let event = 'message';
  const data = [];
  for (const line of block.split(/\r\n|\n|\r/)) {
    const [, name, value] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    if (name === 'event') event = value;
    else if (name === 'data') data.push(value);
  }
  if (!data.length) return null;
  try {
    return { event, data: JSON.parse(data.join('\n')) };
  } catch (error) {
    throw fault('unreadable', say, error);
  }
}

function fromProblem(problem, status, retry, say) {
  const given = problem && typeof problem === 'object' ? problem : {};
  const code = Number.isInteger(given.status) ? given.status : status;
  const own = code === 403 ? say.forbidden : code === 429 ? say.tooMany : say.failed;
  const field = Array.isArray(given.errors) ? given.errors[0]?.detail : null;
  const seconds = Number.parseInt(retry ?? '', 10);
  return new YoujuError({
    status: code,
    title: half(text(given.title), say) || own[0],
    detail: half(text(field) || text(given.detail), say) || own[1],
    retryAfter: Number.isFinite(seconds) ? seconds : null,
    kind: text(given.type).split(':').pop(),
  });
}

function fault(kind, say, cause) {
  const [title, detail] = say[kind];
  const error = new YoujuError({ title, detail, kind });
  if (cause !== undefined) error.cause = cause;
  return error;
}

/** The server says each thing twice, "中文 · English": the half in the reader's language. */
function half(words, say) {
  const halves = words.split(' · ');
  return halves.length === 2 ? halves[say === SAY.en ? 1 : 0].trim() : words;
}

function text(value) {
  return typeof value === 'string' ? value : '';
}

function mediaType(response) {
  return (response.headers.get('Content-Type') ?? '').toLowerCase();
}

function words(lang) {
  return SAY[String(lang ?? 'zh').toLowerCase().startsWith('en') ? 'en' : 'zh'];
}
