/* What is seen of it. All that comes from the run goes in as text, never as markup. */
const $ = id => document.getElementById (id);

function make (tag, attributes, ...children) {
  const element = document.createElement (tag);
  for (const [key, value] of Object.entries (attributes || {}))
    if (key === "class") element.className = value;
    else if (key.startsWith ("on")) element.addEventListener (key.slice (2), value);
    else element.setAttribute (key, value);
  element.append (...children.filter (child => child !== null && child !== undefined));
  return element;
}

const MANY_VMS = 4000; // more than this are counted, not drawn
const drawsVms = D.vms.length <= MANY_VMS;
const seen = { state: new Int16Array (D.actors.length).fill (-1), place: new Int32Array (D.vms.length).fill (-2) };
const hostCards = [], vmSquares = [], gaugeCards = [];
let chosen = null, playing = false, moment = 0, last = 0;

/* A name in bold: a very long one is shortened, and is there as a whole for whoever points at it. */
const LONG_NAME = 64;
const bold = name => name.length > LONG_NAME ? make ("b", { title: name }, [...name].slice (0, LONG_NAME - 1).join ("") + "…") : make ("b", {}, name);

/* ---- The stage ---- */

function buildStage () {
  for (const gauge of D.gauges) {
    const value = make ("b", {}, "–"), card = make ("button", { class: "gauge", onclick: () => choose (gauge.actor) }, gauge.name, value);
    gaugeCards.push ({ card, value });
    $("gauges").append (card);
  }
  D.clusters.forEach ((cluster, c) => {
    const hosts = make ("div", { class: "hosts" });
    $("clusters").append (make ("section", { class: "cluster", "aria-label": cluster.name || "hosts" }, make ("h2", {}, cluster.name || "Hosts"), hosts));
    cluster.hosts.forEach (h => {
      const host = D.hosts[h], state = make ("small"), count = make ("small"), vms = make ("div", { class: "vms" });
      const button = make ("button", { onclick: () => choose (host.actor) }, bold (host.name), state);
      const card = make ("div", { class: "host" }, button, count, vms);
      hostCards[h] = { card, state, count, vms, button, n: 0, mib: 0 };
      hosts.append (card);
    });
  });
  const room = [[150, 22], [600, 16], [MANY_VMS, 11]].find (([most]) => D.vms.length <= most);
  $("clusters").style.setProperty ("--vm", (room ? room[1] : 11) + "px");
  $("clusters").style.setProperty ("--host", (D.hosts.length <= 12 ? 230 : 168) + "px");
  if (drawsVms)
    D.vms.forEach ((vm, v) => {
      const square = make ("div", { class: "vm", title: vm.name, onclick: () => choose (vm.actor) });
      vmSquares[v] = square;
    });
}

/* The last line of the journal, large, for whoever watches from the back of the room; above it the steps that run. */
const MANY_STEPS = 4;

function showNow () {
  const k = toldBefore (now.next) - 1, i = k < 0 ? -1 : told[k];
  const steps = D.steps.filter (step => step.began !== null && step.began <= moment && (step.ended === null || step.ended > moment));
  $("now").replaceChildren (make ("em", {}, steps.length ? steps.slice (0, MANY_STEPS).map (step => "step " + step.name + ": " + step.what).join ("; ") + (steps.length > MANY_STEPS ? "; and " + (steps.length - MANY_STEPS) + " more" : "") : moment ? "no step is running" : "before the plan"),
                            ...(i < 0 ? [""] : [bold (told_as (E.actor[i])), " ", machineOf (E.actor[i]).states[E.to[i]][0], ": " + text (E.why[i]),
                                                E.more[i] >= 0 ? " (" + text (E.more[i]) + ")" : ""]));
}

