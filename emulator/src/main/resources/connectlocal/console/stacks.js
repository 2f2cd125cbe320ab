import {ask} from './data.js';
import {element, status, time} from './dom.js';
import {list} from './list.js';
import {line, row} from './rows.js';
import {invocationList} from './invocations.js';

/** Stacks, newest first, deleted ones too. */
export function stacks() {
  const view = list({
    route: 'stacks', rows: 'stacks', name: 'Stacks', empty: 'There is no stack yet.',
    columns: [{title: 'Stack'}, {title: 'Status'}, {title: 'Created (UTC)'}, {title: 'Updated (UTC)'}, {title: 'Reason'}],
    row: one => row(`#/stacks/${encodeURIComponent(one.StackId)}`, one.StackId, one.StackName, status(one.StackStatus), time(one.CreationTime), time(one.LastUpdatedTime), one.StackStatusReason ?? ''),
  });
  return {node: element('div', {}, element('h1', {}, 'Stacks'), view.node), refresh: view.refresh, kinds: ['stacks']};
}

/** One stack: its resources, what has happened to them, and what its handlers called meanwhile. */
export async function stack(id) {
  const head = element('div');
  const look = async () => {
    const one = await ask('stack', {stack: id});
    head.replaceChildren(element('h1', {}, one.StackName), element('p', {}, status(one.StackStatus), ' ', element('span', {class: 'soft'}, one.StackStatusReason ?? '')));
  };
  await look();
  const events = list({
    route: 'stack-events', rows: 'events', name: 'Events', query: () => ({stack: id}), empty: 'Nothing has happened to this stack yet.',
    columns: [{title: 'Time (UTC)'}, {title: 'Resource'}, {title: 'Type'}, {title: 'Status'}, {title: 'Reason'}],
    row: one => line(time(one.Timestamp), one.LogicalResourceId, one.ResourceType, status(one.ResourceStatus), one.ResourceStatusReason ?? ''),
  });
  const resources = list({
    route: 'stack-resources', rows: 'resources', name: 'Resources', query: () => ({stack: id}), empty: 'This stack has no resources.',
    columns: [{title: 'Logical id'}, {title: 'Type'}, {title: 'Status'}, {title: 'Physical id'}],
    row: one => line(one.LogicalResourceId, one.ResourceType, status(one.ResourceStatus), element('span', {class: 'code'}, one.PhysicalResourceId ?? '')),
  });
  const invoked = invocationList(id);
  const node = element('div', {}, element('p', {}, element('a', {href: '#/stacks'}, '‹ Stacks')), head,
    element('h2', {}, 'Events'), events.node, element('h2', {}, 'Where the time went'), invoked.node, element('h2', {}, 'Resources'), resources.node);
  return {node, kinds: ['stacks', 'invocations', 'calls'], refresh: () => Promise.all([look(), events.refresh(), invoked.refresh(), resources.refresh()])};
}
