# SPDX-License-Identifier: Apache-2.0
"""A build that lacks something stops and names the package to install."""

import subprocess

import pytest
from conftest import ROOT


@pytest.mark.parametrize(
    ("absent", "remedy"),
    [
        ("Eigen3", "libeigen3-dev"),
        ("Boost", "libboost-dev"),
        ("nlohmann_json", "nlohmann-json3-dev"),
        ("pybind11", "pip install"),
    ],
)
def test_missing_package_is_named(absent, remedy, tmp_path):
    call = [
        "cmake",
        "-S",
        ROOT,
        "-B",
        tmp_path,
        "-DINDUSTRIA_BUILD_PYTHON=ON",
        f"-DCMAKE_DISABLE_FIND_PACKAGE_{absent}=ON",
    ]
    done = subprocess.run(list(map(str, call)), capture_output=True, text=True)
    assert done.returncode != 0 and remedy in done.stderr