function showGauges () {
  D.gauges.forEach ((gauge, g) => {
    const margin = now.margin[g], state = stateOf (gauge.actor), counted = gauge.words && margin !== null && margin !== D.about.uncounted;
    const kind = counted ? (margin < 0 ? "failed" : margin === 0 ? "passing" : "steady") : kinds[state[1]];
    gaugeCards[g].card.className = "gauge " + kind;
    gaugeCards[g].card.title = state[2];
    gaugeCards[g].value.textContent = counted ? gauge.words.replace ("#", margin) : state[0];
  });
}

function showHosts () {
  const dirty = new Set ();
  D.vms.forEach ((vm, v) => {
    const place = now.place[v], state = now.state[vm.actor];
    if (place !== seen.place[v]) {
      if (seen.place[v] >= 0) { hostCards[seen.place[v]].n--; hostCards[seen.place[v]].mib -= vm.mib; dirty.add (seen.place[v]); }
      if (place >= 0) { hostCards[place].n++; hostCards[place].mib += vm.mib; dirty.add (place); }
      if (drawsVms) {
        if (place >= 0) hostCards[place].vms.append (vmSquares[v]); else vmSquares[v].remove ();
        vmSquares[v].classList.toggle ("moved", seen.place[v] >= 0);
      }
      seen.place[v] = place;
    }
    if (state !== seen.state[vm.actor]) {
      const s = stateOf (vm.actor);
      if (drawsVms) {
        vmSquares[v].className = "vm " + (s[0] === "off" || s[0] === "stopped" ? "off" : kinds[s[1]]) + (chosen === vm.actor ? " chosen" : "");
        vmSquares[v].title = vm.name + ": " + s[0];
      }
      seen.state[vm.actor] = state;
    }
  });
  D.hosts.forEach ((host, h) => {
    const card = hostCards[h], state = now.state[host.actor];
    const cvm = host.cvm >= 0 ? now.state[host.cvm] : -1;
    if (!card || (state === seen.state[host.actor] && cvm === card.cvm && !dirty.has (h))) return;
    card.cvm = cvm;
    const s = stateOf (host.actor);
    card.card.className = "host " + kinds[s[1]] + (chosen === host.actor ? " chosen" : "");
    const cvmState = cvm >= 0 ? machineOf (host.cvm).states[cvm] : null;
    if (cvmState && kinds[s[1]] === "steady") card.card.className = "host " + kinds[cvmState[1]] + (chosen === host.actor ? " chosen" : "");
    card.state.textContent = s[0] + (cvmState ? ", CVM " + cvmState[0] : "");
    card.state.title = s[2];
    card.count.textContent = card.n + (card.n === 1 ? " VM, " : " VMs, ") + Math.round (card.mib / 1024) + " of " + Math.round (host.mib / 1024) + " GiB";
    card.button.setAttribute ("aria-label", host.name + ", " + s[0] + ", " + card.n + (card.n === 1 ? " VM" : " VMs"));
    seen.state[host.actor] = state;
  });
}

/* What is declared and what is there. Of many cells only those that differ are shown, the others are counted. */
const MANY_CELLS = 12;

function showPolicies () {
  if (!cells.length) return;
  const isSame = cell => text (now.cell[cellOf.get (cell.actor)]) === cell.policy.declared, key = now.cell.join () + chosen;
  if (seen.cells === key) return;
  seen.cells = key;
  $("policies").replaceChildren (make ("h2", {}, "Policies"), ...D.policies.map (policy => {
    const mine = policy.cells.map (cell => cells[cellOf.get (cell.actor)]), same = mine.filter (isSame).length;
    const shown = mine.length <= MANY_CELLS ? mine : mine.filter (cell => !isSame (cell)).slice (0, 60), left = mine.length - same - shown.filter (cell => !isSame (cell)).length;
    return make ("div", { class: "policy" }, make ("p", {}, make ("b", {}, policy.name), " (" + policy.kind + "), declared " + policy.declared + ": as declared in " + same + " of " + mine.length),
                 make ("div", { class: "cells" }, ...shown.map (cell => {
                   const value = text (now.cell[cellOf.get (cell.actor)]), drifted = !isSame (cell);
                   return make ("button", { class: "cell " + (drifted ? "drifted" : "steady") + (chosen === cell.actor ? " chosen" : ""), onclick: () => choose (cell.actor) },
                                cell.where + " ", make ("b", {}, (drifted ? "≠ " : "") + value));
                 })), left ? make ("small", {}, "and " + left + " more that differ") : "");
  }));
}

