import {element, millis, time} from './dom.js';
import {list} from './list.js';
import {line, number} from './rows.js';

/** What the services were asked, newest first; of one user or of everybody. */
export function calls(userId) {
  const view = list({
    route: 'calls', rows: 'calls', name: userId ? 'Calls about this user' : 'Calls', query: () => ({userId}),
    empty: userId ? 'No call has named this user yet.' : 'No call has come yet. Point AWS_ENDPOINT_URL at this address.',
    columns: [{title: 'Time (UTC)'}, {title: 'Service'}, {title: 'Operation'}, {title: 'Status'}, {title: 'Took', class: 'number'}, {title: 'Parameters'}],
    row: call => line(time(call.time), call.service, call.operation, outcome(call), number(millis(call.durationMs)), parameters(call)),
  });
  return {...view, kinds: ['calls']};
}

export function outcome(call) {
  const bad = call.status >= 400 || call.errorType;
  return [element('span', {class: bad ? 'bad' : 'good'}, `${call.status} ${call.errorType ?? ''}`.trim()),
    call.fault && element('span', {class: 'busy'}, ` fault: ${call.fault}`)].filter(Boolean);
}

export const parameters = call => element('span', {class: 'code soft'},
  Object.entries(call.parameters).filter(([, value]) => value !== '<redacted>').map(([name, value]) => `${name}=${[value].flat().join(',')}`).join(' '));
