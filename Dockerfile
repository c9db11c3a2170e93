# The image of Scrutineer. From the root of the repository:
#
#   docker build --tag scrutineer --build-arg REVISION="$(git rev-parse HEAD)" .
#   docker build --tag scrutineer --build-arg EXTRAS=postgres,openai .
#
# It runs read-only and without root: only /var/lib/scrutineer (its home) and /tmp are written to.
# docs/operations.md says how; tests/packaging/test_image.py builds and tries it.
#
# The base is pinned by name: its Debian and its Python stay, their security updates come with
# `docker build --pull`. To pin every byte, put the digest of the day behind the name here
# (`docker buildx imagetools inspect NAME` shows it); the repository has no way to keep one fresh.
FROM python:3.11-slim-bookworm AS base

# Every package, held against the hashes of the lock; then those that are wanted, from that folder
# alone. Wheels alone, so that nothing is compiled.
FROM base AS build
WORKDIR /build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_NO_INPUT=1
COPY requirements-extras.lock ./
RUN python3 -m venv tools \
    && tools/bin/pip download --quiet --require-hashes --only-binary :all: \
        --requirement requirements-extras.lock --dest wheels
COPY pyproject.toml README.md ./
COPY sources sources
COPY corpus corpus
COPY retrieval retrieval
COPY prompts prompts
COPY bot bot
# What is beyond the core: postgres, and of models anthropic, ollama, openai.
ARG EXTRAS=postgres
ENV PIP_NO_INDEX=1 PIP_FIND_LINKS=/build/wheels
RUN tools/bin/pip install --quiet hatchling \
    && tools/bin/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir wheels . \
    && python3 -m venv --without-pip /opt/scrutineer \
    && tools/bin/pip --python /opt/scrutineer/bin/python install --quiet --only-binary :all: \
        "scrutineer[${EXTRAS}]" \
    # What is never used here: a client that chromadb brings along for a cluster of its own making
    # (126 MB), a downloader of models, and the packages' own tests.
    && tools/bin/pip --python /opt/scrutineer/bin/python uninstall --quiet --yes \
        kubernetes hf-xet \
    && find /opt/scrutineer -type d -name tests -prune -exec rm -rf {} +

FROM base
# Tesseract reads scanned pages. Debian keeps no older version that could be named here.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends tesseract-ocr tesseract-ocr-eng \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/apt /var/log/dpkg.log \
    && groupadd --gid 10001 scrutineer \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin \
        scrutineer \
    # A volume that is mounted at one of them becomes this user's.
    && install --directory --owner 10001 --group 10001 --mode 0700 \
        /var/lib/scrutineer /var/lib/chroma \
    && install --directory --owner 10001 --group 10001 /var/lib/secrets \
    && install --directory /etc/scrutineer /documents
COPY --from=build /opt/scrutineer /opt/scrutineer

# `scrutineer.toml` is looked for in the working folder, secrets as files in /run/secrets.
# Two arenas: by itself glibc keeps up to eight for each processor, and in each what threads gave back.
ENV PATH=/opt/scrutineer/bin:$PATH \
    MALLOC_ARENA_MAX=2 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    SCRUTINEER_HOME=/var/lib/scrutineer
WORKDIR /etc/scrutineer
USER 10001:10001
EXPOSE 8000
ENTRYPOINT ["scrutineer"]
CMD ["serve", "--host", "0.0.0.0"]
# Whether it serves, not whether anything is indexed yet. Without urllib, which minds proxies.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python3", "-c", "import http.client as c; h = c.HTTPConnection('127.0.0.1', 8000, timeout=4); h.request('GET', '/healthz'); raise SystemExit(h.getresponse().status != 200)"]

ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Scrutineer" \
      org.opencontainers.image.description="Answers questions about children's services inspections with verified, cited quotes" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="docker.io/library/python:3.11-slim-bookworm"