/* ---- The journal, findings, the plan ---- */

function lineOf (i, className) {
  const a = E.actor[i], states = machineOf (a).states, moved = E.from[i] !== E.to[i];
  return make ("button", { class: "line " + className, onclick: () => { goTo (i + 1); explain (i); } },
               make ("time", {}, clock (E.at[i])), bold (told_as (a)), " ",
               moved ? states[E.from[i]][0] + " → " + states[E.to[i]][0] + ": " : "", make ("em", {}, text (E.why[i]), E.more[i] >= 0 ? " (" + text (E.more[i]) + ")" : ""));
}

function showJournal () {
  const at = toldBefore (now.next), from = Math.max (0, at - 60), box = $("journal");
  if (box.hidden) return;
  const lines = [];
  for (let k = from; k < Math.min (told.length, at + 20); k++) {
    lines.push (lineOf (told[k], k === at - 1 ? "now" : k >= at ? "later" : ""));
    for (const finding of D.findings) if (finding.entry === told[k] && k < at) lines.push (findingLine (finding));
  }
  box.replaceChildren (...lines);
  const current = box.querySelector (".now");
  if (current) box.scrollTop = Math.max (0, current.offsetTop - box.offsetTop - box.clientHeight / 2);
}

function findingLine (finding) {
  return make ("button", { class: "line finding " + finding.severity, onclick: () => showFinding (finding) },
               make ("time", {}, clock (finding.since)), make ("span", { class: "code" }, { note: "-", risk: "?", outage: "!" }[finding.severity] + " " + finding.code),
               " ", finding.message);
}

let worstFinding;
const weight = { outage: 2, risk: 1, note: 0 };
const byWeight = [...D.findings].sort ((a, b) => weight[b.severity] - weight[a.severity] || a.since - b.since);

function buildFindings () {
  const groups = new Map ();
  for (const finding of byWeight) {
    if (!groups.has (finding.code)) groups.set (finding.code, []);
    groups.get (finding.code).push (finding);
  }
  for (const [code, list] of groups) {
    const rest = make ("details", {}, make ("summary", {}, (list.length - 1) + " more of " + code), ...list.slice (1, 200).map (findingLine));
    $("findings").append (findingLine (list[0]), list[0].fix ? make ("p", {}, "Do: ", list[0].fix) : "", list.length > 1 ? rest : "");
  }
  if (!D.findings.length) $("findings").append (make ("p", {}, "Nothing was found."));
  const worst = [], codes = new Set ();
  for (const finding of byWeight)
    if (finding.severity !== "note" && !codes.has (finding.code) && worst.length < 3) { codes.add (finding.code); worst.push (finding); }
  worstFinding = worst[0];
  $("to-worst").disabled = !worstFinding;
  $("worst").append (make ("b", {}, worst.length ? "The worst moments:" : D.findings.length ? "Nothing worse than a note was found." : "Nothing was found."));
  for (const finding of worst)
    $("worst").append (make ("button", { onclick: () => showFinding (finding) }, make ("b", {}, clock (finding.since) + " " + finding.code), " ", finding.message,
                                D.findings.filter (other => other.code === finding.code).length > 1 ? " (and " + (D.findings.filter (other => other.code === finding.code).length - 1) + " more)" : ""));
  for (const finding of D.findings)
    $("ticks").append (make ("i", { class: finding.severity, style: "left:" + 100 * finding.since / Math.max (1, D.about.end) + "%", title: finding.code, onclick: () => showFinding (finding) }));
}

