from pathlib import Path

from scripts.image_steps import copy, read_steps, take

TEXT = """# a remark
FROM otter AS build
RUN uv sync \\
    --locked
COPY pyproject.toml README.md ./
"""


def test_steps_are_read_over_broken_lines_and_past_remarks():
    assert [(name, rest.split()) for name, rest in read_steps(TEXT)] == [
        ("FROM", ["otter", "AS", "build"]),
        ("RUN", ["uv", "sync", "--locked"]),
        ("COPY", ["pyproject.toml", "README.md", "./"]),
    ]


def test_files_are_copied_into_a_folder_and_folders_as_it(tmp_path):
    copy(["README.md"], tmp_path)
    copy(["bot/cards"], tmp_path / "cards")
    assert (tmp_path / "README.md").exists()
    assert (tmp_path / "cards/items.py").exists()


def test_a_step_runs_in_the_folder_of_the_image_with_what_is_set_for_it(tmp_path):
    tool = tmp_path / "uv"
    tool.write_text('#!/bin/sh\necho "$PWD $UV_OTTERS $KUBECON_HOME $*" > ran\n')
    tool.chmod(0o755)
    app = tmp_path / "app"
    app.mkdir()
    settings = ("ENV", "UV_OTTERS=7 KUBECON_HOME=/var/lib/kubecon")
    take([settings, ("RUN", "uv sync --locked"), ("RUN", "useradd otter"), ("USER", "otter")], app, str(tool))
    assert Path(app / "ran").read_text() == f"{app} 7 {app / 'home'} sync --locked\n"
