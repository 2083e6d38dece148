import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import kubernetes_validate
import pytest
import yaml

from bot.settings import Settings, environment_name

ROOT = Path(__file__).resolve().parent.parent
BASE = ROOT / "deploy/kubernetes/base"
SCALED = ROOT / "deploy/kubernetes/scaled"
KNOWN = {environment_name(one.name) for one in fields(Settings)}
LABELS = {"app.kubernetes.io/name": "kubecon"}
KUBERNETES = "1.34"


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def named_by(folder):
    return [folder / name for name in read(folder / "kustomization.yaml")["resources"] if name.endswith(".yaml")]


@pytest.fixture
def deployment():
    return read(BASE / "deployment.yaml")


@pytest.mark.parametrize("path", named_by(BASE), ids=lambda path: path.stem)
def test_kubernetes_takes_what_is_deployed(path):
    kubernetes_validate.validate(read(path), KUBERNETES, strict=True)


def test_every_file_is_deployed():
    assert {path.name for path in BASE.glob("*.yaml")} - {path.name for path in named_by(BASE)} == {
        "kustomization.yaml"
    }
    scaled = read(SCALED / "kustomization.yaml")
    assert [patch["path"] for patch in scaled["patches"]] == [
        path.name for path in SCALED.glob("*.yaml") if path.name != "kustomization.yaml"
    ]


def test_the_overlay_changes_what_the_base_has(deployment):
    patch, (replicas,) = read(SCALED / "spread.yaml"), read(SCALED / "kustomization.yaml")["replicas"]
    names = {one["metadata"]["name"] for one in (patch, deployment)} | {replicas["name"]}
    assert names == {"kubecon"}
    whole = {**deployment, "spec": {**deployment["spec"], "replicas": replicas["count"]}}
    template = whole["spec"]["template"]
    template["spec"] = {**template["spec"], **patch["spec"]["template"]["spec"]}
    kubernetes_validate.validate(whole, KUBERNETES, strict=True)
    assert replicas["count"] > 1


def test_all_that_selects_the_pods_finds_them(deployment):
    selectors = [
        deployment["spec"]["selector"]["matchLabels"],
        deployment["spec"]["template"]["metadata"]["labels"],
        read(BASE / "service.yaml")["spec"]["selector"],
        read(BASE / "networkpolicy.yaml")["spec"]["podSelector"]["matchLabels"],
        read(BASE / "poddisruptionbudget.yaml")["spec"]["selector"]["matchLabels"],
    ]
    assert selectors == [LABELS] * len(selectors)


def test_no_container_has_privileges_or_writes_outside_its_volumes(deployment):
    pod = deployment["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert not pod["automountServiceAccountToken"]
    for container in (*pod["initContainers"], *pod["containers"]):
        context = container["securityContext"]
        assert not context["allowPrivilegeEscalation"]
        assert context["readOnlyRootFilesystem"]
        assert context["capabilities"] == {"drop": ["ALL"]}
        assert container["resources"]["limits"]["memory"]


def test_what_is_secret_comes_from_a_secret_and_all_else_is_a_setting(deployment):
    (container,) = deployment["spec"]["template"]["spec"]["containers"]
    assert container["envFrom"] == [{"secretRef": {"name": "kubecon"}}]
    assert {one["name"] for one in container["env"]} <= KNOWN
    service = read(ROOT / "compose.yaml")["services"]["kubecon"]
    assert set(service["environment"]) <= KNOWN
    assert "TOKEN" not in "".join(one["name"] for one in container["env"])


def test_the_probes_ask_what_the_page_answers(deployment):
    (container,) = deployment["spec"]["template"]["spec"]["containers"]
    asked = {container[probe]["httpGet"]["path"] for probe in ("startupProbe", "livenessProbe", "readinessProbe")}
    assert asked == {"/healthz", "/readyz"}
    assert "/healthz" in (ROOT / "Dockerfile").read_text()


def test_the_container_of_compose_has_no_rights_and_is_open_to_this_machine_alone():
    service = read(ROOT / "compose.yaml")["services"]["kubecon"]
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])


def test_the_dockerfile_is_clean():
    hadolint = shutil.which("hadolint", path=str(Path(sys.executable).parent))
    if hadolint is None:
        pytest.skip("hadolint is not installed for this machine")
    told = subprocess.run([hadolint, "Dockerfile"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout) == (0, "")


def test_libraries_are_compiled_when_they_are_installed_and_not_at_each_start():
    assert "--compile-bytecode" in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "UV_COMPILE_BYTECODE=1" in (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_the_image_has_pinned_grounds_and_a_user_without_rights():
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    grounds = re.findall(r"^FROM (\S+)", text, re.MULTILINE)
    assert grounds
    assert all(re.search(r":\d+\.\d+\.\d+-", ground) for ground in grounds)
    assert re.findall(r"^USER (\S+)$", text, re.MULTILINE) == ["10001"]
