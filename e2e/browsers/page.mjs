// What a person does with the console, in any browser that has the interface of webkit.mjs.

import assert from 'node:assert/strict';
import { readFile, readdir, rm } from 'node:fs/promises';
import path from 'node:path';

import { eventually } from '../lib/form.mjs';

/** The most seconds to wait for what the page shall show. */
const WAIT = 15;

/**
 * The one visible element at the end of a path, each part of which is `[role, name]`. It runs in the page.
 *
 * A role is ARIA's, or `field` for an input with a label, or `label`. A name is a whole text, or `{source}` of a pattern.
 */
function find(steps) {
  const selectors = {
    alert: '[role=alert]',
    button: 'button',
    dialog: 'dialog, [role=dialog], [role=alertdialog]',
    field: 'input, textarea, select',
    group: 'fieldset, [role=group]',
    heading: 'h1, h2, h3',
    label: 'label',
    link: 'a[href]',
    navigation: 'nav',
    region: 'section, [role=region]',
    status: '[role=status]',
  };
  const clean = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
  const named = (element) => {
    const by = element.getAttribute('aria-labelledby')?.split(' ').map((id) => document.getElementById(id)?.textContent).join(' ');
    return clean(element.getAttribute('aria-label') ?? by ?? element.labels?.[0]?.textContent ?? element.textContent);
  };
  const fits = (name, wanted) => wanted === undefined || (wanted.source ? new RegExp(wanted.source).test(name) : name === wanted);
  let within = document;
  for (const [role, name] of steps) {
    const all = [...within.querySelectorAll(selectors[role])].filter((one) => one.checkVisibility() && fits(named(one), name));
    if (all.length !== 1) return null;
    [within] = all;
  }
  return within;
}

export const BASICS = ['region', 'Basics'];
export const NAME = [BASICS, ['field', 'Name']];
export const ID = [BASICS, ['field', 'ID']];
export const SAVE = ['button', /^Save to (local|deployed) API$/];
export const LOAD = ['button', /^Load from (local|deployed) API$/];

/** A tab that shows the console. */
export class Page {
  constructor(tab, { downloads }) {
    this.tab = tab;
    this.downloads = downloads;
  }

  async goto(url) {
    await this.tab.goto(url);
    await this.there(['navigation', 'Pages']);
  }

  async reload() {
    await this.tab.reload();
    await this.there(['navigation', 'Pages']);
  }

  close() {
    return this.tab.close();
  }

  /** Runs a function in the page. */
  evaluate(run, ...args) {
    return this.tab.evaluate(run, ...args);
  }

  /** Waits for an element. */
  there(...steps) {
    const plain = steps.map(([role, name]) => [role, name instanceof RegExp ? { source: name.source } : name]);
    return eventually(async () => {
      const element = await this.tab.find(find, plain);
      assert.ok(element, `the page has one visible ${steps.map((step) => step.join(' ')).join(', ')}`);
      return element;
    }, WAIT);
  }

  click(...steps) {
    return eventually(async () => this.tab.click(await this.there(...steps)), WAIT);
  }

  /** Replaces the text of a field, by the keyboard. */
  async fill(text, ...steps) {
    await this.tab.fill(await this.there(...steps), text);
    await this.has(text, ...steps);
  }

  /** Waits until a field has that value. */
  has(wanted, ...steps) {
    return this.until(steps, (element) => element.value, (value) => assert.equal(value, wanted));
  }

  /** Waits until the text of an element matches, and gives it. */
  says(wanted, ...steps) {
    return this.until(steps, (element) => element.innerText, (text) => assert.match(text, wanted));
  }

  /** Waits until the service worker has stored a whole build. */
  buildStored() {
    return eventually(async () => assert.ok(await this.evaluate(async () => {
      const state = (await caches.keys()).find((key) => key.endsWith(' state'));
      return state !== undefined && (await (await caches.open(state)).keys()).length > 0;
    })), WAIT * 2);
  }

  /** Waits until the page says that the draft is on the disk. */
  draftSaved() {
    return eventually(async () => assert.ok(await this.evaluate(() => document.querySelector('[title="Draft saved in this browser"]') !== null)), WAIT);
  }

  /** Waits until the body that the preview shows passes a check, and gives it. */
  previews(check) {
    const shown = (element) => element.getAttribute('aria-busy') === 'false' && element.querySelector('code')?.textContent;
    return this.until([['region', 'Preview']], shown, (text) => {
      const body = JSON.parse(text);
      check(body);
      return body;
    });
  }

  /** Goes to a view. */
  async view(name) {
    await this.click(['navigation', 'Pages'], ['link', name]);
    await this.there(['heading', name]);
  }

  /** The file that the browser downloads when `act` is done: `{name, text}`. It is removed: MiniBrowser downloads no second of that name. */
  async downloaded(act) {
    await act();
    return eventually(async () => {
      const names = await readdir(this.downloads);
      assert.equal(names.length, 1, `one file: ${names}`);
      // Firefox and WebKit write under another name first.
      assert.doesNotMatch(names[0], /\.(part|wkdownload)$/);
      const file = path.join(this.downloads, names[0]);
      const text = await readFile(file, 'utf8');
      assert.notEqual(text, '');
      await rm(file);
      return { name: names[0], text };
    }, WAIT);
  }

  async until(steps, read, check) {
    return eventually(async () => check((await this.tab.evaluate(read, await this.there(...steps))) ?? ''), WAIT);
  }
}
