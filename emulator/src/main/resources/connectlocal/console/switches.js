import {send} from './data.js';
import {element, teller} from './dom.js';
import {line, navigable, replaced} from './rows.js';

const PATH = '/_emulator/switches';

/** How this Amazon Connect behaves where the real one leaves it open, with a form to turn switches. */
export async function switches() {
  let all = [];
  const place = element('div');
  const {said, attempt} = teller(async () => {
    await refresh();
    if (document.activeElement === document.body) which.focus(); // the button that was pressed is gone
  });
  const which = element('select', {name: 'which', onchange: choose});
  const value = element('label', {}, 'Value');
  const form = element('form', {'aria-label': 'Turn a switch', onsubmit: turn}, element('label', {}, 'Switch', which), value, element('button', {class: 'main'}, 'Turn'));
  const back = element('button', {type: 'button', onclick: () => attempt(() => send('DELETE', PATH), 'All are as at the start.')}, 'Turn all back');

  function choose() {
    const one = all.find(each => each.name === which.value);
    value.replaceChildren('Value', one.choices.length
      ? element('select', {name: 'value'}, one.choices.map(each => element('option', {selected: each === one.value}, each)))
      : element('input', {name: 'value', type: 'number', min: 0, value: one.value, required: true}));
  }

  async function turn(event) {
    event.preventDefault();
    const {which: name, value: to} = Object.fromEntries(new FormData(form));
    await attempt(() => send('POST', PATH, {[name]: to}), `${name} is ${to} from now on.`);
  }

  async function refresh() {
    all = await send('GET', PATH);
    const turned = one => one.value !== one.atStart;
    const order = one => turned(one) ? 0 : one.value !== one.default ? 1 : 2;
    replaced(place, element('div', {class: 'scroll'}, element('table', {'aria-label': 'Switches'},
      element('thead', {}, element('tr', {}, ['Switch', 'Value', 'Possible', 'Decides', 'Change'].map(title => element('th', {scope: 'col'}, title)))),
      navigable(element('tbody', {}, [...all].sort((a, b) => order(a) - order(b)).map(one => line(element('span', {class: 'code'}, one.name),
        element('strong', {class: one.value === one.default ? '' : 'busy'}, one.value), one.values, one.meaning,
        one.settled ? 'at the start only' : turned(one) ? undo(one) : '')))))));
    back.disabled = !all.some(turned);
  }

  const undo = one => element('button', {type: 'button', 'aria-label': `Turn ${one.name} back to ${one.atStart}`,
    onclick: () => attempt(() => send('DELETE', `${PATH}?name=${encodeURIComponent(one.name)}`), `${one.name} is ${one.atStart} again.`)}, `Back to ${one.atStart}`);

  await refresh();
  which.replaceChildren(...all.filter(one => !one.settled).map(one => element('option', {}, one.name)));
  choose();
  return {
    node: element('div', {}, element('h1', {}, 'Switches'), element('p', {class: 'soft'}, 'What is turned here is so until the emulator is reset or ends; --behaviour NAME=VALUE sets it at the start. What was turned stands first.'),
      form, said, place, element('div', {class: 'pages'}, back)),
    refresh, kinds: ['switches'],
  };
}
