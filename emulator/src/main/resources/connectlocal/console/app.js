import {calls} from './calls.js';
import {ask, listen} from './data.js';
import {element, note} from './dom.js';
import {faults, switches} from './faults.js';
import {invocation, invocations} from './invocations.js';
import {request, requests} from './requests.js';
import {stack, stacks} from './stacks.js';
import {user, users} from './users.js';

const PAGES = {
  users: (instance, id) => id ? user(instance, id) : users(instance),
  requests: token => token ? request(token) : requests(),
  stacks: id => id ? stack(id) : stacks(),
  invocations: number => number ? invocation(number) : invocations(),
  calls: () => { const view = calls(); return {...view, node: element('div', {}, element('h1', {}, 'Calls'), view.node)}; },
  faults, switches,
};
const main = document.getElementById('main');
const region = document.getElementById('region');
const live = document.getElementById('live');
let view;
let visit = 0;

async function show() {
  const mine = ++visit;
  const [name, ...parts] = location.hash.replace(/^#\/?/, '').split('/').map(part => { try { return decodeURIComponent(part); } catch { return part; } });
  const page = Object.hasOwn(PAGES, name) ? name : 'users';
  for (const link of document.querySelectorAll('nav a')) {
    if (link.getAttribute('href') === `#/${page}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  let next;
  try {
    next = await PAGES[page](...parts);
  } catch (failure) {
    next = {node: note(`This could not be shown: ${failure.message}`, true)};
  }
  if (mine !== visit) return;
  view = next;
  main.replaceChildren(view.node);
  document.title = `${main.querySelector('h1')?.textContent ?? page} · connect-local`;
  if (mine > 1) main.focus();
}

let due;
/** Many changes are one look, and there is never more than one look at a time. */
function changed(kinds) {
  if (!view?.refresh || !view.kinds?.some(kind => kinds.has(kind)) || due) return;
  const looked = view;
  due = setTimeout(async () => {
    try { if (looked === view) await looked.refresh(); } catch { /* the page says so when it is asked again */ }
    due = undefined;
  }, 250);
}

document.addEventListener('keydown', event => {
  if (event.target.closest('input, select, textarea') || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '/') { event.preventDefault(); main.querySelector('input[type=search]')?.focus(); }
});
document.getElementById('skip').addEventListener('click', event => { event.preventDefault(); main.focus(); });
addEventListener('hashchange', show);
region.addEventListener('change', show);

async function start() {
  try {
    const names = await ask('regions');
    region.replaceChildren(...names.map(name => element('option', {value: name}, name)));
    await show();
  } catch (failure) {
    main.replaceChildren(note(`The emulator does not answer: ${failure.message}`, true));
  }
  listen(changed, on => { live.textContent = on ? 'live' : 'not live'; live.className = on ? 'live on' : 'live'; });
}
start();
