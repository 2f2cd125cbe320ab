import {outcome, parameters} from './calls.js';
import {element, millis, note, status, time} from './dom.js';
import {list} from './list.js';
import {line, navigable, number, replaced, row} from './rows.js';
import {inCalls, lane, span} from './timeline.js';
import {ask} from './data.js';

const COLUMNS = [{title: 'Began (UTC)'}, {title: 'Action'}, {title: 'Resource'}, {title: 'Outcome'}, {title: 'Took', class: 'number'}, {title: 'In Connect', class: 'number'}, {title: 'Calls', class: 'number'}, {title: 'Time line: invocation, and its calls in it'}];

/** The provider's invocations with the calls that each made, on one time line. */
export function invocations() {
  const view = invocationList();
  return {node: element('div', {}, element('h1', {}, 'Invocations'), view.node), refresh: view.refresh, kinds: ['invocations', 'calls']};
}

/** A page at a time; only those of a stack when there is one. */
export const invocationList = stack => list({
  route: 'invocations', rows: 'invocations', name: 'Invocations', query: () => ({limit: 25, stack}),
  empty: stack ? 'No function has been invoked for this stack: its resources are of types of the emulator’s own, or that is forgotten.' : 'No function has been invoked yet.',
  columns: COLUMNS, row: (one, all) => shown(one, span(all)),
});

/** The same as a table of those that are known. */
export function invocationTable(all) {
  const scale = span(all);
  const spent = all.reduce((sum, one) => sum + (one.durationMs ?? 0), 0);
  const called = all.reduce((sum, one) => sum + inCalls(one), 0);
  const whole = scale.to - scale.from;
  return element('div', {},
    element('p', {}, `From first to last ${millis(whole)}: ${millis(called)} in calls, ${millis(Math.max(0, spent - called))} in the handler outside of them (start of its process included), ${millis(Math.max(0, whole - spent))} waiting between invocations.`),
    element('div', {class: 'scroll'}, element('table', {'aria-label': 'Invocations'},
      element('thead', {}, element('tr', {}, COLUMNS.map(column => element('th', {scope: 'col', class: column.class}, column.title)))),
      navigable(element('tbody', {}, all.map(one => shown(one, scale)))))),
    all.map(one => [element('h2', {}, `Calls of ${one.action} at ${one.time.slice(11, 23)}`), callTable(one)]));
}

/** One invocation and its calls. */
export async function invocation(number_) {
  const place = element('div');
  const refresh = async () => {
    const answer = await ask('invocations', {before: Number(number_) + 1, limit: 1});
    const one = answer.invocations[0];
    replaced(place, element('h1', {}, one ? `${one.action} ${one.resource ?? one.type ?? one.function}` : 'Invocation'),
      one && String(one.number) === number_ ? invocationTable([one]) : note('This invocation is not known any more.'),
      one?.token ? element('p', {}, element('a', {href: `#/requests/${encodeURIComponent(one.token)}`}, 'All invocations of the same operation')) : '');
  };
  await refresh();
  return {node: element('div', {}, element('p', {}, element('a', {href: '#/invocations'}, '‹ Invocations')), place), refresh, kinds: ['invocations', 'calls']};
}

const shown = (one, scale) => row(`#/invocations/${one.number}`, String(one.number), time(one.time), one.action, one.resource ?? one.type ?? one.function,
  [status(one.error ? `FAILED ${one.error}` : one.status ?? (one.durationMs === null ? 'running' : 'answered')), one.delaySeconds ? element('span', {class: 'soft'}, ` again in ${one.delaySeconds} s`) : ''],
  number(millis(one.durationMs)), number(millis(inCalls(one))), number(one.calls.length), element('td', {class: 'line-cell'}, lane(one, scale)));

function callTable(one) {
  if (!one.calls.length) return note('It made no call that can be told to be its own.');
  const scale = span([one, ...one.calls]);
  return element('div', {class: 'scroll'}, element('table', {'aria-label': 'Calls'},
    element('thead', {}, element('tr', {}, ['Time (UTC)', 'Operation', 'Status', 'Took', 'Time line', 'Parameters'].map(title => element('th', {scope: 'col'}, title)))),
    navigable(element('tbody', {}, one.calls.map(call => line(time(call.time), call.operation, outcome(call), number(millis(call.durationMs)), element('td', {class: 'line-cell'}, lane(call, scale)), parameters(call)))))));
}
