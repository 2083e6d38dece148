"""Define the findings of `kubecon doctor`."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """List how bad a finding is; OFF means not configured, and so not checked."""

    OK = "ok"
    OFF = "off"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was checked, its state, and the remedy, "" if there is nothing to do."""

    subject: str
    severity: Severity
    text: str
    remedy: str = ""


def ok(subject: str, text: str) -> Finding:
    """Return that all is well."""
    return Finding(subject, Severity.OK, text)


def off(subject: str, text: str, remedy: str = "") -> Finding:
    """Return that something is not set up."""
    return Finding(subject, Severity.OFF, text, remedy)


def warning(subject: str, text: str, remedy: str) -> Finding:
    """Return that something works, but not as well as it could."""
    return Finding(subject, Severity.WARNING, text, remedy)


def failed(subject: str, text: str, remedy: str) -> Finding:
    """Return that something does not work."""
    return Finding(subject, Severity.FAILED, text, remedy)