function showPlan (moment) {
  $("plan").replaceChildren (...D.steps.map (step => {
    const began = step.began !== null && step.began <= moment, ended = step.ended !== null && step.ended <= moment;
    const kind = ended ? (step.outcome === "done" ? "steady" : "failed") : began ? "passing" : "";
    return make ("div", { class: "step " + kind }, make ("button", { class: "more", onclick: () => { if (step.began !== null) goToTime (step.began); choose (step.actor); } }, step.name), " ", step.what, make ("br"),
                 ended ? step.outcome + ", " + clock (step.began) + " to " + clock (step.ended) : began ? "running since " + clock (step.began) : "not begun");
  }));
}

function buildAbout () {
  const row = (key, value) => make ("tr", {}, make ("th", {}, key), make ("td", {}, value));
  const keys = [["space", "play or pause"], ["← →", "one event back or forward"], ["Shift ← →", "a minute back or forward"], ["n p", "next, previous finding"], ["w", "the worst moment"],
                ["Home End", "beginning, end"], ["/", "search"], ["1 2 3 4", "journal, findings, plan, about"], ["Esc", "leave the search"]];
  $("about").append (make ("p", {}, D.about.story), $("folded").textContent ? make ("p", {}, $("folded").textContent) : "",
                     make ("table", {}, make ("tbody", {}, row ("scenario", D.about.scenario), row ("rollcall", D.about.version), row ("seed", D.about.seed), row ("digest", D.about.digest),
                           row ("outcome", D.about.outcome), row ("ended", clock (D.about.ended)))),
                     make ("h2", { class: "screen" }, "Keys"), make ("table", { class: "screen" }, make ("tbody", {}, ...keys.map (([key, what]) => make ("tr", {}, make ("td", {}, make ("kbd", {}, key)), make ("td", {}, what))))));
}

/* ---- Why ---- */

const LONG_CHAIN = 12; // of a longer one the first causes are folded

/* `about` is what stands above the chain: what was chosen, and what to do about it. */
function explain (i, ...about) {
  const box = $("why"), chain = i < 0 ? [] : causes (i), list = make ("ol", { start: chain.length > LONG_CHAIN ? chain.length - LONG_CHAIN + 1 : 1 });
  const line = k => make ("li", {}, lineOf (k, k === i ? "now" : "")), folded = chain.length > LONG_CHAIN ? chain.length - LONG_CHAIN : 0;
  const more = folded ? make ("button", { class: "more", onclick: () => { list.prepend (...chain.slice (0, folded).map (line)); list.setAttribute ("start", 1); more.remove (); } }, "show " + folded + " earlier causes") : "";
  list.append (...chain.slice (folded).map (line));
  box.replaceChildren (make ("h2", {}, "Why"), ...about, i < 0 ? make ("p", {}, "Nothing has happened to it yet.") : make ("p", { class: "soft" }, "The chain of causes, the last one last:"), more, list);
  box.scrollTop = 0;
}

/* What a thing is now; of a host, which VMs are on it, to be chosen one by one without a mouse. */
function aboutActor (actor) {
  const h = D.hosts.findIndex (host => host.actor === actor), cell = cellOf.get (actor), v = D.vms.findIndex (vm => vm.actor === actor), state = stateOf (actor);
  const parts = [make ("p", {}, bold (told_as (actor)), ": " + (state[2] ? state[0] + ", " + state[2] : state[0]),
                       cell !== undefined ? "; " + text (now.cell[cell]) + ", declared " + cells[cell].policy.declared : "",
                       v >= 0 ? (now.place[v] >= 0 ? "; on " + D.hosts[now.place[v]].name : "; on no host") : "")];
  if (h >= 0) {
    const here = D.vms.filter ((vm, i) => now.place[i] === h);
    parts.push (make ("details", {}, make ("summary", {}, here.length + (here.length === 1 ? " VM" : " VMs") + " on it"),
                      ...here.slice (0, 200).map (vm => make ("button", { class: "more", onclick: () => choose (vm.actor) }, vm.name + ": " + stateOf (vm.actor)[0]))));
  }
  return parts;
}

