"""What git is given to run: sentences where the program is, the plain file where it is not."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from customer_cli import __version__
from customer_cli.git import repository, settings
from tests.conftest import Ended, Run
from tests.test_git import RECORD, SENTENCE, Git, commit, git

__all__ = ["git"]

CHANGED = RECORD.replace("primary: children", "primary: teachers")
SYSTEM = "/usr/local/bin:/usr/bin:/bin"
"""The PATH of a program that was not started from the shell of a person."""
LINE = "customer-cli cannot be run here: these are the lines of the file\n"
NAMES = ["2023.yaml", '-n it\'s "so" $HOME `x` \\t;.yaml', "Jahr für Jahr 顧客.yaml"]


def looked_at(*words: str, cwd: Path, env: dict[str, str] | None = None) -> Ended:
    """How git ended for somebody whose shell knows nothing of an environment."""
    env = {"PATH": SYSTEM, "HOME": "/nonexistent", "LC_ALL": "C.UTF-8"} if env is None else env
    program = shutil.which("git")
    assert program
    ended = subprocess.run([program, "-c", "core.quotePath=false", *words], cwd=cwd, env=env,
                           capture_output=True, stdin=subprocess.DEVNULL, check=False)  # fmt: skip
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The program as pip writes it into an environment, in a folder with a name of its own."""
    file = tmp_path / 'it\'s "my" $HOME `env`; é' / "bin" / "customer-cli"
    file.parent.mkdir(parents=True)
    started = "import sys\nfrom customer_cli.__main__ import main\nsys.exit(main())\n"
    file.write_text(f"#!{sys.executable}\n{started}", encoding="utf-8")
    file.chmod(0o755)
    return file


@pytest.fixture
def room(git: Git, workshop: Path, program: Path) -> Path:
    """A repository set up by *program*, with a commit and a change in records of any name."""
    for name in NAMES:
        commit(git, workshop / "workshops" / name, RECORD)
    subprocess.run([program, "git", "install"], check=True, capture_output=True)
    git("add", "-A")
    git("commit", "-q", "-m", "Set up")
    for name in NAMES:
        (workshop / "workshops" / name).write_text(CHANGED, encoding="utf-8")
    git("commit", "-qam", "Teachers first")
    for name in NAMES:
        (workshop / "workshops" / name).write_text(RECORD, encoding="utf-8")
    return workshop


def gone(program: Path) -> None:
    shutil.rmtree(program.parent.parent)


def moved(program: Path) -> None:
    program.parent.parent.rename(program.parent.parent.with_name("elsewhere"))


def written(script: str) -> Callable[[Path], None]:
    def write(program: Path) -> None:
        program.write_text(script, encoding="utf-8")

    return write


BROKEN: list[tuple[str, Callable[[Path], None]]] = [
    ("the environment is gone", gone),
    ("the environment was moved", moved),
    ("its Python is gone", written("#!/nowhere/python\n")),
    ("a package is missing", written(f"#!{sys.executable}\nimport nothing_of_this_name\n")),
    ("it fails half way", written("#!/bin/sh\necho team: X\nexit 1\n")),
    ("it is killed", written("#!/bin/sh\necho team: X\nkill -9 $$\n")),
    ("it prints nothing", written("#!/bin/sh\n")),
    ("it may not be started", lambda program: program.chmod(0o644)),
]


@pytest.mark.parametrize(("how", "break_it"), BROKEN, ids=[how for how, _ in BROKEN])
def test_without_the_program_git_shows_the_lines_of_the_file_and_says_so_once(
    how: str, break_it: Callable[[Path], None], room: Path, program: Path
) -> None:
    break_it(program)
    for name in NAMES:
        file = f"workshops/{name}"
        diff = looked_at("diff", "--", file, cwd=room)
        assert (diff.code, diff.err) == (0, LINE), how
        assert "\n-primary: teachers\n+primary: children\n" in diff.out
        show = looked_at("log", "-1", "-p", "--", file, cwd=room)
        assert (show.code, show.err) == (0, LINE * 2), how  # once for each side
        assert "\n-primary: children\n+primary: teachers\n" in show.out
    blame = looked_at("blame", "--", f"workshops/{NAMES[0]}", cwd=room)
    assert (blame.code, set(blame.err.splitlines(keepends=True))) == (0, {LINE})
    assert "primary: children" in blame.out


