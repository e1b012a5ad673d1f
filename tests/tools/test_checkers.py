# SPDX-License-Identifier: Apache-2.0
"""The checkers find what they are for: each gets a small tree with one mistake in it."""

import contextlib
import io
import pathlib
import sys
import tempfile
import unittest

import check_banned
import check_catalogue
import check_layers
import check_readme
import check_umbrella
import check_version
import summary


class Tree(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name).resolve()

    def put(self, path, text):
        path = self.root / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def header(self, path, *lines):
        self.put(f"include/industria/{path}", "\n".join(["#pragma once", *lines, ""]))


class Layers(Tree):
    def problems(self):
        return "\n".join(check_layers.check(self.root))

    def test_a_lower_folder_may_be_included(self):
        self.header("base/a.hpp")
        self.header("units/b.hpp", "#include <industria/base/a.hpp>")
        self.assertEqual(self.problems(), "")

    def test_a_higher_folder_may_not(self):
        self.header("base/a.hpp", "#include <industria/units/b.hpp>")
        self.header("units/b.hpp")
        self.assertIn("base must not include units", self.problems())

    def test_neighbours_do_not_know_each_other(self):
        self.header("io/a.hpp", "#include <industria/projection/b.hpp>")
        self.header("projection/b.hpp")
        self.assertIn("io must not include projection", self.problems())

    def test_a_comment_is_no_include(self):
        self.header("base/a.hpp", "// #include <industria/units/b.hpp>")
        self.assertEqual(self.problems(), "")

    def test_circles(self):
        self.header("base/a.hpp", "#include <industria/base/b.hpp>")
        self.header("base/b.hpp", "#include <industria/base/a.hpp>")
        self.assertIn("circle of includes", self.problems())

    def test_a_body_outside_the_guard(self):
        self.header("base/a.hpp", "#include <industria/detail/base_a.ipp>")
        self.header("detail/base_a.ipp", "#include <industria/base/a.hpp>")
        self.assertIn("must stand within #ifdef", self.problems())

    def test_a_body_that_src_forgets(self):
        self.header("base/a.hpp", "#ifdef INDUSTRIA_HEADER_ONLY", "#include <industria/detail/base_a.ipp>", "#endif")
        self.header("detail/base_a.ipp", "#include <industria/base/a.hpp>")
        self.put("src/base.cpp", "")
        self.assertIn("included 0 times, expected once", self.problems())

    def test_an_anonymous_namespace_in_a_body(self):
        self.header("base/a.hpp", "#ifdef INDUSTRIA_HEADER_ONLY", "#include <industria/detail/base_a.ipp>", "#endif")
        self.header("detail/base_a.ipp", "#include <industria/base/a.hpp>", "namespace {", "}")
        self.assertIn("anonymous namespace", self.problems())

    def test_heavy_headers_have_their_place(self):
        self.header("model/a.hpp", "#include <Eigen/Dense>")
        self.assertIn("must not include <Eigen/Dense>", self.problems())


