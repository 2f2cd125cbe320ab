import {millis, svg} from './dom.js';

/** When an invocation began and ended, in milliseconds since 1970; what is under way ends now. */
export const begin = one => Date.parse(one.time);
export const end = one => begin(one) + (one.durationMs ?? Date.now() - begin(one));

/** The time in which all of these lie. */
export const span = all => ({from: Math.min(...all.map(begin)), to: Math.max(...all.map(end), Math.min(...all.map(begin)) + 1)});

/** A bar for an invocation and a darker one for each call that it made. */
export function lane(one, {from, to}) {
  const share = at => Math.max(0, Math.min(100, (at - from) / (to - from) * 100));
  const bar = (start, stop, kind, y, height, title) => svg('rect', {x: `${share(start)}%`, y, height, width: `${Math.max(0.4, share(stop) - share(start))}%`, class: kind, rx: 1}, svg('title', {}, title));
  return svg('svg', {class: 'time-line', role: 'img', 'aria-label': `${one.action ?? one.operation} took ${millis(one.durationMs)}${one.calls ? `, ${one.calls.length} calls` : ''}`},
    bar(begin(one), end(one), one.error ?? one.errorType ? 'bar bad' : 'bar', 2, 14, `${one.action ?? one.operation} ${millis(one.durationMs)}`),
    (one.calls ?? []).map(call => bar(begin(call), end(call), call.errorType ? 'tick bad' : 'tick', 5, 8, `${call.operation} ${millis(call.durationMs)}`)));
}

export const inCalls = one => one.calls.reduce((sum, call) => sum + call.durationMs, 0);