@pytest.mark.parametrize(
    "env",
    [{}, {"PATH": SYSTEM}, {"PATH": "/nonexistent"}, {"HOME": "/", "GIT_PAGER": "cat"}],
    ids=str,
)
def test_the_program_is_found_without_a_path_as_a_window_or_a_task_starts_git(
    env: dict[str, str], room: Path
) -> None:
    for name in NAMES:
        diff = looked_at("diff", "--", f"workshops/{name}", cwd=room, env=env)
        if env.get("PATH") == "/nonexistent" and diff.code:
            pytest.skip("without a PATH this git finds no shell")
        assert (diff.code, diff.err) == (0, "")
        assert "and was People who teach them to read." in diff.out


def test_the_one_on_the_path_steps_in_and_then_the_lines(room: Path, program: Path) -> None:
    gone(program)
    here = f"{Path(sys.executable).parent}:{SYSTEM}"
    told = looked_at("diff", cwd=room, env={"PATH": here, "HOME": "/"})
    assert (told.code, told.err) == (0, "")
    assert told.out.count("and was People who teach them to read.") == len(NAMES)


def test_a_worktree_and_a_folder_below_are_told_and_fall_back_alike(
    git: Git, room: Path, program: Path, tmp_path: Path
) -> None:
    side = tmp_path / "by the side"
    git("worktree", "add", "-q", "-b", "side", str(side))
    (side / "workshops" / NAMES[0]).write_text(RECORD, encoding="utf-8")
    for folder in (side, side / "workshops"):
        assert "and was People who teach" in looked_at("diff", cwd=folder).out
    gone(program)
    for folder in (side, side / "workshops", room / "workshops"):
        ended = looked_at("diff", cwd=folder)
        assert ended.code == 0
        assert "\n-primary: teachers\n+primary: children\n" in ended.out


def test_a_new_a_deleted_and_an_unmerged_file_fall_back(
    git: Git, room: Path, program: Path
) -> None:
    gone(program)
    git("checkout", "-q", ".")
    (room / "workshops" / "new.yaml").write_text(RECORD, encoding="utf-8")
    git("add", "-A")
    git("rm", "-q", f"workshops/{NAMES[0]}")
    ended = looked_at("diff", "--no-renames", "HEAD", cwd=room)
    assert (ended.code, ended.err) == (0, LINE * 2)
    assert "\n+primary: children\n" in ended.out
    assert "\n-primary: teachers\n" in ended.out
    command = git("config", "diff.customer-cli.command").removesuffix("\n")
    alone = subprocess.run(["sh", "-c", f'{command} "$@"', command, "-n 'x"], capture_output=True,
                           text=True, check=True, env={"PATH": SYSTEM})  # fmt: skip
    assert (alone.stdout, alone.stderr) == ("* Unmerged path -n 'x\n", LINE)


def test_what_is_shown_is_the_file_to_the_last_byte(room: Path, program: Path, git: Git) -> None:
    text = git("config", "diff.customer-cli.textconv").removesuffix("\n")
    odd = room / "odd"
    odd.write_bytes(b"team: [x\n\n\n\n")
    shown = {}
    for name in ("with", "without"):
        ended = subprocess.run(["sh", "-c", f'{text} "$@"', text, str(odd)], capture_output=True,
                               check=True, env={"PATH": SYSTEM})  # fmt: skip
        shown[name] = ended.stdout
        if name == "with":
            gone(program)
    assert shown["without"] == odd.read_bytes()
    assert shown["with"].endswith(b"\nteam: [x\n\n\n\n")


SHELLS = [shell for shell in ("dash", "bash", "bash --posix", "busybox sh", "ksh", "zsh", "yash")
          if shutil.which(shell.split()[0])]  # fmt: skip


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_runs_what_git_runs(
    shell: str, room: Path, program: Path, git: Git, tmp_path: Path
) -> None:
    other = tmp_path / NAMES[1]
    other.write_text(CHANGED, encoding="utf-8")
    file = str(room / "workshops" / NAMES[1])
    calls = {"textconv": [file], "command": [NAMES[1], file, "0", "0", str(other), "0", "0"]}
    for is_there in (True, False):
        for key, words in calls.items():
            line = git("config", f"diff.customer-cli.{key}").removesuffix("\n")
            ended = subprocess.run([*shell.split(), "-c", f'{line} "$@"', line, *words],
                                   capture_output=True, text=True, check=True,
                                   env={"PATH": SYSTEM, "LC_ALL": "C.UTF-8"})  # fmt: skip
            assert ended.stderr == ("" if is_there else LINE)
            wanted = {
                ("textconv", True): "\nprimary: Children who cannot read yet\n",
                ("command", True): f"\n{SENTENCE}\n",
                ("textconv", False): "\nprimary: children\n",
                ("command", False): "\n-primary: children\n+primary: teachers\n",
            }[key, is_there]
            assert wanted in ended.stdout
        if is_there:
            gone(program)