class Others(Tree):
    def test_umbrella_misses_a_header(self):
        self.header("industria.hpp", "#include <industria/base/a.hpp>")
        self.header("base/a.hpp")
        self.header("base/b.hpp")
        self.assertEqual(len(check_umbrella.check(self.root)), 1)

    def test_versions_differ(self):
        self.header(
            "base/config.hpp",
            "#define INDUSTRIA_VERSION_MAJOR 1",
            "#define INDUSTRIA_VERSION_MINOR 2",
            "#define INDUSTRIA_VERSION_PATCH 3",
            '#define INDUSTRIA_VERSION "1.2.3"',
            "#define INDUSTRIA_ABI v1_1_compiled",
        )
        self.put("CMakeLists.txt", "project(industria\n  VERSION 1.2.3)")
        self.put("pyproject.toml", 'version = "1.2.4"')
        problems = "\n".join(check_version.check(self.root))
        self.assertIn("v1_1_compiled does not begin with v1_2_", problems)
        self.assertIn("pyproject.toml: version 1.2.4", problems)
        self.assertNotIn("CMakeLists.txt", problems)

    def test_banned_words_outside_comments_only(self):
        self.header("base/a.hpp", "// strtod(x) is banned", "inline double f(const char* s) { return strtod(s, nullptr); }")
        problems = check_banned.check(self.root)
        self.assertEqual(len(problems), 1)
        self.assertIn("a.hpp:3", problems[0])

    def test_machine_paths_in_any_text(self):
        self.put("notes.md", "see /" + "home/someone/notes")
        self.assertEqual(len(check_banned.check(self.root)), 1)

    def catalogue(self, *rows):
        self.put("include/industria/detail/catalogue/x.inc", "\n".join(rows))
        return "\n".join(check_catalogue.check(self.root))

    def test_catalogue_is_clean(self):
        self.assertEqual(self.catalogue('{"a", "one {n}", "một {n}"},', '{"b", "x " "y", "z"},'), "")

    def test_catalogue_mistakes(self):
        problems = self.catalogue('{"a", "one {n}", "một {m}"},', '{"a", "x", ""},', '{"b", "x"},')
        for expected in ("['n'] in English", "is already in", "no Vietnamese text", "not a row"):
            self.assertIn(expected, problems)

    def test_catalogue_key_that_is_used_but_not_there(self):
        self.header("detail/base_a.ipp", 'auto s = text("no.such", language);', 'issue.code = "csv.bad";')
        problems = self.catalogue('{"issue.csv.bad", "x", "y"},')
        self.assertIn("no key no.such", problems)
        self.assertIn("no key issue.csv.bad.remedy", problems)

    def test_readme_block_differs_from_the_file(self):
        self.put("a.cpp", "// licence\nint main() {}\n")
        self.put("README.md", "<!-- file: a.cpp -->\n```cpp\nint main() { }\n```\n[gone](no/such.md)\n")
        problems = "\n".join(check_readme.check_page(self.root / "README.md", self.root, write=False))
        self.assertIn("differs", problems)
        self.assertIn("no/such.md", problems)

    def test_readme_is_brought_up_to_date(self):
        self.put("README.md", "<!-- output: python -c 'print(6*7)' -->\n```text\n41\n```\n")
        with contextlib.redirect_stdout(io.StringIO()):
            check_readme.check_page(self.root / "README.md", self.root, write=True)
        self.assertIn("```text\n42\n```", (self.root / "README.md").read_text())


class Summary(Tree):
    def ends_with(self, *arguments):
        out = io.StringIO()
        sys.argv, kept = ["summary.py", str(self.root), *arguments], sys.argv
        self.addCleanup(lambda: setattr(sys, "argv", kept))
        with contextlib.redirect_stdout(out):
            code = summary.main()
        return code, out.getvalue().splitlines()[-1]

    def test_counts(self):
        self.put("a.tsv", "a\tone\tpassed\t\na\ttwo\tskipped\tno browser\n")
        self.assertEqual(self.ends_with(), (0, "1 passed, 0 failed, 1 skipped"))

    def test_a_failure_is_told(self):
        self.put("a.xml", '<testsuite><testcase name="x"><failure message="no"/></testcase></testsuite>')
        self.assertEqual(self.ends_with()[0], 1)

    def test_nothing_at_all_is_no_success(self):
        self.assertEqual(self.ends_with(), (1, "0 passed, 0 failed, 0 skipped"))

    def test_a_program_that_was_not_built_is_no_skip(self):
        self.put("a.xml", '<testsuite><testcase name="x_NOT_BUILT" status="notrun"><skipped message=""/></testcase></testsuite>')
        self.assertEqual(self.ends_with()[1], "0 passed, 1 failed, 0 skipped")

    def test_shared_data_that_is_there_must_be_used(self):
        self.put("a.tsv", "a\tone\tpassed\t\na\ttwo\tskipped\tneeds ../shared\n")
        self.assertEqual(self.ends_with()[0], 0)
        self.assertEqual(self.ends_with("--with-shared")[0], 1)


if __name__ == "__main__":
    unittest.main()
