// What is timed: resumes of several sizes with DynamoDB's answers for them, and mapping templates.

import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { root } from '../lib/place.mjs';

/** Names of sizes, and the bytes of the resume. */
export const SIZES = { '4 KB': 4_000, '40 KB': 40_000, '390 KB': 390_000 };

/** `value` with the items of each outermost list in it `times` times. */
function repeated(value, times) {
  if (Array.isArray(value)) return Array.from({ length: times }, () => value).flat();
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, repeated(one, times)]));
}

/** JSON as an attribute value. */
function attribute(value) {
  if (value === null) return { NULL: true };
  if (Array.isArray(value)) return { L: value.map(attribute) };
  switch (typeof value) {
    case 'boolean': return { BOOL: value };
    case 'number': return { N: String(value) };
    case 'string': return { S: value };
    default: return { M: Object.fromEntries(Object.entries(value).map(([name, one]) => [name, attribute(one)])) };
  }
}

/** The sample resume, grown to about so many bytes, and the response of DynamoDB that has it, as JSON texts: `{put, get}`. */
export async function bodies(bytes) {
  const text = await readFile(path.join(root, 'crates/resume/src/sample.json'), 'utf8');
  const sample = JSON.parse(text);
  const resume = repeated(sample, Math.max(1, Math.floor(bytes / JSON.stringify(sample).length)));
  return { put: JSON.stringify(resume), get: JSON.stringify({ Item: attribute(resume).M }) };
}

/**
 * Sets of mapping templates: `[name, {put, get}]`. `example` is the stack's CloudFormation template, as JSON, with mapping templates by
 * field; the published example's own are there only beside the shared test data.
 */
export async function templates(example) {
  const file = (...parts) => readFile(path.join(root, ...parts), 'utf8');
  const methods = Object.values(JSON.parse(example).Resources).filter(({ Type }) => Type === 'AWS::ApiGateway::Method');
  const integration = (method) => methods.find(({ Properties }) => Properties.HttpMethod === method).Properties.Integration;
  const sets = [
    ['any shape', { put: await file('templates', 'put_request.vm'), get: await file('templates', 'get_response.vm') }],
    ['by field', {
      put: integration('POST').RequestTemplates['application/json'],
      get: integration('GET').IntegrationResponses[0].ResponseTemplates['application/json'],
    }],
  ];
  const shared = path.join('..', 'shared', 'seed');
  const published = await Promise.all(['put_request.vm', 'get_response.vm'].map((name) => file(shared, name))).catch(() => undefined);
  if (published) sets.push(['published example', { put: published[0], get: published[1] }]);
  return sets;
}
