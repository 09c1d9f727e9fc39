/* Pictures measured as a browser draws them: pictures.mjs CHROMIUM PICTURE.svg… One line a kind of fault, ends with the number that
 * failed. Words must lie on the sheet, on no other words, and in the box that is drawn for them. */
import { chromium } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

const [,, executablePath, ...files] = process.argv;
const browser = await chromium.launch ({ executablePath, args: ['--no-sandbox'] });
const page = await browser.newPage ();
const faults = { 'words lie on the sheet': [], 'no words lie on other words': [], 'words lie within their boxes': [] };
let failed = 0, words = 0;

/* Boxes of all words, in lines from the top so that only neighbours are compared. */
function measure () {
  const found = { 'words lie on the sheet': [], 'no words lie on other words': [], 'words lie within their boxes': [] };
  const sheet = document.querySelector ('svg').getBoundingClientRect (), slack = 1.5;
  const texts = [...document.querySelectorAll ('text')].map (text => ({ text, box: text.getBoundingClientRect (), words: text.textContent }))
                 .filter (one => one.words.trim ()).sort ((a, b) => a.box.top - b.box.top);
  const boxes = [...document.querySelectorAll ('rect')].slice (1).map (rect => ({ rect, box: rect.getBoundingClientRect () }));

  texts.forEach ((one, i) => {
    if (one.box.left < sheet.left - slack || one.box.right > sheet.right + slack || one.box.top < sheet.top - slack || one.box.bottom > sheet.bottom + slack)
      found['words lie on the sheet'].push (one.words);
    for (let k = i + 1; k < texts.length && texts[k].box.top < one.box.bottom - 4; k++) {
      const other = texts[k].box;
      if (other.left < one.box.right - slack && other.right > one.box.left + slack)
        found['no words lie on other words'].push (one.words + ' / ' + texts[k].words);
    }
  });
  /* Words that begin inside a bar or a note, or stand in the middle of a head or a state, are meant for it. */
  const middle = box => (box.left + box.right) / 2;
  for (const one of texts) {
    const face = one.text.getAttribute ('class') || '';
    if (!/label|lane|chip|mark|strong|words/.test (face)) continue;
    const y = (one.box.top + one.box.bottom) / 2;
    for (const { rect, box } of boxes) {
      if (y < box.top || y > box.bottom) continue;
      const kind = rect.getAttribute ('class') || '';
      const meant = /note/.test (kind) || /label/.test (face) ? one.box.left >= box.left && one.box.left < box.right && !/left/.test (face)
                                                              : Math.abs (middle (one.box) - middle (box)) < 3;
      if (meant && (one.box.right > box.right + slack || one.box.left < box.left - slack))
        found['words lie within their boxes'].push (one.words);
    }
  }
  return { found, n: texts.length };
}

for (const file of files) {
  await page.setContent ('<!DOCTYPE html><body style="margin:0">' + readFileSync (file, 'utf8').replace (/^<\?xml[^>]*>/, '') + '</body>');
  const { found, n } = await page.evaluate (measure);
  words += n;
  for (const [kind, list] of Object.entries (found))
    faults[kind].push (...list.map (what => basename (file) + ': ' + what));
}
for (const [kind, list] of Object.entries (faults)) {
  failed += list.length ? 1 : 0;
  console.log (list.length ? 'not ok ' + kind + ': ' + list.length + ', as ' + list.slice (0, 5).join ('; ') : 'ok ' + kind);
}
if (words < 100 * Math.min (files.length, 3)) { failed++; console.log ('not ok there are words: ' + words); }
await browser.close ();
console.log (failed + ' failed');
process.exit (failed ? 1 : 0);
