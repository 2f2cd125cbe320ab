// Instances and users: settings, proficiencies, tags, search, and the calls about one of them.
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
  const more = {
    UserProficiencies: [{ AttributeName: 'Language', AttributeValue: 'English', Level: 5 }],
    Tags: [{ Key: 'Team', Value: 'Berlin' }],
    AutoAcceptConfigs: [{ Channel: 'CHAT', AutoAccept: true }],
  };
  assert.equal((await local.create(emulator.user('ada', more))).OperationStatus, 'SUCCESS');
  const hostile = emulator.user('grace', { IdentityInfo: { FirstName: '<b onclick=alert(1)>Grace</b>', LastName: 'Hopper' } });
  assert.equal((await local.create(hostile)).OperationStatus, 'SUCCESS');
});

after(async () => {
  await browser?.close();
  await local?.stop();
});

test('a user is found by search and shows settings, proficiencies, tags and its own calls', async () => {
  const seen = await visit(browser, local.address);
  await seen.row('grace').waitFor();
  await seen.press('/');
  await seen.type('team=ber');
  await seen.row('grace').waitFor({ state: 'detached' });
  await seen.open('ada');
  await seen.heading('ada');
  const text = await seen.text();
  for (const part of ['Language: English, level 5', 'Team=Berlin', 'Basic Routing Profile', 'set, not kept', 'CHAT']) {
    assert.ok(text.includes(part), `${part} is not in: ${text}`);
  }
  await seen.row('CreateUser').waitFor();
  assert.ok(!(await seen.text()).includes('Hunter22Secret'));
  await seen.isAccessible();
  await seen.end();
});

test('what a user is called is never read as markup', async () => {
  const seen = await visit(browser, local.address);
  await seen.row('<b onclick=alert(1)>Grace</b>').waitFor();
  await seen.isAccessible();
  await seen.end();
});

test('another instance is chosen by keys and says that it is empty', async () => {
  const seen = await visit(browser, local.address);
  await seen.tabTo(seen.page.getByLabel('Instance'));
  await seen.press('ArrowDown');
  await seen.page.getByText('This instance has no users yet.').waitFor();
  assert.ok((await seen.text()).includes('SAML'));
  await seen.isAccessible();
  await seen.press('ArrowUp');
  await seen.row('ada').waitFor();
  await seen.end();
});

test('a search that finds nothing says so', async () => {
  const seen = await visit(browser, local.address);
  await seen.press('/');
  await seen.type('nobody');
  await seen.page.getByText('Nothing matches “nobody”.').waitFor();
  await seen.end();
});

/** Creates a user past the provider. */
const create = name => local.ask('PUT', `/users/${emulator.INSTANCE}`, {
  Username: name,
  Password: 'Hunter22Secret',
  IdentityInfo: { FirstName: 'L', LastName: 'L' },
  PhoneConfig: { PhoneType: 'SOFT_PHONE' },
  RoutingProfileId: '22222222-2222-2222-2222-222222222222',
  SecurityProfileIds: ['33333333-3333-3333-3333-333333333333'],
});

test('somebody else’s change is shown without asking', async () => {
  const seen = await visit(browser, local.address);
  await seen.row('ada').waitFor();
  await create('late');
  await seen.row('late').waitFor();
  await seen.end();
});

test('a user who is deleted is not shown any longer', async () => {
  const { UserId } = await create('brief');
  const seen = await visit(browser, local.address);
  await seen.open('brief');
  await seen.heading('brief');
  await local.ask('DELETE', `/users/${emulator.INSTANCE}/${UserId}`);
  await seen.heading('Not found');
  await seen.end('404');
});

