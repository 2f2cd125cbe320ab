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
