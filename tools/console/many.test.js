// A hundred thousand users: what a page holds is bounded, and so is what it asks for.
const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { launched } = require('./browser.js');
const emulator = require('./emulator.js');
const { visit } = require('./visit.js');

const USERS = 100_000;
const MOST_ROWS = 50;
const MOST_BYTES = 100_000;
let browser;
let folder;
let local;

/** A seed file of so many users, one a line. */
function seed(file) {
  const lines = [
    'instances:',
    `  - {id: ${emulator.INSTANCE}, alias: many, identityManagementType: CONNECT_MANAGED, userLimit: ${USERS}`,
    '    , routingProfiles: [{id: 22222222-2222-2222-2222-222222222222, name: Basic}]',
    '    , securityProfiles: [{id: 33333333-3333-3333-3333-333333333333, name: Agent}]',
    '    , users: [',
  ];
  for (let i = 0; i < USERS; i++) {
    const id = `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
    lines.push(
      `      {id: ${id}, Username: user-${i}, Password: Hunter22Secret, PhoneConfig: {PhoneType: SOFT_PHONE},` +
        ' RoutingProfileId: 22222222-2222-2222-2222-222222222222, SecurityProfileIds: [33333333-3333-3333-3333-333333333333]},',
    );
  }
  fs.writeFileSync(file, `${lines.join('\n')}\n    ]}\n`);
}

before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'console-'));
  const file = path.join(folder, 'seed.yaml');
  seed(file);
  browser = await launched();
  local = await emulator.started({ options: ['--seed', file] });
});

after(async () => {
  await browser?.close();
  await local?.stop();
  if (folder) fs.rmSync(folder, { recursive: true });
});

test('a hundred thousand users are walked and searched a page at a time', async () => {
  const seen = await visit(browser, local.address);
  const answers = [];
  seen.page.on('response', async answer => {
    if (answer.url().includes('/console/users?')) answers.push((await answer.body()).length);
  });
  const rows = () => seen.page.locator('tbody tr').count();
  await seen.page.getByText(`of ${USERS.toLocaleString('en')}`).first().waitFor();
  assert.equal(await rows(), MOST_ROWS);
  await seen.tabTo(seen.row('user-0'));
  await seen.press('PageDown');
  await seen.page.getByText('page 2, 50 rows').waitFor();
  await seen.press('PageDown');
  await seen.page.getByText('page 3, 50 rows').waitFor();
  await seen.press('PageUp');
  await seen.page.getByText('page 2, 50 rows').waitFor();
  assert.equal(await rows(), MOST_ROWS);
  await seen.press('/');
  await seen.type(`user-${USERS - 1}`);
  await seen.page.getByText('page 1, 1 rows', { exact: true }).waitFor();
  await seen.open(`user-${USERS - 1}`);
  await seen.heading(`user-${USERS - 1}`);
  assert.ok(answers.length >= 4 && answers.every(size => size < MOST_BYTES), JSON.stringify(answers));
  await seen.end();
});

test('a page that has not come yet is not turned', async () => {
  const seen = await visit(browser, local.address);
  const held = Promise.withResolvers();
  await seen.page.route('**/console/users?*after=*', async route => {
    await held.promise;
    await route.continue();
  });
  await seen.tabTo(seen.row('user-0'));
  const asked = seen.page.waitForRequest('**/console/users?*after=*');
  await seen.press('PageDown');
  await asked;
  await seen.press('PageDown');
  held.resolve();
  await seen.page.getByText('page 2, 50 rows').waitFor();
  await seen.end();
});

test('a burst of a thousand calls is one look, a quarter of a second later by the clock of the page', async () => {
  const seen = await visit(browser, local.address, { place: '#/calls' });
  await seen.page.getByText('No call has come yet').waitFor();
  await seen.page.clock.install();
  await seen.page.clock.pauseAt(Date.now() + 60_000);
  let looks = 0;
  seen.page.on('request', request => { if (request.url().includes('/console/calls')) looks++; });
  for (let i = 0; i < 40; i++) {
    await Promise.all(Array.from({ length: 25 }, () => local.ask('GET', `/users-summary/${emulator.INSTANCE}?maxResults=1`)));
  }
  await local.ask('GET', `/users/${emulator.INSTANCE}/00000000-0000-4000-8000-000000000007`);
  await seen.heard(told => told?.calls >= 1001);
  assert.equal(looks, 0, 'looks while the clock stands');
  await seen.page.clock.runFor(250);
  await seen.row('DescribeUser').waitFor();
  assert.equal(looks, 1);
  assert.ok((await seen.page.locator('tbody tr').count()) <= MOST_ROWS);
  await seen.end();
});