test('a region that is used for the first time can be chosen at once', async () => {
  const seen = await visit(browser, local.address);
  const regions = seen.page.getByLabel('Region');
  assert.deepEqual(await regions.locator('option').allTextContents(), ['us-east-1']);
  const Authorization = 'AWS4-HMAC-SHA256 Credential=AKIDLOCAL/20260101/eu-west-1/connect/aws4_request';
  await local.ask('GET', '/instance', undefined, { Authorization });
  await regions.locator('option[value=eu-west-1]').waitFor({ state: 'attached' });
  assert.equal(await regions.inputValue(), 'us-east-1');
  await seen.tabTo(regions);
  await seen.press('ArrowDown');
  await seen.page.getByText('no Amazon Connect instance').waitFor();
  assert.ok(await regions.evaluate(node => node === document.activeElement), 'who chooses by keys chooses on');
  const wanted = { InstanceAlias: 'elsewhere', IdentityManagementType: 'SAML', InboundCallsEnabled: true, OutboundCallsEnabled: true };
  const { Id } = await local.ask('PUT', '/instance', wanted, { Authorization });
  const option = seen.page.getByRole('option', { name: /^elsewhere/ });
  await option.waitFor({ state: 'attached' });
  await local.ask('DELETE', `/instance/${Id}`, undefined, { Authorization });
  await seen.page.getByText('no Amazon Connect instance').waitFor();
  await seen.end();
});

test('what changes while a page is being asked for is shown too', async () => {
  const seen = await visit(browser, local.address);
  await seen.row('ada').waitFor();
  let held = 0;
  await seen.page.route('**/console/users?*', async route => {
    const answer = await route.fetch();
    if (held++ === 0) {
      const { calls } = await seen.told();
      await create('during'); // the answer is from before, and its event comes before it
      await seen.heard(told => told.calls !== calls);
    }
    await route.fulfill({ response: answer });
  });
  await create('before');
  await seen.row('before').waitFor();
  await seen.row('during').waitFor();
  await seen.end();
});

test('a look at what has changed leaves the focus and the search where they are', async () => {
  const seen = await visit(browser, local.address);
  await seen.row('ada').waitFor();
  await seen.press('/');
  await seen.type('gra');
  await seen.row('ada').waitFor({ state: 'detached' });
  await seen.press('ArrowDown');
  const at = () => seen.page.evaluate(() => document.activeElement.textContent);
  assert.match(await at(), /^grace/);
  await create('gravel');
  await seen.row('gravel').waitFor();
  assert.match(await at(), /^grace/);
  await seen.end();
});

test('an instance that comes takes nothing from somebody who searches', async () => {
  const seen = await visit(browser, local.address);
  await seen.row('ada').waitFor();
  await seen.press('/');
  await seen.type('gra');
  await seen.row('ada').waitFor({ state: 'detached' });
  const wanted = { InstanceAlias: 'newcomer', IdentityManagementType: 'SAML', InboundCallsEnabled: true, OutboundCallsEnabled: true };
  const { Id } = await local.ask('PUT', '/instance', wanted);
  await seen.page.getByRole('option', { name: /^newcomer/ }).waitFor({ state: 'attached' });
  assert.equal(await seen.page.evaluate(() => document.activeElement.value), 'gra');
  await local.ask('DELETE', `/instance/${Id}`);
  await seen.page.getByRole('option', { name: /^newcomer/ }).waitFor({ state: 'detached' });
  assert.equal(await seen.page.evaluate(() => document.activeElement.value), 'gra');
  await seen.end();
});

test('who goes back from a list to a page without one is at its beginning', async () => {
  const seen = await visit(browser, local.address, { place: '#/stacks' });
  await seen.turnTo('Users');
  await seen.tabTo(seen.page.getByLabel('Instance'));
  await seen.page.goBack();
  await seen.heading('Stacks');
  assert.equal(await seen.page.evaluate(() => document.activeElement.id), 'main');
  await seen.end();
});

test('the page lies in a strict policy, which the browser enforces', async () => {
  const seen = await visit(browser, local.address);
  await seen.page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "taken over"';
    document.body.append(script);
  });
  assert.notEqual(await seen.page.title(), 'taken over');
  assert.ok(seen.wrong.some(line => line.startsWith('policy: ')), 'a violation of the policy is not noticed');
  await seen.end('policy: script-src-elem inline', 'Executing inline script violates', 'Refused to execute inline script');
});
