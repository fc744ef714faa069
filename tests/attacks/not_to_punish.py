"""Submissions that are only unusual: they must earn all their points."""

from tests.attacks.attack import RIGHT, Attack, honest

ATTACKS: list[Attack] = [
    honest("right", RIGHT),
    honest(
        "warns on stderr",
        "import warnings, sys\ndef square(x):\n    warnings.warn('careful')\n"
        "    print('note', file=sys.stderr)\n    return x * x",
    ),
    honest(
        "logs",
        "import logging\nlogging.warning('x')\ndef square(x):\n    logging.error('y')\n    return x * x",
    ),
    honest("prints", "def square(x):\n    print('x is', x)\n    return x * x"),
    honest("extra cells and names", "a = 1", RIGHT, "b = square(a)\nb", after=("1 / 0",)),
    honest("error in another cell", "1 / 0", RIGHT, "undefined"),
    honest(
        "renamed helper", "def mult(a, b):\n    return a * b\ndef square(x):\n    return mult(x, x)"
    ),
    honest("slow but right", "def square(x):\n    for _ in range(10**5): pass\n    return x * x"),
    honest(
        "other libraries",
        "import scipy.linalg, sklearn.linear_model, json, re, collections\n" + RIGHT,
    ),
    honest(
        "a helper module of its own",
        "import helper_of_mine\ndef square(x):\n    return helper_of_mine.times(x, x)",
        files=(("helper_of_mine.py", b"def times(a, b):\n    return a * b\n"),),
    ),
    honest(
        "data beside the notebook",
        "text = open('data/one.txt').read()\nassert text == 'one'\n" + RIGHT,
        files=(("data/one.txt", b"one"),),
    ),
    honest(
        "writes and reads files",
        "import numpy as np, os, shutil, tempfile\nnp.save('a.npy', np.ones(3))\n"
        "assert np.load('a.npy').sum() == 3\nshutil.copy('a.npy', 'b.npy')\nos.makedirs('d/e')\nshutil.rmtree('d')\n"
        "with tempfile.TemporaryDirectory() as t: open(t + '/x', 'w').close()\n" + RIGHT,
    ),
    honest(
        "magics",
        "%matplotlib inline\n%config InlineBackend.figure_format = 'png'\n%timeit -n 1 -r 1 1 + 1\n"
        "%precision 3\n%load_ext autoreload\n%autoreload 2\n" + RIGHT,
    ),
    honest("cell magic", "%%time\n" + RIGHT, "%%capture out\nprint('hidden')"),
    honest("shell commands as in Colab", "!pip install numpy\nx = !ls", RIGHT),
    honest(
        "figures of every kind",
        "import matplotlib.pyplot as plt\nimport numpy as np\n"
        "plt.imshow(np.eye(3)); plt.colorbar(); plt.title(r'$x^2$'); plt.show()\n"
        "fig, ax = plt.subplots(subplot_kw={'projection': 'polar'})\nfig.savefig('f.pdf'); fig.savefig('f.svg')\n"
        + RIGHT,
    ),
    honest(
        "widgets",
        "from ipywidgets import interact, IntSlider\ninteract(lambda n: n, n=IntSlider(1, 0, 3))\n"
        + RIGHT,
    ),
    honest("awaits", "import asyncio\nawait asyncio.sleep(0)\n" + RIGHT),
    honest(
        "threads",
        "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(4) as p:\n"
        "    assert list(p.map(abs, [-1, 2])) == [1, 2]\n" + RIGHT,
    ),
    honest(
        "parallel sklearn",
        "from joblib import Parallel, delayed\n"
        "assert Parallel(n_jobs=2)(delayed(abs)(i) for i in [-1, 2]) == [1, 2]\n" + RIGHT,
    ),
    honest(
        "random numbers, time and clocks",
        "import random, time, datetime, uuid, secrets\nrandom.random(); time.sleep(0.01)\n"
        "datetime.datetime.now(); uuid.uuid4(); secrets.token_hex()\n" + RIGHT,
    ),
    honest(
        "pickles",
        "import pickle, copy\nclass A: pass\npickle.loads(pickle.dumps(A()))\ncopy.deepcopy(A())\n"
        + RIGHT,
    ),
    honest(
        "dataclass and types",
        "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int = 1\n" + RIGHT,
    ),
    honest("catches all exceptions", "try:\n    1 / 0\nexcept:\n    pass\n" + RIGHT),
    honest(
        "NumPy's settings",
        "import numpy as np\nnp.set_printoptions(precision=3)\nnp.random.seed(1)\nnp.seterr(all='ignore')\n"
        + RIGHT,
    ),
    honest("long names and umlauts", "größe = 3\nπ = 3.14\nprint('größe', '→', '🙂')\n" + RIGHT),
    honest("empty cells and comments", "", "# nothing", "   \n", RIGHT),
    honest(
        "os information",
        "import os, getpass, platform\nos.cpu_count(); getpass.getuser(); platform.platform(); os.path.expanduser('~')\n"
        + RIGHT,
    ),
    honest(
        "pool of threads that has nothing to do",
        RIGHT,
        "from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor(2)\n"
        "assert list(pool.map(square, [1, 2])) == [1, 4]",
    ),
    honest(
        "thread that ends in a moment",
        RIGHT,
        "import threading, time\nthreading.Thread(target=time.sleep, args=(0.05,)).start()",
    ),
    honest(
        "alarm and audit hook of its own",
        RIGHT,
        "import signal, sys\nsignal.alarm(50)\nsys.addaudithook(lambda *a: None)",
    ),
    honest(
        "function without a name, within another object",
        "import functools\nclass Power:\n    def __init__(self, n): self.n = n\n"
        "    def __call__(self, x): return x ** self.n\nsquare = functools.partial(Power(2))",
    ),
]
