import {calls} from './calls.js';
import {ANOTHER, ask} from './data.js';
import {clock, element, facts, note, tags, time} from './dom.js';
import {list} from './list.js';
import {row} from './rows.js';

/** The users of an instance. */
export async function users(instanceId) {
  const instances = await ask('instances');
  const same = async () => (await ask('instances')).map(one => one.Id).join() === instances.map(one => one.Id).join();
  const kinds = ['calls', 'requests', 'stacks'];
  if (!instances.length) {
    const node = element('div', {}, element('h1', {}, 'Users'), note('This region has no Amazon Connect instance. Seed one, or call CreateInstance.'));
    return {node, kinds, refresh: async () => await same() || ANOTHER};
  }
  const chosen = instances.find(one => one.Id === instanceId) ?? instances[0];
  const choice = element('select', {onchange: event => { location.hash = `#/users/${encodeURIComponent(event.target.value)}`; }},
    instances.map(one => element('option', {value: one.Id, selected: one === chosen}, `${one.Alias ?? one.Id} · ${one.IdentityManagementType} · ${one.Users.toLocaleString('en')} users`)));
  const view = list({
    route: 'users', rows: 'users', cursor: 'after', name: 'Users', query: () => ({instance: chosen.Id}),
    empty: 'This instance has no users yet.',
    columns: [{title: 'Username'}, {title: 'Name'}, {title: 'E-mail'}, {title: 'Routing profile'}, {title: 'Tags'}, {title: 'Modified (UTC)'}],
    row: user => row(`#/users/${encodeURIComponent(chosen.Id)}/${encodeURIComponent(user.Id)}`, user.Id, user.Username,
      [user.FirstName, user.LastName].filter(Boolean).join(' '), user.Email ?? '', user.RoutingProfile ?? '', tags(user.Tags), time(user.Modified)),
  });
  const node = element('div', {}, element('h1', {}, 'Users'),
    element('div', {class: 'tools'}, element('label', {}, 'Instance', choice)), view.node,
    element('h2', {}, 'Instance'),
    facts([['ARN', element('span', {class: 'code'}, chosen.Arn)], ['Status', chosen.Status], ['Routing profiles', String(chosen.RoutingProfiles)],
      ['Security profiles', String(chosen.SecurityProfiles)], ['Hierarchy groups', String(chosen.HierarchyGroups)], ['Queues', String(chosen.Queues)], ['Tags', tags(chosen.Tags)]]));
  return {node, kinds, refresh: async () => await same() ? view.refresh() : ANOTHER};
}

/** One user: everything that is kept, and the calls that named it. */
export async function user(instance, id) {
  const place = element('div');
  const refresh = async () => place.replaceChildren(...settings(await ask('user', {instance, id})));
  await refresh();
  const history = calls(id);
  const node = element('div', {}, element('p', {}, element('a', {href: `#/users/${encodeURIComponent(instance)}`}, '‹ Users')), place, element('h2', {}, 'Calls about this user'), history.node);
  return {node, kinds: ['calls', 'requests', 'stacks'], refresh: () => Promise.all([refresh(), history.refresh()])};
}

function settings(answer) {
  const {User: kept, Names: names} = answer;
  const all = kept.Settings;
  const named = ref => ref === undefined ? undefined : `${names[ref] ?? '?'} (${ref})`;
  const parts = [element('h1', {}, kept.Username), facts([
    ['ARN', element('span', {class: 'code'}, answer.Arn)], ['Modified (UTC)', clock(answer.Modified)],
    ['Password', kept.PasswordSet ? 'set, not kept' : 'none'], ['Directory user', kept.DirectoryUserId],
    ['Routing profile', named(all.RoutingProfileId)], ['Security profiles', all.SecurityProfileIds.map(one => element('div', {}, named(one)))],
    ['Hierarchy group', named(all.HierarchyGroupId)], ['Tags', tags(all.Tags)],
    ['Proficiencies', all.Proficiencies.map(one => element('span', {class: 'tag'}, `${one.AttributeName}: ${one.AttributeValue}, level ${one.Level}`))],
    ...['IdentityInfo', 'PhoneConfig', 'Channels'].flatMap(part => flat(part, all[part])),
  ])];
  return parts;
}

const flat = (name, value) => value === undefined || value === null ? []
  : typeof value !== 'object' ? [[name, String(value)]]
    : Array.isArray(value) ? value.flatMap(one => flat(`${name} · ${one.Channel ?? ''}`, Object.fromEntries(Object.entries(one).filter(([key]) => key !== 'Channel'))))
      : Object.entries(value).flatMap(([key, one]) => flat(`${name} · ${key}`, one));
