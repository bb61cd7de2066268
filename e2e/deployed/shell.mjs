// Commands as a person pastes them into a terminal: a POSIX shell, in a folder, with the AWS CLI on its PATH.

import { execFile } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = path.dirname(fileURLToPath(import.meta.url));
const execute = promisify(execFile);

/**
 * Makes a function that runs commands against the emulator and gives what they print: `run(commands, folder)`.
 *
 * It fails with the first command that does, and with that command's own message. `root` is a folder for what it needs.
 */
export async function shell(python, endpoint, root) {
  const bin = path.join(root, 'bin');
  await mkdir(bin);
  const aws = path.join(bin, 'aws');
  await writeFile(aws, `#!/bin/sh\nexec '${python}' '${path.join(here, 'aws.py')}' "$@"\n`);
  await chmod(aws, 0o755);
  const env = {
    ...process.env,
    PATH: `${bin}${path.delimiter}${process.env.PATH}`,
    // By number: a bucket is a part of the path then, not of a name that does not resolve.
    AWS_ENDPOINT_URL: endpoint.replace('localhost', '127.0.0.1'),
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: 'us-east-1',
    // No settings or keys of the user who runs the tests, and no request to an instance metadata service for some.
    AWS_CONFIG_FILE: path.join(root, 'no-config'),
    AWS_SHARED_CREDENTIALS_FILE: path.join(root, 'no-credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  for (const name of ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_REGION']) delete env[name];
  return async (commands, folder) => {
    const { stdout } = await execute('sh', ['-eu', '-c', commands], { cwd: folder, env, timeout: 120_000, maxBuffer: 1 << 24 });
    return stdout;
  };
}
