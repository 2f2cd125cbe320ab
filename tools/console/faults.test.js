// Faults and switches, set and cleared with the keyboard, and what a call then meets.
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

test('a fault is set, strikes, is counted, and is cleared', async () => {
  const seen = await visit(browser, local.address, { place: '#/faults' });
  await seen.tabTo(seen.page.getByLabel('Operation'));
  await seen.press('Control+A');
  await seen.type('ListUsers');
  await seen.tabTo(seen.page.getByRole('button', { name: 'Set fault' }));
  await seen.press('Enter');
  await seen.row('connect ListUsers').waitFor();
  await seen.isAccessible();
  const list = `/users-summary/${emulator.INSTANCE}`;
  await assert.rejects(local.ask('GET', list), /Rate exceeded/);
  await seen.page.getByRole('row', { name: /connect ListUsers .* 1 1 / }).waitFor();
  await seen.tabTo(seen.page.getByRole('button', { name: 'Clear fault' }), 'Shift+Tab');
  await seen.press('Enter');
  await seen.page.getByText('No fault is set').waitFor();
  await local.ask('GET', list);
  await seen.end();
});

test('the service goes with the kind until it is chosen by hand', async () => {
  const seen = await visit(browser, local.address, { place: '#/faults' });
  const kind = seen.page.getByRole('combobox', { name: /^Kind/ });
  const service = seen.page.getByLabel('Service');
  await seen.tabTo(kind);
  await seen.type('crash-before');
  await seen.press('Tab');
  assert.equal(await service.inputValue(), 'lambda');
  await seen.tabTo(seen.page.getByRole('button', { name: 'Set fault' }));
  await seen.press('Enter');
  await seen.row('lambda *').waitFor();
  await seen.tabTo(kind, 'Shift+Tab');
  await seen.type('delay');
  await seen.press('Tab');
  assert.equal(await service.inputValue(), 'connect');
  await seen.press('Control+A');
  await seen.type('s3');
  await seen.tabTo(kind, 'Shift+Tab');
  await seen.type('time-out');
  await seen.press('Tab');
  assert.equal(await service.inputValue(), 's3');
  await local.ask('DELETE', '/_emulator/faults');
  await seen.end();
});

test('a fault that cannot be is refused with the reason', async () => {
  const seen = await visit(browser, local.address, { place: '#/faults' });
  await seen.tabTo(seen.page.getByLabel('Times'));
  await seen.press('Control+A');
  await seen.type('never');
  await seen.press('Enter');
  await seen.page.getByRole('status').getByText('The emulator refused').waitFor();
  assert.ok(!(await local.ask('GET', '/_emulator/faults')).some(fault => fault.operation === '*'));
  await seen.isAccessible();
  await seen.end('400');
});

test('a switch is turned, decides at once, and is turned back', async () => {
  const seen = await visit(browser, local.address, { place: '#/switches' });
  const created = await local.ask('PUT', `/users/${emulator.INSTANCE}`, {
    Username: 'ada',
    Password: 'Hunter22Secret',
    IdentityInfo: { FirstName: 'A', LastName: 'L' },
    PhoneConfig: { PhoneType: 'SOFT_PHONE' },
    RoutingProfileId: '22222222-2222-2222-2222-222222222222',
    SecurityProfileIds: ['33333333-3333-3333-3333-333333333333'],
  });
  const persistent = async () => {
    const { User } = await local.ask('GET', `/users/${emulator.INSTANCE}/${created.UserId}`);
    return User.PhoneConfig.PersistentConnection;
  };
  assert.equal(await persistent(), undefined);
  await seen.tabTo(seen.page.getByRole('combobox', { name: /^Switch/ }));
  await seen.type('fill-members');
  await seen.tabTo(seen.page.getByRole('combobox', { name: /^Value/ }));
  await seen.type('on');
  await seen.press('Tab');
  await seen.press('Enter');
  await seen.page.getByRole('status').getByText('fill-members is on from now on.').waitFor();
  assert.equal(await persistent(), false);
  await seen.isAccessible();
  await seen.tabTo(seen.page.getByRole('button', { name: 'Turn fill-members back to off' }));
  await seen.press('Enter');
  await seen.page.getByText('fill-members is off again.').waitFor();
  assert.equal(await persistent(), undefined);
  await seen.end();
});

test('a switch that another has turned shows by itself, a reset too', async () => {
  const seen = await visit(browser, local.address, { place: '#/switches' });
  const cell = value => seen.page.getByRole('row', { name: `stale-reads ${value} ` });
  await cell(0).waitFor();
  await local.ask('POST', '/_emulator/switches', { 'stale-reads': 3 });
  await cell(3).waitFor();
  await local.ask('POST', '/_emulator/reset');
  await cell(0).waitFor();
  await seen.end();
});