function choose (actor) {
  chosen = actor;
  seen.state.fill (-1);
  show ();
  explain (lastOf (actor), ...aboutActor (actor));
}

function showFinding (finding) {
  goTo (finding.entry + 1);
  if (finding.actor >= 0) { chosen = finding.actor; seen.state.fill (-1); show (); }
  explain (finding.entry, make ("p", {}, finding.severity + " ", make ("span", { class: "code" }, finding.code), ": " + finding.message),
           finding.fix ? make ("p", {}, make ("b", {}, "Do: "), finding.fix) : "");
}

/* ---- Search ---- */

function search (what) {
  const words = what.trim ().toLowerCase (), hits = [];
  const matches = name => name.toLowerCase ().includes (words);
  if (words) {
    for (const host of D.hosts) if (matches (host.name)) hits.push (["host " + host.name, () => choose (host.actor)]);
    for (const vm of D.vms) if (hits.length < 40 && matches (vm.name)) hits.push (["VM " + vm.name, () => choose (vm.actor)]);
    for (const step of D.steps) if (hits.length < 40 && matches (step.name)) hits.push (["step " + step.name, () => { if (step.began !== null) goTo (until (step.began)); }]);
    for (const finding of D.findings) if (hits.length < 40 && matches (finding.code + " " + finding.message)) hits.push ([clock (finding.since) + " " + finding.code + ": " + finding.message, () => showFinding (finding)]);
  }
  $("hits").hidden = !words;
  $("hits").replaceChildren (...(hits.length ? hits.map (([name, go]) => make ("li", {}, make ("button", { onclick: () => { go (); $("hits").hidden = true; } }, name)))
                                             : [make ("li", {}, "nothing is called that")]));
}

/* ---- Playback ---- */

function show () {
  showNow ();
  showGauges ();
  showHosts ();
  showPolicies ();
  showJournal ();
  if (!$("plan").hidden) showPlan (moment);
  $("clock").textContent = clock (moment);
  $("scrubber").value = moment;
  $("scrubber").setAttribute ("aria-valuetext", clock (moment));
}

function goTo (next) {
  seek (next);
  moment = now.next ? E.at[now.next - 1] : 0;
  show ();
}

function goToTime (at) {
  moment = Math.max (0, Math.min (D.about.end, at));
  seek (until (moment));
  show ();
}

function setPlaying (on) {
  playing = on && moment < D.about.end;
  $("play").textContent = playing ? "⏸ Pause" : "▶ Play";
  $("play").setAttribute ("aria-label", playing ? "Pause" : "Play");
  last = performance.now ();
  if (playing) requestAnimationFrame (tick);
}

function tick (time) {
  if (!playing) return;
  goToTime (moment + (time - last) * Number ($("speed").value));
  last = time;
  if (moment >= D.about.end) setPlaying (false); else requestAnimationFrame (tick);
}

function stepTold (by) {
  const k = toldBefore (now.next) - 1 + by;
  if (k < 0) goTo (0); else if (k < told.length) goTo (told[k] + 1);
}

function jumpFinding (by) {
  const order = [...D.findings].sort ((a, b) => a.entry - b.entry), entries = [...new Set (order.map (f => f.entry))];
  const at = now.next - 1, next = by > 0 ? entries.find (e => e > at) : entries.filter (e => e < at).pop ();
  if (next !== undefined) showFinding (order.find (f => f.entry === next));
}

function chooseTab (name) {
  for (const tab of document.querySelectorAll ("[role=tab]")) {
    const on = tab.id === "tab-" + name;
    tab.setAttribute ("aria-selected", on);
    tab.tabIndex = on ? 0 : -1;
    $(tab.getAttribute ("aria-controls")).hidden = !on;
  }
  show ();
}

