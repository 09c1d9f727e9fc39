/* README's picture of the player: picture.mjs CHROMIUM RUN.html PICTURE.png. */
import { chromium } from 'playwright-core';
import { resolve } from 'node:path';

const [,, executablePath, run, picture] = process.argv;
/* One thread that draws each tile whole: with several, a line between two tiles comes out one way or another. */
const args = ['--no-sandbox', '--disable-partial-raster', '--num-raster-threads=1'];
const browser = await chromium.launch ({ executablePath, args });
const page = await browser.newPage ({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });

await page.goto ('file://' + resolve (run));
await page.click ('#worst button:has-text("evacuation-blocked")');
await page.screenshot ({ path: picture });
await browser.close ();
