# SPDX-License-Identifier: Apache-2.0
"""The package as a guest: what it imports, weighs, exports and promises to type checkers."""

import ast
import importlib.metadata
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import industria
from industria import _core

PACKAGE = Path(industria.__file__).parent


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def seconds(code: str) -> float:
    """Processor time, best of 7 fresh processes, as measured inside each: other work on the machine does not count."""
    timed = f"import time; t = time.process_time(); {code}; print(time.process_time() - t)"
    return min(float(run(timed)) for _ in range(7))


def test_import_adds_less_than_100_ms_to_numpy():
    assert seconds("import numpy; import industria") - seconds("import numpy") < 0.1


def test_import_brings_neither_pandas_nor_the_report():
    code = "import sys, industria; print([m for m in ('pandas', 'jinja2', 'vl_convert', 'industria.report') if m in sys.modules])"
    assert run(code).strip() == "[]"


def test_works_where_pandas_is_absent():
    code = (
        "import sys; sys.modules['pandas'] = None\n"
        "import industria as i\n"
        "f = i.forecast({'unique_id': ['a'] * 3, 'ds': [2019, 2020, 2021], 'y': [1.0, 2.0, 3.0]}, 1)\n"
        "print(f['ds'].tolist(), i.growth([1.0, 2.0])[1])"
    )
    assert run(code).strip() == "[2022] 1.0"


def test_is_smaller_than_15_MB():
    assert sum(f.stat().st_size for f in PACKAGE.rglob("*") if f.is_file()) < 15e6


def test_needs_only_numpy():
    needs = importlib.metadata.requires("industria") or []
    assert [re.split(r"[ <>=!~;\[]", n)[0] for n in needs if "extra ==" not in n] == ["numpy"]


def test_no_dependency_has_an_upper_cap():
    assert not [n for n in importlib.metadata.requires("industria") or [] if re.search(r"[<~]=?\s*\d", n)]


def test_exports_what_is_promised():
    promised = "Dataset Panel Target forecast assess growth cagr required_growth Unit Amount Period".split()
    assert set(promised) <= set(industria.__all__)
    assert all(hasattr(industria, name) for name in industria.__all__)


def test_stubs_name_every_class_and_member_of_the_core():
    stub = ast.parse((PACKAGE / "_core.pyi").read_text(encoding="utf-8"))
    stated = {
        node.name: {m.name for m in getattr(node, "body", []) if isinstance(m, ast.FunctionDef)}
        for node in stub.body
        if isinstance(node, (ast.ClassDef, ast.FunctionDef))
    }
    stated |= {node.target.id: set() for node in stub.body if isinstance(node, ast.AnnAssign)}
    for name, value in vars(_core).items():
        if name.startswith("_"):
            continue
        assert name in stated, f"{name} is not in _core.pyi"
        if inspect.isclass(value) and not issubclass(value, Exception):
            members = {m for m in vars(value) if not m.startswith("_")}
            assert members == {m for m in stated[name] if not m.startswith("_")}, name


def test_what_is_exported_is_documented():
    """More than the signature that pybind11 writes by itself."""
    functions = [getattr(industria, n) for n in industria.__all__ if inspect.isroutine(getattr(industria, n))]
    methods = [m for c in (industria.Dataset, industria.Forecast, industria.Assessment) for n, m in vars(c).items()
               if not n.startswith(("_", "find_")) and callable(getattr(m, "__func__", m))]
    assert len(functions) > 10 and len(methods) > 15
    for thing in functions + methods:
        thing = getattr(thing, "__func__", thing)
        said = [line for line in (thing.__doc__ or "").splitlines() if line.strip() and "->" not in line]
        assert said, thing


def test_is_marked_as_typed():
    assert (PACKAGE / "py.typed").exists()


def test_version_is_that_of_the_distribution():
    assert industria.__version__ == importlib.metadata.version("industria")


def test_enumerations_have_the_names_of_the_library():
    for what, names in _core.enum_names().items():
        assert all(ours == theirs for ours, theirs in names), what


LONG_PANEL = """
import os, signal, threading, time
import numpy as np, industria as i
n = 100_000
panel = i.Panel.from_arrays(np.tile(np.arange(1.0, 41.0), n), np.arange(n + 1) * 40, [2000] * n)
"""


def test_forecasting_in_a_thread_lets_others_run():
    code = """
worker = threading.Thread(target=lambda: i.forecast(panel, 5))
turns = 0
worker.start()
while worker.is_alive():
    turns += 1
    time.sleep(0)
print(turns)
"""
    assert int(run(LONG_PANEL + code)) > 100  # a thread that held the lock would leave a handful of turns


@pytest.mark.parametrize("n_threads", [1, 2])
def test_signals_are_seen_while_a_panel_is_forecast(n_threads):
    code = f"""
seen, over = 0, threading.Event()
def count(*_):
    global seen
    seen += 1
signal.signal(signal.SIGUSR1, count)
def send():
    while not over.wait(0.002):
        os.kill(os.getpid(), signal.SIGUSR1)
sender = threading.Thread(target=send)
sender.start()
before = seen
i.forecast(panel, 5, n_threads={n_threads})
during = seen - before
over.set()
sender.join()
print(during)
"""
    assert int(run(LONG_PANEL + code)) >= 2  # signals that wait for the call's end are seen as one


@pytest.mark.parametrize("n_threads", [1, 2])
def test_ctrl_c_ends_a_panel_with_keyboard_interrupt(n_threads):
    code = f"""
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs start with it ignored
threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGINT)).start()
try:
    for _ in range(100):
        i.forecast(panel, 5, n_threads={n_threads})
except KeyboardInterrupt:
    print(len(i.forecast(panel, 1)))
"""
    assert int(run(LONG_PANEL + code)) == 100_000  # and the panel is as good as before
