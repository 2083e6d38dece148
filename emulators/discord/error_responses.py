"""Build error responses as Discord sends them: status, code and tree of errors."""


class DiscordError(Exception):
    """Refuse a request."""

    def __init__(self, status, code, message, *, findings=(), retry_after=1.0, is_global=False):
        super().__init__(message)
        self.status, self.headers = status, {}
        self.body = {"message": message, "code": code}
        if findings:
            self.body["errors"] = _tree(findings)
        if status == 429:
            self.body = {"message": message, "retry_after": retry_after, "global": is_global}
            scope = "global" if is_global else "user"
            self.headers = {"Retry-After": str(retry_after), "X-RateLimit-Scope": scope}


def _tree(findings):
    tree = {}
    for finding in findings:
        node = tree
        for part in (finding.pointer or "_").split("."):
            node = node.setdefault(part, {})
        node.setdefault("_errors", []).append({"code": "INVALID", "message": finding.message})
    return tree


class Judge:
    """Collect warnings, and refuse what Discord refuses."""

    def judge(self, where, findings):
        self.warnings += [f"{where}: {finding}" for finding in findings if finding.level == "warn"]
        bad = [finding for finding in findings if finding.level == "reject"]
        if not bad:
            return
        self.violations += [f"{where}: {finding}" for finding in bad]
        if any("empty message" in finding.message for finding in bad):
            raise DiscordError(400, 50006, "Cannot send an empty message", findings=bad)
        raise DiscordError(400, 50035, "Invalid Form Body", findings=bad)
