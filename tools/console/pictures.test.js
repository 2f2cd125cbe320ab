// The pictures of CONSOLE.md. They are taken into a folder that is thrown away; PICTURES=yes puts them into the documents.
const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { launched } = require('./browser.js');
const emulator = require('./emulator.js');
const { visit } = require('./visit.js');

const DOCUMENT = path.join(__dirname, '..', '..', 'emulator', 'CONSOLE.md');
const KEPT = path.join(path.dirname(DOCUMENT), 'console');
const MOST_BYTES = 100_000;
const TEAM = { ada: 'Lovelace', grace: 'Hopper', katherine: 'Johnson', mary: 'Jackson', dorothy: 'Vaughan' };
let browser;
let local;
let folder;
let ada;

before(async () => {
  folder = process.env.PICTURES ? KEPT : fs.mkdtempSync(path.join(os.tmpdir(), 'pictures-'));
  fs.mkdirSync(folder, { recursive: true });
  browser = await launched();
  local = await emulator.started();
  await local.create(model('ada')); // the first one starts the provider's process
  await local.ask('POST', '/_emulator/faults', { kind: 'delay', operation: 'AssociateUserProficiencies', ms: 150, times: 'forever' });
  await local.ask('POST', '/_emulator/faults', { kind: 'throttle', operation: 'CreateUser', times: 2 });
  const rest = Object.keys(TEAM).slice(1);
  for (const name of rest.slice(0, 2)) await local.create(model(name));
  const resources = Object.fromEntries(rest.slice(2).map(name => [name, { Type: 'AWS::Connect::User', Properties: model(name) }]));
  await local.cloudFormation('CreateStack', { StackName: 'berlin-team', TemplateBody: JSON.stringify({ Resources: resources }) });
  await until(async () => (await local.ask('GET', '/_emulator/console/stacks')).stacks[0].StackStatus === 'CREATE_COMPLETE');
  const { users } = await local.ask('GET', `/_emulator/console/users?instance=${emulator.INSTANCE}&search=ada`);
  ada = users[0].Id;
});

after(async () => {
  await browser?.close();
  await local?.stop();
  if (folder && folder !== KEPT) fs.rmSync(folder, { recursive: true });
});

const model = name => emulator.user(name, {
  IdentityInfo: { FirstName: name[0].toUpperCase() + name.slice(1), LastName: TEAM[name], Email: `${name}@example.com` },
  UserProficiencies: [{ AttributeName: 'Language', AttributeValue: 'English', Level: 5 }],
  AutoAcceptConfigs: [{ Channel: 'VOICE', AutoAccept: true }],
  Tags: [{ Key: 'Team', Value: 'Berlin' }],
});

async function until(holds) {
  for (let i = 0; i < 300; i++) {
    if (await holds()) return;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  assert.fail('the stack is not there after a minute');
}

/** Every picture: where it is taken, and what must be there before. */
const pictures = {
  users: { place: '#/users', shows: 'grace' },
  user: { place: () => `#/users/${emulator.INSTANCE}/${ada}`, shows: 'CreateUser' },
  requests: { place: '#/requests', shows: 'SUCCESS' },
  stack: { place: '#/stacks', opens: 'berlin-team', shows: 'CREATE_COMPLETE' },
  invocations: { place: '#/invocations', shows: 'CREATE' },
  'invocations-dark': { place: '#/invocations', shows: 'CREATE', dark: true },
  faults: { place: '#/faults', shows: 'AssociateUserProficiencies' },
};

for (const [name, { place, opens, shows, dark }] of Object.entries(pictures)) {
  test(`picture: ${name}`, async () => {
    const seen = await visit(browser, local.address, { place: typeof place === 'string' ? place : place(), dark });
    if (opens) await seen.open(opens);
    await seen.row(shows).first().waitFor();
    await seen.page.getByText('live', { exact: true }).waitFor();
    const file = path.join(folder, `${name}.png`);
    await seen.page.screenshot({ path: file });
    const bytes = fs.statSync(file).size;
    assert.ok(bytes > 10_000 && bytes < MOST_BYTES, `${name}.png has ${bytes} bytes`);
    await seen.end();
  });
}

test('the document shows the pictures that are taken, and those are there', () => {
  const named = [...fs.readFileSync(DOCUMENT, 'utf8').matchAll(/\]\(console\/([a-z-]+)\.png\)/g)].map(match => match[1]);
  assert.deepEqual(named.toSorted(), Object.keys(pictures).toSorted());
  assert.deepEqual(fs.readdirSync(KEPT).toSorted(), named.map(name => `${name}.png`).toSorted());
});
