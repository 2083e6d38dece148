FROM python:3.13.7-slim-bookworm@sha256:adafcc17694d715c905b4c7bebd96907a1fd5cf183395f0ebc4d3428bd22d92d AS build
RUN pip install --no-cache-dir uv==0.13.9
# compiled here once: a root file system that is never written keeps nothing of what a start compiles
ENV UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1
WORKDIR /app
COPY pyproject.toml uv.lock README.md LICENSE NOTICE ./
RUN uv sync --locked --no-dev --no-install-project --extra meaning --extra mcp --extra charts
COPY bot bot
COPY adapters adapters
COPY corpus corpus
RUN uv sync --locked --no-dev --no-editable --extra meaning --extra mcp --extra charts

FROM python:3.13.7-slim-bookworm@sha256:adafcc17694d715c905b4c7bebd96907a1fd5cf183395f0ebc4d3428bd22d92d
RUN useradd --uid 10001 --create-home kubecon \
    && install --directory --owner kubecon --mode 0700 /var/lib/kubecon
COPY --from=build /app/.venv /app/.venv
# MALLOC_ARENA_MAX: what threads free is used again by others, so that reloads leave memory as it was
ENV PATH=/app/.venv/bin:$PATH KUBECON_HOME=/var/lib/kubecon PYTHONDONTWRITEBYTECODE=1 MALLOC_ARENA_MAX=2
WORKDIR /var/lib/kubecon
USER 10001
# the index is read from here on the first start; a volume made of this folder begins with it
RUN kubecon check
VOLUME /var/lib/kubecon
EXPOSE 8080
HEALTHCHECK --start-period=10s --interval=30s --timeout=3s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8080/healthz', timeout=2)"]
ENTRYPOINT ["kubecon"]
CMD ["--help"]
