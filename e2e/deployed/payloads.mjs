// Resumes that break a mapping template which does not escape, or that no table accepts: each by its subject.

/** A resume like others, with these members. Each has an id of its own. */
const resume = (id, members) =>
  JSON.stringify({ id: `payload ${id}`, name: 'Ada', skills: [{ title: 'Notation', score: '80' }], ...members });

const nested = (levels) => (levels === 0 ? 'deep' : { a: nested(levels - 1) });

/** Values of the name, and of a nested title. */
const TEXTS = {
  'a quotation mark': 'the "first"',
  'a quotation mark at the end': '"',
  'an apostrophe': "O'Neil",
  'an escaped apostrophe': "O\\'Neil",
  backslashes: 'C:\\temp\\new\\\\',
  'a line end': 'one\ntwo\r\nthree',
  'control characters': '\u0000\u0001\u0008\u000b\u001f\u007f',
  'line separators': 'a\u2028b\u2029c\u0085d',
  'a reference': '$input.body ${input.path("$")} $!x $util.error("x")',
  'a directive': '#set($x = 1)#if(true)#foreach($i in [1..3])$i#end',
  comments: '## a #* b *# #[[ c ]]#',
  'JSON that goes on': '"},"admin":{"BOOL":true},"x":{"S":"',
  'another table': '"}}, "TableName": "Other", "Item": {"id": {"S": "x',
  markup: '</script><img src=x onerror=alert(1)>&amp;',
  'other scripts': 'Zoë 李雷 עברית \u202e 👩‍💻 e\u0301 𝒳',
  nothing: '',
  blanks: '  \t ',
  'words that are values': 'null',
  'a number as text': '007',
  'JSON as text': '{"S": "x"}',
  'a long text': 'long '.repeat(20_000),
};

const others = {
  numbers: { name: 42, title: -3.25, email: 1e21, location: 0 },
  booleans: { name: true, title: false },
  nulls: { name: null, skills: null, experience: null, summary: [null] },
  'empty lists and objects': { skills: [], profiles: [{}], experience: {} },
  'a list for text': { name: ['a', ['b', []]] },
  'text for a list': { skills: 'all of them' },
  'an object for a list': { skills: { title: 'x' } },
  'members nobody knows': { motto: { de: ['a', 1, null] }, 'we"ird\\': '$x', 'a.b': 1 },
  // Without lost-update protection no member goes into a header.
  'an empty name': { '': 'one\ntwo' },
  'names of types': { S: 'x', M: { L: [{ N: '1' }] }, NULL: true },
  'names of methods': { length: 'x', size: 3, get: 'y', isEmpty: null },
  'a name like a path': { "$['a']": 'x', '@': 'y', '*': 'z' },
  'ten levels': { a: nested(8) },
  'as many levels as DynamoDB takes': { a: nested(30) },
  'thirty-three levels': { a: nested(33) },
  'too large': { long: 'x'.repeat(420_000) },
  'a number too large': { score: 1e127 },
  'no id': { id: undefined },
  'a null id': { id: null },
  'an empty id': { id: '' },
  'an id that is an object': { id: { S: 'x' } },
  'an id that is too long': { id: 'i'.repeat(2049) },
};

/** Bodies by what is hostile about them. */
export const PAYLOADS = {
  ...Object.fromEntries(
    Object.entries(TEXTS).map(([about, text]) => [about, resume(about, { name: text, skills: [{ title: text, score: text }], experience: { current: { role: text } } })]),
  ),
  ...Object.fromEntries(Object.entries(others).map(([about, members]) => [about, resume(about, members)])),
  'an id that is hostile': resume('x', { id: 'payload "$x" \\ #if(1) \'&?=+%20/😀' }),
  'a body that is cut off': '{"id": "payload cut off", "name": ',
  'a body that is a list': '[{"id": "payload in a list"}]',
  'a body that is text': '"payload text"',
  'a body that is null': 'null',
  'no body': '',
  'two bodies': '{"id": "payload one"}{"id": "payload two"}',
};
