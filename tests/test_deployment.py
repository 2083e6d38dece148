import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

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


def check_resource(resource):
    import kubernetes_validate  # noqa: PLC0415 - loads over a second, which only one worker in two needs

    kubernetes_validate.validate(resource, KUBERNETES, strict=True)


def named_by(folder):
    return [folder / name for name in read(folder / "kustomization.yaml")["resources"] if name.endswith(".yaml")]


@pytest.fixture
def deployment():
    return read(BASE / "deployment.yaml")


@pytest.mark.parametrize("path", named_by(BASE), ids=lambda path: path.stem)
def test_kubernetes_takes_what_is_deployed(path):
    check_resource(read(path))


def test_every_file_is_deployed():
    for folder in (BASE, SCALED):
        kustomization = read(folder / "kustomization.yaml")
        named = {*kustomization["resources"], *(patch["path"] for patch in kustomization.get("patches", []))}
        assert {path.name for path in folder.glob("*.yaml")} - named == {"kustomization.yaml"}
        assert all((folder / name).exists() for name in named)


def test_the_overlay_changes_what_the_base_has():
    kustomization = read(SCALED / "kustomization.yaml")
    patched = {identity(read(SCALED / patch["path"])) for patch in kustomization["patches"]}
    assert patched <= {identity(read(path)) for path in named_by(BASE)}
    assert [one["name"] for one in kustomization["replicas"]] == ["kubecon"]
    check_resource(read(SCALED / "networkpolicy.yaml"))


def identity(resource):
    return resource["kind"], resource["metadata"]["name"]


@pytest.fixture
def scaled():
    """Return the overlay's resources as they are applied, by kind and name."""
    if shutil.which("kubectl") is None:
        pytest.skip("kubectl, which puts the overlay together, is not installed")
    made = subprocess.run(["kubectl", "kustomize", SCALED], capture_output=True, text=True, check=True).stdout
    return {identity(one): one for one in yaml.safe_load_all(made)}


def test_kubernetes_takes_what_is_scaled(scaled):
    for one in scaled.values():
        check_resource(one)


def test_those_that_are_scaled_share_a_database_whose_address_is_a_secret(scaled):
    deployed = scaled["Deployment", "kubecon"]["spec"]
    pod = deployed["template"]["spec"]
    address = next(one for one in pod["containers"][0]["env"] if one["name"] == "KUBECON_DATABASE_URL")
    assert deployed["replicas"] > 1
    assert address["valueFrom"]["secretKeyRef"] == {"name": "kubecon-database", "key": "url"}
    assert ("PersistentVolumeClaim", "kubecon") not in scaled
    assert [volume["name"] for volume in pod["volumes"] if "emptyDir" in volume] == ["state", "scratch"]
    (rule,) = scaled["NetworkPolicy", "kubecon-database"]["spec"]["egress"]
    assert [port["port"] for port in rule["ports"]] == [5432]


def test_what_one_keeps_outlives_it_and_is_never_shared(deployment):
    (volume,) = [one for one in deployment["spec"]["template"]["spec"]["volumes"] if one["name"] == "state"]
    claim = read(BASE / "state.yaml")
    assert volume["persistentVolumeClaim"]["claimName"] == claim["metadata"]["name"]
    assert deployment["spec"]["replicas"] == 1
    assert deployment["spec"]["strategy"] == {"type": "Recreate"}


def test_all_that_selects_the_pods_finds_them(deployment):
    selectors = [
        deployment["spec"]["selector"]["matchLabels"],
        deployment["spec"]["template"]["metadata"]["labels"],
        read(BASE / "service.yaml")["spec"]["selector"],
        read(BASE / "networkpolicy.yaml")["spec"]["podSelector"]["matchLabels"],
        read(BASE / "poddisruptionbudget.yaml")["spec"]["selector"]["matchLabels"],
        read(SCALED / "networkpolicy.yaml")["spec"]["podSelector"]["matchLabels"],
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


def test_compose_has_a_database_that_is_started_only_when_asked_for():
    compose = read(ROOT / "compose.yaml")
    database = compose["services"]["database"]
    assert database["profiles"] == ["postgres"]
    assert re.fullmatch(r"postgres:\d+\.\d+-\w+@sha256:[0-9a-f]{64}", database["image"])
    assert database["environment"]["POSTGRES_PASSWORD"] == "${POSTGRES_PASSWORD:-}"  # noqa: S105 - none
    assert "ports" not in database
    assert "pg_isready" in " ".join(database["healthcheck"]["test"])
    assert database["volumes"][0].partition(":")[0] in compose["volumes"]
    assert compose["services"]["kubecon"]["depends_on"]["database"] == {
        "condition": "service_healthy",
        "required": False,
    }


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
