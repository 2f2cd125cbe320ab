// A console in a browser: used by its keys alone, and watched for what a page must not do.
const assert = require('node:assert/strict');
const axe = require('axe-core');

const PATIENCE = 30_000;
const MOST_TABS = 60;

/** Opens the console at an address. `told` says afterwards what went wrong in the page. */
async function visit(browser, address, { dark = false, place = '', narrow = false } = {}) {
  const viewport = narrow ? { width: 390, height: 800 } : { width: 1200, height: 720 };
  const context = await browser.newContext({ colorScheme: dark ? 'dark' : 'light', viewport, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const seen = new Visit(context, page, address);
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', event => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
    globalThis.EventSource = class extends EventSource {
      constructor(...given) {
        super(...given);
        this.addEventListener('message', message => { globalThis.told = JSON.parse(message.data); });
      }
    };
  });
  page.on('console', message => message.type() === 'error' && seen.wrong.push(message.text()));
  page.on('pageerror', failure => seen.wrong.push(String(failure)));
  page.on('request', request => {
    if (!request.url().startsWith(`${address}/`) && !request.url().startsWith('data:')) seen.wrong.push(`asked ${request.url()}`);
  });
  await page.goto(`${address}/${place}`);
  await page.locator('#main h1').waitFor();
  return seen;
}

class Visit {
  constructor(context, page, address) {
    Object.assign(this, { context, page, address, wrong: [] });
  }

  /** Tabs until this has the focus, as somebody without a mouse does. */
  async tabTo(wanted, key = 'Tab') {
    for (let i = 0; i < MOST_TABS; i++) {
      if (await wanted.evaluate(node => node === document.activeElement)) return;
      await this.press(key);
    }
    assert.fail(`${wanted} is not reached by ${MOST_TABS} times ${key}`);
  }

  press(key) {
    return this.page.keyboard.press(key);
  }

  type(text) {
    return this.page.keyboard.type(text);
  }

  /** Goes to a page by its link above; waits for its heading. */
  async turnTo(name, heading = name) {
    await this.tabTo(this.page.getByRole('navigation').getByRole('link', { name, exact: true }));
    await this.press('Enter');
    await this.heading(heading);
  }

  heading(name) {
    return this.page.getByRole('heading', { level: 1, name }).waitFor();
  }

  row(name) {
    return this.page.getByRole('row').filter({ hasText: name });
  }

  /** Opens a row of a list: into the list by Tab, to the row by arrows. */
  async open(name) {
    await this.row(name).first().waitFor();
    const first = this.page.locator('tr[tabindex="0"]').first();
    await this.tabTo(first);
    for (let i = 0; i < MOST_TABS; i++) {
      const at = await this.page.evaluate(() => document.activeElement.textContent);
      if (at.includes(name)) return this.press('Enter');
      await this.press('ArrowDown');
    }
    assert.fail(`no row ${name} is reached by arrows`);
  }

  text() {
    return this.page.locator('#main').innerText();
  }

  /** What the page has been told last of what has changed. */
  told() {
    return this.page.evaluate(() => globalThis.told);
  }

  /** Waits until the page has been told something of which this holds. */
  async heard(holds) {
    const deadline = Date.now() + PATIENCE;
    while (!holds(await this.told())) {
      if (Date.now() > deadline) assert.fail(`told at last: ${JSON.stringify(await this.told())}`);
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }

  /** Checks what is shown against the rules of accessibility that a machine can check. */
  async isAccessible() {
    await this.page.evaluate(axe.source);
    const { violations } = await this.page.evaluate(() => globalThis.axe.run(document));
    const found = violations.map(one => `${one.impact} ${one.id}: ${one.help}: ${one.nodes.map(node => node.html).slice(0, 3).join(' ')}`);
    assert.deepEqual(found, [], `on ${this.page.url()}`);
  }

  /** Ends the visit; nothing may have gone wrong but what is said here. */
  async end(...expected) {
    await this.context.close();
    assert.deepEqual(this.wrong.filter(line => !expected.some(one => line.includes(one))), []);
  }
}

module.exports = { visit };
