// Resumes that try to break out: of the mapping templates, of JSON, of what DynamoDB accepts.

import { random } from '../lib/random.mjs';

/** Pieces of text; joined at random they make values and names. */
const PIECES = [
  // Velocity
  '$', '#', '$x', '${x}', '$!{x}', '\\$x', '#set($x = 1)', '#if(true)', '#end', '#foreach($i in [1..9])', '##', '#*', '*#', '#[[', ']]#',
  '$input.body', "$input.path('$')", '$util.error("x")', '$context.identity', '#macro(m)', '#stop', '#parse("x")', '$foreach.hasNext',
  // JSON and what a template that does not escape would make of it
  '"', '\\', '\\"', '\\\\', "'", "\\'", '","x":{"S":"', '"}}, "TableName": "other', '{', '}', '[', ']', ':', ',', '\\u0022', '\\n',
  // types
  'true', 'false', 'null', '0', '-1', '1e9', 'NaN', '{"S":"x"}', '{"NULL":true}', '[]', '{}',
  // control characters, spaces, line ends
  '\n', '\r\n', '\t', '\b', '\f', '\u0000', '\u0001', '\u001f', ' ', '\u00a0', '\u2028', '\u2029', '\ufeff', '\u200b',
  // other scripts and planes
  'é', 'ß', '李雷', 'עברית', '\u202e', '😀', '👩‍💻', '𝒳', 'e\u0301', '\uffff',
  // markup, paths, queries
  '</script>', '<!--', '&amp;', '&', '%', '%00', '../', '?a=b', '+', ';', '`', '|', '/', '//', '/*', 'http://[::1]/', 'Ada', 'a b',
];

/** Names with a meaning elsewhere, except those that the emulator takes for methods (keySet, length). */
const NAMES = ['size', 'S', 'N', 'M', 'L', 'NULL', 'BOOL', 'class', 'get', 'Item', 'TableName', 'toString', '__proto__x', 'a.b', 'a[0]', '$', '*', '@', ''];

/** A random resume, and now and then one that can't be stored. */
export function hostileResume(seed) {
  const pick = random(seed);
  const text = () => pick.some(pick.once(12) ? 60 : 4, () => pick.of(PIECES)).join('');
  const number = () => pick.of([0, 1, -1, 42, 0.5, -3.25, 1e21, 1e-7, 123456789012345, 1.5e100, -1e-100]);
  const value = (depth) => {
    const kind = pick.upTo(depth > 0 ? 11 : 9);
    if (kind < 7) return text();
    if (kind === 7) return number();
    if (kind === 8) return pick.once(2);
    if (kind === 9) return null;
    return kind === 10 ? pick.some(3, () => value(depth - 1)) : extra(depth - 1);
  };
  const extra = (depth) => Object.fromEntries(pick.some(3, () => [pick.once(2) ? pick.of(NAMES) : text(), value(depth)]));
  /** A record of these members, some of them missing, some of another type, some unknown. */
  const record = (...names) => ({
    ...Object.fromEntries(names.filter(() => !pick.once(8)).map((name) => [name, pick.once(6) ? value(2) : text()])),
    ...(pick.once(6) ? extra(2) : {}),
  });
  const list = (make) => (pick.once(60) ? value(2) : pick.some(3, make));
  const lines = () => list(() => record('li'));
  return {
    ...record('name', 'title', 'email', 'location'),
    profiles: list(() => record('network', 'username', 'url')),
    skills: list(() => record('title', 'score', 'rating')),
    languages: list(() => record('language', 'score', 'rating')),
    summary: list(() => record('para')),
    experience: pick.once(40)
      ? value(2)
      : {
          current: { ...record('role', 'from'), description: lines() },
          past: list(() => ({ ...record('role', 'duration'), description: lines() })),
        },
    certificates: list(() => record('title', 'valid', 'link', 'description')),
    education: list(() => record('title', 'valid', 'description')),
    ...(pick.once(4) ? extra(3) : {}),
    // Unlike those of other seeds, whatever it holds.
    id: `${seed} ${text()}`,
    ...(pick.once(10) ? unstorable(seed, pick) : {}),
  };
}

/** Members that DynamoDB or the template can't take; the last two it may. */
function unstorable(seed, pick) {
  const nested = (levels) => (levels === 0 ? 'deep' : pick.once(2) ? [nested(levels - 1)] : { a: nested(levels - 1) });
  return pick.of([
    { id: null },
    { id: undefined },
    { id: '' },
    { id: { S: `${seed}` } },
    { id: [`${seed}`] },
    { id: true },
    { id: `${seed}${'é'.repeat(1024)}` },
    { score: 1e126 },
    { score: -1e-140 },
    { nested: nested(12) },
    { nested: nested(40) },
    { long: 'x'.repeat(410_000) },
    { long: '"'.repeat(50_000) },
    { many: Array.from({ length: 300 }, (_, index) => index) },
  ]);
}
