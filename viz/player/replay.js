"use strict";
/* The run as it was recorded: entries in columns, and states taken from them. Nothing is computed anew here; a state is what
 * the last entry before it says, and stepping back is going to the key frame before it and forward from there. */
const D = JSON.parse (document.getElementById ("run").textContent);
const E = JSON.parse (document.getElementById ("entries").textContent);
const N = E.event.length;
const FRAME = 2000; // entries from key frame to key frame
const NOWHERE = -1;

for (let i = 1; i < N; i++) E.at[i] += E.at[i - 1]; // they came as differences

const now = { next: 0, state: null, place: null, margin: null, cell: null }; // entries before `next` have happened
const frames = [];
const vmOf = new Map (D.vms.flatMap ((vm, i) => vm.actors.map (actor => [actor, i]))); // whose entries say where it is
const cells = D.policies.flatMap (policy => policy.cells.map (cell => ({ ...cell, policy })));
const cellOf = new Map (cells.map ((cell, i) => [cell.actor, i]));
const gaugeOf = new Map (D.gauges.map ((gauge, i) => [gauge.actor, i]));
const entryOf = new Map (); // by event
const told = []; // entries that are lines of the journal

function begin () {
  return { next: 0, state: Uint8Array.from (D.actors, a => a[2]), place: Int32Array.from (D.vms, vm => vm.host),
           margin: D.gauges.map (gauge => gauge.margin), cell: cells.map (cell => cell.value) };
}

function apply (s, i) {
  const actor = E.actor[i], vm = vmOf.get (actor), gauge = gaugeOf.get (actor), cell = cellOf.get (actor);

  s.state[actor] = E.to[i];
  if (vm !== undefined && E.value[i] !== null) s.place[vm] = E.value[i];
  if (gauge !== undefined && E.value[i] !== null) s.margin[gauge] = E.value[i];
  if (cell !== undefined && E.value[i] !== null) s.cell[cell] = E.value[i];
  s.next = i + 1;
}

function copy (s) {
  return { next: s.next, state: s.state.slice (), place: s.place.slice (), margin: s.margin.slice (), cell: s.cell.slice () };
}

{
  const s = begin ();
  frames.push (copy (s));
  for (let i = 0; i < N; i++) {
    apply (s, i);
    entryOf.set (E.event[i], i);
    if (E.told[i]) told.push (i);
    if ((i + 1) % FRAME === 0) frames.push (copy (s));
  }
}
Object.assign (now, copy (frames[0]));

/* Makes `now` the moment after the first `next` entries. */
function seek (next) {
  next = Math.max (0, Math.min (N, next));
  if (next < now.next || next - now.next > FRAME)
    Object.assign (now, copy (frames[Math.min (frames.length - 1, Math.floor (next / FRAME))]));
  while (now.next < next) apply (now, now.next);
}

/* How many entries have happened by a time. */
function until (at) {
  let low = 0, high = N;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (E.at[middle] <= at) low = middle + 1; else high = middle;
  }
  return low;
}

/* The same among the journal's lines. */
function toldBefore (next) {
  let low = 0, high = told.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (told[middle] < next) low = middle + 1; else high = middle;
  }
  return low;
}

const text = i => i < 0 ? "" : D.strings[i];
const actorName = a => text (D.actors[a][1]);
const machineOf = a => D.machines[D.actors[a][0]];
const told_as = a => (machineOf (a).voice ? machineOf (a).voice + " " : "") + actorName (a); // as the journal names it
const stateOf = a => machineOf (a).states[now.state[a]];
const kinds = ["steady", "steady", "passing", "failed"]; // of states, as the tables number them

function clock (at) {
  const s = Math.floor (at / 1000), two = n => String (n).padStart (2, "0");
  const days = Math.floor (s / 86400), hours = Math.floor (s / 3600) % 24;
  return (days ? days + " d " + two (hours) : hours) + ":" + two (Math.floor (s / 60) % 60) + ":" + two (s % 60);
}

function words (ms) {
  const s = Math.floor (ms / 1000), parts = [[86400, "d"], [3600, "h"], [60, "min"], [1, "s"]];
  let left = s; const out = [];
  for (const [size, unit] of parts) if (left >= size && out.length < 2) { out.push (Math.floor (left / size) + " " + unit); left %= size; }
  return out.join (" ") || "no time";
}

/* The chain of causes of an entry, the first cause first. */
function causes (i) {
  const chain = [];
  while (i !== undefined && i >= 0 && chain.length < 200) { chain.push (i); i = E.cause[i]; }
  return chain.reverse ();
}

/* The last entry of an actor before now. */
function lastOf (actor) {
  for (let i = now.next - 1; i >= 0; i--) if (E.actor[i] === actor) return i;
  return NOWHERE;
}