@pytest.mark.parametrize("is_there", [True, False])
def test_a_pager_that_is_left_early_fails_nothing(
    is_there: bool, room: Path, program: Path
) -> None:
    file = room / "workshops" / NAMES[0]
    file.write_text(RECORD.replace("result: ", "result: " + "word " * 60_000), encoding="utf-8")
    if not is_there:
        gone(program)
    shown = subprocess.Popen(["git", "diff", "--", str(file)], stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, env={"PATH": SYSTEM}, cwd=room)  # fmt: skip
    assert shown.stdout is not None
    shown.stdout.read(10)
    shown.stdout.close()
    _, said = shown.communicate()
    assert shown.returncode in (0, -13)
    assert said.decode() == ("" if is_there else LINE)


def test_a_difftool_needs_no_program(git: Git, room: Path, program: Path) -> None:
    gone(program)
    git(
        "config", "difftool.theirs.cmd", f'echo "$LOCAL" "$REMOTE" >> {shlex.quote(str(room))}/seen'
    )
    ended = looked_at("difftool", "-y", "-t", "theirs", cwd=room)
    assert (ended.code, ended.err) == (0, "")
    assert (room / "seen").read_text(encoding="utf-8").count("2023.yaml") == 2


@pytest.mark.parametrize("value", ["", "a", "a\"b\\c'd\ne;f#g$h`i`", " x ", "\\\\", "é\t顧"])
def test_what_is_written_for_git_is_what_git_reads(value: str, tmp_path: Path) -> None:
    (tmp_path / "config").write_text(
        f"[a]\n\tb = {settings.quote_value(value)}\n", encoding="utf-8"
    )
    ended = subprocess.run(["git", "config", "-z", "-f", str(tmp_path / "config"), "a.b"],
                           capture_output=True, check=True)  # fmt: skip
    assert ended.stdout.decode() == f"{value}\0"


