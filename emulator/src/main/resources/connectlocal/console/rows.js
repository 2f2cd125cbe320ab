// Rows of tables, and the keys that move between those that open something.
import {element} from './dom.js';

/** A row that opens something; its key finds it again when the list has moved. */
export const row = (link, key, ...cells) => element('tr', {'data-link': link, 'data-key': key}, cells.map(cell));
export const line = (...cells) => row('', undefined, ...cells);

function cell(content) {
  return content instanceof HTMLTableCellElement ? content : element('td', {}, ...[content].flat());
}

export const number = content => element('td', {class: 'number'}, String(content ?? ''));

/** The rows that can be gone to. One of them is reached by Tab, the others from it by arrows. */
export function reachable(body) {
  const links = [...body.rows].filter(tr => tr.dataset.link !== undefined);
  if (!links.some(tr => tr.tabIndex === 0)) links.forEach((tr, i) => { tr.tabIndex = i ? -1 : 0; });
  return links;
}

export function focus(body, tr) {
  if (!tr) return;
  reachable(body).forEach(other => { other.tabIndex = -1; });
  tr.tabIndex = 0;
  tr.focus();
}

/** Puts this in place of what was there, with the focus where it was. */
export function replaced(place, ...nodes) {
  const stops = () => [...place.querySelectorAll('a, button, tr[data-link]')];
  const at = stops().indexOf(document.activeElement);
  place.replaceChildren(...nodes);
  const stop = stops()[at];
  if (stop?.tagName === 'TR') focus(stop.parentNode, stop);
  else stop?.focus();
}

/** Arrows, Home and End move between rows, Enter or a click opens, PageDown and PageUp turn the page where there are more. */
export function navigable(body, turn) {
  reachable(body);
  body.addEventListener('click', event => {
    const tr = event.target.closest('tr');
    if (tr?.dataset.link && !event.target.closest('a, button') && !String(getSelection())) location.hash = tr.dataset.link;
  });
  body.addEventListener('keydown', event => {
    const tr = event.target.closest('tr');
    if (event.target !== tr) return;
    const all = reachable(body);
    const at = all.indexOf(tr);
    const go = {ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1}[event.key];
    if (go !== undefined) { event.preventDefault(); focus(body, all[Math.max(0, Math.min(go, all.length - 1))]); }
    else if (event.key === 'Enter' && tr.dataset.link) location.hash = tr.dataset.link;
    else if (turn && event.key === 'PageDown') { event.preventDefault(); turn(1); }
    else if (turn && event.key === 'PageUp') { event.preventDefault(); turn(-1); }
  });
  return body;
}
