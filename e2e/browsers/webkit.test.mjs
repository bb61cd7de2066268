// The console in WebKit: WebKitGTK's, which is not Safari, but shares its engine. Its storage lasts as long as the browser, as under
// WebDriver each session is private, so that no test here starts the browser again.

import { describe } from 'node:test';

import { mainPath } from './main-path.mjs';
import { storage } from './storage.mjs';
import { styles } from './styles.mjs';
import { useBrowser } from './suite.mjs';
import { launch } from './webkit.mjs';

describe('WebKit', () => {
  const scenario = useBrowser(launch);
  mainPath(scenario);
  storage(scenario);
  styles(scenario, {
    'field-sizing': 'a field of several lines shows three, and is made larger by its corner',
    'forced-color-adjust': 'there are no forced colours',
    'user-select': 'it has -webkit-user-select',
    '-webkit-text-size-adjust': 'it is for telephones',
  });
});
