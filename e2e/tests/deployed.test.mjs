// The console and stacks that are deployed into an emulator of AWS (run by `cargo xtask test deployed`). One file, since
// they share the one emulator; each module below is a subject.

import { useConsole } from '../lib/scenario.mjs';

import '../deployed/own-stack.mjs';
import '../deployed/by-field.mjs';
import '../deployed/api-key.mjs';
import '../deployed/operations.mjs';
import '../deployed/two-saves.mjs';
import '../deployed/seed-stack.mjs';
import '../deployed/commands.mjs';
import '../deployed/probe.mjs';
import '../deployed/hostile.mjs';

useConsole();
