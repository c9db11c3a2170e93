"""What a process of Linux can give up for good: the network, other processes, writing files.

Both ways are the kernel's own and need no rights: Landlock for files, seccomp for calls. Where
it has them not, or forbids them (some containers do), nothing is given up.
"""

import ctypes
import os
import platform
import struct
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

_libc = ctypes.CDLL(None, use_errno=True)

_NO_NEW_PRIVILEGES, _SECCOMP, _SECCOMP_FILTER = 38, 22, 2

# Landlock's calls have the same numbers on every architecture.
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_ASK_VERSION, _PATH_BENEATH = 1, 1
_WRITE, _TRUNCATE = 1 << 1, 1 << 14
# Write, remove, and make files, folders and everything else; to move between folders; truncate.
_CHANGES = (_WRITE | sum(1 << bit for bit in range(4, 13)), 1 << 13, _TRUNCATE)
_SCOPES: Final = 3  # abstract sockets, and signals to processes that were not started here
_SCOPED_SINCE: Final = 6


@dataclass(frozen=True, slots=True)
class _Calls:
    """Numbers of system calls on one architecture; `audit` is how the kernel calls that."""

    audit: int
    never: tuple[int, ...]
    starting: tuple[int, ...]
    clone: int


# socket; io_uring_setup, which can open one as well; ptrace, process_vm_readv and _writev,
# pidfd_getfd, which reach into other processes; then fork, vfork, execve, execveat.
_CALLS: Final = {
    "x86_64": _Calls(0xC000003E, (41, 425, 101, 310, 311, 438), (57, 58, 59, 322), 56),
    "aarch64": _Calls(0xC00000B7, (198, 425, 117, 270, 271, 438), (221, 281), 220),
}
_CLONE3: Final = 435
_THREAD: Final = 0x10000
_OTHER_TABLE: Final = 0x40000000  # x86-64 has its calls a second time from here on

_LOAD, _EQUAL, _AT_LEAST, _HAS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000 | 1  # EPERM
_UNKNOWN = 0x00050000 | 38  # ENOSYS: the C library then takes the older call, which can be judged


def confine_writing(folders: Sequence[str]) -> None:
    """From now on files are changed in these folders alone, which have to exist."""
    version = _libc.syscall(_CREATE, None, ctypes.c_size_t(0), _ASK_VERSION)
    if version < 1:
        return
    changes = sum(_CHANGES[:version])
    asked = struct.pack("=QQQ", changes, 0, _SCOPES if version >= _SCOPED_SINCE else 0)
    # An older kernel knows no more than the first of these numbers.
    size = len(asked) if version >= _SCOPED_SINCE else 8
    rules = _libc.syscall(_CREATE, asked, ctypes.c_size_t(size), 0)
    if rules < 0:
        return
    try:
        for folder in folders:
            _allow(rules, folder, changes)
        _allow(rules, os.devnull, _WRITE | (_TRUNCATE & changes))
        _libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        _libc.syscall(_RESTRICT, rules, 0)
    finally:
        os.close(rules)


def _allow(rules: int, path: str, changes: int) -> None:
    with suppress(FileNotFoundError):
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            rule = struct.pack("=Qi", changes, opened)
            _libc.syscall(_ADD, rules, _PATH_BENEATH, rule, 0)
        finally:
            os.close(opened)


def forbid_calls(*, starts: bool) -> None:
    """From now on no connection is opened, no other process looked into; unless `starts`, none
    started."""
    calls = _CALLS.get(platform.machine())
    if calls is None:
        return
    steps = list(_program(calls, starts=starts))
    held = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("@HP", len(steps), ctypes.addressof(held)))
    _libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    _libc.prctl(_SECCOMP, _SECCOMP_FILTER, program, 0, 0)


_Step = tuple[int, int, int, int]
"""An instruction: what it does, how many to pass over if so, if not, and with what."""


def _program(calls: _Calls, *, starts: bool) -> Iterator[_Step]:
    yield _LOAD, 0, 0, _ARCHITECTURE
    yield _EQUAL, 1, 0, calls.audit
    yield _RETURN, 0, 0, _REFUSE
    yield _LOAD, 0, 0, _NUMBER
    yield _AT_LEAST, 0, 1, _OTHER_TABLE
    yield _RETURN, 0, 0, _REFUSE
    for call in calls.never if starts else (*calls.never, *calls.starting):
        yield _EQUAL, 0, 1, call
        yield _RETURN, 0, 0, _REFUSE
    if not starts:
        yield _EQUAL, 0, 1, _CLONE3
        yield _RETURN, 0, 0, _UNKNOWN
        yield _EQUAL, 0, 3, calls.clone
        yield _LOAD, 0, 0, _FIRST_ARGUMENT
        yield _HAS, 1, 0, _THREAD
        yield _RETURN, 0, 0, _REFUSE
    yield _RETURN, 0, 0, _ALLOW
