// `npm run test:browser`: opens every page in a real Chromium, in light, dark and print, wide and narrow; axe-core must
// find nothing, nothing may be fetched, said or refused, and nothing may overflow. With WRIT_PICTURES=FOLDER it takes
// pictures of each page and of each of its sections, and prints it. Names of pages as arguments: only these.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromiumPath, startChromium, type Browser, type Page } from './chromium.ts';
import { pages } from './pages.ts';

interface Look {
  readonly name: string;
  readonly media: 'screen' | 'print';
  readonly scheme: 'light' | 'dark';
  readonly width: number;
}

const looks: readonly Look[] = [
  { name: 'light', media: 'screen', scheme: 'light', width: 1200 },
  { name: 'dark', media: 'screen', scheme: 'dark', width: 1200 },
  { name: 'print', media: 'print', scheme: 'light', width: 794 },
  { name: 'print-dark', media: 'print', scheme: 'dark', width: 794 },
  { name: 'narrow', media: 'screen', scheme: 'light', width: 360 },
];

/** The tallest picture that Chromium takes. */
const tallest = 16_000;
const tallestSection = 1_800;
const mostSections = 12;

const axe = axeSource();
const chromium = chromiumPath();
if (chromium === null || axe === null) {
  const missing = chromium === null ? 'Chromium (apt-get install chromium)' : 'axe-core (npm ci)';
  console.warn(`SKIPPED: ${missing} is not there`);
  process.exitCode = process.env['WRIT_NO_SKIPS'] === undefined ? 0 : 1;
} else {
  process.exitCode = await look(chromium, axe);
}

async function look(path: string, source: string): Promise<number> {
  const named = process.env['WRIT_PICTURES'];
  const folder = named ?? mkdtempSync(join(tmpdir(), 'writ-pages-'));
  mkdirSync(folder, { recursive: true });
  await using browser = await startChromium(path);
  const faults: string[] = [];
  const wanted = process.argv.slice(2);
  const all = await pages();
  for (const [name, html] of all.filter(([name]) => wanted.length === 0 || wanted.includes(name))) {
    const file = join(folder, `${name}.html`);
    writeFileSync(file, html);
    for (const each of looks.filter((look) => isWorth(name, look))) {
      const found = await faultsOf(browser, file, each, source);
      faults.push(...found.map((fault) => `${name}, ${each.name}: ${fault}`));
    }
  }
  for (const fault of faults) console.error(fault);
  console.log(
    `${faults.length} faults in ${looks.length} looks of each page${named === undefined ? '' : `; pictures are in ${named}`}`,
  );
  if (named === undefined) rmSync(folder, { recursive: true });
  return faults.length === 0 ? 0 : 1;
}

/** What is only longer is looked at once, and its colours are those of the others: axe would take minutes. */
function isWorth(page: string, { name }: Look): boolean {
  return !isLong(page) || name === 'light' || name === 'narrow';
}

function isLong(page: string): boolean {
  return page.includes('-5000');
}

async function faultsOf(
  browser: Browser,
  file: string,
  { name, media, scheme, width }: Look,
  source: string,
): Promise<readonly string[]> {
  const page = await browser.open(pathToFileURL(file).href);
  const features = [{ name: 'prefers-color-scheme', value: scheme }];
  await page.send('Emulation.setEmulatedMedia', { media, features });
  await page.send('Emulation.setDeviceMetricsOverride', {
    width,
    height: 900,
    deviceScaleFactor: 1,
    mobile: false,
  });
  if (process.env['WRIT_PICTURES'] !== undefined) {
    await pictures(page, file.replace(/html$/, name));
    if (media === 'print') await print(page, file.replace(/html$/, `${name}.pdf`));
  }
  const said = eventsOf(page);
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  const scripts = await page.evaluate<number>('document.scripts.length');
  await page.evaluate(`${source};true`);
  const violations = await page.evaluate<readonly string[]>(
    `axe.run(document, ${JSON.stringify({ rules: { 'color-contrast': { enabled: !isLong(file) } } })}).then(({ violations }) => violations.map(({ id, help, nodes }) => id + ': ' + help + ' ' + nodes.map(({ html }) => html.slice(0, 120)).slice(0, 3).join(' ')))`,
  );
  await page.close();
  return [
    ...said,
    ...violations,
    ...(overflow > 0 ? [`it is ${overflow} pixels wider than the window`] : []),
    ...(scripts > 0 ? [`it has ${scripts} scripts`] : []),
  ];
}

/** Requests beyond the page itself, and whatever the browser had to say. */
function eventsOf({ events }: Page): readonly string[] {
  return events.flatMap(({ method, params }) => {
    if (method === 'Network.requestWillBeSent' && params['type'] !== 'Document')
      return [`it asks for ${JSON.stringify(params['request']).slice(0, 200)}`];
    const isSaid =
      /^(?:Log\.entryAdded|Runtime\.(?:exceptionThrown|consoleAPICalled)|Page\.javascriptDialogOpening)$/;
    return isSaid.test(method) ? [`${method} ${JSON.stringify(params).slice(0, 300)}`] : [];
  });
}

/** A picture of the whole page, and one of each of its sections. */
async function pictures(page: Page, file: string): Promise<void> {
  const sections = await page.evaluate<readonly Section[]>(
    `Array.from(document.querySelectorAll('header, section, footer')).slice(0, ${mostSections}).map((part) => {
      const { x, y, width, height } = part.getBoundingClientRect();
      return { name: part.getAttribute('aria-labelledby') ?? part.localName, x, y: y + scrollY, width, height };
    })`,
  );
  const { cssContentSize } = (await page.send('Page.getLayoutMetrics')) as { cssContentSize: Area };
  await picture(page, `${file}.png`, { ...cssContentSize, height: Math.min(tallest, cssContentSize.height) });
  for (const [index, { name, ...area }] of sections.entries())
    await picture(page, `${file}.${index}-${name}.png`, {
      ...area,
      height: Math.min(tallestSection, area.height),
    });
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Section extends Area {
  readonly name: string;
}

async function picture(page: Page, file: string, { x, y, width, height }: Area): Promise<void> {
  const clip = { x, y, width, height, scale: 1 };
  const { data } = await page.send('Page.captureScreenshot', { captureBeyondViewport: true, clip });
  writeFileSync(file, Buffer.from(String(data), 'base64'));
}

async function print(page: Page, file: string): Promise<void> {
  const { data } = await page.send('Page.printToPDF', { preferCSSPageSize: true, printBackground: false });
  writeFileSync(file, Buffer.from(String(data), 'base64'));
}

function axeSource(): string | null {
  try {
    return readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  } catch {
    return null;
  }
}