def test_one_question_has_one_answer_and_a_way_out(
    git: Git, room: Path, program: Path, call: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", SYSTEM)

    def answers() -> tuple[str, str]:
        status = call("git", "status").out.splitlines()[-1].removeprefix("git diff: ")
        lines = call("doctor").out.splitlines()
        place = next(n for n, line in enumerate(lines) if "  git diff  " in line)
        told = lines[place].partition("git diff")[2].strip()
        below = lines[place + 1].partition("> ")
        return status, f"{told}: {below[2]}" if below[0].isspace() and below[1] else told

    seen = set()
    for step in (
        lambda: None,
        lambda: gone(program),
        lambda: (room / ".gitattributes").write_text(""),
        lambda: (room / ".gitattributes").write_text("*.yaml diff=theirs\n"),
        lambda: (room / ".gitattributes").write_text("*.yaml -diff\n"),
        lambda: (room / ".gitattributes").write_text("*.yaml diff=customer-cli\n"),
        lambda: call("git", "uninstall"),
        lambda: git("rm", "-qf", ".gitattributes"),
    ):
        step()
        status, doctor = answers()
        assert status == doctor
        seen.add(status)
    assert seen == {
        "tells of records in sentences",
        "the program that git starts is not there any more: customer-cli git install",
        "the settings are here, and no attribute uses them: customer-cli git install",
        'the attributes give records to another driver: "theirs"',
        "the attributes say that records are not to be compared: -diff",
        "the attributes are here, and this clone is not set up: customer-cli git install",
        "shows records as any other text: customer-cli git install",
    }


def test_installing_again_mends_a_program_that_is_gone(
    git: Git, room: Path, program: Path, call: Run
) -> None:
    gone(program)
    assert looked_at("diff", cwd=room).err == LINE * len(NAMES)
    assert call("git", "install").code == 0
    assert looked_at("diff", cwd=room).err == ""
    assert call("git", "uninstall").code == 0
    assert "customer-cli" not in (room / ".git" / "config").read_text(encoding="utf-8")


# ---- what git keeps


@pytest.fixture
def kept(git: Git, room: Path, call: Run) -> Path:
    """The same repository, in which git keeps the sentences; it knows a name."""
    git("checkout", "-q", ".")
    git("config", "user.name", "Sari")
    git("config", "user.email", "sari@example.org")
    assert call("git", "install", "--cache").code == 0
    return room


def runs(git: Git, folder: Path) -> Callable[[], int]:
    """Count how often git starts the program from now on."""
    config, count = folder / ".git" / "config", folder.parent / "count"
    real = str(Path(sys.executable).with_name("customer-cli"))
    counting = folder.parent / "customer-cli"
    counting.write_text(f'#!/bin/sh\necho x >> "{count}"\nexec {real} "$@"\n', encoding="utf-8")
    counting.chmod(0o755)
    config.write_text(config.read_text("utf-8").replace(real, str(counting)), encoding="utf-8")
    count.touch()
    return lambda: len(count.read_text(encoding="utf-8").split())


def test_git_asks_once_for_each_version_and_keeps_what_it_was_told(git: Git, kept: Path) -> None:
    started = runs(git, kept)
    first = looked_at("log", "-p", cwd=kept)
    assert (first.code, first.err) == (0, "")
    asked = started()
    assert asked == 2  # the contents are two, however many files and commits hold them
    assert looked_at("log", "-p", cwd=kept) == first
    assert looked_at("log", "-p", cwd=kept, env={}) == first
    assert started() == asked
    assert "+primary: People who teach them to read" in first.out


def test_what_git_keeps_is_said_and_goes_with_the_rest(git: Git, kept: Path, call: Run) -> None:
    assert looked_at("log", "-p", cwd=kept).code == 0
    said = call("git", "status")
    assert "settings are in .git/config, with the cache\n" in said.out
    assert "refs/notes/textconv/customer-cli: the sentences of 2 versions\n" in said.out
    assert "refs/notes/textconv/customer-cli: removed\n" in call("git", "uninstall").out
    assert "notes" not in git("for-each-ref")
    assert "customer-cli" not in (kept / ".git" / "config").read_text(encoding="utf-8")
    assert "cachetextconv" not in git("config", "--list")


def test_an_upgrade_shows_no_old_words(git: Git, kept: Path, call: Run) -> None:
    config = kept / ".git" / "config"
    old = config.read_text(encoding="utf-8").replace(f": customer-cli {__version__};",
                                                     ": customer-cli 0.0.9;")  # fmt: skip
    program = str(Path(sys.executable).with_name("customer-cli"))
    words = kept.parent / "customer-cli"
    words.write_text('#!/bin/sh\necho "old words"; cat "$2"\n', encoding="utf-8")
    words.chmod(0o755)
    config.write_text(old.replace(program, str(words)), encoding="utf-8")
    assert "old words" in looked_at("log", "-p", cwd=kept).out
    # The upgrade takes the file of the older version away, and brings new words.
    gone_file = f"{settings.CACHE_FILE.parent}/0.0.9.config"
    upgraded = old.replace(str(settings.CACHE_FILE), gone_file)
    config.write_text(upgraded, encoding="utf-8")
    said = looked_at("log", "-p", cwd=kept)
    assert (said.code, "old words" in said.out) == (0, False)
    assert call("git", "install").code == 0
    assert "notes" not in git("for-each-ref")
    assert f": customer-cli {__version__};" in git("config", "diff.customer-cli.textconv")
    assert "old words" not in looked_at("log", "-p", cwd=kept).out
    assert git("config", "diff.customer-cli.cachetextconv") == "true\n"


def test_the_file_that_switches_it_on_is_of_this_version_alone() -> None:
    files = sorted(settings.CACHE_FILE.parent.iterdir())
    assert files == [settings.CACHE_FILE]
    assert settings.CACHE_FILE.stem == __version__
    assert settings.is_cache(settings.driver_lines("/x", cached=True)[-1])


def test_what_could_not_be_said_is_kept_with_a_sentence_that_says_so(git: Git, kept: Path) -> None:
    config = kept / ".git" / "config"
    whole = config.read_text(encoding="utf-8")
    program = str(Path(sys.executable).with_name("customer-cli"))
    config.write_text(whole.replace(program, "/nowhere/customer-cli"), encoding="utf-8")
    said = looked_at("log", "-1", "-p", "-U999", cwd=kept)
    assert said.code == 0
    assert (
        "(these are the lines of the file; customer-cli git install --cache asks again)" in said.out
    )
    assert LINE in said.err


@pytest.mark.parametrize("scope", ["--repo", "--global"])
def test_git_keeps_nothing_where_it_would_not_know_in_whose_name(
    scope: str, git: Git, room: Path, call: Run, tmp_path: Path
) -> None:
    refused = call("git", "install", "--cache", scope)
    assert refused.code == 2
    assert "does not say in whose name" in refused.err
    command = refused.err.partition("hint:  ")[2]
    subprocess.run(["sh", "-c", command], check=True, cwd=room)
    ended = call("git", "install", "--cache", scope)
    assert (ended.code, ended.err) == (0, "")
    env = {"HOME": str(tmp_path)} if scope == "--global" else {}
    assert looked_at("show", cwd=room, env=env).code == 0
    assert "refs/notes/textconv/customer-cli" in git("for-each-ref")
    # Without a home neither the name nor the cache is there, and nothing fails.
    assert looked_at("show", cwd=room, env={}).code == 0


def test_a_name_that_git_knows_is_offered_as_it_is(
    git: Git, room: Path, call: Run, tmp_path: Path
) -> None:
    (tmp_path / ".gitconfig").write_text('[user]\n\tname = "O\'Hara; x"\n\temail = o@example.org\n')
    hint = call("git", "install", "--cache").err.partition("hint:  ")[2]
    subprocess.run(["sh", "-c", hint], check=True, cwd=room)
    assert git("config", "--local", "user.name") == "O'Hara; x\n"
    assert call("git", "install", "--cache").code == 0


def test_a_file_that_somebody_includes_below_our_heading_stays(
    git: Git, kept: Path, call: Run
) -> None:
    git("config", "--add", "include.path", "theirs")
    refused = call("git", "uninstall")
    assert refused.code == 2
    assert "this line in the block is not ours: path = theirs" in refused.err


# ---- conflicts and patches

SMALL = """team: T
held: 2026-03-14
primary: a
order: [a, b]
customers:
  a: {name: Children}
  b: {name: Cooks}
decision:
  rule: leader decides
"""


def merged(git: Git, folder: Path, ours: str, theirs: str, *words: str) -> None:
    """Two branches that changed one record, and a merge that stops."""
    path = folder / "workshops" / "2026.yaml"
    commit(git, path, SMALL)
    git("checkout", "-q", "-b", "other")
    commit(git, path, theirs)
    git("checkout", "-q", "main")
    commit(git, path, ours)
    who = ["-c", "user.name=a", "-c", "user.email=a@b.example", *words]
    assert subprocess.run(["git", *who, "merge", "other"], capture_output=True).returncode == 1


@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_a_conflict_is_shown_as_the_facts_that_differ(
    style: str, git: Git, workshop: Path, call: Run
) -> None:
    assert call("git", "install").code == 0
    ours = SMALL.replace("primary: a", "primary: a # for now")
    merged(git, workshop, ours, SMALL.replace("primary: a", "primary: b"),
           "-c", f"merge.conflictStyle={style}")  # fmt: skip
    lines = git("diff").partition("@@@\n")[2].splitlines()
    assert [line for line in lines if line[:2] != "  "] == [
        "++<<<<<<< HEAD", " +primary: Children", "++=======", "+ primary: Cooks", "++>>>>>>> other",
    ]  # fmt: skip
    assert "  held: 2026-03-14" in lines
    assert "(Not Committed Yet" in git("blame", "workshops/2026.yaml")


def test_a_conflict_in_words_that_are_the_same_is_named(
    git: Git, workshop: Path, call: Run
) -> None:
    assert call("git", "install").code == 0
    merged(git, workshop, SMALL.replace("primary: a", "primary: a # x"),
           SMALL.replace("primary: a", "primary: a # y"))  # fmt: skip
    said = git("diff")
    assert "++not merged yet: the sides differ only in how they are written\n" in said
    assert "\n--" not in said.partition("@@@")[2]


@pytest.mark.parametrize(
    "half", ["<<<<<<< a\nteam: X\n", "team: X\n=======\nteam: Y\n>>>>>>> b\n",
             "<<<<<<< a\nteam: X\n>>>>>>> b\n", "<<<<<<< a\nteam: [\n=======\nteam: Y\n>>>>>>> b\n",
             "<<<<<<< a\n<<<<<<< a\nteam: X\n=======\n>>>>>>> b\n"],
)  # fmt: skip
def test_half_a_conflict_is_shown_as_the_file_is(half: str, tmp_path: Path, call: Run) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(SMALL.replace("team: T\n", half), encoding="utf-8")
    said = call("git-text", str(path))
    assert said.code == 0
    assert "A merge conflict that git left here is not resolved. (line " in said.out
    assert said.out.endswith(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("many", [3, repository.LONGEST + 1])
def test_two_texts_are_joined_so_that_each_side_can_be_taken_out_again(many: int) -> None:
    ours = [f"line {number}" for number in range(many)]
    theirs = [*ours[:1], "theirs", *ours[2:], "at the end"]
    text = "\n".join(repository.join_sides(ours, theirs, ("a", "b")))
    found = repository.split_conflict(text)
    assert found is not None
    assert found.names == ("a", "b")
    assert found.ours.rstrip("\n").split("\n") == ours
    assert found.theirs.rstrip("\n").split("\n") == theirs
    assert repository.join_sides(ours, ours, ("a", "b")) == ours


NOT_TEXT = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "diff.customer-cli.textconv",
            "GIT_CONFIG_VALUE_0": "cat"}  # fmt: skip
PATCHES: list[tuple[str, dict[str, str], bool]] = [
    ("diff HEAD~1 HEAD", {}, False),
    ("diff --no-ext-diff HEAD~1 HEAD", {}, False),
    ("diff --no-textconv HEAD~1 HEAD", {}, False),
    ("diff --no-ext-diff --no-textconv HEAD~1 HEAD", {}, True),
    ("show", {}, False),
    ("show --no-textconv", {}, True),
    ("format-patch -1 --stdout", {}, True),
    ("diff-tree -p HEAD", {}, True),
    ("stash show -p stash@{0}", {}, True),
    ("diff --binary --unified=0 --no-color --no-ext-diff --patch HEAD~1 HEAD", {}, False),
    ("diff --binary --unified=0 --no-color --no-ext-diff --patch HEAD~1 HEAD", NOT_TEXT, True),
]


@pytest.fixture
def patched(git: Git, workshop: Path, call: Run) -> Path:
    """A change that is committed, and the same put aside."""
    path = workshop / "workshops" / "2026.yaml"
    assert call("git", "install").code == 0
    commit(git, path, SMALL)
    path.write_text(SMALL.replace("Children", "Children who eat here"), encoding="utf-8")
    git("stash")
    commit(git, path, SMALL.replace("Children", "Children who eat here"))
    return path


@pytest.mark.parametrize(("command", "env", "applies"), PATCHES)
def test_a_patch_is_of_lines_where_the_manual_says_so(
    command: str, env: dict[str, str], applies: bool, git: Git, patched: Path, tmp_path: Path
) -> None:
    patch = tmp_path / "patch"
    shown = looked_at(*command.split(), cwd=patched.parent.parent, env={**os.environ, **env})
    assert shown.code == 0
    patch.write_text(shown.out, encoding="utf-8")
    git("checkout", "-q", "HEAD~1")
    ended = subprocess.run(["git", "apply", "--unidiff-zero", "--check", str(patch)], check=False,
                           capture_output=True)  # fmt: skip
    assert (ended.returncode == 0) == applies


@pytest.mark.parametrize("command", ["add -p", "stash -p", "checkout -p", "reset -p HEAD~1"])
def test_what_is_chosen_piece_by_piece_is_lines(command: str, git: Git, patched: Path) -> None:
    if command != "reset -p HEAD~1":
        patched.write_text(SMALL.replace("Children", "Children at school"), encoding="utf-8")
    who = ["-c", "user.name=a", "-c", "user.email=a@b.example"]
    ended = subprocess.run(["git", *who, *command.split()], input="y\n", capture_output=True,
                           text=True, check=True, cwd=patched.parent.parent)  # fmt: skip
    assert "+  a: {name: Children" in ended.stdout
