import {ask} from './data.js';
import {element, note} from './dom.js';
import {focus, navigable, reachable} from './rows.js';

/**
 * A table that shows a page of rows at a time and looks again when it is told to.
 * Keys: arrows, Home and End move between rows, Enter opens, PageDown and PageUp turn the page, / goes to the search.
 */
export function list({route, query = () => ({}), rows, cursor = 'before', columns, row, empty, name, search = true}) {
  let trail = [''];
  let next;
  let asking;
  const input = search && element('input', {type: 'search', placeholder: 'press / to search', 'aria-label': `Search ${name}`, maxlength: 200});
  const body = element('tbody');
  const table = element('div', {class: 'scroll'}, element('table', {'aria-label': name},
    element('thead', {}, element('tr', {}, columns.map(column => element('th', {scope: 'col', class: column.class}, column.title)))), body));
  const place = element('div');
  const said = element('span', {class: 'soft', role: 'status'});
  const earlier = element('button', {type: 'button', onclick: () => turn(-1)}, 'Previous');
  const later = element('button', {type: 'button', onclick: () => turn(1)}, 'Next');
  const node = element('section', {'aria-label': name},
    search && element('div', {class: 'tools'}, element('label', {}, 'Search', input)),
    place, element('div', {class: 'pages'}, earlier, later, said));

  async function refresh(first = false) {
    asking?.abort();
    const mine = asking = new AbortController();
    try {
      const answer = await ask(route, {...query(), search: input ? input.value : undefined, [cursor]: trail.at(-1)}, mine.signal);
      next = answer.next;
      show(answer, first);
    } catch (failure) {
      if (mine.signal.aborted) return;
      place.replaceChildren(note(`This could not be shown: ${failure.message}`, true));
    }
    earlier.disabled = trail.length < 2;
    later.disabled = next === undefined;
  }

  function show(answer, first) {
    const found = answer[rows];
    const at = [...body.rows].indexOf(document.activeElement?.closest?.('tr'));
    const key = document.activeElement?.dataset?.key;
    body.replaceChildren(...found.map(one => row(one, found)));
    const links = reachable(body);
    place.replaceChildren(found.length ? table : note(input?.value ? `Nothing matches “${input.value}”.` : empty));
    const total = answer.total === undefined || input?.value ? '' : ` of ${answer.total.toLocaleString('en')}`;
    said.textContent = found.length ? `page ${trail.length}, ${found.length} rows${total}` : '';
    if (at >= 0) focus(body, (key && links.find(tr => tr.dataset.key === key)) || links[Math.min(at, links.length - 1)]);
    if (first) focus(body, links[0]);
  }

  /** Which page is next is known when this one has come: a key that is held turns no page unseen. */
  function turn(by) {
    if (by > 0 && next !== undefined) trail.push(next);
    else if (by < 0 && trail.length > 1) trail.pop();
    else return;
    next = undefined;
    refresh(true);
  }

  function restart() {
    trail = [''];
    next = undefined;
    refresh();
  }

  let typing;
  input && input.addEventListener('input', () => { clearTimeout(typing); typing = setTimeout(restart, 150); });
  input && input.addEventListener('keydown', event => {
    if (event.key === 'ArrowDown' || event.key === 'Enter') { event.preventDefault(); focus(body, reachable(body)[0]); }
  });
  navigable(body, turn);
  refresh();
  return {node, refresh, restart};
}
