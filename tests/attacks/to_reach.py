"""Submissions that try to reach what they should not see or change."""

from tests.attacks.attack import Attack, reach

TRY = """
import os, socket, ctypes, sys
loot = []
def attempt(do):
    try:
        loot.append(str(do())[:2000])
    except BaseException as error:
        print(type(error).__name__, error)
"""
DOORS = """
def doors():
    import stat
    found = []
    for n in range(5, 300):
        try:
            if not stat.S_ISREG(os.fstat(n).st_mode): found.append(n)
        except OSError: pass
    return found
"""
LIBC = "libc = ctypes.CDLL(None, use_errno=True)\ndef call(*a):\n    r = libc.syscall(*a)\n    assert r >= 0, ctypes.get_errno()\n    return 'REACHED'\n"


def tries(name: str, *actions: str) -> Attack:
    return reach(
        name,
        TRY + DOORS + LIBC + "\n".join(f"attempt(lambda: {action})" for action in actions),
        "print(loot)",
    )


ATTACKS: list[Attack] = [
    tries(
        "reads a file of the grader's user",
        "open('$secret').read()",
        "open('$secret', 'rb').read()",
    ),
    tries(
        "lists and reads around the secret",
        "os.listdir('$folder')",
        "open('$folder/../' + '$name').read()",
    ),
    tries(
        "reaches the secret through a link",
        "os.symlink('$secret', 'l') or open('l').read()",
        "os.link('$secret', 'h') or open('h').read()",
    ),
    tries(
        "overwrites the secret",
        "open('$secret', 'w').write('SPOILED')",
        "open('$secret', 'a').write('SPOILED')",
    ),
    tries(
        "empties the secret",
        "os.truncate('$secret', 0)",
        "os.open('$secret', os.O_RDONLY | os.O_TRUNC)",
    ),
    tries(
        "removes or renames the secret",
        "os.unlink('$secret')",
        "os.rename('$secret', '$secret.x')",
        "os.replace('/dev/null', '$secret')",
    ),
    tries(
        "changes the secret's permissions",
        "os.chmod('$secret', 0o777)",
        "os.utime('$secret', (0, 0))",
        "os.chown('$secret', 1, 1)",
        "os.setxattr('$secret', 'user.a', b'b')",
    ),
    tries(
        "changes files of Python's library",
        "open(os.__file__, 'a').write('#')",
        "os.chmod(os.__file__, 0)",
        "os.open(os.__file__, os.O_RDONLY | os.O_TRUNC)",
    ),
    tries(
        "reads the environment of others",
        "open('/proc/1/environ').read() + 'REACHED'",
        "open('/proc/self/environ').read() + 'REACHED'",
        "os.environ.get('GRADER_SECRET', 0) + 'REACHED'",
    ),
    tries(
        "reads /etc",
        "open('/etc/shadow').read() + 'REACHED'",
        "open('/etc/hostname').read() + 'REACHED'",
    ),
    tries(
        "reads the memory of the parent",
        "open('/proc/%d/mem' % os.getppid(), 'rb').read(1) and 'REACHED'",
        "call($process_vm_readv, os.getppid(), None, 0, None, 0, 0)",
    ),
    tries(
        "traces the parent", "call($ptrace, 16, os.getppid(), 0, 0)", "call($ptrace, 0, 0, 0, 0)"
    ),
    tries(
        "kills the parent",
        "os.kill(os.getppid(), 9)",
        "os.kill($warm_process, 9) or 'REACHED'",
        "os.kill($grader, 9) or 'REACHED'",
    ),
    tries("kills every process", "os.kill(-1, 15)", "os.killpg(os.getppid(), 9)"),
    tries(
        "sends signals through a file's owner",
        "[__import__('fcntl').fcntl(4, 8, $grader), __import__('fcntl').fcntl(4, 10, 9)] and 'REACHED'",
    ),
    tries("opens a handle to the grader", "os.pidfd_open($grader) and 'REACHED'"),
    tries(
        "connects over TCP",
        "socket.create_connection(('127.0.0.1', $tcp), 1).sendall(b'REACHED') or 'REACHED'",
    ),
    tries(
        "sends over UDP",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'REACHED', ('127.0.0.1', $udp))",
    ),
    tries("connects over IPv6", "socket.socket(socket.AF_INET6, socket.SOCK_STREAM) and 'REACHED'"),
    tries("asks the name service", "socket.gethostbyname('localhost') and 'REACHED'"),
    tries(
        "connects to a Unix socket", "socket.socket(socket.AF_UNIX).connect('$unix') or 'REACHED'"
    ),
    tries(
        "sends to a Unix datagram socket by way of a pair",
        "socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)[0].sendto(b'REACHED', '$datagram')",
    ),
    tries(
        "connects to an abstract socket",
        "socket.socket(socket.AF_UNIX).connect('\\0' + '$abstract') or 'REACHED'",
    ),
    tries(
        "opens a raw or netlink socket",
        "socket.socket(socket.AF_PACKET, socket.SOCK_RAW) and 'REACHED'",
        "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW) and 'REACHED'",
    ),
    tries(
        "runs a program",
        "os.system('true') == 0 and 'REACHED'",
        "os.execv('/bin/sh', ['sh', '-c', 'exit 0'])",
        "__import__('subprocess').run(['true']) and 'REACHED'",
    ),
    tries(
        "makes namespaces",
        "libc.unshare(0x10000000) == 0 and 'REACHED'",
        "libc.unshare(0x20000) == 0 and 'REACHED'",
        "call($clone, 0x10000011, 0, 0, 0, 0)",
        "call(435, 0, 0)",
    ),
    tries(
        "mounts",
        "libc.mount(b'none', b'/tmp', b'tmpfs', 0, None) == 0 and 'REACHED'",
        "libc.umount2(b'/tmp', 2) == 0 and 'REACHED'",
        "libc.chroot(b'/') == 0 and 'REACHED'",
    ),
    tries(
        "becomes another user",
        "os.setuid(0)",
        "os.setgroups([0])",
        "libc.setresuid(0, 0, 0) == 0 and 'REACHED'",
    ),
    tries(
        "opens by handle",
        "call($open_by_handle_at, 0, None, 0)",
        "call($name_to_handle_at, 0, None, 0, 0, 0)",
    ),
    tries(
        "asks for io_uring, bpf and keys",
        "call(425, 1, None)",
        "call($bpf, 0, None, 0)",
        "call($keyctl, 0, 0, 0)",
    ),
    tries(
        "makes memory without a file",
        "os.memfd_create('x') and 'REACHED'",
        "call($shmget, 1, 4096, 0o1600)",
    ),
    tries("makes a device", "os.mknod('d', 0o60600, os.makedev(254, 0)) or 'REACHED'"),
    tries(
        "lifts its limits",
        "__import__('resource').setrlimit(0, (-1, -1)) or 'REACHED'",
        "__import__('resource').prlimit($grader, 7, (1, 1)) and 'REACHED'",
    ),
    tries("unties itself from its parent", "libc.prctl(1, 0, 0, 0, 0) == 0 and 'REACHED'"),
    tries(
        "leaves its folder",
        "open('../../outside', 'w').write('x') and 'REACHED'",
        "open('/var/tmp/outside', 'w').write('x') and 'REACHED'",
        "open('/dev/shm/../../outside', 'w')",
    ),
    tries(
        "finds other submissions",
        "[n for n in os.listdir('/tmp') if n != 'work' and n.startswith('neighbour')][0] and 'REACHED'",
        "open('$neighbour').read()",
    ),
    tries(
        "opens its parent's descriptors",
        "[os.readlink('/proc/%d/fd/%d' % (os.getppid(), n)) for n in range(20)]",
    ),
    tries("inherits an open door", "doors() and 'REACHED'"),
    tries(
        "asks for what newer kernels offer",
        # But for closing, waiting and looking at files: 434 and 424 are for processes, refused here as well.
        "[n for n in range(424, 463) if n not in (436, 439, 441, 449, 452) and libc.syscall(n, 0, 0, 0, 0, 0) >= 0][0]"
        " and 'REACHED'",
    ),
    tries(
        "asks by the numbers of another architecture",
        "call(0x40000000 | 41, 2, 1, 0)",
        "call(0x40000000 | 59, b'/bin/true', None, None)",
        "call(0x40000000 | 512, 0, 0, 0)",
    ),
    tries(
        "types into the grader's terminal",
        "__import__('fcntl').ioctl(0, 0x5412, b'x') == b'x' and 'REACHED'",
    ),
    reach(
        "lease on a library that makes others wait",
        "import fcntl, numpy\nheld = open(numpy.__file__)\n"
        "fcntl.fcntl(held, 1024, 0) == 0 and 'REA' + 'CHED'",
    ),
    reach(
        "lock on a library that others can see",
        "import fcntl, numpy\none, other = open(numpy.__file__), open(numpy.__file__)\n"
        "fcntl.flock(one, fcntl.LOCK_EX)\ntry:\n    fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)\n"
        "except BlockingIOError:\n    print('REA' + 'CHED')",
    ),
    reach(
        "lock of a range of a library that others can see",
        "import fcntl, numpy, struct\none, other = open(numpy.__file__), open(numpy.__file__)\n"
        "def lock(kind):\n    return struct.pack('hhqqi4x', kind, 0, 0, 0, 0)\n"
        "fcntl.fcntl(one, 37, lock(0))\n"  # F_OFD_SETLK for reading; F_OFD_GETLK asks as if for writing
        "struct.unpack('hhqqi4x', fcntl.fcntl(other, 36, lock(1)))[0] == 0 and 'REA' + 'CHED'",
    ),
    reach(
        "pages of a library taken from others",
        "import ctypes, mmap, numpy\nheld = open(numpy.__file__, 'rb')\n"
        "libc = ctypes.CDLL(None, use_errno=True)\nlibc.mmap.restype = ctypes.c_void_p\n"
        "at = libc.mmap(None, 4096, 1, 2, held.fileno(), ctypes.c_long(0))\n"
        "libc.madvise(ctypes.c_void_p(at), 4096, 21) == 0 and 'REA' + 'CHED'",
    ),
    reach(
        "pages compared with those of others",
        "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nlibc.mmap.restype = ctypes.c_void_p\n"
        "at = libc.mmap(None, 4096, 3, 0x22, -1, ctypes.c_long(0))\n"
        "libc.madvise(ctypes.c_void_p(at), 4096, 12) == 0 and 'REA' + 'CHED'",
    ),
    reach(
        "memory of kinds that nobody needs",
        "import mmap\nmmap.mmap(-1, 4096, flags=0x4000022) and 'REA' + 'CHED'",
    ),
    reach(
        "asks the file system of a library",
        "import fcntl, numpy\nfcntl.ioctl(open(numpy.__file__), 0x80086601, bytes(8)) and 'REA' + 'CHED'",
    ),
    reach(
        "pipes that take the room of others",
        "import fcntl, os\nfcntl.fcntl(os.pipe()[1], 1031, 1 << 20) and 'REA' + 'CHED'",
    ),
]
