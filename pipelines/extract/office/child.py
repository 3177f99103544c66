"""Starts an office program apart from everything: `python child.py PARENT_PID PROGRAM ARGUMENT…`.

A small process of its own, because what it does must happen between fork and
exec: no network where the kernel lets us, and an end together with the parent.
Imports nothing of ours, so that it starts at once.
"""

import ctypes
import os
import resource
import signal
import sys
from typing import NoReturn

_PR_SET_PDEATHSIG = 1
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000
_MAX_FILE = 256 << 20


def main(arguments: list[str]) -> NoReturn:
    """Shut the network off, bind this process's life to the parent's, become the program."""
    parent, program = int(arguments[0]), arguments[1]
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        _leave_network(libc)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MAX_FILE, _MAX_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.execv(program, [program, *arguments[2:]])  # noqa: S606 - replaces this process, no shell


def _leave_network(libc: ctypes.CDLL) -> None:
    """Enter a network namespace without any interface; without privileges in a user namespace.

    Where neither is allowed the program keeps the network: then its settings
    alone (no updates of links) keep it from using it.
    """
    user, group = os.getuid(), os.getgid()
    if libc.unshare(_NEW_NETWORK) == 0 or libc.unshare(_NEW_USER | _NEW_NETWORK) != 0:
        return
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        try:
            with open(f"/proc/self/{name}", "w", encoding="ascii") as file:  # noqa: PTH123 - no imports
                file.write(text)
        except OSError:
            return


if __name__ == "__main__":
    main(sys.argv[1:])
