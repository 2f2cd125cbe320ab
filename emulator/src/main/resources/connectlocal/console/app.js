import {calls} from './calls.js';
import {ANOTHER, ask, listen} from './data.js';
import {clock, element, note} from './dom.js';
import {faults} from './faults.js';
import {invocation, invocations} from './invocations.js';
import {request, requests} from './requests.js';
import {stack, stacks} from './stacks.js';
import {switches} from './switches.js';
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

/**
 * Shows what the address names. Who has come by a link is at its beginning, who has chosen from a list is still there, so that
 * the next arrow key chooses on; a page that comes back leaves the focus alone.
 */
async function show(event) {
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
    next = {node: element('div', {}, element('h1', {}, 'Not found'), note(`This could not be shown: ${failure.message}`, true))};
  }
  if (mine !== visit) return;
  const chooses = document.activeElement?.tagName === 'SELECT' && main.contains(document.activeElement);
  view = next;
  main.replaceChildren(view.node);
  document.title = `${main.querySelector('h1')?.textContent ?? page} · connect-local`;
  if (chooses) main.querySelector('select')?.focus();
  else if (event) main.focus();
}

const waiting = new Set();
let looking = false;
/** Many changes are one look, there is never more than one at a time, and what changes during one is looked at after it. */
async function changed(kinds) {
  kinds.forEach(kind => waiting.add(kind));
  if (looking) return;
  looking = true;
  while (waiting.size) {
    await new Promise(resolve => setTimeout(resolve, 250));
    const seen = new Set(waiting);
    waiting.clear();
    await fillRegions().catch(() => { /* the banner says it */ });
    if (view?.kinds?.some(kind => seen.has(kind))) await look();
  }
  looking = false;
}

/** What is gone, or another page by now, is shown anew; whatever else goes wrong is said when the page is asked for again. */
async function look() {
  try {
    if (await view.refresh() === ANOTHER) await show();
  } catch (failure) {
    if (failure.status === 404) await show();
  }
}

let missed;
let banner;
/** Says when the emulator is gone; when it is back, what is shown may be another's altogether. */
async function stands(how) {
  live.textContent = how === 'live' ? 'live' : 'not live';
  live.className = how === 'live' ? 'live on' : 'live';
  if (how === 'gone' && !banner) {
    banner = note(`The emulator does not answer since ${clock(Date.now() / 1000).slice(0, 8)} (UTC). What is shown is from before.`, true);
    main.before(banner);
  } else if (how !== 'gone') {
    banner?.remove();
    banner = undefined;
  }
  if (how === 'live' && missed === 'gone') await again();
  else if (how === 'live' && missed) await changed(new Set(view?.kinds ?? []));
  missed = how === 'live' ? undefined : missed === 'gone' ? missed : how;
}

async function again() {
  await fillRegions();
  await show();
}

async function fillRegions() {
  const chosen = region.value;
  const names = await ask('regions', {region: ''});
  if (names.join() === Array.from(region.options, option => option.value).join()) return;
  region.replaceChildren(...names.map(name => element('option', {value: name, selected: name === chosen}, name)));
}

document.addEventListener('keydown', event => {
  if (event.target.closest('input, select, textarea') || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '/') { event.preventDefault(); main.querySelector('input[type=search]')?.focus(); }
});
document.getElementById('skip').addEventListener('click', event => { event.preventDefault(); main.focus(); });
addEventListener('hashchange', show);
region.addEventListener('change', () => show());

async function start() {
  try {
    await fillRegions();
    await show();
  } catch (failure) {
    main.replaceChildren(note(`The emulator does not answer: ${failure.message}`, true));
  }
  listen(changed, stands);
}
start();
