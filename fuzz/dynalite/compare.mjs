// Random requests of PutItem, GetItem, UpdateItem, DeleteItem, Query, Scan and BatchGetItem, answered by this project's `dynamodb` and by dynalite, an engine that was measured
// against AWS. What differs is printed, and counted by kind.
//
//   cargo build --release -p dynamodb --example answers
//   npm install --prefix FOLDER dynalite@4
//   NODE_PATH=FOLDER/node_modules node fuzz/dynalite/compare.mjs target/release/examples/answers 20000 7
//
// The arguments: our program, how many requests, the seed. Differences that are known, and meant, are left out: `KNOWN` says why.

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import readline from 'node:readline';

const require = createRequire(`${process.env.NODE_PATH ?? '.'}/`);
const dynalite = require('dynalite');
const [program, count = '2000', seed = '1'] = process.argv.slice(2);

/** What each difference that is meant looks like: our answer, theirs, the request. */
const KNOWN = {
  'requests that dynalite fails on': (ours, theirs) => theirs.status === 0,
  'members that are not taken': (ours) => /is not supported/.test(ours.body),
  'nesting beyond 32 levels, which dynalite takes': (ours) => /Nesting Levels/.test(ours.body),
  'the words about syntax': (ours, theirs) => /Syntax error; Expected/.test(theirs.body) && /Syntax error; token/.test(ours.body),
  'NOT NOT, which the documented grammar has': (ours, theirs, body) => /Syntax error; Expected/.test(theirs.body) && /NOT NOT/.test(body),
  'an expression of blanks': (ours) => /expression can not be empty/.test(ours.body),
  'list indexes beyond 32 bits, which dynalite takes': (ours) => /List index is not/.test(ours.body),
  'a sign before a number': (ours, theirs) => /numeric value: \+/.test(theirs.body),
  'a body that is no object': (ours, theirs, body) => !body.startsWith('{'),
  'empty attribute names, which dynalite takes': (ours) => /Empty attribute name/.test(ours.body),
  'nulls in sets, which dynalite counts as members': (ours) => /may not have a null/.test(ours.body),
  'values without an order, which dynalite compares': (ours) => /function: (<|<=|>|>=|BETWEEN), operand type/.test(ours.body),
  'ReturnValues of DeleteItem, which dynalite does not check': (ours) => /ReturnValues can only be/.test(ours.body),
  'results of more than 38 digits, which dynalite stores': (ours, theirs) => /38 significant digits/.test(ours.body) && theirs.status === 200,
  'results beyond the range of numbers, which dynalite stores': (ours, theirs) => /Number (over|under)flow/.test(ours.body) && theirs.status === 200,
  'the number of key conditions, counted as AWS does since 2025': (ours) => /The number of query conditions/.test(ours.body),
  'values that no key has, which AWS takes for a wrong type': (ours, theirs) =>
    /does not match schema type/.test(ours.body) && /AttributeValue type/.test(theirs.body),
  'Select, which dynalite does not check': (ours) => /when choosing to get|can be used only when Querying/.test(ours.body),
  'attributes that a global index lacks, which dynalite leaves out': (ours) => /does not project/.test(ours.body),
  'attributes that a local index lacks, which dynalite does not fetch': (ours, theirs, body) =>
    ours.status === 200 && /"byAmount"/.test(body) && /ProjectionExpression|FilterExpression/.test(body),
  'whole items of a local index, each of which costs as a read': (ours, theirs, body) =>
    ours.status === 200 && /"byAmount"/.test(body) && /ALL_ATTRIBUTES/.test(body) && /ReturnConsumedCapacity/.test(body),
  'empty texts that are twice in a set, which dynalite takes': (ours) => /Input collection.*contains duplicates/.test(ours.body),
  'empty values of keys, which dynalite takes in conditions and indexes': (ours) => /are not valid/.test(ours.body),
  'a page without items, which costs half a unit': (ours) => /"CapacityUnits":0.5.*"ScannedCount":0/.test(ours.body),
  'removed list elements, which dynalite counts one after the other': (ours, theirs, body) =>
    ours.status === 200 && (body.match(/REMOVE.*\[\d+\].*\[\d+\]/i) !== null || body.match(/SET.*\[\d+\].*REMOVE.*\[/i) !== null),
  'two missing operands, which dynalite takes for equal': (ours, theirs, body) =>
    /ConditionalCheckFailed/.test(ours.body + theirs.body) && /[\w)\]] ?(<=?|>=?|=|<>) ?(size\(|[#a-z_])/i.test(body),
  'the segment 0 without a number of segments, which dynalite takes': (ours) => /TotalSegments parameter is required/.test(ours.body),
  'the members of a map in the words of a constraint, which dynalite sorts': (ours, theirs) => /Map keys/.test(ours.body) && /Map keys/.test(theirs.body),
  'Exists true with a Value, where dynalite does not look at the value': (ours, theirs, body) => /"Exists":true,"Value"/.test(body),
  'OR of legacy conditions, where dynalite stops at the first that fails': (ours, theirs, body) => /"ConditionalOperator":"OR"/.test(body),
  'operators that are none of keys, rejected before the table is looked up': (ours) => /not an indexable operation/.test(ours.body),
  'the order of two constraints, as AWS was recorded': (ours, theirs) => /^.{0,60}[1-9] validation errors.*requestItems.*returnConsumed/.test(ours.body) && /validation errors/.test(theirs.body),
  'a set in the words about bounds': (ours, theirs) => /same data type for lower/.test(ours.body) && /same data type for lower/.test(theirs.body),
  'an operand that is missing and one of a wrong type: which comes first': (ours, theirs) =>
    ours.status === 400 && theirs.status === 400 && [ours, theirs].every(({ body }) => /incorrect data type|does not exist in the item|invalid for update/.test(body)),
};

let state = Number(seed);
/** A number from 0 up to `limit` (mulberry32). */
function below(limit) {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
}
const one = (list) => list[below(list.length)];
const maybe = (one_in) => below(one_in) === 0;
const some = (make, most) => Array.from({ length: below(most + 1) }, make);

const NAMES = ['id', 'n', 'title', 'name', 'size', 'a.b', 'skills', 'jobs', '_x', 'x1', 'é', ''];
const TEXTS = ['', 'a', 'b', 'Engineer', 'é', '😀', 'true', '5', 'x'.repeat(40)];
const NUMBERS = ['0', '-0', '5', '5.0', '-12.50', '1e2', '1E+2', '.5', '5.', '1e125', '1e126', '1e-130', '1e-131', '', 'x', ' 1', '1_0',
  '0x1', 'NaN', '12345678901234567890123456789012345678', '123456789012345678901234567890123456789', '0.10', '+3', '00012', '1e', '--1'];
const BYTES = ['', 'AA==', 'AQ==', 'AQID', 'Zg=', 'Z', '????', 'Zh==', 'A A=', '////'];
const ODD = [null, true, false, 5, 1.5, 'x', [], {}, ['x'], { x: 1 }];

/** An attribute value; a faulty one now and then. */
function value(depth = 0) {
  if (maybe(30)) return one(ODD);
  if (maybe(30)) return { ...value(2), ...value(2) };
  const odd = (good) => (maybe(25) ? one(ODD) : good);
  const kinds = [
    () => ({ S: odd(one(TEXTS)) }),
    () => ({ N: odd(one(NUMBERS)) }),
    () => ({ B: odd(one(BYTES)) }),
    () => ({ BOOL: odd(one([true, false, 'true', 'no', 'x'])) }),
    () => ({ NULL: odd(one([true, true, true, false, 'true'])) }),
    () => ({ SS: odd(some(() => odd(one(TEXTS)), 3)) }),
    () => ({ NS: odd(some(() => odd(one(NUMBERS)), 3)) }),
    () => ({ BS: odd(some(() => odd(one(BYTES)), 3)) }),
    () => ({ L: odd(some(() => value(depth + 1), 3)) }),
    () => ({ M: odd(Object.fromEntries(some(() => [one(NAMES), value(depth + 1)], 3))) }),
    () => ({ X: 1 }),
    () => ({}),
  ];
  return one(depth > 3 ? kinds.slice(0, 5) : kinds)();
}

const goodValue = () =>
  one([{ S: one(TEXTS) }, { N: one(['0', '5', '5.0', '12.5']) }, { BOOL: true }, { NULL: true }, { B: one(['', 'AQ==', 'AQID']) },
    { SS: ['a', 'b'] }, { NS: ['5', '12.5'] }, { L: [{ S: 'a' }, { N: '5' }] }, { M: { title: { S: 'a' }, rank: { N: '5' } } }]);

/** A failure of dynalite's leaves the item locked for ever: then others are taken. */
let failures = 0;
const ids = () => ['a', 'b', 'c'].map((id) => id + (failures || ''));

function item() {
  const entries = some(() => [one(NAMES.slice(1)), maybe(3) ? value() : goodValue()], 4);
  if (!maybe(25)) entries.unshift(['id', maybe(25) ? value() : { S: one(ids()) }]);
  return Object.fromEntries(entries);
}

/** Pieces of expressions, put together at random by a grammar that sometimes slips. */
function path() {
  const first = one(['id', 'n', 'title', 'skills', 'jobs', '#a', '#b', 'x1', 'name', 'size', '#undefined', '_x', 'Status']);
  return first + some(() => one(['.title', '[0]', '[1]', '.rank', '.#a', '[99999999999]', ' . title', '[ 1 ]']), 2).join('');
}
const operand = () => one([path, path, () => one([':a', ':b', ':c', ':d', ':undefined']), () => `size(${path()})`])();

function condition(depth = 0) {
  const simple = [
    () => `${operand()} ${one(['=', '<>', '<', '<=', '>', '>='])} ${operand()}`,
    () => `${operand()} BETWEEN ${operand()} AND ${operand()}`,
    () => `${operand()} IN (${[operand(), ...some(operand, 2)].join(', ')})`,
    () => `attribute_exists(${operand()})`,
    () => `attribute_not_exists(${operand()})`,
    () => `attribute_type(${operand()}, ${operand()})`,
    () => `begins_with(${operand()}, ${operand()})`,
    () => `contains(${operand()}, ${operand()})`,
    () => `${one(['contains', 'size', 'attribute_exists', 'unknown', 'SIZE'])}(${some(operand, 3).join(', ')})`,
    () => operand(),
  ];
  const nested = [
    () => `${condition(depth + 1)} ${one(['AND', 'OR', 'and', 'or'])} ${condition(depth + 1)}`,
    () => `NOT ${condition(depth + 1)}`,
    () => `(${condition(depth + 1)})`,
  ];
  let text = depth < 3 && maybe(3) ? one(nested)() : one(simple)();
  if (maybe(60)) {
    const at = below(text.length);
    text = text.slice(0, at) + one(['', ' ', '(', ')', '=', '!', 'é', ',', '$', '-']) + text.slice(at + below(2));
  }
  return text;
}

/** Placeholders for an expression: most of the time those that are used. */
function placeholders(text, request) {
  const used = (key) => new RegExp(`${key}\\b`).test(text) !== maybe(40);
  const pick = (all) => Object.fromEntries(Object.entries(all).filter(([key]) => used(key)));
  const names = pick({ '#a': 'title', '#b': 'a.b' });
  const values = pick({ ':a': maybe(30) ? value() : goodValue(), ':b': { S: 'a' }, ':c': { N: '5' }, ':d': goodValue() });
  if (maybe(60)) names[one(['a', '#a!', '#', '#é'])] = 'title';
  if (maybe(60)) values[one(['a', ':a!', ':'])] = { S: 'a' };
  if (Object.keys(names).length > 0 || maybe(60)) request.ExpressionAttributeNames = names;
  if (Object.keys(values).length > 0 || maybe(60)) request.ExpressionAttributeValues = values;
}

/** An update expression by a grammar that sometimes slips. */
function update() {
  const target = () => one([path, path, () => one(['n', 'x1', 'skills', 'jobs', '_x', 'skills[0]', 'jobs.title', '#a'])])();
  const term = () => one([
    () => one([':a', ':b', ':c', ':d', ':c']),
    target,
    () => `if_not_exists(${target()}, ${one([':c', ':d', 'n', ':b'])})`,
    () => `list_append(${one(['skills', ':l', 'if_not_exists(x1, :l)', ':d'])}, ${one([':l', 'skills', ':d'])})`,
    () => `${one(['if_not_exists', 'list_append', 'size', 'unknown'])}(${some(operand, 3).join(', ')})`,
  ])();
  const assigned = () => one([term, term, () => `${term()} ${one(['+', '-'])} ${term()}`, () => `(${term()})`, () => `n + :c`])();
  const sections = {
    SET: () => `${target()} = ${assigned()}`,
    REMOVE: target,
    ADD: () => `${target()} ${one([':c', ':d', ':s', ':a'])}`,
    DELETE: () => `${target()} ${one([':s', ':d', ':s'])}`,
  };
  const names = one([['SET'], ['SET'], ['REMOVE'], ['ADD'], ['DELETE'], ['SET', 'REMOVE'], ['ADD', 'SET'], ['DELETE', 'SET', 'ADD'], ['SET', 'SET']]);
  let text = names.map((name) => `${maybe(6) ? name.toLowerCase() : name} ${[sections[name](), ...some(sections[name], 1)].join(', ')}`).join(' ');
  if (maybe(60)) {
    const at = below(text.length);
    text = text.slice(0, at) + one(['', ' ', '(', ')', '=', '!', 'é', ',', '+', '-']) + text.slice(at + below(2));
  }
  return text;
}

const NUMBERS_OF_ORDERS = ['1', '2', '3', '10', '-1.5', '2.0'];
const customer = () => one(['ada', 'bob', 'cyd']) + (failures || '');
const orderKey = () => ({ customer: { S: customer() }, nr: { N: one(NUMBERS_OF_ORDERS) } });

function order() {
  const made = orderKey();
  if (!maybe(4)) made.weekday = maybe(25) ? value() : { S: one(['mon', 'tue']) };
  if (!maybe(4)) made.amount = maybe(25) ? value() : { N: one(['5', '10', '20.5', '-3']) };
  if (maybe(2)) made.note = { S: one(['a', 'b']) };
  if (maybe(3)) made.place = { S: one(['here', 'there']) };
  if (maybe(3)) made.extra = goodValue();
  return made;
}

/** A legacy condition. */
function legacy(values, required = []) {
  const operator = one([...required, 'EQ', 'NE', 'LE', 'LT', 'GE', 'GT', 'NOT_NULL', 'NULL', 'CONTAINS', 'NOT_CONTAINS', 'BEGINS_WITH', 'IN', 'BETWEEN', 'x']);
  const count = { NULL: 0, NOT_NULL: 0, BETWEEN: 2 }[operator] ?? 1;
  const list = Array.from({ length: maybe(12) ? below(3) : count }, () => one(values));
  return { ComparisonOperator: operator, ...(maybe(12) ? {} : { AttributeValueList: list }) };
}

/** A query or a scan of the orders with legacy members. */
function legacyRead(action) {
  const texts = [{ S: 'a' }, { S: 'b' }, { S: 'mon' }, { N: '5' }, goodValue()];
  const made = { TableName: 'orders' };
  const filter = () => Object.fromEntries(some(() => [one(['note', 'weekday', 'amount', 'extra', 'nr']), legacy(texts)], 2));
  if (action === 'Query') {
    made.KeyConditions = { customer: maybe(12) ? legacy([{ S: customer() }]) : { ComparisonOperator: 'EQ', AttributeValueList: [{ S: customer() }] } };
    if (maybe(2)) made.KeyConditions[maybe(8) ? 'note' : 'nr'] = legacy(NUMBERS_OF_ORDERS.map((N) => ({ N })), ['EQ', 'LT', 'GE', 'BETWEEN']);
    if (maybe(2)) made.QueryFilter = filter();
  } else made.ScanFilter = filter();
  if (maybe(3)) made.AttributesToGet = some(() => one(['note', 'nr', 'amount', 'name']), 2);
  if (maybe(3)) made.ConditionalOperator = one(['OR', 'AND', 'x']);
  return made;
}

/** A write with legacy members. */
function legacyWrite() {
  const action = one(['UpdateItem', 'UpdateItem', 'PutItem', 'DeleteItem']);
  const made = { TableName: 'resume' };
  if (action === 'PutItem') made.Item = item();
  else made.Key = { id: { S: one(ids()) } };
  if (action === 'UpdateItem') {
    const change = () => ({ ...(maybe(4) ? {} : { Action: one(['PUT', 'ADD', 'DELETE', 'ADD']) }), ...(maybe(4) ? {} : { Value: maybe(8) ? value() : goodValue() }) });
    made.AttributeUpdates = Object.fromEntries(some(() => [one(['n', 'title', 'skills', 'x1', 'id']), change()], 2));
    if (maybe(2)) made.ReturnValues = one(['ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW']);
  }
  if (maybe(2)) {
    const expected = () => one([() => ({ Exists: one([true, false]) }), () => ({ Value: goodValue() }), () => legacy([{ S: 'a' }, { N: '5' }, goodValue()]),
      () => ({ Exists: true, Value: goodValue() })])();
    made.Expected = Object.fromEntries(some(() => [one(['n', 'title', 'skills', 'id']), expected()], 2));
    if (maybe(4)) made.ConditionalOperator = one(['OR', 'AND', 'x']);
  }
  return { action, body: JSON.stringify(made).toWellFormed() };
}

/** A query or a scan of the orders. */
function read(action) {
  const made = { TableName: 'orders' };
  const keys = { byAmount: ['customer', 'amount'], byDay: ['weekday'], byDayAmount: ['weekday', 'amount'], byPlace: ['place'] };
  let [partition, sort] = ['customer', 'nr'];
  if (maybe(2)) {
    made.IndexName = maybe(30) ? one(['nothing', 'x', 'a b']) : one(Object.keys(keys));
    [partition, sort] = keys[made.IndexName] ?? [partition, sort];
  }
  const values = { ':p': { S: partition === 'weekday' ? one(['mon', 'tue']) : partition === 'place' ? 'here' : customer() },
    ':q': maybe(12) ? goodValue() : { N: one(NUMBERS_OF_ORDERS) }, ':r': { N: '15' }, ':a': goodValue(), ':s': { S: 'a' } };
  let used = '';
  if (action === 'Query' && !maybe(60)) {
    const of = maybe(25) ? one(['customer', 'nr', 'weekday', 'note', 'amount', 'place.a']) : partition;
    const first = maybe(12) ? one([`:p = ${of}`, `${of} < :p`, `${of} <> :p`, `begins_with(${of}, :p)`, `size(${of}) = :q`, `NOT ${of} = :p`]) : `${of} = :p`;
    const second = sort && !maybe(3) ? one([`${sort} = :q`, `${sort} < :q`, `${sort} <= :q`, `${sort} > :q`, `:q <= ${sort}`, `${sort} BETWEEN :q AND :r`,
      `begins_with(${sort}, :q)`, `${sort} IN (:q)`, `attribute_exists(${sort})`]) : '';
    let text = second === '' ? first : maybe(3) ? `${second} AND ${first}` : `${first} AND ${second}`;
    if (maybe(25)) text = one([`(${text})`, `((${text}))`, `${text} AND note = :s`, `${text} OR note = :s`, '', `${text} AND ${text}`]);
    made.KeyConditionExpression = text;
    used += ` ${text}`;
  }
  if (maybe(3)) {
    made.FilterExpression = one(['note = :s', 'attribute_exists(extra)', 'extra = :a', 'contains(note, :s)', 'nr = :q', 'weekday = :s', 'amount > :r', 'size(note) = :q',
      'attribute_exists(weekday.a)', 'note =']);
    used += ` ${made.FilterExpression}`;
  }
  if (maybe(4)) made.ProjectionExpression = one(['note', 'customer, nr', 'extra', 'nr[0]', 'weekday.a', 'amount, amount', 'name', 'customer']);
  if (maybe(4)) made.Select = one(['COUNT', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES', 'SPECIFIC_ATTRIBUTES', 'x']);
  if (maybe(3)) made.Limit = maybe(10) ? one([0, -1, '1', 1.5, true]) : one([1, 2, 3]);
  if (maybe(5)) {
    made.ExclusiveStartKey = { ...orderKey(), [partition]: values[':p'] };
    if (sort) made.ExclusiveStartKey[sort] = { N: one(NUMBERS_OF_ORDERS) };
    if (maybe(6)) made.ExclusiveStartKey = one([{}, order(), { customer: value() }, orderKey()]);
  }
  if (action === 'Query' && maybe(3)) made.ScanIndexForward = one([true, false]);
  if (action === 'Scan' && maybe(10)) Object.assign(made, one([{ Segment: 0 }, { TotalSegments: 2 }, { Segment: 2, TotalSegments: 2 }, { Segment: 0, TotalSegments: 0 }]));
  if (action === 'Query' && maybe(8)) made.ConsistentRead = one([true, false]);
  if (maybe(8)) made.ReturnConsumedCapacity = one(['TOTAL', 'INDEXES', 'NONE', 'x']);
  const chosen = Object.fromEntries(Object.entries(values).filter(([key]) => new RegExp(`${key}\\b`).test(used) !== maybe(60)));
  if (Object.keys(chosen).length > 0) made.ExpressionAttributeValues = chosen;
  return made;
}

function batch() {
  const part = { Keys: some(() => ({ id: { S: one(ids()) } }), 2) };
  if (maybe(3)) part.ProjectionExpression = one(['n', 'title, n', 'id', 'name', 'id.a', 'n, n']);
  if (maybe(5)) part.ConsistentRead = one([true, false, 'x']);
  if (maybe(20)) part.Keys = one([null, [], [orderKey()], 5, [{ id: value() }]]);
  const items = { resume: part };
  if (maybe(2)) items.orders = { Keys: [orderKey(), ...some(orderKey, 2)] };
  if (maybe(25)) items[one(['nothing', 'a', 'a b'])] = part;
  const made = { RequestItems: maybe(30) ? one([null, {}, [], 5]) : items };
  if (maybe(4)) made.ReturnConsumedCapacity = one(['TOTAL', 'INDEXES', 'NONE', 'x']);
  return made;
}

function request() {
  const kind = below(20);
  if (kind < 5) {
    const action = kind < 3 ? 'Query' : 'Scan';
    if (maybe(5)) return { action, body: JSON.stringify(legacyRead(action)).toWellFormed() };
    return { action, body: JSON.stringify(read(action)).toWellFormed() };
  }
  if (kind < 6) return { action: 'BatchGetItem', body: JSON.stringify(batch()).toWellFormed() };
  if (kind < 8) {
    const made = maybe(6) ? { action: 'DeleteItem', body: { TableName: 'orders', Key: orderKey() } } : { action: 'PutItem', body: { TableName: 'orders', Item: order() } };
    if (maybe(5)) made.body.ReturnValues = 'ALL_OLD';
    return { ...made, body: JSON.stringify(made.body).toWellFormed() };
  }
  if (kind < 13 && maybe(6)) return legacyWrite();
  if (kind < 13) return change(kind < 12 ? 'UpdateItem' : 'DeleteItem');
  return putOrGet();
}

/** An update or a deletion in `resume`. */
function change(action) {
  const made = { TableName: maybe(60) ? one(['', 'nothing', null]) : 'resume', Key: { id: { S: one(ids()) } } };
  if (maybe(25)) made.Key = one([null, {}, { id: value() }, item(), 5]);
  let text = '';
  if (action === 'UpdateItem' && !maybe(20)) {
    made.UpdateExpression = maybe(60) ? '' : update();
    text += made.UpdateExpression;
  }
  if (maybe(6)) {
    made.ConditionExpression = condition();
    text += ` ${made.ConditionExpression}`;
  }
  placeholders(text, made);
  for (const [key, given] of Object.entries({ ':l': { L: [{ S: 'l' }] }, ':s': { SS: one([['a'], ['a', 'c']]) } })) {
    if (new RegExp(`${key}\\b`).test(text)) made.ExpressionAttributeValues = { ...made.ExpressionAttributeValues, [key]: given };
  }
  if (maybe(2)) made.ReturnValues = one(['NONE', 'ALL_OLD', 'ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW', 'x']);
  if (maybe(10)) made.ReturnConsumedCapacity = one(['TOTAL', 'INDEXES', 'NONE', 'x']);
  return { action, body: JSON.stringify(made).toWellFormed() };
}

function putOrGet() {
  const action = one(['PutItem', 'PutItem', 'PutItem', 'GetItem']);
  const made = { TableName: maybe(30) ? one(['', 'a', 'a b', 'nothing', 'x'.repeat(256), null, 5]) : 'resume' };
  if (action === 'PutItem') {
    if (!maybe(60)) made.Item = item();
    if (maybe(2)) {
      made.ConditionExpression = maybe(60) ? one(['', ' ']) : condition();
      placeholders(made.ConditionExpression, made);
    }
    if (maybe(5)) made.ReturnValues = one(['NONE', 'ALL_OLD', 'ALL_OLD', 'ALL_NEW', 'x', null, 5]);
    if (maybe(20)) made.ReturnItemCollectionMetrics = one(['SIZE', 'NONE', 'x']);
  } else {
    if (!maybe(60)) made.Key = maybe(8) ? one([{ id: value() }, item(), {}]) : { id: { S: one(ids()) } };
    if (maybe(2)) {
      made.ProjectionExpression = some(path, 4).join(', ');
      placeholders(made.ProjectionExpression, made);
      delete made.ExpressionAttributeValues;
    }
    if (maybe(5)) made.ConsistentRead = one([true, false, 'true', 'x', 5]);
  }
  if (maybe(10)) made.ReturnConsumedCapacity = one(['TOTAL', 'INDEXES', 'NONE', 'x']);
  let body = JSON.stringify(maybe(80) ? one(ODD) : made);
  if (maybe(80)) body = body.slice(0, below(body.length)) + body.slice(below(body.length));
  // Half of a surrogate pair can't be sent.
  return { action, body: body.toWellFormed() };
}

/** An answer in words that both have: AWS's own were recorded since dynalite was measured. */
function reworded(text) {
  return text
    .replace(/, typeSet: ALLOWED_FOR_\w+_OPERAND/, '')
    .replace('Invalid KeyConditionExpression: KeyConditionExpressions', 'KeyConditionExpressions')
    .replace('were invalid: The AttributeValue for a key attribute', 'are not valid. The AttributeValue for a key attribute')
    .replace('"Attributes":{}', '"Attributes":null');
}

/** What of an answer is comparable: the order of a scan is anyone's, and so is that of equal keys in an index. */
function comparable({ action, body }, answer) {
  let json;
  try {
    json = JSON.parse(reworded(answer.body));
  } catch {
    return answer.body;
  }
  if (json?.Attributes === null) delete json.Attributes;
  const asked = answer.status === 200 ? JSON.parse(body) : {};
  if (answer.status === 200 && (action === 'Scan' || (action === 'Query' && asked.IndexName))) {
    if (asked.Limit || asked.ExclusiveStartKey || asked.TotalSegments) return action === 'Scan' || asked.ExclusiveStartKey ? '' : String(json.ScannedCount);
    json.Items?.sort((a, b) => (sorted(JSON.stringify(a)) < sorted(JSON.stringify(b)) ? -1 : 1));
  }
  for (const items of Object.values(json?.Responses ?? {})) items.sort((a, b) => (sorted(JSON.stringify(a)) < sorted(JSON.stringify(b)) ? -1 : 1));
  if (Array.isArray(json?.ConsumedCapacity)) json.ConsumedCapacity.sort((a, b) => (a.TableName < b.TableName ? -1 : 1));
  return sorted(JSON.stringify(json));
}

/** An answer whatever the order of its members and of its sets. */
function sorted(text) {
  const walk = (json) => {
    if (Array.isArray(json)) return json.map(walk);
    if (json === null || typeof json !== 'object') return json;
    const entries = Object.entries(json).map(([key, inner]) => [
      key,
      ['SS', 'NS', 'BS'].includes(key) && Array.isArray(inner) ? [...inner].sort() : walk(inner),
    ]);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  try {
    return JSON.stringify(walk(JSON.parse(text)));
  } catch {
    return text;
  }
}

const server = dynalite({ createTableMs: 0 });
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}/`;

/** dynalite throws where nobody catches it on some bad input: then it gives no answer. */
let thrown = () => {};
process.on('uncaughtException', (error) => thrown(error));

async function theirs(action, body) {
  const failed = new Promise((resolve) => {
    thrown = (error) => resolve({ status: 0, body: String(error) });
  });
  const late = new Promise((resolve) => {
    setTimeout(resolve, 5000, { status: 0, body: 'no answer' }).unref();
  });
  return Promise.race([failed, late, called(action, body)]);
}

async function called(action, body) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.0',
      'X-Amz-Target': `DynamoDB_20120810.${action}`,
      'X-Amz-Date': '20260101T000000Z',
      Authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00',
    },
    body,
  });
  return { status: answer.status, body: await answer.text() };
}

const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
child.on('exit', (code) => {
  if (code) process.exit(code);
});
const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
async function ours(line) {
  child.stdin.write(`${JSON.stringify(line)}\n`);
  return JSON.parse((await lines.next()).value);
}

await theirs('CreateTable', JSON.stringify({
  TableName: 'resume',
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
}));
const keyOf = (partition, sort) => [{ AttributeName: partition, KeyType: 'HASH' }, ...(sort ? [{ AttributeName: sort, KeyType: 'RANGE' }] : [])];
await theirs('CreateTable', JSON.stringify({
  TableName: 'orders',
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: keyOf('customer', 'nr'),
  AttributeDefinitions: Object.entries({ customer: 'S', nr: 'N', weekday: 'S', amount: 'N', place: 'S' }).map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
  LocalSecondaryIndexes: [{ IndexName: 'byAmount', KeySchema: keyOf('customer', 'amount'), Projection: { ProjectionType: 'KEYS_ONLY' } }],
  GlobalSecondaryIndexes: [
    { IndexName: 'byDay', KeySchema: keyOf('weekday'), Projection: { ProjectionType: 'KEYS_ONLY' } },
    { IndexName: 'byDayAmount', KeySchema: keyOf('weekday', 'amount'), Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['note'] } },
    { IndexName: 'byPlace', KeySchema: keyOf('place'), Projection: { ProjectionType: 'ALL' } },
  ],
}));
await new Promise((resolve) => setTimeout(resolve, 300));

const kinds = new Map();
const known = new Map();
let good = 0;
for (let number = 0; number < Number(count); number += 1) {
  const line = request();
  const [here, there] = [await ours(line), await theirs(line.action, line.body)];
  if (here.status === 200) good += 1;
  if (there.status === 0) failures += 1;
  // What creates no item here does at dynalite's; what removes several elements removes others there.
  const differs = /^(REMOVE|DELETE)/i.test(updateOf(line)) || /REMOVE.*\[/i.test(updateOf(line));
  if (differs) await reset(line);
  if (here.status === there.status && comparable(line, here) === comparable(line, there)) continue;
  const meant = Object.entries(KNOWN).find(([, is]) => is(here, there, line.body));
  if (meant) {
    known.set(meant[0], (known.get(meant[0]) ?? 0) + 1);
    // Both tables hold the same again.
    if (here.status !== there.status) await reset(line);
    continue;
  }
  const kind = `ours   ${here.status} ${here.body}\n  theirs ${there.status} ${there.body}`.replaceAll(/"[^"]{0,3}"|\d+/g, '…');
  const seen = kinds.get(kind) ?? { times: 0, line, here, there };
  kinds.set(kind, { ...seen, times: seen.times + 1 });
  if (here.status !== there.status) await reset(line);
}

function updateOf({ action, body }) {
  if (action !== 'UpdateItem') return '';
  const { UpdateExpression, AttributeUpdates } = JSON.parse(body);
  const actions = Object.values(AttributeUpdates ?? {}).map((change) => change?.Action);
  if (actions.length > 0 && actions.every((one) => one === 'DELETE')) return 'DELETE';
  return UpdateExpression ?? '';
}

/** Puts a plain item under the key that a request is about. */
async function reset({ body }) {
  const { Item, Key, TableName } = JSON.parse(body) ?? {};
  const given = Item ?? Key;
  if (TableName === 'orders' && given?.customer?.S && given?.nr?.N) {
    const plain = { action: 'PutItem', body: JSON.stringify({ TableName, Item: { customer: given.customer, nr: given.nr } }) };
    await ours(plain);
    await theirs(plain.action, plain.body);
  }
  for (const id of ids()) {
    if (!body.includes(`"id":{"S":"${id}"`)) continue;
    const plain = { action: 'PutItem', body: JSON.stringify({ TableName: 'resume', Item: { id: { S: id } } }) };
    await ours(plain);
    await theirs(plain.action, plain.body);
  }
}

child.stdin.end();
server.close();
for (const { times, line, here, there } of [...kinds.values()].sort((a, b) => b.times - a.times)) {
  console.log(`${times} × ${line.action} ${line.body}\n  ours   ${here.status} ${here.body}\n  theirs ${there.status} ${there.body}`);
}
console.log(`${count} requests, ${good} of them taken; differences of ${kinds.size} kinds; meant ones: ${JSON.stringify(Object.fromEntries(known))}`);
process.exitCode = kinds.size > 0 ? 1 : 0;
