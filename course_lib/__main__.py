"""``python -m course_lib doctor``: whether this computer is ready for the lessons."""

import sys

from course_lib.doctor import main

if __name__ == "__main__":
    if sys.argv[1:] != ["doctor"]:
        print("Usage: python -m course_lib doctor")
        sys.exit(2)
    sys.exit(main())
