// Light and dark, narrow screens, and what is shown when something is wrong.
const assert = require('node:assert/strict');
const { after, before, test } = require('node:test');
const { launched } = require('./browser.js');
const emulator = require('./emulator.js');
const { visit } = require('./visit.js');

const PLACES = ['users', 'requests', 'stacks', 'invocations', 'calls', 'faults', 'switches'];
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

for (const dark of [false, true]) {
  test(`every page can be read in ${dark ? 'the dark' : 'the light'}`, async () => {
    await local.create(emulator.user(dark ? 'grace' : 'ada'));
    for (const place of PLACES) {
      const seen = await visit(browser, local.address, { dark, place: `#/${place}` });
      await seen.isAccessible();
      const shade = await seen.page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number)[0]);
      assert.equal(shade < 128, dark);
      await seen.end();
    }
  });
}

test('on a narrow screen no page is wider than the screen', async () => {
  for (const place of PLACES) {
    const seen = await visit(browser, local.address, { narrow: true, place: `#/${place}` });
    const [wide, screen] = await seen.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide <= screen, `${place}: ${wide} > ${screen}`);
    await seen.end();
  }
});

test('a table that has no pages leaves the keys that turn them to the browser', async () => {
  const seen = await visit(browser, local.address, { place: '#/switches' });
  await seen.tabTo(seen.page.locator('tr[tabindex="0"]').first());
  for (const key of ['PageDown', 'PageUp']) {
    const taken = await seen.page.evaluate(key => {
      const pressed = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
      return !document.activeElement.dispatchEvent(pressed);
    }, key);
    assert.equal(taken, false, key);
  }
  await seen.end();
});

test('what is not there is said, not shown as empty', async () => {
  const seen = await visit(browser, local.address, { place: `#/users/${emulator.INSTANCE}` });
  for (const [place, words] of Object.entries({
    [`users/${emulator.INSTANCE}/nobody`]: 'This could not be shown',
    'requests/none': 'This request is not known any more.',
    'invocations/77': 'This invocation is not known any more.',
    'stacks/none': 'This could not be shown',
  })) {
    await seen.page.evaluate(hash => { location.hash = hash; }, `#/${place}`);
    await seen.page.getByText(words).waitFor();
    await seen.isAccessible();
  }
  await seen.end('404', '400');
});

test('an emulator that ends is missed at once, and found again when it is back', async () => {
  const own = await emulator.started();
  const port = new URL(own.address).port;
  await own.create(emulator.user('ada'));
  const seen = await visit(browser, own.address);
  await seen.row('ada').waitFor();
  await own.stop();
  await seen.page.getByRole('alert').getByText('The emulator does not answer').waitFor();
  await seen.isAccessible();
  const again = await emulator.started({ port });
  try {
    await seen.page.getByText('This instance has no users yet.').waitFor();
    await seen.page.getByRole('alert').waitFor({ state: 'detached' });
    await seen.page.getByRole('option', { name: /^demo .* 0 users/ }).waitFor({ state: 'attached' });
    await again.create(emulator.user('grace'));
    await seen.row('grace').waitFor();
  } finally {
    await again.stop();
  }
  await seen.end('ERR_CONNECTION', 'ERR_INCOMPLETE', 'ERR_EMPTY', 'Failed to fetch');
});
