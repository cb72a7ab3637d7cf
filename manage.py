"""Run fangxian's commands from a checkout: `python manage.py demo` is `fangxian demo`."""

from fangxian.__main__ import main

if __name__ == "__main__":
    main()
