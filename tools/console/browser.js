// A headless Chromium out of npm's @sparticuz/chromium. It carries the libraries and fonts that a bare machine lacks.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { inflate } = require('@sparticuz/chromium');
const { chromium } = require('playwright-core');

const PACKAGE = path.dirname(path.dirname(require.resolve('@sparticuz/chromium')));
const TEMPORARY = os.tmpdir();
const HOME = path.join(path.dirname(path.dirname(path.dirname(PACKAGE))), 'browser');

// The package's own names folders of AWS Lambda. No others than its fonts are used, so that a page looks the same everywhere.
const fonts = folder => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts/fonts</dir><cachedir>${folder}/fonts/cache</cachedir></fontconfig>
`;

/** Returns where the browser lies, unpacked. It is trusted only when whole: its folder comes to its place by renaming. */
async function unpacked() {
  if (fs.existsSync(HOME)) return HOME;
  const folder = fs.mkdtempSync(`${HOME}-`);
  try {
    process.env.TMPDIR = folder; // the package knows no other way to say where
    for (const part of ['chromium.br', 'fonts.tar.br', 'al2023.tar.br']) await inflate(path.join(PACKAGE, 'bin', part));
    fs.writeFileSync(path.join(folder, 'fonts', 'fonts.conf'), fonts(HOME));
    if (!fs.existsSync(HOME)) fs.renameSync(folder, HOME);
  } catch (failure) {
    if (!fs.existsSync(HOME)) throw failure; // otherwise another process was faster
  } finally {
    process.env.TMPDIR = TEMPORARY;
    fs.rmSync(folder, { recursive: true, force: true });
  }
  return HOME;
}

/** Starts the browser, or the one that CONSOLE_BROWSER names, with the machine's own libraries and fonts. */
async function launched() {
  const own = process.env.CONSOLE_BROWSER;
  if (!own && (process.platform !== 'linux' || process.arch !== 'x64')) {
    throw new Error(`there is no browser for ${process.platform} ${process.arch} in the package; name a Chromium: CONSOLE_BROWSER=/path/to/chromium`);
  }
  const home = own ? undefined : await unpacked();
  const carried = home && { FONTCONFIG_PATH: path.join(home, 'fonts'), LD_LIBRARY_PATH: path.join(home, 'al2023', 'lib') };
  return chromium.launch({
    executablePath: own ?? path.join(home, 'chromium'),
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--font-render-hinting=none'],
    env: { PATH: process.env.PATH, HOME: TEMPORARY, TMPDIR: TEMPORARY, TZ: 'UTC', LANG: 'C.UTF-8', ...carried },
    timeout: 60_000,
  });
}

module.exports = { launched };
