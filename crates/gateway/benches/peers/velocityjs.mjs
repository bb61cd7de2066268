// velocityjs with as much of API Gateway around it as the published example's templates need.

const escapes = { '\b': '\\b', '\n': '\\n', '\t': '\\t', '\f': '\\f', '\r': '\\r' };
const escape = (c) =>
  escapes[c] ?? (/["'\\/]/.test(c) ? `\\${c}` : `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`);
const util = { escapeJavaScript: (value) => String(value).replace(/["'\\/]|[^ -\x7f]/g, escape) };

/** Parses `template` once. Gives the function that renders it for `body`, a JSON text. */
export function renderer({ parse, Compile }, template, body) {
  const tree = parse(template);
  return () => {
    const document = JSON.parse(body);
    const path = (text) =>
      text.split('.').reduce((value, name) => (name === '$' ? value : value?.[name]), document);
    const input = { path, params: () => '' };
    return new Compile(tree).render({ input, util, context: { responseOverride: {} } });
  };
}
