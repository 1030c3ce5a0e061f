"""What a reader of films never asks of the kernel is refused: network, programs, processes, and all of the rarely used.

The filter is built by libseccomp, which its distribution keeps up to date (on Debian the package manager itself needs
it); only a handful of its functions are used, so no binding stands in between.
"""

import ctypes
import errno
import os
from collections.abc import Iterable, Sequence
from typing import Any

_LIBRARY = "libseccomp.so.2"
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_UNLIKE, _MASKED_EQUAL = 1, 7
_UNKNOWN = -1
_THREAD = 0x00010000
_WORD = 0xFFFFFFFF
_TYPE_FOR_USER, _CONSOLE = 0x5412, 0x541C

HOSTILE = """
    ptrace process_vm_readv process_vm_writev process_madvise kcmp bpf perf_event_open userfaultfd
    add_key request_key keyctl init_module finit_module delete_module create_module kexec_load kexec_file_load
    mount umount umount2 move_mount open_tree open_tree_attr fsopen fsconfig fsmount fspick mount_setattr pivot_root
    chroot setns unshare open_by_handle_at name_to_handle_at swapon swapoff reboot acct iopl ioperm
    io_uring_setup io_uring_enter io_uring_register uselib modify_ldt vm86 vm86old
"""
"""A decoder that asks for one of these is no decoder any more: the process ends at once."""

REFUSED = """
    socket socketpair socketcall connect bind listen accept accept4 getsockname getpeername setsockopt getsockopt
    sendto sendmsg sendmmsg recvfrom recvmsg recvmmsg shutdown
    execve execveat fork vfork
    tkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_open pidfd_getfd pidfd_send_signal process_mrelease
    chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat chown32 fchown32 lchown32
    setxattr lsetxattr fsetxattr setxattrat removexattr lremovexattr fremovexattr removexattrat file_setattr
    utime utimes futimesat utimensat utimensat_time64 link linkat symlink symlinkat mknod mknodat
    inotify_init inotify_init1 inotify_add_watch fanotify_init fanotify_mark quotactl quotactl_fd
    shmget shmat shmctl msgget msgsnd msgrcv msgctl semget semop semctl semtimedop ipc
    mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify mq_getsetattr
    setuid setgid setreuid setregid setresuid setresgid setfsuid setfsgid setgroups capset sethostname setdomainname
    settimeofday clock_settime clock_adjtime adjtimex stime syslog sysfs _sysctl nfsservctl lookup_dcookie vhangup
    sched_setscheduler sched_setparam sched_setattr migrate_pages move_pages set_mempolicy mbind
    memfd_create memfd_secret vmsplice personality
    landlock_create_ruleset landlock_add_rule landlock_restrict_self seccomp
"""
"""These are refused, and the caller may go on without."""


class _Condition(ctypes.Structure):
    _fields_ = (
        ("argument", ctypes.c_uint),
        ("comparison", ctypes.c_int),
        ("first", ctypes.c_uint64),
        ("second", ctypes.c_uint64),
    )


def refuse_calls() -> None:
    """Refuse this process, from here on, what it has no business with; OSError where there is no such filter here.

    Threads may be started, other processes may not; signals reach this process alone. Comes before any thread.
    """
    filter_calls(
        [
            *((name, _KILL, ()) for name in HOSTILE.split()),
            *((name, _refusal(errno.EPERM), ()) for name in REFUSED.split()),
            *_refused_by_argument(os.getpid()),
        ]
    )


def filter_calls(rules: Iterable[tuple[str, int, Sequence[_Condition]]]) -> None:
    """Let the kernel act by `rules` (call, action, conditions on its arguments), and allow every other call."""
    library = ctypes.CDLL(_LIBRARY)
    library.seccomp_init.restype = ctypes.c_void_p
    filtered = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(_ALLOW)))
    if not filtered:
        raise OSError(errno.ENOSYS, "no filter for system calls")
    try:
        for name, action, conditions in rules:
            _add(library, filtered, name, action, conditions)
        _must(library.seccomp_load(filtered))
    finally:
        library.seccomp_release(filtered)


def _refused_by_argument(process: int) -> list[tuple[str, int, Sequence[_Condition]]]:
    """Calls that are fine about oneself, and not about others."""
    no = _refusal(errno.EPERM)
    return [
        ("clone", no, [_Condition(0, _MASKED_EQUAL, _THREAD, 0)]),
        # The C library then asks for threads by `clone`, whose arguments can be looked at.
        ("clone3", _refusal(errno.ENOSYS), ()),
        ("kill", no, [_Condition(0, _UNLIKE, process, 0)]),
        ("tgkill", no, [_Condition(0, _UNLIKE, process, 0)]),
        ("prlimit64", no, [_Condition(0, _UNLIKE, 0, 0)]),
        ("setpriority", no, [_Condition(1, _UNLIKE, 0, 0)]),
        ("ioprio_set", no, [_Condition(1, _UNLIKE, 0, 0)]),
        ("ioctl", no, [_Condition(1, _MASKED_EQUAL, _WORD, _TYPE_FOR_USER)]),
        ("ioctl", no, [_Condition(1, _MASKED_EQUAL, _WORD, _CONSOLE)]),
    ]


def _add(library: Any, filtered: ctypes.c_void_p, name: str, action: int, conditions: Sequence[_Condition]) -> None:
    number = library.seccomp_syscall_resolve_name(name.encode())
    if number == _UNKNOWN:
        return  # newer than this libseccomp
    array = (_Condition * len(conditions))(*conditions)
    _must(library.seccomp_rule_add_array(filtered, ctypes.c_uint32(action), number, len(conditions), array))


def _refusal(number: int) -> int:
    return 0x00050000 | number


def _must(answer: int) -> None:
    if answer < 0:
        raise OSError(-answer, os.strerror(-answer))