const tabs = ["journal", "findings", "plan", "about"];

const keys = {
  " ": () => setPlaying (!playing), ArrowLeft: e => e.shiftKey ? goToTime (moment - 60000) : stepTold (-1), ArrowRight: e => e.shiftKey ? goToTime (moment + 60000) : stepTold (1),
  n: () => jumpFinding (1), p: () => jumpFinding (-1), w: () => { if (worstFinding) showFinding (worstFinding); }, Home: () => goTo (0), End: () => { goTo (N); moment = D.about.end; show (); }, "/": () => $("search").focus (),
  1: () => chooseTab ("journal"), 2: () => chooseTab ("findings"), 3: () => chooseTab ("plan"), 4: () => chooseTab ("about"),
};

function listen () {
  $("first").onclick = keys.Home;
  $("back").onclick = () => stepTold (-1);
  $("forward").onclick = () => stepTold (1);
  $("last").onclick = keys.End;
  $("play").onclick = () => setPlaying (!playing);
  $("next-finding").onclick = () => jumpFinding (1);
  $("to-worst").onclick = keys.w;
  $("previous-finding").onclick = () => jumpFinding (-1);
  $("scrubber").oninput = e => goToTime (Number (e.target.value));
  $("search").oninput = e => search (e.target.value);
  $("search").onkeydown = e => {
    if (e.key === "Enter") { const hit = $("hits").querySelector ("button"); if (hit) hit.click (); }
    if (e.key === "ArrowDown") { const hit = $("hits").querySelector ("button"); if (hit) { e.preventDefault (); hit.focus (); } }
    if (e.key === "Escape") { $("hits").hidden = true; e.target.blur (); }
  };
  window.onbeforeprint = () => showPlan (D.about.end); // on paper it is how everything came out
  for (const name of tabs) {
    $("tab-" + name).onclick = () => chooseTab (name);
    $("tab-" + name).onkeydown = e => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[e.key];
      if (!by) return;
      const next = tabs[(tabs.indexOf (name) + by + tabs.length) % tabs.length];
      chooseTab (next); $("tab-" + next).focus (); e.stopPropagation ();
    };
  }
  document.addEventListener ("keydown", e => {
    const inField = e.target.matches ("input[type=search], select"), onButton = e.target.matches ("button, summary") && (e.key === " " || e.key === "Enter");
    if (inField || onButton || e.ctrlKey || e.altKey || e.metaKey || !keys[e.key]) return;
    if (e.target.id === "scrubber" && (e.key === "Home" || e.key === "End")) return;
    e.preventDefault ();
    keys[e.key] (e);
  });
}

function buildSpeeds () {
  const choices = [1, 10, 60, 300, 1200, 3600], wanted = D.about.end / 1000 / 60; // the whole run in about a minute
  let nearest = choices[0];
  for (const speed of choices) if (Math.abs (Math.log (speed / wanted)) < Math.abs (Math.log (nearest / wanted))) nearest = speed;
  for (const speed of choices) $("speed").append (make ("option", speed === nearest ? { value: speed, selected: "" } : { value: speed }, speed + " ×"));
}

$("title").textContent = D.about.title;
$("outcome").append (make ("b", { class: D.about.severity }, D.about.approval), " ", D.about.outcome[0].toUpperCase () + D.about.outcome.slice (1) + " after " + clock (D.about.ended) + ". " + D.about.found);
$("folded").textContent = [D.about.folded, drawsVms ? "" : "VMs are counted on their hosts and not drawn one by one, since there are more than " + MANY_VMS + "."].filter (part => part).join (" ");
$("scrubber").max = D.about.end;
buildStage ();
buildFindings ();
buildAbout ();
buildSpeeds ();
listen ();
show ();
