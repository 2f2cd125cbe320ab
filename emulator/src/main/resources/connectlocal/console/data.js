// What the emulator answers, and what it says has changed.

const ROOT = '/_emulator/console/';

/** What a page's refresh answers when the whole page is another by now. */
export const ANOTHER = Symbol('another');

export async function ask(name, query = {}, signal) {
  const region = document.getElementById('region').value;
  const given = Object.entries({region, ...query}).filter(([, value]) => value !== undefined && value !== '');
  return answered(await fetch(`${ROOT}${name}?${new URLSearchParams(given)}`, {signal}));
}

export async function send(method, path, body) {
  const headers = body === undefined ? {} : {'Content-Type': 'application/json'};
  return answered(await fetch(path, {method, headers, body: body === undefined ? undefined : JSON.stringify(body)}));
}

async function answered(response) {
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.message ?? `HTTP ${response.status}`), {status: response.status});
  return answer;
}

const PATIENCE = 1000;

/**
 * Calls back with the kinds of things that have changed, and says how things stand: `live`, `not live` when the emulator
 * answers but does not tell what changes, `gone` when it does not answer. It goes on trying whatever happened. A hidden
 * page gives its connection back: browsers have few.
 */
export function listen(changed, stands) {
  let told = {};
  let source;
  let again;
  const close = () => { clearTimeout(again); source?.close(); source = undefined; };
  const open = () => {
    close();
    const mine = source = new EventSource(`${ROOT}changes`);
    mine.onopen = () => stands('live');
    mine.onerror = async () => {
      mine.close();
      const answers = await ask('regions').then(() => true, () => false);
      if (mine !== source) return;
      stands(answers ? 'not live' : 'gone');
      again = setTimeout(open, PATIENCE);
    };
    mine.onmessage = message => {
      const now = JSON.parse(message.data);
      const kinds = Object.keys(now).filter(kind => told[kind] !== undefined && told[kind] !== now[kind]);
      told = now;
      if (kinds.length) changed(new Set(kinds));
    };
  };
  document.addEventListener('visibilitychange', () => document.hidden ? close() : open());
  open();
}
