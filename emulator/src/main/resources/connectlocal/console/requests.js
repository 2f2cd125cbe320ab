import {element, millis, note, status, time} from './dom.js';
import {ask} from './data.js';
import {list} from './list.js';
import {number, replaced, row} from './rows.js';
import {invocationTable} from './invocations.js';

/** Cloud Control's requests, newest first. */
export function requests() {
  const view = list({
    route: 'cloudcontrol', rows: 'requests', name: 'Cloud Control requests',
    empty: 'Nobody has asked Cloud Control to change anything yet.',
    columns: [{title: 'Accepted (UTC)'}, {title: 'Operation'}, {title: 'Type'}, {title: 'Status'}, {title: 'Since acceptance', class: 'number'}, {title: 'Identifier'}, {title: 'Message'}],
    row: one => row(`#/requests/${encodeURIComponent(one.RequestToken)}`, one.RequestToken, time(one.Accepted), one.Operation, one.TypeName,
      status(one.OperationStatus), number(millis((one.EventTime - one.Accepted) * 1000)), element('span', {class: 'code'}, one.Identifier ?? ''),
      element('span', {class: 'soft'}, [one.ErrorCode, one.StatusMessage].filter(Boolean).join(': '))),
  });
  return {node: element('div', {}, element('h1', {}, 'Cloud Control requests'), view.node), refresh: view.refresh, kinds: ['requests']};
}

/** One request: the invocations of its handler and where the time went. */
export async function request(token) {
  const place = element('div');
  const refresh = async () => {
    const [answer, known] = await Promise.all([ask('invocations', {token, limit: 200}), ask('cloudcontrol', {search: token, limit: 1})]);
    const one = known.requests[0];
    replaced(place, element('h1', {}, `Request ${token}`),
      one ? element('p', {}, one.Operation, ' ', one.TypeName, ' ', status(one.OperationStatus), ` after ${millis((one.EventTime - one.Accepted) * 1000)} `,
        element('span', {class: 'soft'}, [one.ErrorCode, one.StatusMessage].filter(Boolean).join(': '))) : note('This request is not known any more.'),
      element('h2', {}, 'Its invocations'),
      answer.invocations.length ? invocationTable([...answer.invocations].reverse()) : note('No function has been invoked for it: a type of the emulator’s own, or one that is forgotten.'));
  };
  await refresh();
  return {node: element('div', {}, element('p', {}, element('a', {href: '#/requests'}, '‹ Cloud Control requests')), place), refresh, kinds: ['requests', 'invocations']};
}
