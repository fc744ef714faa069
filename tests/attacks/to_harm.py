"""Submissions that do harm while they are graded, by accident or on purpose."""

from tests.attacks.attack import Attack, harm

ATTACKS: list[Attack] = [
    harm("endless loop", "while True:\n    pass", keeps=True, stopped="cell_cpu"),
    harm(
        "endless loop that ignores interrupts",
        "while True:\n    try:\n        sum(range(1000))\n    except BaseException:\n        pass",
        keeps=True,
        stopped="cell_cpu",
    ),
    harm(
        "endless loop with signals ignored",
        "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\nwhile True:\n    pass",
        keeps=True,
        stopped="cell_cpu",
    ),
    harm(
        "endless loop inside one call",
        "'a' * 10**8 == ('a' * 10**8 + 'b')\nimport re\nre.match('(a+)+$', 'a' * 64 + 'b')",
        keeps=True,
        stopped="cell_cpu",
    ),
    harm("sleeps", "import time\ntime.sleep(1000)", keeps=True, stopped="cell_wall"),
    harm(
        "sleeps whatever comes",
        "import time\nwhile True:\n    try:\n        time.sleep(1000)\n    except BaseException:\n        pass",
        keeps=True,
        stopped="cell_wall",
    ),
    harm("waits for input", "input('name?')", keeps=True),
    harm("stops itself", "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)", keeps=True),
    harm("endless loop in the function", "def square(x):\n    while True:\n        pass"),
    harm(
        "endless loop while being printed",
        "class Loop:\n    def __repr__(self):\n        while True:\n            pass\nLoop()",
        keeps=True,
        stopped="cell_cpu",
    ),
    harm(
        "fork bomb",
        "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        break",
        keeps=True,
    ),
    harm(
        "fork bomb by system calls",
        "import ctypes\nlibc = ctypes.CDLL(None)\n"
        "for _ in range(1000):\n    libc.fork(); libc.vfork(); libc.syscall(435, None, 0)",
        keeps=True,
    ),
    harm("starts programs", "import subprocess\nsubprocess.Popen(['sleep', '1000'])", keeps=True),
    harm(
        "starts workers",
        "import multiprocessing\nmultiprocessing.get_context('fork').Process(target=print).start()",
        keeps=True,
    ),
    harm(
        "thread bomb",
        "import threading, time\nfor _ in range(5000):\n    threading.Thread(target=time.sleep, args=(1000,)).start()",
    ),
    harm(
        "background thread that outlives its cell",
        "import threading\ndef loop():\n    while True:\n        pass\n"
        "threading.Thread(target=loop, daemon=True).start()",
    ),
    harm("memory flood", "x = []\nwhile True:\n    x.append(bytearray(10**7))", keeps=True),
    harm("memory flood by NumPy", "import numpy as np\nx = np.ones((10**6, 10**4))", keeps=True),
    harm("memory flood in one string", "x = 'a' * 10**12", keeps=True),
    harm("memory flood in one integer", "x = 1 << (1 << 40)", keeps=True),
    harm(
        "memory mapped flood",
        "import mmap\nx = [mmap.mmap(-1, 1 << 30) for _ in range(100)]",
        keeps=True,
    ),
    harm(
        "disk flood", "with open('x', 'wb') as f:\n    while True:\n        f.write(b'x' * 10**6)"
    ),
    harm(
        "disk flood in many files",
        "for i in range(100):\n    with open(f'x{i}', 'wb') as f:\n        f.write(b'x' * 10**6)"
        "\nimport time\ntime.sleep(0.5)",
    ),
    harm(
        "inode flood",
        "for i in range(5000):\n    open(f'x{i}', 'w').close()\nimport time\ntime.sleep(0.5)",
    ),
    harm(
        "folders within folders",
        "import os\nfor i in range(3000):\n    os.mkdir('x'); os.chdir('x')",
    ),
    harm(
        "unreadable folders left behind",
        "import os\nos.makedirs('a/b')\nopen('a/b/c', 'w').close()\nos.chmod('a/b', 0)\nos.chmod('a', 0)",
        keeps=True,
    ),
    harm(
        "links out of the folder",
        "import os\nos.symlink('/', 'root')\nos.symlink('$secret', 'link')\nos.symlink('..', 'up')",
        keeps=True,
    ),
    harm("output flood", "while True:\n    print('x' * 100000)", keeps=True, stopped="cell_cpu"),
    harm("output flood in bits", "for i in range(10**6):\n    print(i)", keeps=True),
    harm(
        "output flood past Python",
        "import os\nwhile True:\n    os.write(1, b'x' * 100000); os.write(2, b'x' * 100000)",
        keeps=True,
    ),
    harm(
        "figure flood",
        "import matplotlib.pyplot as plt\nfor _ in range(12):\n    plt.figure(figsize=(9, 9)); plt.plot([1, 2])",
        keeps=True,
    ),
    harm(
        "giant figure",
        "import matplotlib.pyplot as plt\nplt.figure(figsize=(3000, 3000)); plt.plot([1, 2])",
        keeps=True,
    ),
    harm(
        "display flood",
        "from IPython.display import HTML, display\nfor _ in range(5000):\n    display(HTML('x' * 5000))",
        keeps=True,
    ),
    harm("deep recursion", "def f(n):\n    return f(n + 1)\nf(0)", keeps=True),
    harm(
        "recursion without end",
        "import sys\nsys.setrecursionlimit(10**9)\ndef f(n):\n    return [f(n + 1)]\nf(0)",
        keeps=True,
    ),
    harm("deep data", "x = []\nfor _ in range(100000):\n    x = [x]\nx", keeps=True),
    harm(
        "answer too deep to send",
        "def square(x):\n    y = x * x\n    for _ in range(5000):\n        y = [y]\n    return y",
    ),
    harm(
        "answer too large to send", "import numpy as np\ndef square(x):\n    return np.zeros(10**7)"
    ),
    harm("answer that cannot be sent", "def square(x):\n    return (lambda: x)"),
    harm("segfault", "import ctypes\nctypes.string_at(0)", keeps=True, stopped="ended"),
    harm("abort", "import os\nos.abort()", keeps=True, stopped="ended"),
    harm(
        "illegal system call convention",
        "import ctypes, mmap\nm = mmap.mmap(-1, 4096, prot=7)\n"
        "m.write(b'\\xb8\\x14\\0\\0\\0\\xcd\\x80\\xc3')\n"
        "a = ctypes.addressof(ctypes.c_char.from_buffer(m))\nprint(ctypes.CFUNCTYPE(ctypes.c_int)(a)())",
        keeps=True,
    ),
    harm(
        "closes every descriptor", "import os\nos.closerange(0, 4096)", keeps=True, stopped="ended"
    ),
    harm("opens every descriptor", "import os\nwhile True:\n    os.dup(0)"),
    harm(
        "breaks standard streams",
        "import sys\nsys.stdout = sys.stderr = sys.__stdout__ = None\nprint('x')",
        keeps=True,
    ),
    harm("removes what it runs on", "import sys, builtins\nsys.modules.clear()\nsys.path.clear()"),
    harm(
        "empties built-ins",
        "import builtins\nfor n in list(vars(builtins)):\n    if n not in ('__import__',): delattr(builtins, n)",
    ),
    harm(
        "exits when the process ends",
        "import atexit, os, time\natexit.register(time.sleep, 1000)",
        keeps=True,
    ),
    harm(
        "blocks the garbage collector",
        "class D:\n    def __del__(self):\n        while True:\n            pass\nd = D()",
        keeps=True,
    ),
    harm(
        "alarm and timers",
        "import signal\nsignal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)\n"
        "import time\nt = time.monotonic()\nwhile time.monotonic() < t + 0.2: pass",
        keeps=True,
    ),
    harm(
        "interrupts itself",
        "import _thread, time\n_thread.interrupt_main()\ntime.sleep(0.1)",
        keeps=True,
    ),
    harm("asks for a debugger", "breakpoint()", keeps=True),
    harm(
        "changes numpy for all that follow",
        "import numpy as np\nnp.seterr(all='raise')\nnp.float64 = None\ndel np.ones",
    ),
    harm(
        "markup in an output",
        "from IPython.display import HTML, Javascript, display\n"
        "display(HTML('<script>alert(1)</script>'), Javascript('alert(1)'))",
        keeps=True,
    ),
    harm("cell that is no Python", "def (:", keeps=True),
    harm("cell with null bytes", "x = 1\0", keeps=True),
    harm("cell with lone surrogates", "print('\\ud800')", keeps=True),
    harm(
        "message that grows a hundredfold",
        "import os, struct\nn = 3_900_000\n"
        "os.write(4, struct.pack('<I', n + 5) + b'\\xdd' + struct.pack('>I', n) + b'\\x80' * n)",
    ),
    harm(
        "half an answer, then silence",
        "import os, time\nos.write(4, b'\\xff\\0\\0\\0ab')\ntime.sleep(1000)",
        keeps=True,
    ),
    harm(
        "an answer in drops",
        "import os, time\nos.write(4, b'\\xff\\xff\\x0f\\0')\nwhile True:\n    os.write(4, b'x')\n    time.sleep(0.01)",
        keeps=True,
        stopped="cell_wall",
    ),
    harm(
        "threads that never give way",
        "import sys, threading\nsys.setswitchinterval(1e9)\ndef spin():\n    while True: pass\n"
        "for _ in range(4): threading.Thread(target=spin, daemon=True).start()\nspin()",
        keeps=True,
        stopped="cell_cpu",
    ),
    harm(
        "fills every pipe",
        "import os, fcntl\nheld = []\nwhile True:\n    held.append(os.pipe())\n    write = held[-1][1]\n"
        "    os.set_blocking(write, False)\n    try:\n        fcntl.fcntl(write, 1031, 1 << 20)\n"
        "        os.write(write, b'x' * (1 << 20))\n    except OSError:\n        pass",
    ),
    harm(
        "shared memory flood",
        "from multiprocessing import shared_memory\n"
        "held = [shared_memory.SharedMemory(create=True, size=10**8) for _ in range(50)]\n"
        "for one in held: one.buf[:] = b'x' * 10**8",
        keeps=True,
    ),
    harm("file with a hole of a petabyte", "open('x', 'wb').truncate(1 << 50)", keeps=True),
    harm(
        "timers without end",
        "import ctypes\nlibc = ctypes.CDLL(None)\n"
        "for _ in range(200_000): libc.timer_create(0, None, ctypes.byref(ctypes.c_void_p()))",
        keeps=True,
    ),
    harm(
        "kills whom it can",
        "import os\nfor process in (-1, 0, 1, 2, os.getppid()):\n    for signal in (9, 19):\n"
        "        try:\n            os.getpid() == process or os.kill(process, signal)\n"
        "        except OSError as error:\n            print(error)",
    ),
    harm(
        "leaves itself nothing",
        "import resource\nfor kind in (resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE, resource.RLIMIT_AS):\n"
        "    resource.setrlimit(kind, (0, 0))",
    ),
    harm(
        "disk flood in files without a name",
        "import os\nheld = []\nfor i in range(12):\n    held.append(open(f'x{i}', 'wb'))\n"
        "    os.unlink(f'x{i}')\n    held[-1].write(b'x' * (4 << 20))\n    held[-1].flush()\n"
        "print('LEA' + 'KED')",
    ),
    harm(
        "disk flood in files that never had a name",
        "import os\nheld = [os.open('.', os.O_TMPFILE | os.O_RDWR) for _ in range(12)]\n"
        "for one in held:\n    os.write(one, b'x' * (4 << 20))\nprint('LEA' + 'KED')",
    ),
    harm(
        "disk flood in files that are only mapped",
        "import ctypes, os\nlibc = ctypes.CDLL(None)\nfor i in range(12):\n"
        "    one = os.open(f'x{i}', os.O_CREAT | os.O_RDWR)\n    os.unlink(f'x{i}')\n"
        "    os.write(one, b'x' * (4 << 20))\n"
        "    libc.mmap(None, 4096, 1, 2, one, ctypes.c_long(0))\n    os.close(one)\nprint('LEA' + 'KED')",
    ),
    harm(
        "disk flood in files that are on their way",
        "import os, socket\nleft, right = socket.socketpair()\nfor i in range(12):\n"
        "    one = os.open(f'x{i}', os.O_CREAT | os.O_RDWR)\n    os.unlink(f'x{i}')\n"
        "    os.write(one, b'x' * (4 << 20))\n    socket.send_fds(left, [b'x'], [one])\n"
        "    os.close(one)\nprint('LEA' + 'KED')",
    ),
    harm(
        "threads with small stacks",
        "import threading, time\nthreading.stack_size(32768)\nfor i in range(3000):\n"
        "    threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()\nprint('LEA' + 'KED')",
    ),
]
