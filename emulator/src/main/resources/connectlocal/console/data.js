// What the emulator answers, and what it says has changed.

const ROOT = '/_emulator/console/';

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
  if (!response.ok) throw new Error(answer.message ?? `HTTP ${response.status}`);
  return answer;
}

/** Calls back with the kinds of things that have changed. A hidden page gives its connection back: browsers have few. */
export function listen(changed, live) {
  let told = {};
  let source;
  const open = () => {
    source?.close();
    source = new EventSource(`${ROOT}changes`);
    source.onopen = () => live(true);
    source.onerror = () => live(false);
    source.onmessage = message => {
      const now = JSON.parse(message.data);
      const kinds = Object.keys(now).filter(kind => told[kind] !== undefined && told[kind] !== now[kind]);
      told = now;
      if (kinds.length) changed(new Set(kinds));
    };
  };
  document.addEventListener('visibilitychange', () => document.hidden ? source?.close() : open());
  open();
}
