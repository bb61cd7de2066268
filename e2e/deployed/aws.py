"""The AWS CLI, as `aws` on a shell's PATH starts it: waits of 30 s between two questions are cut to a fraction of a second.

Nothing else is changed. `aws cloudformation deploy` has no option for it, and the emulator is done in a second.
"""

import sys
import time

sleep = time.sleep
time.sleep = lambda seconds: sleep(min(seconds, 0.2))

from awscli.clidriver import main  # noqa: E402

sys.exit(main())
