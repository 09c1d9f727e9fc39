/* What rollcall writes for Mermaid, given to Mermaid's own parser in a browser: mermaid.mjs CHROMIUM HOSTILE PAGES.md…
 * One line a test, ends with the number that failed. The diagrams of the first file are drawn as well, and their names have to
 * come out as they are. */
import { chromium } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';

const [,, executablePath, hostile, ...files] = process.argv;
const MOST = 45000; // Mermaid itself stops at 50,000 characters
const NAMES = ['end; --> <script>alert(1)</script>', 'a;b#c:`{}|*_~', "=cmd|' /C calc'!A0", 'evil"quoted"\\n']; // of hostile.yaml, those that its diagrams name
const browser = await chromium.launch ({ executablePath, args: ['--no-sandbox'] });
const page = await browser.newPage ();
const complaints = [];
let failed = 0;

page.on ('dialog', dialog => { complaints.push ('dialog ' + dialog.message ()); dialog.dismiss (); });
page.on ('pageerror', error => complaints.push (String (error)));
await page.setContent ('<!DOCTYPE html><body></body>');
await page.addScriptTag ({ path: createRequire (import.meta.url).resolve ('mermaid').replace (/[^/]*$/, 'mermaid.min.js') });
await page.evaluate (() => window.mermaid.initialize ({ startOnLoad: false }));

const diagrams = file => {
  const text = readFileSync (file, 'utf8');
  return text.startsWith ('sequenceDiagram') ? [text] : [...text.matchAll (/^```mermaid\n([^]*?)^```$/gm)].map (match => match[1]);
};
const parse = text => page.evaluate (words => window.mermaid.parse (words).then (() => '', error => String (error)), text);
const say = (name, problem) => { failed += problem ? 1 : 0; console.log (problem ? 'not ok ' + name + ': ' + problem.replace (/\s+/g, ' ').slice (0, 400) : 'ok ' + name); };

say ('a diagram that is none is refused', await parse ('sequenceDiagram\n  L0->>L1: a; b->>\n') ? '' : 'the parser takes anything');

let problem = '', n = 0;
for (const file of [...files, hostile]) {
  const pages = diagrams (file);
  if (!pages.length) problem ||= basename (file) + ' has no diagram';
  for (const text of pages) {
    n++;
    const complaint = text.length > MOST ? text.length + ' characters' : await parse (text);
    if (complaint) problem ||= basename (file) + ': ' + complaint;
  }
}
say ('Mermaid reads every page of the library', problem || (n > 2 * files.length ? '' : 'only ' + n + ' pages'));

const drawn = await page.evaluate (async pages => {
  let words = '';
  for (const [i, text] of pages.entries ()) {
    const box = document.createElement ('div');
    document.body.append (box);
    box.innerHTML = (await window.mermaid.render ('d' + i, text)).svg;
    words += [...box.querySelectorAll ('text')].map (one => one.textContent).join ('\n') + '\n';
  }
  return { words: words.replace (/\s+/g, ' '), scripts: document.querySelectorAll ('body script, iframe, img').length };
}, diagrams (hostile)).catch (error => ({ words: '', scripts: 0, error: String (error) }));
const absent = NAMES.filter (name => !drawn.words.replaceAll (' ', '').includes (name.replaceAll (' ', '')));
say ('hostile names are text in what Mermaid draws', drawn.error || complaints.join ('; ') || (drawn.scripts ? 'an element has been added' : '') || (absent.length ? absent.join (', ') + ' is not to be read' : ''));

await browser.close ();
console.log (failed + ' failed');
process.exit (failed ? 1 : 0);
