/* Drives the player in a browser: player.mjs CHROMIUM RUN.html HOSTILE.html LARGE.html VSAN.html. One line a test, ends with the number that
 * failed. */
import { chromium } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const [,, executablePath, run, hostile, large, vsan] = process.argv;
const axe = readFileSync (createRequire (import.meta.url).resolve ('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch ({ executablePath, args: ['--no-sandbox'] });
let failed = 0;

/* A fresh page of a file; whatever it complains of or asks for is kept. */
async function open (file, options = {}) {
  const page = await browser.newPage ({ viewport: { width: 1400, height: 900 }, ...options });
  page.complaints = [];
  page.on ('console', message => { if (message.type () === 'error' || message.type () === 'warning') page.complaints.push (message.text ()); });
  page.on ('pageerror', error => page.complaints.push (String (error)));
  page.on ('dialog', dialog => { page.complaints.push ('dialog ' + dialog.message ()); dialog.dismiss (); });
  page.on ('request', request => { if (!/^(file|data):/.test (request.url ())) page.complaints.push ('request of ' + request.url ()); });
  await page.goto ('file://' + resolve (file));
  return page;
}

async function test (name, file, body, options) {
  const page = await open (file, options);
  try {
    await body (page);
    if (page.complaints.length) throw new Error (page.complaints.join ('; '));
    console.log ('ok ' + name);
  } catch (error) {
    failed++;
    console.log ('not ok ' + name + ': ' + String (error.message).split ('\n')[0]);
  }
  await page.close ();
}

function check (truth, words) {
  if (!truth) throw new Error (words);
}

const clock = page => page.textContent ('#clock');
/* Asked again and again from here: what waits within the page is text that its security policy may refuse to evaluate. */
const itPlays = async page => {
  for (let tries = 0; tries < 200 && await clock (page) === '0:00:00'; tries++) await page.waitForTimeout (50);
  check (await clock (page) !== '0:00:00', 'the clock stands still');
};
const stateOf = (page, host) => page.evaluate (name => [...document.querySelectorAll ('.host')].find (card => card.querySelector ('b').textContent === name).querySelector ('small').textContent, host);
const vmsOn = (page, host) => page.evaluate (name => [...document.querySelectorAll ('.host')].find (card => card.querySelector ('b').textContent === name).querySelectorAll ('.vm').length, host);
const toTime = (page, ms) => page.evaluate (at => { const s = document.getElementById ('scrubber'); s.value = at; s.dispatchEvent (new Event ('input')); }, ms);

await test ('it plays and pauses', run, async page => {
  check (await clock (page) === '0:00:00', 'does not begin at the beginning');
  await page.click ('#play');
  await itPlays (page);
  await page.waitForTimeout (300);
  await page.click ('#play');
  const stopped = await clock (page);
  await page.waitForTimeout (300);
  check (await clock (page) === stopped, 'goes on after the pause');
});

await test ('a moment is the same from either side', run, async page => {
  const look = () => page.evaluate (() => document.getElementById ('stage').innerText);
  await toTime (page, 7450000);
  const forward = await look ();
  await page.click ('#last');
  check (await look () !== forward, 'the end looks like the middle');
  await toTime (page, 7450000);
  check (await look () === forward, 'going back shows something else');
});

await test ('one event back undoes one event forward', run, async page => {
  await toTime (page, 6200000);
  const before = await page.textContent ('#now');
  await page.keyboard.press ('ArrowRight');
  check (await page.textContent ('#now') !== before, 'nothing happens going forward');
  await page.keyboard.press ('ArrowLeft');
  check (await page.textContent ('#now') === before, 'it does not go back');
});

await test ('VMs move from host to host', run, async page => {
  await toTime (page, 6000000);
  const before = await vmsOn (page, 'esx01');
  await toTime (page, 6310000);
  check (before > 0 && await vmsOn (page, 'esx01') === 0, 'esx01 has not emptied');
  check (await stateOf (page, 'esx01') === 'remediating', 'esx01 is ' + await stateOf (page, 'esx01'));
});

await test ('the next finding is jumped to', run, async page => {
  const seen = new Set ();
  for (let i = 0; i < 60 && !seen.has ('evacuation-blocked'); i++) {
    await page.keyboard.press ('n');
    for (const code of await page.$$eval ('#why > p .code', all => all.map (one => one.textContent))) seen.add (code);
  }
  check (seen.has ('evacuation-blocked'), 'only came to ' + [...seen].join (', '));
  const at = await clock (page);
  await page.keyboard.press ('p');
  check (await clock (page) <= at, 'the previous one is later');
});

await test ('the worst moment is one click away, and says why', run, async page => {
  await page.click ('#worst button:has-text("evacuation-blocked")');
  check (await clock (page) === '2:22:31', 'goes to ' + await clock (page));
  const chain = await page.$$eval ('#why li', all => all.map (one => one.textContent));
  check (chain.length > 5 && chain.at (-1).includes ('no host will take it'), 'the chain ends with ' + chain.at (-1));
  check ((await page.textContent ('#why')).includes ('power it off'), 'does not say what to do');
});

await test ('the worst moment is one key away, and the page says what the run says of the plan', run, async page => {
  check ((await page.textContent ('#outcome')).startsWith ('Not ready to be approved'), 'says ' + await page.textContent ('#outcome'));
  await page.keyboard.press ('w');
  check (await clock (page) === '2:09:51', 'goes to ' + await clock (page));
  check ((await page.textContent ('#why')).includes ('outage host-lost'), 'does not say what it is');
});

await test ('policies are shown, and what has drifted is marked', run, async page => {
  const cells = () => page.$$eval ('#policies .cell', all => all.map (one => one.textContent));
  check ((await cells ()).join () === 'esx01 lacp,esx02 lacp,esx03 lacp,esx04 lacp', 'at first ' + await cells ());
  await page.keyboard.press ('End');
  check ((await cells ()).join () === 'esx01 ≠ originating-port,esx02 ≠ originating-port,esx03 lacp,esx04 lacp', 'in the end ' + await cells ());
  check ((await page.textContent ('#policies')).includes ('as declared in 2 of 4'), 'does not count');
  await page.click ('#policies .drifted');
  check ((await page.textContent ('#why')).includes ('esxi-upgrade puts back the default'), 'no why-chain');
  await page.keyboard.press ('Home');
  check (await page.locator ('#policies .drifted').count () === 0, 'going back leaves the mark');
});

await test ('the VMs of a host can be chosen without a mouse', run, async page => {
  await page.focus ('.host > button');
  await page.keyboard.press ('Enter');
  await page.focus ('#why summary');
  await page.keyboard.press ('Enter');
  await page.keyboard.press ('Tab');
  await page.keyboard.press ('Enter');
  check (await page.locator ('.vm.chosen').count () === 1, 'no VM is chosen');
  check (/on esx0\d/.test (await page.textContent ('#why')), 'does not say where it is');
});

await test ('gauges and steps say why, too', run, async page => {
  await page.keyboard.press ('End');
  await page.click ('.gauge:has-text("vCenter")');
  check ((await page.textContent ('#why')).includes ('the hosts and their HA agents have followed'), 'the gauge does not');
  await page.click ('#tab-plan');
  await page.click ('#plan button:has-text("hosts")');
  check (await clock (page) === '1:41:15', 'the step goes to ' + await clock (page));
  check ((await page.textContent ('#why')).includes ('step hosts'), 'the step does not');
});

await test ('every gauge says something', vsan, async page => {
  const gauges = () => page.$$eval ('.gauge', all => all.map (one => one.textContent));
  await page.keyboard.press ('w');
  check ((await gauges ()).includes ('vSAN prodcritical'), 'at the worst ' + await gauges ());
  await page.keyboard.press ('End');
  check ((await page.$$eval ('.gauge b', all => all.map (one => one.textContent))).every (words => words), 'in the end ' + await gauges ());
});

await test ('a thousand hosts open within seconds, and what is folded is said', large, async page => {
  check (await page.evaluate (() => performance.getEntriesByType ('navigation')[0].loadEventEnd) < 15000, 'it takes longer');
  check (await page.locator ('.host').count () === 1000, 'hosts are missing');
  const folded = await page.textContent ('#folded');
  check (/Of \d+ events the \d+ that are told are here/.test (folded) && folded.includes ('VMs are counted on their hosts'), 'says only: ' + folded);
  await page.keyboard.press ('End');
  await page.fill ('#search', 'c19h050');
  await page.keyboard.press ('Enter');
  check ((await page.textContent ('#why')).includes ('VMs on it'), 'its VMs are not there');
});

await test ('the end is where the plan and what follows it have ended', run, async page => {
  await page.keyboard.press ('End');
  check (await clock (page) === '3:37:31', 'goes to ' + await clock (page));
});

await test ('a cause can be gone to', run, async page => {
  await page.click ('#worst button:has-text("evacuation-blocked")');
  await page.click ('#why li:first-child button');
  check (await clock (page) !== '2:22:31', 'stays where it is');
});

await test ('the search finds hosts, VMs, steps and findings', run, async page => {
  for (const [what, expected] of [['esx03', 'host esx03'], ['db01', 'VM db01'], ['vcenter', 'step vcenter'], ['host-lost', 'host-lost']]) {
    await page.fill ('#search', what);
    check ((await page.textContent ('#hits')).includes (expected), what + ' is not found');
  }
  await page.fill ('#search', 'db01');
  await page.keyboard.press ('Enter');
  check (await page.locator ('.vm.chosen').count () === 1, 'nothing is chosen');
  await page.fill ('#search', 'no such thing');
  check ((await page.textContent ('#hits')).includes ('nothing'), 'does not say that there is nothing');
});

await test ('the keyboard is enough', run, async page => {
  await page.keyboard.press ('Space');
  await itPlays (page);
  await page.keyboard.press ('Space');
  await page.keyboard.press ('End');
  check (await page.evaluate (() => document.getElementById ('play').textContent.includes ('Play')), 'it still plays');
  await page.keyboard.press ('Home');
  check (await clock (page) === '0:00:00', 'Home goes to ' + await clock (page));
  await page.keyboard.press ('/');
  await page.keyboard.type ('esx01');
  await page.keyboard.press ('Enter');
  check (await page.locator ('.host.chosen').count () === 1, 'search by keyboard chooses nothing');
  await page.keyboard.press ('Escape');
  await page.keyboard.press ('2');
  check (await page.isVisible ('#findings') && !await page.isVisible ('#journal'), 'the tab does not change');
  await page.focus ('#tab-findings');
  await page.keyboard.press ('ArrowRight');
  check (await page.isVisible ('#plan'), 'arrows do not change tabs');
  for (let i = 0; i < 8; i++) await page.keyboard.press ('Tab');
  check (await page.evaluate (() => document.activeElement !== document.body), 'the focus is lost');
});

for (const colorScheme of ['light', 'dark'])
  await test ('nothing serious for those who see or move otherwise, ' + colorScheme, run, async page => {
    await page.click ('#worst button');
    for (const tab of ['journal', 'findings', 'plan', 'about']) {
      await page.click ('#tab-' + tab);
      await page.evaluate (axe + ';0');
      const found = await page.evaluate (() => window.axe.run (document, { resultTypes: ['violations'] }));
      const serious = found.violations.filter (one => one.impact === 'serious' || one.impact === 'critical');
      check (!serious.length, tab + ': ' + serious.map (one => one.id + ' at ' + one.nodes[0].target + ' (' + (one.nodes[0].any[0] || one).message + ')').join ('; '));
    }
  }, { colorScheme, bypassCSP: true });

await test ('hostile names are text', hostile, async page => {
  await page.click ('#last');
  for (const tab of ['journal', 'findings', 'plan', 'about']) await page.click ('#tab-' + tab);
  await page.fill ('#search', '<');
  await page.keyboard.press ('Enter');
  check (await page.evaluate (() => document.querySelectorAll ('script').length) === 3, 'a script has been added');
  check (await page.evaluate (() => !document.querySelector ('img:not(#timeline), iframe, object, marquee')), 'an element has been added');
  check ((await page.textContent ('body')).includes ('<script>'), 'the name is not there');
  await page.click ('#tab-journal');
  await page.keyboard.press ('Home');
  const long = await page.$$eval ('#journal b[title]', all => all.map (one => [one.textContent.length, one.title.length]));
  check (long.length && long.every (([shown, whole]) => shown < 80 && whole >= 200), 'a name of hundreds of characters is not shortened');
});

await test ('it prints what was found and the whole run', run, async page => {
  await page.emulateMedia ({ media: 'print' });
  check (await page.isVisible ('#findings') && await page.isVisible ('#timeline') && !await page.isVisible ('nav'), 'the page is not laid out for paper');
  await page.evaluate (() => window.dispatchEvent (new Event ('beforeprint')));
  check (/vcenter.*done.*hosts.*failed/s.test (await page.textContent ('#plan')), 'the plan does not say how it came out: ' + await page.textContent ('#plan'));
});

await browser.close ();
console.log (failed + ' failed');
process.exit (failed ? 1 : 0);
