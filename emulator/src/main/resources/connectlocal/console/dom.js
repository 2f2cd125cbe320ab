// Elements are made of text and nodes alone, so that nothing which comes from outside is ever read as markup.

export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  return filled(node, attributes, children);
}

export function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null && value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat(Infinity).filter(child => child !== undefined && child !== null && child !== ''));
  return node;
}

export const note = (text, bad = false) => element('p', {class: bad ? 'note bad' : 'note', role: bad ? 'alert' : undefined}, text);

export const facts = rows => element('dl', {}, rows.filter(([, value]) => value !== undefined && value !== null && value !== '' && value.length !== 0)
  .flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, ...[value].flat())]));

export const tags = map => Object.entries(map ?? {}).map(([key, value]) => element('span', {class: 'tag'}, `${key}=${value}`));

export function status(text) {
  const kind = /FAILED|ROLLBACK|Unhandled/.test(text) ? 'bad' : /PROGRESS|PENDING|running/.test(text) ? 'busy' : 'good';
  return element('span', {class: kind}, text);
}

export const time = value => element('span', {class: 'time'}, clock(value));

/** Seconds since 1970 or an ISO text, as hours to milliseconds in UTC. */
export function clock(value) {
  if (value === undefined || value === null) return '';
  const date = new Date(typeof value === 'number' ? value * 1000 : value);
  return date.toISOString().slice(0, 10) === new Date().toISOString().slice(0, 10)
    ? date.toISOString().slice(11, 23) : date.toISOString().slice(0, 19).replace('T', ' ');
}

export const millis = value => value === null || value === undefined ? 'running' : value >= 1000 ? `${(value / 1000).toFixed(2)} s` : `${value.toFixed(1)} ms`;

/** A line that says what became of what was asked for; `then` is called in any case. */
export function teller(then) {
  const said = element('p', {role: 'status'});
  const attempt = async (work, done) => {
    try {
      await work();
      said.className = 'good';
      said.textContent = done;
    } catch (failure) {
      said.className = 'bad';
      said.textContent = `The emulator refused: ${failure.message}`;
    }
    await then();
  };
  return {said, attempt};
}
