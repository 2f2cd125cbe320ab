// What goes through the emulator: Cloud Control's requests, stacks and their events, invocations and their calls.
const assert = require('node:assert/strict');
const { after, before, test } = require('node:test');
const { launched } = require('./browser.js');
const emulator = require('./emulator.js');
const { visit } = require('./visit.js');

let browser;
let local;

before(async () => {
  browser = await launched();
  local = await emulator.started();
});

after(async () => {
  await browser?.close();
  await local?.stop();
});

/** A template of users under these logical ids. */
const template = names => JSON.stringify({
  Resources: Object.fromEntries(names.map(name => [name, { Type: 'AWS::Connect::User', Properties: emulator.user(name.toLowerCase()) }])),
});

test('a new emulator has nothing to show, and says so on every page', async () => {
  const seen = await visit(browser, local.address);
  const empty = {
    'Cloud Control': ['Cloud Control requests', 'Nobody has asked Cloud Control to change anything yet.'],
    Stacks: ['Stacks', 'There is no stack yet.'],
    Invocations: ['Invocations', 'No function has been invoked yet.'],
    Calls: ['Calls', 'No call has come yet.'],
    Faults: ['Faults', 'No fault is set'],
  };
  for (const [page, [heading, words]] of Object.entries(empty)) {
    await seen.turnTo(page, heading);
    await seen.page.getByText(words).first().waitFor();
    await seen.isAccessible();
  }
  await seen.end();
});

test('a request of Cloud Control appears by itself and leads to its invocations and their calls', async () => {
  const seen = await visit(browser, local.address);
  await seen.turnTo('Cloud Control', 'Cloud Control requests');
  const progress = await local.create(emulator.user('ada'));
  await seen.row('SUCCESS').waitFor();
  await seen.isAccessible();
  await seen.open(progress.Identifier);
  await seen.heading(`Request ${progress.RequestToken}`);
  assert.match(await seen.text(), /From first to last .* in calls, .* in the handler/);
  await seen.page.getByRole('table', { name: 'Calls' }).getByRole('cell', { name: 'CreateUser', exact: true }).waitFor();
  const lanes = seen.page.locator('svg.time-line rect.tick');
  assert.ok((await lanes.count()) >= 2, 'the calls are not on the time line');
  await seen.isAccessible();
  await seen.open('CREATE');
  await seen.heading('CREATE AWS::Connect::User');
  await seen.end();
});

test('the time line puts every call inside of its invocation', async () => {
  const seen = await visit(browser, local.address);
  await seen.turnTo('Invocations');
  await seen.row('CREATE').first().waitFor();
  const lane = seen.page.locator('svg.time-line').last();
  const [bar, ...ticks] = await lane.locator('rect').evaluateAll(all => all.map(one => one.getBoundingClientRect().toJSON()));
  assert.ok(ticks.length >= 2);
  for (const tick of ticks) assert.ok(tick.left >= bar.left - 1 && tick.right <= bar.right + 5, JSON.stringify({ bar, tick }));
  assert.ok(ticks.every((tick, i) => i === 0 || tick.left >= ticks[i - 1].left), 'calls are out of order');
  await seen.end();
});

test('a stack shows its events while they happen', async () => {
  const seen = await visit(browser, local.address);
  await seen.turnTo('Stacks');
  await local.ask('POST', '/_emulator/faults', { kind: 'delay', operation: 'CreateUser', ms: 1500, times: 'forever' });
  await local.cloudFormation('CreateStack', { StackName: 'team', TemplateBody: template(['Grace', 'Katherine']) });
  await seen.row('CREATE_IN_PROGRESS').waitFor();
  await seen.open('team');
  await seen.heading('team');
  await seen.row('Grace').filter({ hasText: 'CREATE_IN_PROGRESS' }).first().waitFor();
  await seen.row('Katherine').filter({ hasText: 'CREATE_COMPLETE' }).first().waitFor();
  await seen.page.locator('p').getByText('CREATE_COMPLETE').waitFor();
  await seen.page.getByRole('table', { name: 'Resources' }).getByText('Grace').waitFor();
  const spent = seen.page.getByRole('table', { name: 'Invocations' });
  await spent.getByRole('cell', { name: 'Katherine', exact: true }).first().waitFor();
  assert.ok((await spent.locator('rect.tick').count()) >= 4, 'the calls of both are not on the time line');
  assert.equal(await spent.getByText('AWS::Connect::User').count(), 0, 'what Cloud Control did is none of the stack');
  await seen.isAccessible();
  await local.ask('DELETE', '/_emulator/faults');
  await seen.end();
});

test('a stack that fails says why', async () => {
  const seen = await visit(browser, local.address);
  const hostile = template(['Ada']); // there is an ada already
  await local.cloudFormation('CreateStack', { StackName: 'twice', TemplateBody: hostile });
  await seen.turnTo('Stacks');
  await seen.row('ROLLBACK_COMPLETE').waitFor();
  await seen.open('twice');
  await seen.row('AlreadyExists').first().waitFor();
  await seen.end();
});

test('calls are searched by operation and by what went wrong', async () => {
  const seen = await visit(browser, local.address);
  await seen.turnTo('Calls');
  await seen.press('/');
  await seen.type('DuplicateResource');
  await seen.row('CreateUser').first().waitFor();
  await seen.row('DescribeUser').first().waitFor({ state: 'detached' });
  await seen.isAccessible();
  await seen.end();
});
