import {send} from './data.js';
import {element, note, teller} from './dom.js';
import {line, navigable, number, replaced} from './rows.js';

const PATH = '/_emulator/faults';
const KINDS = ['throttle', 'access-denied', 'error', 'delay', 'trickle', 'drop-before', 'drop-after', 'reset-before', 'reset-after', 'refuse', 'truncate', 'garbage', 'crash-before', 'crash-after', 'time-out'];
const OF_FUNCTIONS = ['crash-before', 'crash-after', 'time-out'];

/** Faults that are set, with a form to set more. */
export async function faults() {
  const place = element('div');
  const {said, attempt} = teller(async () => {
    await refresh();
    if (document.activeElement === document.body) form.elements.kind.focus(); // the button that was pressed is gone
  });
  const field = (label, name, attributes = {}) => element('label', {}, label, element('input', {name, ...attributes}));
  const form = element('form', {'aria-label': 'Set a fault', onsubmit: add},
    element('label', {}, 'Kind', element('select', {name: 'kind', onchange: follow}, KINDS.map(kind => element('option', {}, kind)))),
    field('Service', 'service', {value: 'connect', size: 14, oninput: () => { chosen = true; }}), field('Operation', 'operation', {value: '*', size: 18}),
    field('From call', 'call', {value: 1, type: 'number', min: 1}), field('Times (or forever)', 'times', {value: 1, size: 8}),
    field('Milliseconds', 'ms', {type: 'number', min: 0, placeholder: 'default'}), field('Error type', 'type', {placeholder: 'of kind error', size: 20}),
    element('button', {class: 'main'}, 'Set fault'));

  let chosen = false; // the service, by hand

  function follow() {
    if (!chosen) form.elements.service.value = OF_FUNCTIONS.includes(form.elements.kind.value) ? 'lambda' : 'connect';
  }

  async function add(event) {
    event.preventDefault();
    const given = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ''));
    for (const name of ['call', 'ms']) if (given[name] !== undefined) given[name] = Number(given[name]);
    if (/^[0-9]+$/.test(given.times)) given.times = Number(given.times);
    await attempt(() => send('POST', PATH, given), 'Set.');
  }

  async function refresh() {
    const all = await send('GET', PATH);
    replaced(place, all.length ? element('div', {class: 'scroll'}, element('table', {'aria-label': 'Faults'},
      element('thead', {}, element('tr', {}, ['Kind', 'Where', 'Details', 'Matched', 'Struck', 'Change'].map(title => element('th', {scope: 'col', class: /ed$|uck$/.test(title) && 'number'}, title)))),
      navigable(element('tbody', {}, all.map(fault => line(fault.kind, `${fault.service} ${fault.operation}`, details(fault), number(fault.matched), number(fault.struck),
        element('button', {type: 'button', 'aria-label': `Clear fault ${fault.id}`, onclick: () => attempt(() => send('DELETE', `${PATH}?id=${fault.id}`), 'Cleared.')}, 'Clear')))))))
      : note('No fault is set: every call is treated kindly.'));
    clear.disabled = !all.length;
  }

  const clear = element('button', {type: 'button', onclick: () => attempt(() => send('DELETE', PATH), 'All cleared.')}, 'Clear all');
  await refresh();
  return {node: element('div', {}, element('h1', {}, 'Faults'), place, element('div', {class: 'pages'}, clear), element('h2', {}, 'Set a fault'), form, said), refresh, kinds: ['faults']};
}

const details = fault => Object.entries(fault).filter(([name]) => !['id', 'kind', 'service', 'operation', 'matched', 'struck'].includes(name)).map(([name, value]) => `${name}=${value}`).join(' ');
