// The stored history of calls.

/** The texts of the calls that the browser keeps. */
export const keptCalls = (page) => page.evaluate(() => new Promise((resolve, reject) => {
  const open = indexedDB.open('resume-console-history');
  open.onerror = () => reject(open.error);
  // The page makes the database at its first call.
  open.onupgradeneeded = () => { open.transaction.abort(); resolve([]); };
  open.onsuccess = () => {
    const asked = open.result.transaction('calls').objectStore('calls').getAll();
    asked.onsuccess = () => { open.result.close(); resolve(asked.result); };
    asked.onerror = () => reject(asked.error);
  };
}));
